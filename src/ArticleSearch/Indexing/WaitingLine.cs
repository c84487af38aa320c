using System.Diagnostics;

namespace ArticleSearch.Indexing;

/// <summary>
/// Threads that wait until what a lock guards has changed: what a monitor has, for a <see cref="Lock"/>, and with cancellation. All calls
/// are made under the lock, which a thread that waits holds once.
/// </summary>
internal sealed class WaitingLine(Lock gate)
{
    private readonly List<ManualResetEventSlim> _waiting = [];

    /// <summary>Lets go of the lock, waits for <see cref="WakeAll"/>, and takes the lock again; the caller looks then whether it has what it waits for.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; the lock is held.</exception>
    public void Wait(CancellationToken cancellation)
    {
        Debug.Assert(gate.IsHeldByCurrentThread);
        var turn = new ManualResetEventSlim();
        _waiting.Add(turn);
        gate.Exit();
        try
        {
            turn.Wait(cancellation);
        }
        finally
        {
            gate.Enter();
        }
    }

    /// <summary>Wakes all that wait.</summary>
    public void WakeAll()
    {
        Debug.Assert(gate.IsHeldByCurrentThread);
        if (_waiting.Count > 0)
        {
            _waiting.ForEach(turn => turn.Set());
            _waiting.Clear();
        }
    }
}
