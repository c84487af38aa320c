namespace ArticleSearch.IndexFormat;

/// <summary>
/// Gives the message of an exception a stable name, and says its values one by one, for programs that speak another language than English.
/// They travel in <see cref="Exception.Data"/>, so that the exceptions' own faces stay as they are.
/// </summary>
internal static class NamedMessage
{
    public const string NameKey = "ArticleSearch.Name";
    public const string ValuesKey = "ArticleSearch.Values";

    /// <summary>The exception, named.</summary>
    /// <param name="e">What is to be thrown; its message is in English.</param>
    /// <param name="name">The name of the message.</param>
    /// <param name="values">What it names: numbers and words.</param>
    public static TException Named<TException>(this TException e, string name, params object?[] values)
        where TException : Exception
    {
        e.Data[NameKey] = name;
        e.Data[ValuesKey] = values;
        return e;
    }
}
