namespace ArticleSearch.Ingest;

/// <summary>What would be read from a file.</summary>
/// <param name="File">The file as the user would name it.</param>
/// <param name="Format">The format it was taken for; null where it was not opened.</param>
/// <param name="Articles">How many articles there are.</param>
/// <param name="FirstTitle">The title of the first that has one.</param>
/// <param name="Problems">What can not be taken.</param>
internal sealed record FilePreview(string File, string? Format, int Articles, string? FirstTitle, IReadOnlyList<IngestProblem> Problems);

/// <summary>Reads the input as if it were to be indexed, and tells what of each file. It opens no index.</summary>
/// <param name="paths">Files and folders.</param>
/// <param name="except">The index, which is left out.</param>
/// <param name="options">What the user says of the files.</param>
internal sealed class InputPreview(IReadOnlyList<string> paths, string except, IngestOptions options)
{
    private readonly FolderWalk _walk = new(except, options.Files);
    private readonly List<IngestProblem> _problems = [];

    /// <summary>How many files and folders the selection leaves out; known when all was read.</summary>
    public int Skipped => _walk.Skipped;

    /// <summary>The links to folders that would not be followed; known when all was read.</summary>
    public IReadOnlyList<string> LinkedFolders => _walk.LinkedFolders;

    /// <summary>What is no file, and folders that could not be listed; known when the first file is read.</summary>
    public IReadOnlyList<IngestProblem> Problems => _problems;

    /// <summary>The files in the order in which they would be read.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IEnumerable<FilePreview> Read(CancellationToken cancellation)
    {
        var files = new List<SourceFile>();
        _problems.AddRange(_walk.Collect(paths, files, cancellation));
        foreach (var file in files)
        {
            var counter = new IngestCounter();
            var problems = new List<IngestProblem>();
            int articles = 0;
            string? title = null;
            foreach (var item in new SourceReader(file, options, counter).Read(cancellation))
            {
                if (item is IngestedArticle { Article: var article })
                {
                    articles++;
                    title ??= article.Title;
                }
                else if (item is IngestProblem problem)
                {
                    problems.Add(problem);
                }
            }

            yield return new FilePreview(file.Name, counter.Format, articles, title, problems);
        }
    }
}
