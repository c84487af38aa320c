using ArticleSearch.Console.Speech;
using ArticleSearch.Ingest;
using Spectre.Console;

namespace ArticleSearch.Console.Commands;

/// <summary>The progress bar of <c>index</c>, on standard error and only where that is a terminal.</summary>
internal static class IndexProgress
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);

    /// <summary>Does the work, with a bar above it where someone is looking.</summary>
    public static void Show(Terminal terminal, Func<IngestProgress> progress, IndexBuilder builder, Action work)
    {
        if (!terminal.ErrorIsTerminal || !terminal.RichError.Profile.Capabilities.Ansi)
        {
            work();
            return;
        }

        terminal.RichError.Progress()
            .AutoClear(enabled: false)
            .HideCompleted(enabled: false)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var task = context.AddTask(terminal.Speaker["index.bar"], maxValue: 1);
                using var timer = new Timer(_ => Update(task, progress(), builder, terminal.Speaker), null, TimeSpan.Zero, Refresh);
                work();
                Update(task, progress(), builder, terminal.Speaker);
            });
    }

    private static void Update(ProgressTask task, IngestProgress progress, IndexBuilder builder, Speaker speaker)
    {
        task.MaxValue = Math.Max(1, progress.BytesTotal);
        task.Value = Math.Min(progress.BytesRead, task.MaxValue);
        task.Description = speaker.Say("index.progress", builder.ArticlesAdded, builder.PassagesAdded, speaker.Bytes(progress.BytesRead));
    }
}
