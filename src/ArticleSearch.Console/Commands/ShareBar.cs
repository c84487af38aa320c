using Spectre.Console;

namespace ArticleSearch.Console.Commands;

/// <summary>A bar for work that knows which share of it is done; on standard error and only where that is a terminal.</summary>
internal static class ShareBar
{
    /// <summary>Does the work, which is given where to tell its progress, or null where nobody looks.</summary>
    public static T Show<T>(Terminal terminal, string description, Func<IProgress<double>?, T> work)
    {
        if (!terminal.ErrorIsTerminal || !terminal.RichError.Profile.Capabilities.Ansi)
        {
            return work(null);
        }

        return terminal.RichError.Progress()
            .AutoClear(enabled: true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => work(new Bar(context.AddTask(Markup.Escape(description), maxValue: 1))));
    }

    private sealed class Bar(ProgressTask task) : IProgress<double>
    {
        public void Report(double value) => task.Value = value;
    }
}
