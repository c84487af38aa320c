using System.Diagnostics;
using ArticleSearch.Console.Speech;
using ArticleSearch.Ingest;

namespace ArticleSearch.Console.Commands;

/// <summary><c>index --sync</c>: makes the index equal to a folder and says how many files and articles that concerned.</summary>
internal static class SyncCommand
{
    public static int Run(IndexRequest request, Terminal terminal, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        FolderSync.RequireFolder(request.Paths[0]); // before an index is made
        var problems = new List<string>();
        var result = Once(request, digests: null, problems, terminal, cancellation);
        terminal.Error.WriteLine(Summary(request.Paths[0], result, problems.Count, Stopwatch.GetElapsedTime(start), terminal.Speaker));
        IndexCommand.TellLinks(result.LinkedFolders, terminal);
        return problems.Count > 0 ? ExitCode.Error : ExitCode.Found;
    }

    /// <summary>One round: opens the index, makes it equal to the folder, closes it.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="digests">What is known of the files; null to look at all of them.</param>
    /// <param name="problems">Becomes the list of problems. They are told at once, but for those that are in it already.</param>
    /// <param name="terminal">The streams.</param>
    /// <param name="cancellation">Ctrl-C.</param>
    public static SyncResult Once(
        IndexRequest request, DigestMemory? digests, List<string> problems, Terminal terminal, CancellationToken cancellation)
    {
        using var builder = IndexBuilder.Open(request.Index, request.Options);
        var known = problems.ToHashSet(StringComparer.Ordinal);
        problems.Clear();
        var sync = new FolderSync(request.Paths[0], request.Index) { Digests = digests, Options = request.Reading };
        SyncResult? result = null;
        var failures = new FailureList(terminal);
        IndexProgress.Show(terminal, () => sync.Progress, builder, failures, () =>
        {
            try
            {
                result = sync.Run(builder, request.Threads, Complain, cancellation);
            }
            catch (OperationCanceledException)
            {
                IndexCommand.KeepWhatIsThere(builder, terminal);
                throw;
            }

            if (request.Merge)
            {
                builder.Merge(cancellation);
                builder.Commit(cancellation);
            }
        });
        failures.TellKept();
        return result!;

        void Complain(IngestProblem problem)
        {
            string text = terminal.Speaker.Say(problem);
            problems.Add(text);
            if (!known.Contains(text))
            {
                failures.Add(text);
            }
        }
    }

    /// <summary>The figures of a round in one line.</summary>
    public static string Summary(string folder, SyncResult result, int problems, TimeSpan elapsed, Speaker speaker)
    {
        string text = speaker.Say("sync.done", folder, Counts(result.Files, speaker), Counts(result.Articles, speaker));
        return $"{text}{(problems > 0 ? speaker.Say("sync.problems", problems) : "")} ({speaker.Seconds(elapsed)})";
    }

    private static string Counts(SyncCounts counts, Speaker speaker) =>
        speaker.Say("sync.counts", counts.New, counts.Changed, counts.Removed, counts.Unchanged);
}
