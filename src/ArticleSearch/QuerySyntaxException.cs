namespace ArticleSearch;

/// <summary>The text of a query is not valid in the strict syntax. The message is one sentence for the person who typed it.</summary>
public sealed class QuerySyntaxException : FormatException
{
    internal QuerySyntaxException(string message, int column)
        : base($"Column {column}: {message}")
    {
        Column = column;
        Reason = message;
    }

    /// <summary>Where in the query the mistake was noticed: 1 for the first UTF-16 code unit, length + 1 for the end.</summary>
    public int Column { get; }

    /// <summary>What is wrong, without the column.</summary>
    public string Reason { get; }
}
