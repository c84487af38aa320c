using ArticleSearch.Expanding;
using ArticleSearch.IndexFormat;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.Matching;
using ArticleSearch.Suggesting;

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
        return CommitPoint.IsAny(files);
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
            throw new DirectoryNotFoundException($"There is no folder {folder}.").Named("library.nofolder", folder);
        }

        var files = new FileSystemFolder(folder);
        try
        {
            if (!CommitPoint.IsAny(files))
            {
                throw new FileNotFoundException($"There is no index in {folder}.", folder).Named("library.noindex", folder);
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
        return Read(options, reader => reader.SearchText(query), cancellation);
    }

    /// <summary>Finds passages of other articles that are about the same: those that share the words that tell most of a passage.</summary>
    /// <param name="passageId">The passage, as <see cref="Hit.Id"/> names it.</param>
    /// <param name="options">How to search; null for the defaults.</param>
    /// <param name="cancellation">Stops the search soon.</param>
    /// <exception cref="ArgumentException">There is no passage of that id.</exception>
    /// <exception cref="ObjectDisposedException">The searcher has been disposed.</exception>
    public SearchResult FindSimilar(string passageId, SearchOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(passageId);
        return Read(options, reader => reader.FindSimilar(Passage(reader, passageId)), cancellation);
    }

    /// <summary>Reads an article: all its passages in its order, marked where they match a query.</summary>
    /// <param name="article">The article's id.</param>
    /// <param name="query">The query; null marks nothing.</param>
    /// <param name="options">How the query is read; null for the defaults. What they say of the number of results does not matter here.</param>
    /// <param name="cancellation">Stops the reading soon.</param>
    /// <returns>The passages, with the score 0 where they do not match; empty if there is no such article.</returns>
    /// <exception cref="QuerySyntaxException">The query is not valid in the strict syntax.</exception>
    /// <exception cref="ObjectDisposedException">The searcher has been disposed.</exception>
    public IReadOnlyList<Hit> ReadArticle(
        string article, string? query = null, SearchOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(article);
        return Read(options, reader => reader.ReadArticle(article, query is null ? null : reader.Parse(query)), cancellation);
    }

    /// <summary>
    /// All articles, in the order of the index, as they could be added to another one: ids, titles, dates, sources, files and the
    /// paragraphs of their texts. They are read as they are enumerated, all from the commit that is searched when that starts.
    /// </summary>
    /// <param name="cancellation">Stops the reading soon.</param>
    /// <exception cref="ObjectDisposedException">The searcher has been disposed.</exception>
    public IEnumerable<Article> ReadArticles(CancellationToken cancellation = default)
    {
        var (commit, lease) = Acquire();
        using (lease)
        {
            foreach (var article in new StoredArticles(commit, cancellation).Read())
            {
                yield return article;
            }
        }
    }

    /// <summary>
    /// The query as it may have been meant (« Vouliez-vous dire »): words that the index does not have, or has far more rarely than one
    /// near them, are replaced by words it has. It knows accents, sounds, keys side by side, words run together and torn apart.
    /// </summary>
    /// <param name="query">The query's text, in the simple syntax.</param>
    /// <param name="cancellation">Stops the work soon.</param>
    /// <returns>Null if every word stays, and of an index whose chain does not keep words as they are written (<c>lucene-french</c>).</returns>
    /// <exception cref="CorruptIndexException">The index is damaged where it was read.</exception>
    /// <exception cref="ObjectDisposedException">The searcher has been disposed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled.</exception>
    public Suggestion? Suggest(string query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var (commit, lease) = Acquire();
        using (lease)
        {
            return QueryCorrector.Correct(query, commit.Chain, commit.Searcher.Index, all: true, cancellation);
        }
    }

    /// <summary>What a single word may have been meant to be, the likeliest first; nothing if the index has it often.</summary>
    /// <param name="word">The word.</param>
    /// <param name="top">How many are wanted at most.</param>
    /// <param name="cancellation">Stops the work soon.</param>
    /// <returns>Words of the index. None of an index whose chain does not keep words as they are written.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="top"/> is less than 0.</exception>
    /// <exception cref="CorruptIndexException">The index is damaged where it was read.</exception>
    /// <exception cref="ObjectDisposedException">The searcher has been disposed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled.</exception>
    public IReadOnlyList<IndexedWord> Correct(string word, int top = 10, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentOutOfRangeException.ThrowIfNegative(top);
        var (commit, lease) = Acquire();
        using (lease)
        {
            return commit.Chain.HasLevels
                ? WordBoundaries.Correct(commit.Searcher.Index, commit.Chain.Normalize(word), top, cancellation)
                : [];
        }
    }

    /// <summary>The words of the index that begin with what was typed, capitals and accents aside, the most frequent first.</summary>
    /// <param name="prefix">The beginning of a word.</param>
    /// <param name="top">How many are wanted at most.</param>
    /// <param name="cancellation">Stops the work soon.</param>
    /// <returns>Words in small letters. None of an index whose chain does not keep words as they are written.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="top"/> is less than 0.</exception>
    /// <exception cref="CorruptIndexException">The index is damaged where it was read.</exception>
    /// <exception cref="ObjectDisposedException">The searcher has been disposed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled.</exception>
    public IReadOnlyList<IndexedWord> Complete(string prefix, int top = 10, CancellationToken cancellation = default) =>
        Words(prefix, top, all: false, cancellation);

    /// <summary>
    /// As <see cref="Complete"/>, but all terms, as the index has them: of a chain that stems, stems; and what an elision leaves of a word.
    /// </summary>
    /// <param name="prefix">The beginning of a term.</param>
    /// <param name="top">How many are wanted at most.</param>
    /// <param name="cancellation">Stops the work soon.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="top"/> is less than 0.</exception>
    /// <exception cref="CorruptIndexException">The index is damaged where it was read.</exception>
    /// <exception cref="ObjectDisposedException">The searcher has been disposed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled.</exception>
    public IReadOnlyList<IndexedWord> Terms(string prefix, int top = 10, CancellationToken cancellation = default) =>
        Words(prefix, top, all: true, cancellation);

    /// <summary>What the words of a query match in the index: the terms, how near each is, and why.</summary>
    /// <param name="words">A word, or several, as they would be typed to search for them.</param>
    /// <param name="options">How near is near enough, and whether names and acronyms are taken for each other; null for the defaults.</param>
    /// <param name="cancellation">Stops the work soon.</param>
    /// <returns>
    /// Word by word, from near to far; only what a passage has. None of an index whose chain does not keep words as they are written.
    /// </returns>
    /// <exception cref="QuerySyntaxException">The words are not valid in the strict syntax.</exception>
    /// <exception cref="CorruptIndexException">The index is damaged where it was read.</exception>
    /// <exception cref="ObjectDisposedException">The searcher has been disposed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled.</exception>
    public IReadOnlyList<Variant> Variants(string words, SearchOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(words);
        var (commit, lease) = Acquire();
        using (lease)
        {
            var reader = new CommitReader(commit, options ?? new SearchOptions(), cancellation);
            return new VariantList(commit.Searcher, cancellation).Of(reader.Parse(words));
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
            var reader = new CommitReader(commit, options ?? new SearchOptions(), cancellation);
            var parsed = reader.Parse(query);
            return commit.Searcher.Explain(parsed, Passage(reader, passageId), cancellation);
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
    internal static Searcher Open(IndexFolder folder) => new(folder, SearchedCommit.Of(IndexSnapshot.Open(folder, FirstSearch.Rehearse)));

    private static int Passage(CommitReader reader, string passageId) =>
        reader.Find(passageId) ?? throw new ArgumentException($"There is no passage {passageId}.", nameof(passageId));

    private T Read<T>(SearchOptions? options, Func<CommitReader, T> read, CancellationToken cancellation)
    {
        var (commit, lease) = Acquire();
        using (lease)
        {
            return read(new CommitReader(commit, options ?? new SearchOptions(), cancellation));
        }
    }

    private IReadOnlyList<IndexedWord> Words(string prefix, int top, bool all, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentOutOfRangeException.ThrowIfNegative(top);
        var (commit, lease) = Acquire();
        using (lease)
        {
            return all || commit.Chain.HasLevels
                ? VocabularyTop.Beginning(commit.Searcher.Index, commit.Chain.Normalize(prefix.Trim()), top, all, cancellation)
                : [];
        }
    }

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
