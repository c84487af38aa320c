using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace ArticleSearch.Ingest;

/// <summary>
/// A message to people: its English text, and the name and the values by which it can be said in another language. It knows no other language.
/// </summary>
internal sealed class Wording
{
    // Under these names exceptions of the libraries carry theirs.
    private const string NameKey = "ArticleSearch.Name";
    private const string ValuesKey = "ArticleSearch.Values";

    private readonly FormattableString _text;

    /// <param name="name">A stable name, of which a text in each other language is to be found.</param>
    /// <param name="text">The text in English, and its values: numbers, names, other messages.</param>
    public Wording(string name, FormattableString text)
        : this(name, text, text.GetArguments())
    {
    }

    private Wording(string name, FormattableString text, IReadOnlyList<object?> values)
    {
        Name = name;
        Values = values;
        _text = text;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What is filled in, in the order of the English text.</summary>
    public IReadOnlyList<object?> Values { get; }

    /// <summary>What an exception says: by the name that it carries, by what befell the system, or as it stands.</summary>
    public static Wording Of(Exception e)
    {
        string message = (e is QuerySyntaxException query ? query.Reason : e.Message).ReplaceLineEndings(" ");
        var english = FormattableStringFactory.Create("{0}", message);
        return e.Data[NameKey] is string name
            ? new Wording(name, english, ((IEnumerable)e.Data[ValuesKey]!).Cast<object?>().ToArray())
            : new Wording(SystemFailure.NameOf(e), english, [SystemFailure.PathOf(e) ?? message]);
    }

    /// <summary>The exception, which carries this from now on.</summary>
    public TException On<TException>(TException e)
        where TException : Exception
    {
        e.Data[NameKey] = Name;
        e.Data[ValuesKey] = Values;
        return e;
    }

    /// <summary>In English.</summary>
    public override string ToString() => _text.ToString(CultureInfo.InvariantCulture);
}
