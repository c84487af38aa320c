using System.Globalization;

namespace ArticleSearch.Highlighting;

/// <summary>
/// Chooses the part of a long text to show: the window with the weightiest distinct words, and of equally good ones the first. Cut
/// at white space; knows no query.
/// </summary>
internal static class Fragment
{
    // A word again is worth this part of the word for the first time: it only decides between windows with the same words.
    private const double Repetition = 0.05;

    /// <summary>The window's start and end; at most <paramref name="length"/> apart.</summary>
    /// <param name="text">A text longer than that.</param>
    /// <param name="marks">Its marks, ascending by start.</param>
    /// <param name="length">The most code units to show.</param>
    public static (int Start, int End) Find(string text, List<Mark> marks, int length)
    {
        var (first, last) = BestSpan(marks, length);
        if (last - first > length)
        {
            last = first + length; // one word longer than the window
        }

        // What is left over is shared between both sides.
        int start = Math.Clamp(first - ((length - (last - first)) / 2), 0, text.Length - length);
        int end = start + length;
        return (StartAtWord(text, start, first), EndAtWord(text, Math.Max(last, start), end));
    }

    /// <summary>From the first to the last of the marks that make the best window.</summary>
    private static (int First, int Last) BestSpan(List<Mark> marks, int length)
    {
        if (marks.Count == 0)
        {
            return (0, 0);
        }

        var counts = new Dictionary<int, int>();
        double weight = 0;
        double best = double.NegativeInfinity;
        var span = (First: marks[0].Start, Last: marks[0].End);
        int next = 0;
        int furthest = 0;
        for (int first = 0; first < marks.Count; first++)
        {
            while (next < marks.Count && (next <= first || Math.Max(furthest, marks[next].End) - marks[first].Start <= length))
            {
                int count = counts.GetValueOrDefault(marks[next].Word);
                weight += marks[next].Weight * (count == 0 ? 1 : Repetition);
                counts[marks[next].Word] = count + 1;
                furthest = Math.Max(furthest, marks[next].End);
                next++;
            }

            // Weights are sums of differences: what is not clearly better is not better.
            if (weight > best + 1e-6)
            {
                best = weight;
                span = (marks[first].Start, furthest);
            }

            int left = --counts[marks[first].Word];
            weight -= marks[first].Weight * (left == 0 ? 1 : Repetition);
        }

        return span;
    }

    /// <summary>The first start of a word from a place on, not beyond <paramref name="limit"/>.</summary>
    private static int StartAtWord(string text, int start, int limit)
    {
        if (start == 0)
        {
            return 0;
        }

        for (int at = start; at <= limit; at++)
        {
            if (char.IsWhiteSpace(text[at - 1]) && !char.IsWhiteSpace(text[at]))
            {
                return at;
            }
        }

        while (IsInside(text, start))
        {
            start++;
        }

        return start;
    }

    /// <summary>The last end of a word up to a place, not before <paramref name="limit"/>.</summary>
    private static int EndAtWord(string text, int limit, int end)
    {
        for (int at = end; at >= Math.Max(limit, 1); at--)
        {
            if ((at == text.Length || char.IsWhiteSpace(text[at])) && !char.IsWhiteSpace(text[at - 1]))
            {
                return at;
            }
        }

        while (IsInside(text, end))
        {
            end--;
        }

        return end;
    }

    /// <summary>Whether a cut would part what belongs together: a surrogate pair, a letter and its accent.</summary>
    private static bool IsInside(string text, int at) =>
        at > 0 && at < text.Length
        && (char.IsLowSurrogate(text[at])
            || char.GetUnicodeCategory(text[at]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
            || text[at] == '\u200d' || text[at - 1] == '\u200d');
}
