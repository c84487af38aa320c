namespace ArticleSearch.IndexFormat.Checking;

/// <summary>Adds up what the threads of a check have done and tells it on, one step after the other. Never runs backwards.</summary>
internal sealed class CheckMeter(IProgress<CheckProgress>? progress, long total)
{
    private readonly Lock _gate = new();
    private long _done;

    /// <param name="step">The file or the part of a segment that was worked on.</param>
    /// <param name="amount">How many bytes of it.</param>
    public void Advance(string step, long amount)
    {
        if (progress is null)
        {
            return;
        }

        lock (_gate)
        {
            _done = Math.Min(_done + amount, total);
            progress.Report(new CheckProgress(step, _done, total));
        }
    }

    /// <summary>All is done, also what was passed over because of damage.</summary>
    public void Complete(string step) => Advance(step, total);
}
