using ArticleSearch.Analysis;
using ArticleSearch.IndexFormat.Segments;

namespace ArticleSearch.Indexing;

/// <summary>
/// The buffers of one writer: each thread that adds an article has one to itself meanwhile, and all share one budget of memory.
/// It also knows which articles took the place of earlier ones, wherever those are. Safe for many threads; it writes no file.
/// </summary>
/// <remarks>
/// An article is found by its id in one of three places: in a buffer, where it is marked as deleted at once; in a written
/// segment, for which its id is noted until <see cref="TakeSuperseded"/>; or nowhere. An id is noted only while no buffer has a live
/// article of that id, and all notes are applied to the written segments before a buffer joins them: so a note never meets the
/// article that it was made for.
/// </remarks>
internal sealed class BufferSet : IDisposable
{
    // While some threads flush, others may add until the buffers take so much more than the budget; then they wait.
    private const double Excess = 1.5;

    private readonly Lock _gate = new();
    private readonly WaitingLine _line;
    private readonly AnalysisChain _chain;
    private readonly IndexBuilderOptions _options;
    private readonly PagePool _pages = new();
    private readonly List<BufferedSegment> _all = [];
    private readonly List<BufferedSegment> _idle = [];

    // Null where segments were there before the writer: nothing is known of what they hold.
    private readonly IdFilter? _written;

    // Articles to be deleted from the written segments, and whether another took their place.
    private Dictionary<string, bool> _superseded = new(StringComparer.Ordinal);
    private bool _hasWritten;
    private int _adding;
    private int _flushing;
    private bool _isBarred;
    private bool _isClosed;

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
    public long ArticlesAdded { get; private set; }

    /// <summary>How many passages were added.</summary>
    public long PassagesAdded { get; private set; }

    /// <summary>How many articles took the place of one in a buffer.</summary>
    public long ArticlesReplaced { get; private set; }

    /// <summary>Whether articles are being added at this moment.</summary>
    public bool IsAdding => Volatile.Read(ref _adding) > 0;

    /// <summary>
    /// A buffer for this thread, until <see cref="Leave"/>. Waits while a commit gathers the buffers, and while others that
    /// are being flushed hold too much memory.
    /// </summary>
    public BufferedSegment Enter(CancellationToken cancellation)
    {
        lock (_gate)
        {
            while (!_isClosed && (_isBarred || (_flushing > 0 && Memory(withFlushing: true) > _options.MemoryBudget * Excess)))
            {
                _line.Wait(cancellation);
            }

            _adding++;
            int thread = Environment.CurrentManagedThreadId;
            if (TakeIdle(thread) is { } idle)
            {
                idle.Thread = thread;
                return idle;
            }

            var buffer = new BufferedSegment(_chain, _pages, _options.Shape) { Thread = thread };
            _all.Add(buffer);
            return buffer;
        }
    }

    /// <summary>Gives back what <see cref="Enter"/> gave.</summary>
    public void Leave(BufferedSegment buffer)
    {
        lock (_gate)
        {
            _idle.Add(buffer);
            _adding--;
            _line.WakeAll();
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
        lock (_gate)
        {
            bool isReplaced = buffer.Register(id, firstDocument) || DeleteBuffered(id, besides: buffer);
            if (!isReplaced && _hasWritten && _written?.MayContain(id) != false)
            {
                _superseded.TryAdd(id, true);
            }

            ArticlesAdded++;
            PassagesAdded += buffer.DocumentCount - firstDocument;
            ArticlesReplaced += isReplaced ? 1 : 0;
            return TakeDue(buffer);
        }
    }

    /// <summary>Takes back the passages of an article that was cancelled halfway.</summary>
    public void Withdraw(BufferedSegment buffer, int firstDocument)
    {
        lock (_gate)
        {
            buffer.DeleteFrom(firstDocument);
        }
    }

    /// <summary>Deletes an article from the buffers.</summary>
    /// <param name="id">The article.</param>
    /// <param name="mayBeWritten">Whether a written segment may have it alive.</param>
    /// <returns>Whether there was one.</returns>
    public bool Delete(string id, out bool mayBeWritten)
    {
        lock (_gate)
        {
            bool found = DeleteBuffered(id, besides: null);
            mayBeWritten = !found && _hasWritten && _written?.MayContain(id) != false && !_superseded.ContainsKey(id);
            return found;
        }
    }

    /// <summary>Notes that an article is to be deleted from the written segments.</summary>
    public void NoteDeleted(string id)
    {
        lock (_gate)
        {
            _superseded.TryAdd(id, false);
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
            buffer.IsFlushing = true;
            _flushing++;
            return buffer;
        }
    }

    /// <summary>
    /// The moment a buffer's articles become those of a written segment: from now on they are not found here. Whoever calls holds
    /// the written segments still.
    /// </summary>
    /// <returns>Which of its passages live; null where all do.</returns>
    public LiveDocuments? Retire(BufferedSegment buffer)
    {
        lock (_gate)
        {
            _hasWritten = true;
            if (_written is not null)
            {
                for (int article = 0; article < buffer.ArticleCount; article++)
                {
                    _written.Add(buffer.ArticleId(article));
                }
            }

            var live = buffer.Live();
            buffer.ForgetArticles();
            return live;
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
                _idle.Add(buffer);
            }

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
            try
            {
                while (_adding > 0)
                {
                    _line.Wait(cancellation);
                }
            }
            catch (OperationCanceledException)
            {
                Unbar();
                throw;
            }

            return [.. _all.Where(buffer => buffer.IsStarted)];
        }
    }

    /// <summary>Ends what <see cref="Bar"/> began.</summary>
    public void Unbar()
    {
        lock (_gate)
        {
            _isBarred = false;
            _line.WakeAll();
        }
    }

    /// <summary>Nobody waits from now on; the builder tells those who come that it is closed.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            _line.WakeAll();
        }
    }

    public void Dispose()
    {
        foreach (var buffer in _all)
        {
            buffer.Dispose();
        }
    }

    // The one this thread had last, which its core's caches still know; else the one used last of all.
    private BufferedSegment? TakeIdle(int thread)
    {
        int last = _idle.Count - 1;
        int index = last;
        while (index >= 0 && _idle[index].Thread != thread)
        {
            index--;
        }

        if (last < 0)
        {
            return null;
        }

        index = index < 0 ? last : index;
        var buffer = _idle[index];
        _idle.RemoveAt(index);
        return buffer;
    }

    private BufferedSegment? TakeDue(BufferedSegment own)
    {
        own.CountMemory();
        if (own.IsDue || own.DocumentCount >= _options.MaxBufferedPassages)
        {
            return Take(own);
        }

        if (Memory(withFlushing: false) <= _options.MemoryBudget)
        {
            return null;
        }

        var largest = _all.Where(buffer => !buffer.IsFlushing).MaxBy(buffer => buffer.CountedMemory)!;
        if (ReferenceEquals(largest, own) || _idle.Remove(largest))
        {
            return Take(largest);
        }

        largest.IsDue = true; // the thread that has it will flush it
        return null;
    }

    private bool DeleteBuffered(string id, BufferedSegment? besides)
    {
        foreach (var buffer in _all)
        {
            if (buffer != besides && buffer.Delete(id))
            {
                return true;
            }
        }

        return false;
    }

    private long Memory(bool withFlushing)
    {
        long memory = 0;
        foreach (var buffer in _all)
        {
            memory += buffer.IsFlushing && !withFlushing ? 0 : buffer.CountedMemory;
        }

        return memory;
    }
}
