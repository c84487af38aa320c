using ArticleSearch.Ingest.Archives;

namespace ArticleSearch.Ingest;

/// <summary>
/// Reads one file as articles that know where they come from. It never throws for what stands in the file or for a file that can
/// not be read: that is an <see cref="IngestProblem"/>.
/// </summary>
/// <remarks>
/// An article is held back until the next one is there: the last one of a file without problems carries how many there are, so
/// that an index in which some are missing can be told from a whole one.
/// </remarks>
/// <param name="file">The file.</param>
/// <param name="options">What the user says of it.</param>
/// <param name="counter">Learns how far the reading has come.</param>
internal sealed class SourceReader(SourceFile file, IngestOptions options, IngestCounter counter)
{
    private string? _digest;
    private int _articles;
    private bool _hasProblems;

    /// <summary>Whether the file was read to its end; what stands in it may be a problem all the same.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>The articles and problems, in the order of the file.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IEnumerable<IngestItem> Read(CancellationToken cancellation)
    {
        IngestedArticle? held = null;
        foreach (var item in ReadWhole(cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            if (held is not null)
            {
                yield return held;
                held = null;
            }

            if (item is IngestedArticle article)
            {
                held = article with { Article = article.Article with { File = FileOf(article), Place = article.Line, FileDigest = _digest } };
                _articles++;
            }
            else
            {
                _hasProblems = true;
                yield return item;
            }
        }

        if (held is not null)
        {
            yield return _hasProblems ? held : held with { Article = held.Article with { FileArticles = _articles } };
        }
    }

    private string FileOf(IngestedArticle article) => article.Entry is null ? file.IndexedName : file.IndexedName + ZipFormat.Separator + article.Entry;

    private IEnumerable<IngestItem> ReadWhole(CancellationToken cancellation)
    {
        SourceContent? content = null;
        IEnumerator<IngestItem>? items = null;
        IngestProblem? failure = null;
        try
        {
            while (true)
            {
                IngestItem item;
                try
                {
                    content ??= SourceContent.Open(file, cancellation);
                    if (content is null)
                    {
                        failure = new IngestProblem(file.Name, 0, 0, "ingest.empty", $"the file is empty");
                        IsWhole = true;
                        break;
                    }

                    _digest = options.Sign(content.Digest);
                    items ??= ArticleFormat.ReadAny(new FormatInput(file, content.Stream, options, counter), cancellation).GetEnumerator();
                    if (!items.MoveNext())
                    {
                        failure = content.HasChanged() ? new IngestProblem(file.Name, 0, 0, "ingest.changed", $"the file was changed while it was read") : null;
                        IsWhole = true;
                        break;
                    }

                    item = items.Current;
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    failure = new IngestProblem(file.Name, 0, 0, FolderWalk.Reason(e, file.Name));
                    break;
                }

                yield return item;
            }
        }
        finally
        {
            items?.Dispose();
            content?.Dispose();
        }

        if (failure is not null)
        {
            yield return failure;
        }
    }
}
