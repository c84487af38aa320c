using System.Diagnostics;
using ArticleSearch.Console.Speech;
using ArticleSearch.Ingest;
using Spectre.Console;

namespace ArticleSearch.Console.Commands;

/// <summary>
/// How far <c>index</c> is, on standard error and only where that is a terminal: files, articles, passages, speed, failures, time left.
/// A narrow terminal gets less of it.
/// </summary>
internal static class IndexProgress
{
    // Beside the figures there is a bar and what is left of the time.
    private const int BarWidth = 20;
    private const int RestWidth = BarWidth + 18;
    private const int LeastWidthOfBar = 70;

    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether there is someone to look at it.</summary>
    public static bool IsShown(Terminal terminal) => terminal.ErrorIsTerminal && terminal.RichError.Profile.Capabilities.Ansi;

    /// <summary>Does the work, with a bar above it where someone is looking.</summary>
    public static void Show(Terminal terminal, Func<IngestProgress> progress, IndexBuilder builder, FailureList failures, Action work)
    {
        if (!IsShown(terminal))
        {
            work();
            return;
        }

        int width = terminal.Width;
        bool hasBar = width >= LeastWidthOfBar;
        ProgressColumn[] columns = hasBar
            ? [new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = BarWidth }, new PercentageColumn(), new RemainingTimeColumn()]
            : [new TaskDescriptionColumn { Alignment = Justify.Left }, new PercentageColumn()];
        long start = Stopwatch.GetTimestamp();
        terminal.RichError.Progress()
            .AutoClear(enabled: true)
            .HideCompleted(enabled: false)
            .Columns(columns)
            .Start(context =>
            {
                var task = context.AddTask(terminal.Speaker["index.bar"], maxValue: 1);
                using var timer = new Timer(_ => Update(), null, TimeSpan.Zero, Refresh);
                work();
                Update();

                void Update()
                {
                    var now = progress();
                    task.MaxValue = Math.Max(1, now.BytesTotal);
                    task.Value = Math.Min(now.BytesRead, task.MaxValue);
                    task.Description = Markup.Escape(Describe(
                        now, builder.ArticlesAdded, builder.PassagesAdded, failures.Count, Stopwatch.GetElapsedTime(start), width - (hasBar ? RestWidth : 6), terminal.Speaker));
                }
            });
    }

    /// <summary>The figures, the most important first, as many as there is room for.</summary>
    public static string Describe(IngestProgress progress, long articles, long passages, int failures, TimeSpan elapsed, int width, Speaker speaker)
    {
        long perSecond = elapsed.TotalSeconds < 0.5 ? 0 : (long)(progress.BytesRead / elapsed.TotalSeconds);
        string?[] figures =
        [
            speaker.Say("progress.articles", articles),
            failures > 0 ? speaker.Say("progress.failures", failures) : null,
            speaker.Say("progress.files", progress.FilesRead, progress.FilesTotal),
            perSecond > 0 ? $"{speaker.Bytes(perSecond)}/s" : null,
            speaker.Say("progress.passages", passages),
        ];
        string text = "";
        foreach (string figure in figures.OfType<string>())
        {
            string longer = text.Length == 0 ? figure : $"{text} · {figure}";
            if (longer.Length > width && text.Length > 0)
            {
                break;
            }

            text = longer;
        }

        return text;
    }
}
