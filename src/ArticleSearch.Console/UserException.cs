namespace ArticleSearch.Console;

/// <summary>Something that the user can put right, said in one line of his language: what, where, what to do. It bears no stack trace to anybody.</summary>
internal sealed class UserException : Exception
{
    /// <param name="key">The text's name in the resources.</param>
    /// <param name="values">Its values.</param>
    public UserException(string key, params object?[] values)
        : base(key)
    {
        Key = key;
        Values = values;
    }

    public string Key { get; }

    public object?[] Values { get; }
}
