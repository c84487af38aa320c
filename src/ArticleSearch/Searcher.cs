using ArticleSearch.Analysis;
using ArticleSearch.Indexing;
using ArticleSearch.IndexFormat;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.Matching;
using ArticleSearch.Parsing;
using ArticleSearch.Queries;

namespace ArticleSearch;

/// <summary>
/// Searches an index. It sees the commit that was the last one when it was opened or refreshed, whatever is written meanwhile.
/// Safe for many threads at once; disposing under a running search lets that search finish.
/// </summary>
public sealed class Searcher : IDisposable
{
    private readonly IndexFolder _folder;
    private readonly Lock _refreshing = new();
    private volatile SearchedCommit _commit;
    private volatile bool _disposed;

    private Searcher(IndexFolder folder, SearchedCommit commit)
    {
        _folder = folder;
        _commit = commit;
    }

    /// <summary>The name of the analysis chain the index was made with.</summary>
    public string Chain => _commit.Chain.Name;

    /// <summary>How many passages there are in the commit that is searched.</summary>
    public int PassageCount => _commit.Snapshot.LiveCount;

    /// <summary>The number of the commit that is searched: it grows with every commit.</summary>
    public long Generation => _commit.Snapshot.Commit.Generation;

    /// <summary>Whether a folder holds an index.</summary>
    /// <param name="folder">The folder; it need not be there.</param>
    public static bool Exists(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        using var files = new FileSystemFolder(folder);
        return !CommitPoint.Generations(files).IsEmpty;
    }

    /// <summary>Opens the last commit of an index.</summary>
    /// <param name="folder">The folder of the index.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">The folder holds no index.</exception>
    /// <exception cref="CorruptIndexException">The index is damaged.</exception>
    /// <exception cref="UnsupportedIndexException">The index holds something that is not read here.</exception>
    public static Searcher Open(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no folder {folder}.");
        }

        var files = new FileSystemFolder(folder);
        try
        {
            if (CommitPoint.Generations(files).IsEmpty)
            {
                throw new FileNotFoundException($"There is no index in {folder}.", folder);
            }

            return Open(files);
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    /// <summary>Finds the best passages (or articles) for a query.</summary>
    /// <param name="query">The query's text, read by <see cref="SearchOptions.Syntax"/>.</param>
    /// <param name="options">How to search; null for the defaults.</param>
    /// <param name="cancellation">Stops the search soon.</param>
    /// <exception cref="QuerySyntaxException">The query is not valid in the strict syntax; the exception tells the column.</exception>
    /// <exception cref="CorruptIndexException">The index is damaged where the search read it.</exception>
    /// <exception cref="ObjectDisposedException">The searcher has been disposed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled.</exception>
    public SearchResult Search(string query, SearchOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        options ??= new SearchOptions();
        var (commit, lease) = Acquire();
        using (lease)
        {
            var parsed = Parse(query, options, commit.Chain);
            long threshold = options.ExactTotal ? long.MaxValue : IndexSearcher.DefaultTotalThreshold;
            var found = options.Unit == ResultUnit.Article
                ? commit.Searcher.SearchGroups(parsed, PassageFields.Article, options.Top, threshold, cancellation)
                : commit.Searcher.Search(parsed, options.Top, threshold, cancellation);
            return new SearchResult(new PassageLoader(commit, parsed, options, cancellation).Load(found.Hits), found.Total);
        }
    }

    /// <summary>Tells how a passage's score for a query comes about.</summary>
    /// <param name="query">The query's text.</param>
    /// <param name="passageId">The passage, as <see cref="Hit.Id"/> names it.</param>
    /// <param name="options">How the query is read; null for the defaults.</param>
    /// <param name="cancellation">Stops the work soon.</param>
    /// <exception cref="ArgumentException">There is no passage of that id.</exception>
    /// <exception cref="QuerySyntaxException">The query is not valid in the strict syntax.</exception>
    /// <exception cref="ObjectDisposedException">The searcher has been disposed.</exception>
    public Explanation Explain(
        string query, string passageId, SearchOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(passageId);
        var (commit, lease) = Acquire();
        using (lease)
        {
            var parsed = Parse(query, options ?? new SearchOptions(), commit.Chain);
            var passage = commit.Searcher.Search(new TermQuery(PassageFields.Id, passageId), 1, 1, cancellation).Hits;
            return passage.IsEmpty
                ? throw new ArgumentException($"There is no passage {passageId}.", nameof(passageId))
                : commit.Searcher.Explain(parsed, passage[0].Document, cancellation);
        }
    }

    /// <summary>Moves on to the last commit, if there is a newer one than the one that is searched. Running searches are not disturbed.</summary>
    /// <returns>Whether there was a newer one.</returns>
    /// <exception cref="CorruptIndexException">The newer commit is damaged; the one that is searched stays.</exception>
    /// <exception cref="ObjectDisposedException">The searcher has been disposed.</exception>
    public bool Refresh()
    {
        lock (_refreshing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var old = _commit;
            if (old.Snapshot.OpenNewer(_folder) is not { } newer)
            {
                return false;
            }

            _commit = SearchedCommit.Of(newer);
            old.Snapshot.Dispose();
            return true;
        }
    }

    /// <summary>Closes the index. Searches that are running finish first.</summary>
    public void Dispose()
    {
        lock (_refreshing)
        {
            _disposed = true;
            _commit.Snapshot.Dispose();
            _folder.Dispose();
        }
    }

    /// <summary>Opens the last commit in a folder, which is the searcher's from then on.</summary>
    internal static Searcher Open(IndexFolder folder) => new(folder, SearchedCommit.Of(IndexSnapshot.Open(folder)));

    private static Query Parse(string text, SearchOptions options, AnalysisChain chain) => options.Syntax switch
    {
        QuerySyntax.Lucene => LuceneQueryParser.Parse(text, chain),
        _ => SimpleQueryParser.Parse(text, chain, new WordLimits(options.Strictness, options.Variants)),
    };

    /// <summary>The commit to search, kept open until the lease is returned.</summary>
    private (SearchedCommit Commit, IndexSnapshot.Lease Lease) Acquire()
    {
        while (true)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var commit = _commit;
            try
            {
                return (commit, commit.Snapshot.Acquire());
            }
            catch (ObjectDisposedException) when (!_disposed)
            {
                // A refresh has just replaced it: the next one.
            }
        }
    }
}
