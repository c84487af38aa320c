using System.Globalization;
using ArticleSearch.IndexFormat;

namespace ArticleSearch;

/// <summary>The text of a query is not valid in the strict syntax. The message is one sentence for the person who typed it.</summary>
/// <remarks>
/// <see cref="Exception.Data"/> has a stable name of the reason as <c>ArticleSearch.Name</c> and what it names as <c>ArticleSearch.Values</c>,
/// for programs that say it in another language; so have other exceptions of this library whose messages are for its users.
/// </remarks>
public sealed class QuerySyntaxException : FormatException
{
    /// <param name="name">A stable name of the reason.</param>
    /// <param name="reason">What is wrong, in English.</param>
    /// <param name="column">Where it was noticed.</param>
    internal QuerySyntaxException(string name, FormattableString reason, int column)
        : this(reason.ToString(CultureInfo.InvariantCulture), column) => this.Named(name, reason.GetArguments());

    private QuerySyntaxException(string reason, int column)
        : base(string.Create(CultureInfo.InvariantCulture, $"Column {column}: {reason}"))
    {
        Column = column;
        Reason = reason;
    }

    /// <summary>Where in the query the mistake was noticed: 1 for the first UTF-16 code unit, length + 1 for the end.</summary>
    public int Column { get; }

    /// <summary>What is wrong, without the column.</summary>
    public string Reason { get; }

    /// <summary>The same mistake in a larger text, of which this query is a part.</summary>
    internal QuerySyntaxException At(int column) =>
        new QuerySyntaxException(Reason, column).Named((string)Data[NamedMessage.NameKey]!, (object?[])Data[NamedMessage.ValuesKey]!);
}
