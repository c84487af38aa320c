namespace ArticleSearch.IndexFormat;

/// <summary>
/// The index is whole, but holds something that this library does not read: another codec, another format of a field. Never
/// thrown for damage.
/// </summary>
public sealed class UnsupportedIndexException : IOException
{
    /// <summary>Says what is not supported, and where it was found.</summary>
    /// <param name="problem">What was found and what can be read, without the file's name.</param>
    /// <param name="file">The name of the file that says so.</param>
    public UnsupportedIndexException(string problem, string file)
        : base($"{file}: {problem}")
    {
        Problem = problem;
        File = file;
    }

    /// <summary>What was found and what can be read.</summary>
    public string Problem { get; }

    /// <summary>The name of the file that says so.</summary>
    public string File { get; }
}
