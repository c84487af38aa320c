using System.Text;
using ArticleSearch.Analysis;
using ArticleSearch.IndexFormat;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.Indexing;

namespace ArticleSearch;

/// <summary>
/// Writes an index: articles in, segments and commits out. One writer an index at a time; any number of searchers beside it,
/// which see what was committed when they opened. Safe for many threads: each that adds an article works on it alone, so
/// as many articles are taken in at once as threads call <see cref="Add"/>.
/// </summary>
/// <remarks>
/// A failure of the disk while articles are taken in costs those since the last commit: from then on every call throws, the
/// builder is to be disposed and the index opened again. A merge that fails costs nothing: articles are added and committed as
/// before, no further merge is tried, and <see cref="FinishMerges"/> says what went wrong.
///
/// Longer than most files: the order in which locks are taken, buffers emptied and commits published is one idea.
/// </remarks>
public sealed class IndexBuilder : IDisposable
{
    // An article of more than so many bytes of text, as a share of the budget, finds the buffer empty.
    private const int LargeShare = 8;

    // Locks are taken in this order: this one, held throughout a commit; that of the segments; that of the buffers.
    private readonly Lock _committing = new();
    private readonly IndexFolder _folder;
    private readonly bool _ownsFolder;
    private readonly IndexBuilderOptions _options;
    private readonly IDisposable _writeLock;
    private readonly IdSource _ids;
    private readonly SegmentNames _names;
    private readonly SegmentList _segments;
    private readonly BufferSet _buffers;
    private readonly MergeScheduler _merges;
    private CommitPoint _lastCommit;

    // The commit in the making; its files are kept though another commit is the last one still.
    private CommitPoint? _nextCommit;
    private long _committedChanges;
    private long _replacedWritten;
    private bool _isCommitInDoubt;
    private volatile Exception? _failure;
    private volatile bool _isDisposed;

    private IndexBuilder(IndexFolder folder, bool ownsFolder, IndexBuilderOptions options, IDisposable writeLock, AnalysisChain chain, CommitPoint? commit)
    {
        _folder = folder;
        _ownsFolder = ownsFolder;
        _options = options;
        _writeLock = writeLock;
        _ids = options.Ids;
        _lastCommit = commit ?? CommitPoint.None;
        _committedChanges = commit is null ? -1 : 0; // the first commit makes an index, be it empty
        Chain = chain.Name;
        DeleteLeftovers();
        _names = new SegmentNames(IndexFileNames.NextSegmentNumber(folder.List(), _lastCommit.Counter));
        _segments = new SegmentList(folder, _lastCommit, Chain, options, _ids, _names);
        _buffers = new BufferSet(chain, options, isNewIndex: _lastCommit.Segments.IsEmpty);
        _merges = new MergeScheduler(folder, _segments, _ids, options.MergeThreads, () => _buffers.IsAdding, DeleteOrphans);
    }

    /// <summary>The name of the index's analysis chain.</summary>
    public string Chain { get; }

    /// <summary>How many passages were added since the index was opened.</summary>
    public long PassagesAdded => _buffers.PassagesAdded;

    /// <summary>How many articles were added since the index was opened.</summary>
    public long ArticlesAdded => _buffers.ArticlesAdded;

    /// <summary>How many of them took the place of an earlier article. Exact after <see cref="Commit"/>.</summary>
    public long ArticlesReplaced => _buffers.ArticlesReplaced + Volatile.Read(ref _replacedWritten);

    /// <summary>How many segments are written, for tests.</summary>
    internal int SegmentCount
    {
        get
        {
            lock (_segments.Gate)
            {
                return _segments.Count;
            }
        }
    }

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

    /// <summary>
    /// Adds an article, in place of the one of the same id if there is one; of two that are added at the same time, the one whose
    /// call returns last stays. Searchers see it after the next commit. Waits while a commit gathers what there is.
    /// </summary>
    /// <returns>The article's id, which is a digest of its content if it had none.</returns>
    /// <exception cref="ArgumentException">The article can not be taken (see <see cref="Article"/>); nothing has changed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing has changed.</exception>
    public string Add(Article article, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(article);
        ThrowIfUnusable();
        _merges.WaitWhileBehind(cancellation);
        var buffer = _buffers.Enter(cancellation);
        try
        {
            ThrowIfUnusable();
            string id = ArticleRules.Admit(article, buffer.Passages);
            cancellation.ThrowIfCancellationRequested();
            Take(article, id, buffer, cancellation);
            return id;
        }
        finally
        {
            _buffers.Leave(buffer);
        }
    }

    /// <summary>Deletes an article.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Delete(string articleId)
    {
        ArgumentNullException.ThrowIfNull(articleId);
        lock (_segments.Gate)
        {
            ThrowIfUnusable();
            bool isBuffered = _buffers.Delete(articleId, out bool mayBeWritten);
            bool isWritten = mayBeWritten && _segments.Contains(Encoding.UTF8.GetBytes(articleId));
            if (isWritten)
            {
                _buffers.NoteDeleted(articleId, wasReplaced: isBuffered);
            }

            return isBuffered || isWritten;
        }
    }

    /// <summary>
    /// Makes everything so far durable and visible to searchers that open from now on. When it returns, a power cut loses none
    /// of it; when it throws, the last commit stands.
    /// </summary>
    public void Commit(CancellationToken cancellation = default)
    {
        lock (_committing)
        {
            ThrowIfUnusable();
            cancellation.ThrowIfCancellationRequested();
            if (Gather(cancellation) is not var (commit, changes))
            {
                return;
            }

            try
            {
                cancellation.ThrowIfCancellationRequested();
                using var pending = commit.Prepare(_folder, _lastCommit, _ids);
                pending.Publish();
                lock (_segments.Gate)
                {
                    _lastCommit = pending.Commit;
                    _committedChanges = changes;
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // It is not tried again: a disk that failed to make a file durable may say the next time that it has.
                lock (_segments.Gate)
                {
                    _isCommitInDoubt = true;
                    _failure = e;
                }

                throw;
            }
            finally
            {
                lock (_segments.Gate)
                {
                    _nextCommit = null;
                }
            }

            DeleteOrphans();
            if (_options.MergeThreads > 0)
            {
                _merges.Advance(cancellation);
            }
        }
    }

    /// <summary>Merges all segments into one and leaves deleted passages out. Durable with the next commit.</summary>
    /// <exception cref="NotSupportedException">
    /// The index is one that another program made, and holds what is not written here; nothing has changed.
    /// </exception>
    public void Merge(CancellationToken cancellation = default)
    {
        lock (_committing)
        {
            ThrowIfUnusable();
            cancellation.ThrowIfCancellationRequested();
            FlushAll(cancellation);
            _merges.MergeAll(cancellation);
        }
    }

    /// <summary>
    /// Returns when no merge is due any more (see <see cref="IndexBuilderOptions.MergeThreads"/>). Durable with the next commit.
    /// Disposed before, the builder gives up the merges under way; the next one begins them anew.
    /// </summary>
    /// <exception cref="IOException">A merge has failed, now or before. Nothing is lost: what was to be merged is as it was.</exception>
    public void FinishMerges(CancellationToken cancellation = default)
    {
        lock (_committing)
        {
            ThrowIfUnusable();
            cancellation.ThrowIfCancellationRequested();
            _merges.Finish(cancellation);
            if (_merges.Failure is { } failure)
            {
                throw failure is IOException ? failure : new IOException($"Segments could not be merged: {failure.Message}", failure);
            }
        }
    }

    /// <summary>Closes the index. What was not committed is forgotten.</summary>
    public void Dispose()
    {
        lock (_committing)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            try
            {
                _buffers.Bar(CancellationToken.None);
                _merges.Dispose();
                lock (_segments.Gate)
                {
                    _segments.Dispose();
                    _buffers.Dispose();
                    DeleteFiles(OrphanFiles.Find(_folder.List(), [_lastCommit]));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The next writer deletes what is left.
            }
            finally
            {
                _buffers.Close();
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
        if (commit is null)
        {
            return options.Chain ?? IndexBuilderOptions.DefaultChain;
        }

        if (!commit.UserData.TryGetValue(PassageFields.ChainKey, out string? chain))
        {
            return options.AdoptForeignIndex
                ? options.Chain ?? IndexBuilderOptions.ChainOfOthers
                : throw new ArgumentException("The index was made by another program: it names no analysis chain. It is written to only if that is asked for.")
                    .Named("library.foreign");
        }

        if (commit.UserData.TryGetValue(PassageFields.VersionKey, out string? version) && !string.Equals(version, PassageFields.Version, StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"The index was made by another version of this program (its fields are of version {version}, here they are of version {PassageFields.Version}): "
                + "it can be searched but not changed. Index the articles again into a new folder.")
                .Named("library.version", version, PassageFields.Version);
        }

        return options.Chain is null || string.Equals(options.Chain, chain, StringComparison.Ordinal)
            ? chain
            : throw new ArgumentException($"The index was made with the chain \"{chain}\"; it can not be written with \"{options.Chain}\".")
                .Named("library.chain", chain, options.Chain);
    }

    private void Take(Article article, string id, BufferedSegment buffer, CancellationToken cancellation)
    {
        try
        {
            if (buffer.DocumentCount > 0 && (long)article.Text.Length * sizeof(char) > _options.MemoryBudget / LargeShare)
            {
                Flush(_buffers.Take(buffer), giveBack: false);
            }

            if (!buffer.IsStarted)
            {
                buffer.Start(_folder, _names.Take(), _ids);
            }

            int first = buffer.DocumentCount;
            try
            {
                buffer.AddPassages(article, id, buffer.Passages, cancellation);
            }
            catch (OperationCanceledException)
            {
                buffer.DeleteFrom(first);
                throw;
            }

            if (_buffers.Register(buffer, id, first) is { } due)
            {
                Flush(due, giveBack: !ReferenceEquals(due, buffer));
                AdvanceMerges(cancellation);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _failure = e; // what fails here leaves the buffer in no state to go on with
            throw;
        }
    }

    // The article is taken: a cancellation is heard by the next call.
    private void AdvanceMerges(CancellationToken cancellation)
    {
        try
        {
            _merges.Advance(cancellation);
        }
        catch (OperationCanceledException)
        {
        }
    }

    // The deletions noted so far concern the segments written before and no other: they go first, then the new segment joins.
    private void Flush(BufferedSegment buffer, bool giveBack)
    {
        try
        {
            string name = buffer.Name;
            var info = buffer.Write(_options.Compound, _segments.Diagnostics(FormatNames.DiagnosticFlush));
            lock (_segments.Gate)
            {
                var live = _buffers.Retire(buffer);
                DeleteSuperseded();
                if (info is not null)
                {
                    _segments.Add(info, live);
                }
            }

            buffer.Clear();
            _names.Release(name);
        }
        finally
        {
            _buffers.Emptied(buffer, giveBack);
        }
    }

    // Empties all buffers while nothing is added.
    private void FlushAll(CancellationToken cancellation)
    {
        var started = _buffers.Bar(cancellation);
        try
        {
            FlushBarred(started);
        }
        finally
        {
            _buffers.Unbar();
        }
    }

    private void FlushBarred(List<BufferedSegment> started)
    {
        try
        {
            var flushes = new WorkQueue(CancellationToken.None);
            started.ForEach(buffer => flushes.Add(() => Flush(_buffers.Take(buffer), giveBack: false)));
            flushes.Run(Math.Clamp(started.Count, 1, Environment.ProcessorCount));
            lock (_segments.Gate)
            {
                DeleteSuperseded();
            }
        }
        catch (Exception e)
        {
            _failure = e;
            throw;
        }
    }

    // All that there is at one moment, as a commit to be; null where the last one has it all.
    private (CommitPoint Commit, long Changes)? Gather(CancellationToken cancellation)
    {
        var started = _buffers.Bar(cancellation);
        try
        {
            FlushBarred(started);
            if (_options.MergeThreads == 0)
            {
                _merges.Advance(cancellation);
            }

            lock (_segments.Gate)
            {
                if (_segments.Changes == _committedChanges)
                {
                    return null;
                }

                _nextCommit = _lastCommit with
                {
                    Version = _lastCommit.Version + 1,
                    Segments = _segments.PrepareCommit(),
                    Counter = _names.Next,
                    UserData = new(_lastCommit.UserData, StringComparer.Ordinal)
                    {
                        [PassageFields.ChainKey] = Chain,
                        [PassageFields.VersionKey] = PassageFields.Version,
                    },
                };
                return (_nextCommit, _segments.Changes);
            }
        }
        finally
        {
            _buffers.Unbar();
        }
    }

    private void DeleteSuperseded()
    {
        var superseded = _buffers.TakeSuperseded();
        if (superseded.Count == 0)
        {
            return;
        }

        bool[] found = _segments.Delete(superseded.Keys);
        int i = 0;
        foreach (bool isReplacement in superseded.Values)
        {
            _replacedWritten += isReplacement && found[i] ? 1 : 0;
            i++;
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

    // A writer that was killed may have left its commit visible and not yet durable. All that follows builds on the commit that was
    // seen, and an older one is deleted for it: it is to stay.
    private void DeleteLeftovers()
    {
        _folder.SyncFolder();
        DeleteFiles(OrphanFiles.Find(_folder.List(), [_lastCommit]));
    }

    private void DeleteOrphans()
    {
        lock (_segments.Gate)
        {
            CommitPoint[] commits = _nextCommit is null ? [_lastCommit] : [_lastCommit, _nextCommit];

            // First the list, then what is in the making: a file that is listed belongs to a segment whose name was taken before.
            var orphans = OrphanFiles.Find(_folder.List(), commits, _segments.Files);
            DeleteFiles(orphans.Where(file => !_names.IsOpen(file) && !IsNextCommit(file)));
        }
    }

    // A commit in the making is pending, then published, before it is the last one.
    private bool IsNextCommit(string file) =>
        _nextCommit is not null
        && (IndexFileNames.TryParseCommit(file, out long generation) || IndexFileNames.TryParsePendingCommit(file, out generation))
        && generation > _lastCommit.Generation;

    // A file that a reader holds open may not be deletable yet (on Windows); the next commit or writer tries again. After a commit
    // that failed nobody knows whether a power cut would bring it back, and nothing it may need is deleted: the next writer,
    // who makes durable what it sees, does.
    private void DeleteFiles(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            if (_isCommitInDoubt || _folder.IsLeased(name))
            {
                continue;
            }

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
