namespace ArticleSearch.Parsing;

/// <summary>How large a query may be, whatever is typed: what reads it later may recurse over it and keep all its clauses at hand.</summary>
internal static class QueryLimits
{
    /// <summary>The most clauses of one boolean query, Lucene's own limit.</summary>
    public const int Clauses = 1024;

    /// <summary>How deep parentheses may stand in each other.</summary>
    public const int Depth = 200;

    /// <summary>How long a query may be: room for <see cref="Clauses"/> words of 64 letters, more than anybody means.</summary>
    public const int Characters = 64 * Clauses;

    /// <summary>What is read of a text that somebody pasted: the words of its beginning.</summary>
    public static string Beginning(string text)
    {
        if (text.Length <= Characters)
        {
            return text;
        }

        int end = text.AsSpan(0, Characters).LastIndexOf(' ');
        return text[..(end > 0 ? end : Characters)];
    }
}
