namespace ArticleSearch.IndexFormat;

/// <summary>Bytes of the index are not what the format says they must be: damage, truncation, or an unknown format.</summary>
/// <remarks>Never thrown for a caller's mistake, and never for a bug of ours.</remarks>
public sealed class CorruptIndexException : IOException
{
    /// <summary>Says what is wrong, in which file and where.</summary>
    /// <param name="problem">What was expected and what was found, without the file's name.</param>
    /// <param name="file">The file's name inside the index folder.</param>
    /// <param name="position">The byte offset in the file, or -1 where the whole file is meant.</param>
    /// <param name="inner">What was thrown on the way, if anything.</param>
    public CorruptIndexException(string problem, string file, long position = -1, Exception? inner = null)
        : base(position < 0 ? $"{file}: {problem}" : $"{file} at byte {position}: {problem}", inner)
    {
        Problem = problem;
        File = file;
        Position = position;
    }

    /// <summary>What was expected and what was found.</summary>
    public string Problem { get; }

    /// <summary>The damaged file's name inside the index folder.</summary>
    public string File { get; }

    /// <summary>The byte offset in the file, or -1 where the whole file is meant.</summary>
    public long Position { get; }
}
