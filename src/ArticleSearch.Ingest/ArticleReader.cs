namespace ArticleSearch.Ingest;

/// <summary>
/// Reads files and folders as articles: folders with all that is below them, in ordinal order of their paths. It never throws
/// for what stands in the input: that is an <see cref="IngestProblem"/>, and the rest goes on.
/// </summary>
/// <param name="paths">Files and folders, in the order in which they are to be read.</param>
/// <param name="except">A folder that is left out, wherever it is met: the index that is being written.</param>
/// <param name="options">What the user says of the files; nothing if null.</param>
internal sealed class ArticleReader(IEnumerable<string> paths, string? except = null, IngestOptions? options = null)
{
    private readonly string[] _paths = [.. paths];
    private readonly IngestCounter _counter = new();

    /// <summary>How far <see cref="Read"/> has come; may be asked from any thread.</summary>
    public IngestProgress Progress => _counter.Snapshot();

    /// <summary>How many files and folders were left out because the user does not want them.</summary>
    public int Skipped { get; private set; }

    /// <summary>The links to folders that were not followed; known when the first article is read.</summary>
    public IReadOnlyList<string> LinkedFolders { get; private set; } = [];

    /// <summary>The articles and problems, in the order of the input. Reads as it is enumerated, in bounded memory.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IEnumerable<IngestItem> Read(CancellationToken cancellation = default)
    {
        var walk = new FolderWalk(except, options?.Files);
        var files = new List<SourceFile>();
        foreach (var problem in walk.Collect(_paths, files, cancellation))
        {
            yield return problem;
        }

        Skipped = walk.Skipped;
        LinkedFolders = walk.LinkedFolders;
        _counter.Start(files);
        var met = new MetArticles();
        foreach (var file in files)
        {
            foreach (var item in new SourceReader(file, options ?? IngestOptions.Default, _counter).Read(cancellation))
            {
                cancellation.ThrowIfCancellationRequested();
                if (item is IngestedArticle { Article.Id: not null } article && met.Meet(article) is { } repeated)
                {
                    yield return repeated;
                }

                yield return item;
            }

            _counter.Finish(file);
        }
    }
}
