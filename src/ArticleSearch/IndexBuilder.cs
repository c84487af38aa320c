using System.Diagnostics;
using System.Text;
using ArticleSearch.Analysis;
using ArticleSearch.IndexFormat;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.Indexing;

namespace ArticleSearch;

/// <summary>
/// Writes an index: articles in, segments and commits out. One writer an index at a time; any number of searchers beside it,
/// which see what was committed when they opened. Safe for many threads, which wait for each other.
/// </summary>
/// <remarks>
/// A failure of the disk while articles are taken in costs those since the last commit: from then on every call throws, the
/// builder is to be disposed and the index opened again.
/// </remarks>
public sealed class IndexBuilder : IDisposable
{
    // An article of more than so many bytes of text, as a share of the budget, finds the buffer empty.
    private const int LargeShare = 8;

    private readonly Lock _gate = new();
    private readonly IndexFolder _folder;
    private readonly bool _ownsFolder;
    private readonly IndexBuilderOptions _options;
    private readonly IDisposable _writeLock;
    private readonly IdSource _ids;
    private readonly BufferedSegment _buffer;
    private readonly SegmentList _segments;
    private readonly List<PassageRange> _passages = [];

    // Articles to be deleted from the written segments, and whether another took their place.
    private readonly Dictionary<string, bool> _deletions = new(StringComparer.Ordinal);

    // Null where the segments were there before: then nothing is known of what they hold.
    private readonly IdFilter? _written;
    private CommitPoint _lastCommit;
    private bool _isChanged;
    private Exception? _failure;
    private bool _isDisposed;

    private IndexBuilder(IndexFolder folder, bool ownsFolder, IndexBuilderOptions options, IDisposable writeLock, AnalysisChain chain, CommitPoint? commit)
    {
        _folder = folder;
        _ownsFolder = ownsFolder;
        _options = options;
        _writeLock = writeLock;
        _ids = options.Ids;
        _lastCommit = commit ?? CommitPoint.None;
        _isChanged = commit is null;
        _written = _lastCommit.Segments.IsEmpty ? new IdFilter() : null;
        Chain = chain.Name;
        DeleteOrphans();
        _segments = new SegmentList(folder, _lastCommit, options, _ids);
        _buffer = new BufferedSegment(chain, options.Shape);
    }

    /// <summary>The name of the index's analysis chain.</summary>
    public string Chain { get; }

    /// <summary>How many passages were added since the index was opened.</summary>
    public long PassagesAdded { get; private set; }

    /// <summary>How many articles were added since the index was opened.</summary>
    public long ArticlesAdded { get; private set; }

    /// <summary>How many of them took the place of an earlier article. Exact after <see cref="Commit"/>.</summary>
    public long ArticlesReplaced { get; private set; }

    /// <summary>How many segments are written, for tests.</summary>
    internal int SegmentCount => _segments.Count;

    /// <summary>Opens an index for writing, or makes a new one where there is none.</summary>
    /// <param name="folder">The index folder; made if it is not there.</param>
    /// <param name="options">How to write; null for the defaults.</param>
    /// <exception cref="IndexLockedException">Another writer has the index open.</exception>
    /// <exception cref="CorruptIndexException">The index is damaged.</exception>
    /// <exception cref="ArgumentException">
    /// There is no chain of that name; the index was made with another chain; or another program made it
    /// (see <see cref="IndexBuilderOptions.AdoptForeignIndex"/>).
    /// </exception>
    public static IndexBuilder Open(string folder, IndexBuilderOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var files = new FileSystemFolder(folder);
        try
        {
            return Open(files, options, ownsFolder: true);
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    /// <summary>Opens an index in any folder.</summary>
    internal static IndexBuilder Open(IndexFolder folder, IndexBuilderOptions? options = null, bool ownsFolder = false)
    {
        options ??= new IndexBuilderOptions();
        var chain = options.Chain is null ? null : AnalysisChain.Named(options.Chain);
        var writeLock = folder.AcquireWriteLock();
        try
        {
            var commit = CommitPoint.ReadLatest(folder);
            string name = ChainOf(commit, options);
            return new IndexBuilder(folder, ownsFolder, options, writeLock, chain ?? AnalysisChain.Named(name), commit);
        }
        catch
        {
            writeLock.Dispose();
            throw;
        }
    }

    /// <summary>Adds an article, in place of the one of the same id if there is one. Searchers see it after the next commit.</summary>
    /// <returns>The article's id, which is a digest of its content if it had none.</returns>
    /// <exception cref="ArgumentException">The article can not be taken (see <see cref="Article"/>); nothing has changed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing has changed.</exception>
    public string Add(Article article, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(article);
        lock (_gate)
        {
            ThrowIfUnusable();
            string id = ArticleRules.Admit(article, _passages);
            cancellation.ThrowIfCancellationRequested();
            Guard(() => Take(article, id, cancellation));
            return id;
        }
    }

    /// <summary>Deletes an article.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Delete(string articleId)
    {
        ArgumentNullException.ThrowIfNull(articleId);
        lock (_gate)
        {
            ThrowIfUnusable();
            bool wasBuffered = _buffer.Delete(articleId);
            bool wasWritten = MayBeWritten(articleId) && !_deletions.ContainsKey(articleId) && _segments.Contains(Encoding.UTF8.GetBytes(articleId));
            if (wasWritten)
            {
                _deletions.Add(articleId, false);
            }

            _isChanged |= wasBuffered || wasWritten;
            return wasBuffered || wasWritten;
        }
    }

    /// <summary>
    /// Makes everything so far durable and visible to searchers that open from now on. When it returns, a power cut loses none
    /// of it; when it throws, the last commit stands.
    /// </summary>
    public void Commit(CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            ThrowIfUnusable();
            cancellation.ThrowIfCancellationRequested();
            Guard(Flush);
            _segments.MergeDue(cancellation);
            if (!_isChanged)
            {
                return;
            }

            var segments = _segments.PrepareCommit();
            var commit = _lastCommit with
            {
                Version = _lastCommit.Version + 1,
                Counter = _segments.Counter,
                Segments = segments,
                UserData = new(_lastCommit.UserData, StringComparer.Ordinal)
                {
                    [PassageFields.ChainKey] = Chain,
                    [PassageFields.VersionKey] = PassageFields.Version,
                },
            };
            cancellation.ThrowIfCancellationRequested();
            using (var pending = commit.Prepare(_folder, _lastCommit, _ids))
            {
                pending.Publish();
                _lastCommit = pending.Commit;
            }

            _isChanged = false;
            DeleteOrphans();
        }
    }

    /// <summary>Merges all segments into one and leaves deleted passages out. Durable with the next commit.</summary>
    /// <exception cref="NotSupportedException">
    /// The index is one that another program made, and holds what is not written here; nothing has changed.
    /// </exception>
    public void Merge(CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            ThrowIfUnusable();
            cancellation.ThrowIfCancellationRequested();
            Guard(Flush);
            long counter = _segments.Counter;
            _segments.MergeAll(cancellation);
            _isChanged |= _segments.Counter != counter;
        }
    }

    /// <summary>Closes the index. What was not committed is forgotten.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            try
            {
                _segments.Dispose();
                _buffer.Dispose();
                DeleteFiles(OrphanFiles.Find(_folder.List(), [_lastCommit]));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The next writer deletes what is left.
            }
            finally
            {
                _writeLock.Dispose();
                if (_ownsFolder)
                {
                    _folder.Dispose();
                }
            }
        }
    }

    private static string ChainOf(CommitPoint? commit, IndexBuilderOptions options)
    {
        string wanted = options.Chain ?? IndexBuilderOptions.DefaultChain;
        if (commit is null)
        {
            return wanted;
        }

        if (!commit.UserData.TryGetValue(PassageFields.ChainKey, out string? chain))
        {
            return options.AdoptForeignIndex
                ? wanted
                : throw new ArgumentException("The index was made by another program: it names no analysis chain. It is written to only if that is asked for.");
        }

        if (commit.UserData.TryGetValue(PassageFields.VersionKey, out string? version) && !string.Equals(version, PassageFields.Version, StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"The index was made by another version of this program (its fields are of version {version}, here they are of version {PassageFields.Version}): "
                + "it can be searched but not changed. Index the articles again into a new folder.");
        }

        return options.Chain is null || string.Equals(options.Chain, chain, StringComparison.Ordinal)
            ? chain
            : throw new ArgumentException($"The index was made with the chain \"{chain}\"; it can not be written with \"{options.Chain}\".");
    }

    private void Take(Article article, string id, CancellationToken cancellation)
    {
        if (_buffer.DocumentCount > 0 && (long)article.Text.Length * sizeof(char) > _options.MemoryBudget / LargeShare)
        {
            Flush();
        }

        if (!_buffer.IsStarted)
        {
            _buffer.Start(_folder, _segments.NewName(), _ids);
        }

        int before = _buffer.DocumentCount;
        bool isReplaced = _buffer.Add(article, id, _passages, cancellation);
        _isChanged = true;
        ArticlesAdded++;
        PassagesAdded += _buffer.DocumentCount - before;
        ArticlesReplaced += isReplaced ? 1 : 0;
        if (MayBeWritten(id))
        {
            _deletions.TryAdd(id, !isReplaced);
        }

        if (_buffer.MemoryUsed > _options.MemoryBudget || _buffer.DocumentCount >= _options.MaxBufferedPassages)
        {
            Flush();
            _segments.MergeDue(CancellationToken.None);
        }
    }

    private bool MayBeWritten(string id) => _segments.Count > 0 && (_written is null || _written.MayContain(id));

    // First the deletions, which concern the segments written before and no other, then the new segment.
    private void Flush()
    {
        if (_deletions.Count > 0)
        {
            bool[] found = _segments.Delete(_deletions.Keys);
            int i = 0;
            foreach (bool isReplacement in _deletions.Values)
            {
                ArticlesReplaced += isReplacement && found[i] ? 1 : 0;
                i++;
            }

            _deletions.Clear();
        }

        if (!_buffer.IsStarted)
        {
            return;
        }

        if (_written is not null)
        {
            for (int article = 0; article < _buffer.ArticleCount; article++)
            {
                _written.Add(_buffer.ArticleId(article));
            }
        }

        if (_buffer.Flush(_options.Compound, _segments.Diagnostics(FormatNames.DiagnosticFlush), out var live) is { } info)
        {
            _segments.Add(info, live);
        }
    }

    // What fails here leaves the buffer in no state to go on with.
    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (OperationCanceledException)
        {
            throw;
        }
        catch (Exception e)
        {
            _failure = e;
            throw;
        }
    }

    private void ThrowIfUnusable()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_failure is not null)
        {
            throw new InvalidOperationException("Writing failed before; dispose the builder and open the index again. The last commit stands.", _failure);
        }
    }

    private void DeleteOrphans()
    {
        Debug.Assert(_writeLock is not null, "only the holder of the lock deletes");
        IEnumerable<string> inUse = _segments is null ? [] : _segments.Files.Concat(_buffer.Files);
        DeleteFiles(OrphanFiles.Find(_folder.List(), [_lastCommit], inUse));
    }

    // A file that a reader holds open may not be deletable yet (on Windows); the next commit or writer tries again.
    private void DeleteFiles(List<string> names)
    {
        foreach (string name in names)
        {
            try
            {
                _folder.Delete(name);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
            }
        }
    }
}
