using System.Diagnostics;
using ArticleSearch.Console.Speech;
using ArticleSearch.IndexFormat;
using ArticleSearch.Ingest;

namespace ArticleSearch.Console.Commands;

/// <summary>
/// <c>index --watch</c>: keeps an index equal to a folder until it is interrupted, a line for each round that changed something.
/// While it waits it holds no lock, so that others may write in between; an index that is locked is waited for.
/// </summary>
internal static class WatchCommand
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    public static int Run(IndexRequest request, Terminal terminal, CancellationToken cancellation)
    {
        string folder = request.Paths[0];
        FolderSync.RequireFolder(folder);
        var digests = new DigestMemory(TimeProvider.System);
        var problems = new List<string>();
        using var watch = new FolderWatch(folder, request.Index);
        FolderState? synced = null;
        string? obstacle = null;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var state = FolderState.Read(folder, request.Index, request.Reading.Files, digests, cancellation);
            string? found = null;
            if (state is null)
            {
                found = terminal.Speaker.Say("watch.gone", folder);
            }
            else if (!state.Equals(synced) && (found = TryRound(request, digests, problems, synced is null, terminal, cancellation)) is null)
            {
                if (synced is null)
                {
                    terminal.Error.WriteLine(watch.Obstacle is { } reason
                        ? terminal.Speaker.Say("watch.looking", folder, reason)
                        : terminal.Speaker.Say("watch.watching", folder));
                }

                synced = state;
            }

            // What stands in the way is said once, and tried again until it is gone.
            if (found is not null && !string.Equals(found, obstacle, StringComparison.Ordinal))
            {
                terminal.Complain(found);
            }

            obstacle = found;
            if (found is null)
            {
                watch.Wait(cancellation);
            }
            else
            {
                cancellation.WaitHandle.WaitOne(Retry);
            }
        }
    }

    /// <summary>One round; returns what stood in its way.</summary>
    private static string? TryRound(
        IndexRequest request, DigestMemory digests, List<string> problems, bool isFirst, Terminal terminal, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            var result = SyncCommand.Once(request, digests, problems, terminal, cancellation);
            if (isFirst || result.IsChanged)
            {
                terminal.Error.WriteLine(SyncCommand.Summary(request.Paths[0], result, problems.Count, Stopwatch.GetElapsedTime(start), terminal.Speaker));
                IndexCommand.TellLinks(isFirst ? result.LinkedFolders : [], terminal);
            }

            return null;
        }
        catch (Exception e) when (e is IOException and not CorruptIndexException or UnauthorizedAccessException)
        {
            // Another writer, a full disk, a folder that is going: all of them pass.
            return terminal.Speaker.Say("watch.again", Wording.Of(e));
        }
    }
}
