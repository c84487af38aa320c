namespace ArticleSearch.Parsing;

/// <summary>How large a query may be, whatever is typed: what reads it later may recurse over it and keep all its clauses at hand.</summary>
internal static class QueryLimits
{
    /// <summary>The most clauses of one boolean query, Lucene's own limit.</summary>
    public const int Clauses = 1024;

    /// <summary>How deep parentheses may stand in each other.</summary>
    public const int Depth = 200;
}
