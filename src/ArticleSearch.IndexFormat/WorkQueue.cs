namespace ArticleSearch.IndexFormat;

/// <summary>
/// Does pieces of work on some threads; a piece may add others. Says nothing of the order in which they are done: what comes
/// out must not depend on it. The first failure, or a cancellation, ends it all.
/// </summary>
internal sealed class WorkQueue(CancellationToken cancellation)
{
    private readonly object _gate = new();
    private readonly Queue<Action> _waiting = [];
    private int _unfinished;
    private Exception? _failure;

    public CancellationToken Cancellation => cancellation;

    /// <summary>Adds a piece of work, before or during <see cref="Run"/>.</summary>
    public void Add(Action work)
    {
        lock (_gate)
        {
            _unfinished++;
            _waiting.Enqueue(work);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Does everything and what it adds; the calling thread works too.</summary>
    /// <param name="threads">How many threads work, the calling one included.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Run(int threads)
    {
        var others = new Thread[threads - 1];
        for (int i = 0; i < others.Length; i++)
        {
            others[i] = new Thread(Work) { IsBackground = true, Name = "work" };
            others[i].Start();
        }

        Work();
        foreach (var other in others)
        {
            other.Join();
        }

        if (_failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_failure);
        }
    }

    private void Work()
    {
        while (Next() is { } work)
        {
            Do(work);
        }
    }

    /// <summary>The next piece of work; waits while others may still add some. Null when there is no more.</summary>
    private Action? Next()
    {
        lock (_gate)
        {
            while (_failure is null && _unfinished > 0)
            {
                if (_waiting.TryDequeue(out var work))
                {
                    return work;
                }

                Monitor.Wait(_gate);
            }

            return null;
        }
    }

    private void Do(Action work)
    {
        Exception? failure = null;
        try
        {
            cancellation.ThrowIfCancellationRequested();
            work();
        }
        catch (Exception e)
        {
            failure = e; // thrown on the thread that waits for it all
        }

        lock (_gate)
        {
            _unfinished--;
            _failure ??= failure;
            if (_unfinished == 0 || _failure is not null)
            {
                Monitor.PulseAll(_gate);
            }
        }
    }
}

/// <summary>Does something when so many pieces of work have ended, on the thread of the last of them.</summary>
internal sealed class Countdown(int count, Action then)
{
    private int _count = count;

    public void Signal()
    {
        if (Interlocked.Decrement(ref _count) == 0)
        {
            then();
        }
    }
}
