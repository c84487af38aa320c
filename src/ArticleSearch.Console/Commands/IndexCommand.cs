using System.Diagnostics;
using ArticleSearch.Console.Speech;
using ArticleSearch.Ingest;

namespace ArticleSearch.Console.Commands;

/// <summary>What is done with the paths that <c>index</c> is given.</summary>
internal enum IndexMode
{
    /// <summary>Their articles are added.</summary>
    Add,

    /// <summary>The index is made equal to the one folder.</summary>
    Sync,

    /// <summary>And kept equal.</summary>
    Watch,

    /// <summary>They are read, and nothing is written.</summary>
    DryRun,
}

/// <summary>What <c>index</c> was asked to do.</summary>
internal sealed record IndexRequest
{
    public required IReadOnlyList<string> Paths { get; init; }

    public required string Index { get; init; }

    public IndexMode Mode { get; init; }

    public string? Chain { get; init; }

    public bool Merge { get; init; }

    /// <summary>How the files are to be read where they do not tell.</summary>
    public IngestOptions Reading { get; init; } = IngestOptions.Default;

    /// <summary>How many threads add articles.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>How the index is opened for writing.</summary>
    public IndexBuilderOptions Options => new()
    {
        Chain = Chain,
        MergeThreads = Threads == 1 ? 0 : Math.Clamp(Threads / 2, 1, IndexBuilderOptions.MaxMergeThreads),
    };
}

/// <summary>
/// Reads articles and writes them into an index, showing how far it is. What can not be read costs one line each; all the rest
/// is indexed, and committed before the command ends.
/// </summary>
internal static class IndexCommand
{
    private const int MostLinksNamed = 5;

    public static int Run(IndexRequest request, Terminal terminal, CancellationToken cancellation) => request.Mode switch
    {
        IndexMode.Sync => SyncCommand.Run(request, terminal, cancellation),
        IndexMode.Watch => WatchCommand.Run(request, terminal, cancellation),
        IndexMode.DryRun => DryRun.Run(request, terminal, cancellation),
        _ => Add(request, terminal, cancellation),
    };

    /// <summary>After an interruption: what was taken in are whole articles, so they are kept, and that is said.</summary>
    public static void KeepWhatIsThere(IndexBuilder builder, Terminal terminal)
    {
        builder.Commit(CancellationToken.None);
        terminal.Complain(terminal.Speaker.Say("index.kept", builder.ArticlesAdded));
    }

    /// <summary>Says which links to folders were not followed: nothing else tells why what is behind them is not found.</summary>
    public static void TellLinks(IReadOnlyList<string> links, Terminal terminal)
    {
        if (links.Count > 0)
        {
            terminal.Tell("index.links", links.Count, string.Join(", ", links.Order(StringComparer.Ordinal).Take(MostLinksNamed)) + (links.Count > MostLinksNamed ? ", …" : ""));
        }
    }

    private static int Add(IndexRequest request, Terminal terminal, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        using var builder = IndexBuilder.Open(request.Index, request.Options);
        var reader = new ArticleReader(request.Paths, request.Index, request.Reading);
        var failures = new FailureList(terminal);
        IndexProgress.Show(terminal, () => reader.Progress, builder, failures, () => Add(reader, builder, request, failures, terminal, cancellation));
        terminal.Error.WriteLine(Summary(builder, reader.Skipped, failures.Count, Stopwatch.GetElapsedTime(start), terminal.Speaker));
        TellLinks(reader.LinkedFolders, terminal);
        failures.TellKept();
        return failures.Count > 0 ? ExitCode.Error : ExitCode.Found;
    }

    private static void Add(
        ArticleReader reader, IndexBuilder builder, IndexRequest request, FailureList failures, Terminal terminal, CancellationToken cancellation)
    {
        try
        {
            new ArticleFeeder(builder, request.Threads).Run(reader.Read(cancellation), Tell, cancellation);
            ArticleFeeder.Finish(builder, cancellation);
        }
        catch (OperationCanceledException)
        {
            KeepWhatIsThere(builder, terminal);
            throw;
        }

        if (request.Merge)
        {
            builder.Merge(cancellation);
            builder.Commit(cancellation);
        }

        void Tell(IngestItem item, IngestProblem? problem)
        {
            if (problem is not null)
            {
                failures.Add(terminal.Speaker.Say(problem));
            }
        }
    }

    private static string Summary(IndexBuilder builder, int skipped, int problems, TimeSpan elapsed, Speaker speaker)
    {
        string text = speaker.Say("index.done", builder.ArticlesAdded, builder.PassagesAdded);
        if (builder.ArticlesReplaced > 0)
        {
            text += speaker.Say("index.replaced", builder.ArticlesReplaced);
        }

        if (skipped > 0)
        {
            text += speaker.Say("index.skipped", skipped);
        }

        if (problems > 0)
        {
            text += speaker.Say("index.problems", problems);
        }

        return $"{text} ({speaker.Seconds(elapsed)})";
    }
}
