namespace ArticleSearch.Console.Commands;

/// <summary>
/// What could not be read and why. Where someone watches the progress, the first ones wait for its end, so that they are not lost above
/// it; elsewhere, and when there are many, each is told at once. For one thread at a time.
/// </summary>
internal sealed class FailureList(Terminal terminal)
{
    private const int MostKept = 100;

    private readonly List<string> _kept = [];
    private volatile int _count;

    /// <summary>How many there are; may be asked from any thread.</summary>
    public int Count => _count;

    public void Add(string failure)
    {
        _count++;
        if (IndexProgress.IsShown(terminal) && _kept.Count < MostKept)
        {
            _kept.Add(failure);
        }
        else
        {
            terminal.Complain(failure);
        }
    }

    /// <summary>Tells what has not been told.</summary>
    public void TellKept()
    {
        _kept.ForEach(terminal.Complain);
        _kept.Clear();
    }
}
