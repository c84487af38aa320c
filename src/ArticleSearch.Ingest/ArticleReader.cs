namespace ArticleSearch.Ingest;

/// <summary>
/// Reads files and folders as articles: folders with all that is below them, in ordinal order of their paths. It never throws
/// for what stands in the input: that is an <see cref="IngestProblem"/>, and the rest goes on.
/// </summary>
internal sealed class ArticleReader(IEnumerable<string> paths)
{
    private readonly string[] _paths = [.. paths];

    /// <summary>How far <see cref="Read"/> has come; may be asked from any thread.</summary>
    public IngestProgress Progress => new(0, _paths.Length, 0, 0);

    /// <summary>The articles and problems, in the order of the input. Reads as it is enumerated, in bounded memory.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IEnumerable<IngestItem> Read(CancellationToken cancellation = default) => throw new NotSupportedException();
}
