using ArticleSearch.Indexing;

namespace ArticleSearch.Ingest;

/// <summary>
/// Reads files and folders as articles: folders with all that is below them, in ordinal order of their paths. It never throws
/// for what stands in the input: that is an <see cref="IngestProblem"/>, and the rest goes on.
/// </summary>
/// <param name="paths">Files and folders, in the order in which they are to be read.</param>
internal sealed class ArticleReader(IEnumerable<string> paths)
{
    private readonly string[] _paths = [.. paths];
    private readonly IngestCounter _counter = new();

    /// <summary>How far <see cref="Read"/> has come; may be asked from any thread.</summary>
    public IngestProgress Progress => _counter.Snapshot();

    /// <summary>The articles and problems, in the order of the input. Reads as it is enumerated, in bounded memory.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IEnumerable<IngestItem> Read(CancellationToken cancellation = default)
    {
        var files = new List<SourceFile>();
        foreach (var problem in FolderWalk.Collect(_paths, files, cancellation))
        {
            yield return problem;
        }

        _counter.Start(files);
        var known = new TermTable();
        var places = new List<Place>();
        for (int i = 0; i < files.Count; i++)
        {
            var file = files[i];
            foreach (var item in ReadFile(file, cancellation))
            {
                cancellation.ThrowIfCancellationRequested();
                if (item is IngestedArticle { Article.Id: { } id } article && Meet(id, new Place(i, article.Line), known, places, files) is { } repeated)
                {
                    yield return repeated;
                }

                yield return item;
            }

            _counter.Finish(file);
        }
    }

    // The later one wins, as in the index; that there were two is worth knowing.
    private static IngestProblem? Meet(string id, Place place, TermTable known, List<Place> places, List<SourceFile> files)
    {
        int number = known.FindOrAdd(id);
        if (number == places.Count)
        {
            places.Add(place);
            return null;
        }

        string first = places[number].In(files);
        places[number] = place;
        return new IngestProblem(files[place.File].Name, place.Line, 0, $"the id \"{id}\" stands at {first} too; this article replaces that one");
    }

    private IEnumerable<IngestItem> ReadFile(SourceFile file, CancellationToken cancellation)
    {
        IngestItem? failure = null;
        IEnumerator<IngestItem>? items = null;
        try
        {
            while (true)
            {
                IngestItem item;
                try
                {
                    items ??= ArticleFormat.ReadAny(file, _counter, cancellation).GetEnumerator();
                    if (!items.MoveNext())
                    {
                        break;
                    }

                    item = items.Current;
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    failure = new IngestProblem(file.Name, 0, 0, FolderWalk.Reason(e));
                    break;
                }

                yield return item;
            }
        }
        finally
        {
            items?.Dispose();
        }

        if (failure is not null)
        {
            yield return failure;
        }
    }

    // Small and without references: there is one for each article.
    private readonly record struct Place(int File, int Line)
    {
        public string In(List<SourceFile> files) => Line == 0 ? files[File].Name : $"{files[File].Name}:{Line}";
    }
}
