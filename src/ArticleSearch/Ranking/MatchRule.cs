namespace ArticleSearch.Ranking;

/// <summary>
/// Which passages match, said of the evidence that stands in them: of each clause at least one piece. Knows no postings. A query that
/// asks for more than that, such as what must not stand there, has no such rule.
/// </summary>
/// <param name="Clauses">The clauses, each a list of pieces of evidence; no piece is in two.</param>
internal sealed record MatchRule(int[][] Clauses)
{
    /// <summary>Whether any piece of the evidence suffices.</summary>
    /// <param name="width">How many pieces there are.</param>
    public bool IsAny(int width) => Clauses.Length == 1 && Clauses[0].Length == width;

    /// <summary>The pieces of evidence that no clause has.</summary>
    /// <param name="width">How many pieces there are.</param>
    public int[] Others(int width)
    {
        int[] others = new int[width];
        int count = 0;
        for (int evidence = 0; evidence < width; evidence++)
        {
            bool isAsked = false;
            foreach (var clause in Clauses)
            {
                isAsked |= clause.Contains(evidence);
            }

            others[count] = evidence;
            count += isAsked ? 0 : 1;
        }

        return others[..count];
    }

    /// <summary>Whether a passage matches in which this stands, in the text and in the title.</summary>
    public bool Matches(ReadOnlySpan<int> text, ReadOnlySpan<int> title)
    {
        foreach (var clause in Clauses)
        {
            if (!Holds(clause, text, title))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a piece of a clause stands there.</summary>
    public static bool Holds(int[] clause, ReadOnlySpan<int> text, ReadOnlySpan<int> title)
    {
        foreach (int evidence in clause)
        {
            if (text[evidence] != 0 || (!title.IsEmpty && title[evidence] != 0))
            {
                return true;
            }
        }

        return false;
    }
}
