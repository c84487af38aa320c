using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace ArticleSearch.Ingest;

/// <summary>
/// Puts what is read into an index: the calling thread reads, others add. What became of each item is told in the order of the
/// input; two articles of one id are never under way at once, so that the later one wins as it does with one thread. It does not
/// commit but where it is asked to.
/// </summary>
/// <param name="builder">The index.</param>
/// <param name="threads">How many threads add; with 1 the calling thread does all, and equal input gives equal bytes.</param>
internal sealed class ArticleFeeder(IndexBuilder builder, int threads)
{
    // What is under way is bounded in number and in letters; one article may always be.
    private const int MaxItems = 1024;
    private const long MaxLetters = 1L << 24;

    private readonly Lock _telling = new();
    private readonly object _gate = new();
    private readonly Queue<Slot> _waiting = new();
    private readonly Queue<Slot> _untold = new();
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly List<Exception> _failures = [];
    private long _letters;
    private Slot? _held; // what the reading thread waits to put
    private int _idle; // adding threads without work
    private bool _isEnded;
    private bool _isStopped;

    /// <summary>
    /// After how many letters of text what was added is committed, for an interruption to cost no more; in one run of one thread
    /// always at the same article.
    /// </summary>
    public long CommitEvery { get; init; } = 1L << 29;

    /// <summary>Commits what was added, lets the merges that are due end, and commits those.</summary>
    public static void Finish(IndexBuilder builder, CancellationToken cancellation)
    {
        builder.Commit(cancellation);
        builder.FinishMerges(cancellation);
        builder.Commit(cancellation);
    }

    /// <summary>Adds all articles. Returns when each is in the index or was told as a problem.</summary>
    /// <param name="items">The input; enumerated by the calling thread.</param>
    /// <param name="tell">
    /// Told each item in the order of the input, by one thread at a time, with the problem that it is or that stood in its way.
    /// </param>
    /// <param name="cancellation">Stops soon; what is in the index by then are whole articles.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Run(IEnumerable<IngestItem> items, Action<IngestItem, IngestProblem?> tell, CancellationToken cancellation)
    {
        if (threads == 1)
        {
            long letters = 0;
            foreach (var item in items)
            {
                tell(item, Add(item, cancellation));
                letters += LettersOf(item);
                CommitIfDue(ref letters, cancellation);
            }

            return;
        }

        using var wake = cancellation.Register(Wake);
        Task[] adding =
        [
            .. Enumerable.Range(0, threads).Select(_ =>
                Task.Factory.StartNew(() => AddWaiting(tell, cancellation), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)),
        ];
        try
        {
            long letters = 0;
            foreach (var item in items)
            {
                if (!TryPut(item, cancellation))
                {
                    break;
                }

                letters += LettersOf(item);
                CommitIfDue(ref letters, cancellation);
            }
        }
        catch (Exception e)
        {
            Fail(e);
        }

        End();
        Task.WaitAll(adding, CancellationToken.None);
        ThrowFirstFailure();
        cancellation.ThrowIfCancellationRequested();
    }

    private static long LettersOf(IngestItem item) => item is IngestedArticle { Article: var article } ? article.Text.Length + (article.Title?.Length ?? 0) : 0;

    private void CommitIfDue(ref long letters, CancellationToken cancellation)
    {
        if (letters >= CommitEvery)
        {
            letters = 0;
            builder.Commit(cancellation);
        }
    }

    /// <summary>Adds an article, or returns what stood in the way.</summary>
    private IngestProblem? Add(IngestItem item, CancellationToken cancellation)
    {
        switch (item)
        {
            case IngestProblem problem:
                return problem;
            case IngestedArticle { Article: var article } ingested:
                try
                {
                    builder.Add(article, cancellation);
                    return null;
                }
                catch (ArgumentException e)
                {
                    return new IngestProblem(ingested.File, ingested.Line, 0, Wording.Of(e));
                }

            default:
                throw new UnreachableException();
        }
    }

    // False once there is no use in going on.
    private bool TryPut(IngestItem item, CancellationToken cancellation)
    {
        var slot = new Slot(item);
        lock (_gate)
        {
            for (_held = slot; !_isStopped && !cancellation.IsCancellationRequested && MustWait(slot, MaxItems); _held = slot)
            {
                Monitor.Wait(_gate);
            }

            _held = null;
            if (_isStopped || cancellation.IsCancellationRequested)
            {
                return false;
            }

            if (slot.Id is not null)
            {
                _ids.Add(slot.Id);
            }

            _letters += slot.Letters;
            _untold.Enqueue(slot);
            _waiting.Enqueue(slot);
            if (_idle > 0)
            {
                Monitor.PulseAll(_gate);
            }
        }

        return true;
    }

    private bool MustWait(Slot slot, int maxItems) =>
        _untold.Count >= maxItems || (_untold.Count > 0 && _letters + slot.Letters > MaxLetters) || (slot.Id is not null && _ids.Contains(slot.Id));

    // The reading thread is woken when there is room for more than one item, not for each.
    private void WakeReader()
    {
        if (_held is not null && !MustWait(_held, MaxItems / 2))
        {
            _held = null;
            Monitor.PulseAll(_gate);
        }
    }

    private void AddWaiting(Action<IngestItem, IngestProblem?> tell, CancellationToken cancellation)
    {
        try
        {
            while (TryTake(cancellation, out var slot))
            {
                slot.Problem = Add(slot.Item, cancellation);
                Finish(slot);
                Tell(tell);
            }
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    private bool TryTake(CancellationToken cancellation, out Slot slot)
    {
        lock (_gate)
        {
            while (true)
            {
                if (_isStopped || cancellation.IsCancellationRequested || (_waiting.Count == 0 && _isEnded))
                {
                    slot = null!;
                    return false;
                }

                if (_waiting.TryDequeue(out slot!))
                {
                    return true;
                }

                _idle++;
                Monitor.Wait(_gate);
                _idle--;
            }
        }
    }

    private void Finish(Slot slot)
    {
        lock (_gate)
        {
            slot.IsDone = true;
            if (slot.Id is not null)
            {
                _ids.Remove(slot.Id);
            }

            WakeReader();
        }
    }

    // All that is done and has nothing undone before it.
    private void Tell(Action<IngestItem, IngestProblem?> tell)
    {
        lock (_telling)
        {
            while (true)
            {
                Slot? first;
                lock (_gate)
                {
                    if (!_untold.TryPeek(out first) || !first.IsDone)
                    {
                        return;
                    }

                    _untold.Dequeue();
                    _letters -= first.Letters;
                    WakeReader();
                }

                tell(first.Item, first.Problem);
            }
        }
    }

    private void Fail(Exception e)
    {
        lock (_gate)
        {
            _failures.Add(e);
            _isStopped = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void End()
    {
        lock (_gate)
        {
            _isEnded = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Wake()
    {
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }

    // A builder that has failed refuses all that comes after: the failure itself is what happened.
    private void ThrowFirstFailure()
    {
        var first = _failures.Find(e => e is not (InvalidOperationException or OperationCanceledException))
            ?? _failures.Find(e => e is not OperationCanceledException)
            ?? _failures.FirstOrDefault();
        if (first is not null)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }

    private sealed class Slot(IngestItem item)
    {
        public IngestItem Item { get; } = item;

        public string? Id { get; } = (item as IngestedArticle)?.Article.Id;

        public long Letters { get; } = LettersOf(item);

        public IngestProblem? Problem { get; set; }

        public bool IsDone { get; set; }
    }
}
