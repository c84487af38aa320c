using System.Diagnostics;

namespace ArticleSearch.Indexing;

/// <summary>
/// Keeps merges from taking the disk away from those who add and search: so many bytes a second for all of them while articles are
/// being added, without limit otherwise. The limit rises when merges fall behind and sinks when they do not.
/// </summary>
internal sealed class MergeThrottle(Func<bool> isBusy)
{
    /// <summary>The limit to begin with, in bytes a second.</summary>
    public const double InitialRate = 64L << 20;

    public const double LowestRate = 16L << 20;
    public const double HighestRate = 1L << 30;

    // Shorter pauses are saved up.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private double _rate = InitialRate;
    private TimeSpan _debt;
    private long _last = Stopwatch.GetTimestamp();

    /// <summary>The limit, in bytes a second.</summary>
    public double Rate
    {
        get
        {
            lock (_gate)
            {
                return _rate;
            }
        }
    }

    /// <summary>Adapts the limit when a merge begins: doubles it if another one waits already, else lowers it by a tenth.</summary>
    public void Adapt(bool isBehind)
    {
        lock (_gate)
        {
            _rate = Math.Clamp(isBehind ? _rate * 2 : _rate * 0.9, LowestRate, HighestRate);
        }
    }

    /// <summary>
    /// Waits as long as writing so many bytes is to take, less the time that has passed; not at all once it is cancelled, for then
    /// what is written is only to be closed and deleted.
    /// </summary>
    public void Spend(int bytes, CancellationToken cancellation)
    {
        TimeSpan pause;
        lock (_gate)
        {
            long now = Stopwatch.GetTimestamp();
            var passed = Stopwatch.GetElapsedTime(_last, now);
            _last = now;
            _debt = isBusy() ? _debt + TimeSpan.FromSeconds(bytes / _rate) - passed : TimeSpan.Zero;
            _debt = _debt < TimeSpan.Zero ? TimeSpan.Zero : _debt;
            if (_debt < ShortestPause)
            {
                return;
            }

            pause = _debt < LongestPause ? _debt : LongestPause;
        }

        cancellation.WaitHandle.WaitOne(pause); // what was waited is time that has passed, at the next call
    }
}
