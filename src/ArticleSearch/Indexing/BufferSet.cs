using ArticleSearch.Analysis;
using ArticleSearch.IndexFormat.Segments;

namespace ArticleSearch.Indexing;

/// <summary>
/// The buffers of one writer: each thread that adds an article has one to itself meanwhile, and all share one budget of memory.
/// It also knows which articles took the place of earlier ones, wherever those are. Safe for many threads; it writes no file.
/// </summary>
/// <remarks>
/// Adding an article touches nothing that another thread writes to, but for one counter: threads that passed one lock an article spent
/// a tenth of their time on it. A thread claims its buffer, numbers the article and notes it there; the lock is for what is rare.
///
/// So two buffers may each have an article of one id for a while. When a buffer becomes a written segment, the article with the lower
/// number goes, in whichever buffer it is, and what written segments have of the ids of the buffer is noted for
/// <see cref="TakeSuperseded"/>, which is applied before the segment joins them. An article in a buffer is therefore always newer than
/// one of its id in a written segment, and a note never meets the article that it was made for.
/// </remarks>
internal sealed class BufferSet : IDisposable
{
    // While some threads flush, others may add until the buffers take so much more than the budget; then they wait.
    private const double Excess = 1.5;

    // Taken before the gate of a buffer; of those, whoever has this lock may hold two.
    private readonly Lock _gate = new();
    private readonly WaitingLine _line;
    private readonly AnalysisChain _chain;
    private readonly IndexBuilderOptions _options;
    private readonly PagePool _pages = new();
    private readonly ArticleClock _clock = new();

    // Null where segments were there before the writer: nothing is known of what they hold.
    private readonly IdFilter? _written;

    // All buffers and the thread that each was given to last; replaced whenever that changes, so that it is read without the lock.
    private volatile (int Thread, BufferedSegment Buffer)[] _all = [];

    // Articles to be deleted from the written segments, and whether another took their place.
    private Dictionary<string, bool> _superseded = new(StringComparer.Ordinal);
    private long _replacedAcross;
    private bool _hasWritten;
    private int _flushing;
    private bool _isBarred;
    private bool _isClosed;

    // Whether a thread that comes has to wait: said under the lock, read without it.
    private volatile bool _isHeldUp;

    /// <param name="chain">What makes words of texts.</param>
    /// <param name="options">How to write: the budget, and what a passage becomes.</param>
    /// <param name="isNewIndex">Whether there is no written segment yet.</param>
    public BufferSet(AnalysisChain chain, IndexBuilderOptions options, bool isNewIndex)
    {
        _chain = chain;
        _options = options;
        _line = new WaitingLine(_gate);
        _written = isNewIndex ? new IdFilter() : null;
        _hasWritten = !isNewIndex;
    }

    /// <summary>How many articles were added.</summary>
    public long ArticlesAdded => _all.Sum(entry => entry.Buffer.ArticlesAdded);

    /// <summary>How many passages were added.</summary>
    public long PassagesAdded => _all.Sum(entry => entry.Buffer.PassagesAdded);

    /// <summary>How many articles took the place of one in a buffer, as far as that was seen yet.</summary>
    public long ArticlesReplaced => Volatile.Read(ref _replacedAcross) + _all.Sum(entry => entry.Buffer.ArticlesReplaced);

    /// <summary>Whether articles are being added at this moment.</summary>
    public bool IsAdding => Array.Exists(_all, entry => entry.Buffer.IsClaimed);

    /// <summary>
    /// A buffer for this thread, until <see cref="Leave"/>. Waits while a commit gathers the buffers, and while others that
    /// are being flushed hold too much memory.
    /// </summary>
    public BufferedSegment Enter(CancellationToken cancellation)
    {
        int thread = Environment.CurrentManagedThreadId;
        foreach (var (home, buffer) in _all)
        {
            if (home == thread && buffer.TryClaim())
            {
                // Claimed first, then looked: whoever bars does it the other way round, and one sees the other.
                if (!_isHeldUp)
                {
                    return buffer;
                }

                buffer.Release();
                break;
            }
        }

        return EnterSlowly(thread, cancellation);
    }

    /// <summary>Gives back what <see cref="Enter"/> gave.</summary>
    public void Leave(BufferedSegment buffer)
    {
        buffer.Release();
        if (_isHeldUp)
        {
            lock (_gate)
            {
                _line.WakeAll();
            }
        }
    }

    /// <summary>
    /// Makes known an article whose passages this thread has just added to its buffer: it takes the place of any other of its id.
    /// </summary>
    /// <returns>
    /// The buffer that this thread is to flush now, if one is: its own or one that no thread uses. After the flush comes
    /// <see cref="Emptied"/>.
    /// </returns>
    public BufferedSegment? Register(BufferedSegment buffer, string id, int firstDocument)
    {
        buffer.Register(id, firstDocument, _clock);
        return buffer.HasGrown || buffer.IsDue || buffer.DocumentCount >= _options.MaxBufferedPassages ? TakeDue(buffer) : null;
    }

    /// <summary>Deletes an article from the buffers.</summary>
    /// <param name="id">The article.</param>
    /// <param name="mayBeWritten">Whether a written segment may have it alive, be it that one in a buffer was to take its place.</param>
    /// <returns>Whether there was one.</returns>
    public bool Delete(string id, out bool mayBeWritten)
    {
        lock (_gate)
        {
            // Buffers are gone through one after another: an article that is added meanwhile stays, and so does none that was before it.
            long now = _clock.Now;
            bool found = false;
            foreach (var (_, buffer) in _all)
            {
                found |= buffer.Delete(id, now);
            }

            mayBeWritten = MayBeWritten(id) && !_superseded.ContainsKey(id);
            return found;
        }
    }

    /// <summary>Notes that an article is to be deleted from the written segments.</summary>
    /// <param name="id">The article.</param>
    /// <param name="wasReplaced">Whether another had taken its place.</param>
    public void NoteDeleted(string id, bool wasReplaced)
    {
        lock (_gate)
        {
            _superseded.TryAdd(id, wasReplaced);
        }
    }

    /// <summary>The articles to be deleted from the written segments, and whether another took their place; they are forgotten here.</summary>
    public Dictionary<string, bool> TakeSuperseded()
    {
        lock (_gate)
        {
            var taken = _superseded;
            if (taken.Count > 0)
            {
                _superseded = new(StringComparer.Ordinal);
            }

            return taken;
        }
    }

    /// <summary>Marks a buffer as being flushed: until <see cref="Emptied"/> it takes no article, and its memory still counts.</summary>
    public BufferedSegment Take(BufferedSegment buffer)
    {
        lock (_gate)
        {
            return TakeLocked(buffer);
        }
    }

    /// <summary>
    /// The moment a buffer's articles become those of a written segment: from now on they are not found here, and what they take the
    /// place of is deleted or noted. Whoever calls holds the written segments still.
    /// </summary>
    /// <returns>Which of its passages live; null where all do.</returns>
    public LiveDocuments? Retire(BufferedSegment buffer)
    {
        lock (_gate)
        {
            foreach (var (_, other) in _all)
            {
                if (other != buffer)
                {
                    _replacedAcross += buffer.DeleteOlder(other);
                }
            }

            if (_hasWritten)
            {
                foreach (string id in buffer.LiveArticles(_written))
                {
                    _superseded.TryAdd(id, true);
                }
            }

            _hasWritten = true;
            return buffer.Retire(_written);
        }
    }

    /// <summary>Says that a flushed buffer is empty again.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="giveBack">Whether <see cref="Register"/> took it from those that no thread uses, where it goes back to.</param>
    public void Emptied(BufferedSegment buffer, bool giveBack)
    {
        lock (_gate)
        {
            buffer.IsFlushing = false;
            buffer.IsDue = false;
            buffer.CountMemory();
            _flushing--;
            if (giveBack)
            {
                buffer.Release();
            }

            SayWhetherHeldUp();
            _line.WakeAll();
        }
    }

    /// <summary>Waits until no article is being added, and lets none be added until <see cref="Unbar"/>. For one thread at a time.</summary>
    /// <returns>The buffers that are not empty.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing is barred.</exception>
    public List<BufferedSegment> Bar(CancellationToken cancellation)
    {
        lock (_gate)
        {
            _isBarred = true;
            SayWhetherHeldUp();
            Interlocked.MemoryBarrier();
            try
            {
                while (IsAdding)
                {
                    _line.Wait(cancellation);
                }
            }
            catch (OperationCanceledException)
            {
                UnbarLocked();
                throw;
            }

            return [.. _all.Select(entry => entry.Buffer).Where(buffer => buffer.IsStarted)];
        }
    }

    /// <summary>Ends what <see cref="Bar"/> began.</summary>
    public void Unbar()
    {
        lock (_gate)
        {
            UnbarLocked();
        }
    }

    /// <summary>Nobody waits from now on; the builder tells those who come that it is closed.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            SayWhetherHeldUp();
            _line.WakeAll();
        }
    }

    public void Dispose()
    {
        foreach (var (_, buffer) in _all)
        {
            buffer.Dispose();
        }
    }

    private BufferedSegment EnterSlowly(int thread, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _line.WakeAll(); // a claim just given up may be what somebody waits for
            while (_isHeldUp)
            {
                _line.Wait(cancellation);
            }

            // The one this thread had last, which its core's caches still know; else one that nobody has; else a new one.
            int index = Array.FindIndex(_all, entry => entry.Thread == thread && entry.Buffer.TryClaim());
            index = index >= 0 ? index : Array.FindLastIndex(_all, entry => entry.Buffer.TryClaim());
            var entries = _all;
            if (index < 0)
            {
                index = entries.Length;
                var buffer = new BufferedSegment(_chain, _pages, _options.Shape);
                buffer.TryClaim();
                _all = [.. entries, (thread, buffer)];
            }
            else if (entries[index].Thread != thread)
            {
                var changed = entries.ToArray();
                changed[index].Thread = thread;
                _all = changed;
            }

            return _all[index].Buffer;
        }
    }

    private BufferedSegment? TakeDue(BufferedSegment own)
    {
        lock (_gate)
        {
            own.CountMemory();
            SayWhetherHeldUp();
            if (own.IsDue || own.DocumentCount >= _options.MaxBufferedPassages)
            {
                return TakeLocked(own);
            }

            if (Memory(withFlushing: false) <= _options.MemoryBudget)
            {
                return null;
            }

            var largest = _all.Select(entry => entry.Buffer).Where(buffer => buffer.IsStarted && !buffer.IsFlushing).MaxBy(buffer => buffer.CountedMemory)!;
            if (ReferenceEquals(largest, own) || largest.TryClaim())
            {
                return TakeLocked(largest);
            }

            largest.IsDue = true; // the thread that has it will flush it
            return null;
        }
    }

    private BufferedSegment TakeLocked(BufferedSegment buffer)
    {
        buffer.IsFlushing = true;
        _flushing++;
        SayWhetherHeldUp();
        return buffer;
    }

    private void UnbarLocked()
    {
        _isBarred = false;
        SayWhetherHeldUp();
        _line.WakeAll();
    }

    private bool MayBeWritten(string id) => _hasWritten && _written?.MayContain(TermTable.HashOf(id)) != false;

    private void SayWhetherHeldUp() =>
        _isHeldUp = !_isClosed && (_isBarred || (_flushing > 0 && Memory(withFlushing: true) > _options.MemoryBudget * Excess));

    private long Memory(bool withFlushing)
    {
        long memory = 0;
        foreach (var (_, buffer) in _all)
        {
            memory += buffer.IsFlushing && !withFlushing ? 0 : buffer.CountedMemory;
        }

        return memory;
    }
}
