using System.Runtime.InteropServices;

namespace ArticleSearch.Console.Interactive;

/// <summary>Ctrl-C: stops what runs, and not the program. What runs says when it begins.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly PosixSignalRegistration _signal;
    private volatile CancellationTokenSource _running = new();

    public Interruption() => _signal = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
    {
        context.Cancel = true;
        _running.Cancel();
        Pressed?.Invoke();
    });

    /// <summary>Ctrl-C was pressed; raised on a thread of its own.</summary>
    public event Action? Pressed;

    /// <summary>Something begins that Ctrl-C is to stop from now on.</summary>
    public CancellationToken Begin()
    {
        var running = new CancellationTokenSource();
        _running = running;
        return running.Token;
    }

    public void Dispose()
    {
        _signal.Dispose();
        _running.Dispose();
    }
}
