using System.Diagnostics;
using ArticleSearch.IndexFormat;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.Indexing;

/// <summary>
/// Carries out the merges that are due: on threads of its own, a few at a time and throttled, or on the caller's. A merge that fails
/// costs nothing but itself: its files are deleted, its segments stay, no further one is begun. It makes no commit.
/// </summary>
internal sealed class MergeScheduler : IDisposable
{
    // With so many segments and all threads at work, those who add wait until a merge is done.
    private const int TooManySegments = 4 * MergePolicy.Width;

    private readonly Lock _gate = new();
    private readonly WaitingLine _line;
    private readonly IndexFolder _folder;
    private readonly SegmentList _segments;
    private readonly IdSource _ids;
    private readonly int _threads;
    private readonly MergeThrottle _throttle;
    private readonly Action _merged;
    private CancellationTokenSource _stop = new();
    private int _running;
    private bool _isPaused;
    private volatile bool _isBehind;
    private volatile Exception? _failure;

    /// <param name="folder">The index.</param>
    /// <param name="segments">What there is to merge.</param>
    /// <param name="ids">Where the ids of segments come from.</param>
    /// <param name="threads">How many merges run at once; 0 to run them on the caller's thread.</param>
    /// <param name="isBusy">Whether articles are being added, which merges in the background are not to slow down.</param>
    /// <param name="merged">Called after each merge.</param>
    public MergeScheduler(IndexFolder folder, SegmentList segments, IdSource ids, int threads, Func<bool> isBusy, Action merged)
    {
        _line = new WaitingLine(_gate);
        _folder = folder;
        _segments = segments;
        _ids = ids;
        _threads = threads;
        _throttle = new MergeThrottle(isBusy);
        _merged = merged;
    }

    /// <summary>What made a merge fail; null if none has.</summary>
    public Exception? Failure => _failure;

    /// <summary>Begins the merges that are due, or carries them out where there are no threads for them.</summary>
    /// <exception cref="OperationCanceledException">A merge on this thread was cancelled; its segments stay.</exception>
    public void Advance(CancellationToken cancellation)
    {
        if (_threads == 0)
        {
            RunDue(cancellation);
            return;
        }

        lock (_gate)
        {
            while (_running < _threads && Take() is { } job)
            {
                _running++;
                Start(job);
            }

            SetBehind();
        }
    }

    /// <summary>Waits, if merges can not keep up, until one is done.</summary>
    public void WaitWhileBehind(CancellationToken cancellation)
    {
        if (!_isBehind)
        {
            return;
        }

        lock (_gate)
        {
            WaitUntil(() => !_isBehind, cancellation);
        }
    }

    /// <summary>Returns when no merge is due any more.</summary>
    public void Finish(CancellationToken cancellation)
    {
        Advance(cancellation);
        lock (_gate)
        {
            WaitUntil(() => _running == 0, cancellation);
        }
    }

    /// <summary>Merges all segments into one, on this thread; those in the background are given up for it.</summary>
    /// <exception cref="NotSupportedException">A segment holds what can not be merged; nothing has changed.</exception>
    public void MergeAll(CancellationToken cancellation)
    {
        Pause();
        try
        {
            MergeJob? job;
            lock (_segments.Gate)
            {
                job = _segments.TakeAll();
            }

            if (job is not null)
            {
                Run(job, _folder, cancellation);
            }
        }
        finally
        {
            Resume();
        }
    }

    /// <summary>Gives up the merges under way and returns when they are.</summary>
    public void Dispose()
    {
        Pause();
        _stop.Dispose();
    }

    private void Pause()
    {
        lock (_gate)
        {
            _isPaused = true;
            _stop.Cancel();
            WaitUntil(() => _running == 0, CancellationToken.None);
        }
    }

    private void Resume()
    {
        lock (_gate)
        {
            _stop.Dispose();
            _stop = new CancellationTokenSource();
            _isPaused = false;
        }
    }

    private void RunDue(CancellationToken cancellation)
    {
        while (true)
        {
            MergeJob job;
            lock (_gate)
            {
                if (Take() is not { } due)
                {
                    return;
                }

                job = due;
                _running++;
            }

            try
            {
                TryRun(job, _folder, cancellation);
            }
            finally
            {
                lock (_gate)
                {
                    _running--;
                    _line.WakeAll();
                }
            }
        }
    }

    private MergeJob? Take()
    {
        if (_isPaused || _failure is not null)
        {
            return null;
        }

        try
        {
            lock (_segments.Gate)
            {
                return _segments.TakeDue();
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _failure = e; // a segment that can not even be opened
            return null;
        }
    }

    private void Start(MergeJob job)
    {
        var stop = _stop.Token;
        _throttle.Adapt(_isBehind);
        var folder = new ThrottledFolder(_folder, _throttle, stop);
        var thread = new Thread(() => RunInBackground(job, folder, stop)) { IsBackground = true, Name = "merge " + job.Name, Priority = ThreadPriority.BelowNormal };
        thread.Start();
    }

    private void RunInBackground(MergeJob first, ThrottledFolder folder, CancellationToken stop)
    {
        for (MergeJob? job = first; job is not null;)
        {
            try
            {
                TryRun(job, folder, stop);
            }
            catch (OperationCanceledException)
            {
                // Given up: its segments are merged another time.
            }

            lock (_gate)
            {
                // Taken before this thread counts as done, so that nobody takes a pause between two merges for the end of all.
                job = Take();
                _running -= job is null ? 1 : 0;
                SetBehind();
            }
        }
    }

    private void TryRun(MergeJob job, IndexFolder folder, CancellationToken cancellation)
    {
        try
        {
            Run(job, folder, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _failure = e;
        }
    }

    private void Run(MergeJob job, IndexFolder folder, CancellationToken cancellation)
    {
        bool isComplete = false;
        try
        {
            var info = job.Write(folder, _segments.Diagnostics(FormatNames.DiagnosticMerge), _ids, cancellation);
            lock (_segments.Gate)
            {
                _segments.Complete(job, info);
                isComplete = true;
            }

            _merged();
        }
        catch when (!isComplete)
        {
            lock (_segments.Gate)
            {
                _segments.Abandon(job);
            }

            throw;
        }
    }

    private void SetBehind()
    {
        Debug.Assert(_gate.IsHeldByCurrentThread);
        lock (_segments.Gate)
        {
            _isBehind = _running == _threads && _segments.Count > TooManySegments;
        }

        _line.WakeAll();
    }

    private void WaitUntil(Func<bool> isReached, CancellationToken cancellation)
    {
        while (!isReached())
        {
            _line.Wait(cancellation);
        }
    }
}
