namespace ArticleSearch.Highlighting;

/// <summary>A word of a passage that took part in a match, in UTF-16 code units of the stored text.</summary>
/// <param name="Start">Where it starts.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Word">The same for the same word of the query.</param>
/// <param name="Weight">How much it says that the word is there: more for rare words, the same for the same word.</param>
internal readonly record struct Mark(int Start, int End, int Word, float Weight)
{
    /// <summary>Words that overlap are one range; the others stay apart. Ascending, disjoint.</summary>
    /// <param name="marks">Ascending marks.</param>
    /// <param name="from">Where the text starts that the ranges are counted in.</param>
    /// <param name="to">Where it ends; what lies outside is cut off.</param>
    public static IReadOnlyList<Highlight> Ranges(List<Mark> marks, int from, int to)
    {
        var ranges = new List<Highlight>(marks.Count + 1);
        foreach (var mark in marks)
        {
            int start = Math.Max(mark.Start, from) - from;
            int end = Math.Min(mark.End, to) - from;
            if (end <= start)
            {
                continue;
            }

            if (ranges.Count > 0 && ranges[^1] is var last && start < last.Start + last.Length)
            {
                ranges[^1] = last with { Length = Math.Max(last.Length, end - last.Start) };
            }
            else
            {
                ranges.Add(new Highlight(start, end - start));
            }
        }

        return ranges;
    }
}
