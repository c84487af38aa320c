using ArticleSearch.Durability.Kills;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.TestKit;

namespace ArticleSearch.Durability.Tests.Kills;

/// <summary>Real processes, killed. The program of this name kills any number of them.</summary>
public sealed class KillTests
{
    [Fact]
    public void Forty_killed_processes_lose_nothing()
    {
        using var folder = new TemporaryFolder();
        using var run = new KillRun(folder.FolderPath, seed: 5);
        while (run.Killed < 40)
        {
            string index = run.KillOne();
            if (run.Killed % 4 == 0 && JavaOracle.Missing is null && Directory.EnumerateFiles(index, "segments_*").Any())
            {
                JavaOracle.Shared.CheckIndex(index);
            }
        }

        run.GoOn();
        Assert.InRange(run.Acknowledged, 20, int.MaxValue);
    }

    [Fact]
    public void A_second_writer_is_told_who_holds_the_index_and_takes_over_when_the_first_is_killed()
    {
        using var folder = new TemporaryFolder();
        string index = folder["index"];
        File.WriteAllText(folder["a.txt"], "Titre\n\nLa neige tombe.\n");
        using (var first = ChildProcess.Durability(["write", index, "3", "1000000"]))
        {
            first.WaitForLines(2);
            using var second = ChildProcess.ArticleSearch(["index", folder["a.txt"], "--index", index]);
            var (exitCode, error) = second.WaitForEnd();
            Assert.Equal(2, exitCode);
            string line = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            Assert.Matches($@"^articlesearch: The index is being written by process {first.Id} on \S+ since \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d \(", line);
            Assert.Contains($" on {Environment.MachineName} since ", line, StringComparison.Ordinal);
            first.Kill();
        }

        using (var files = new FileSystemFolder(index))
        {
            Assert.NotNull(CommitPoint.ReadLatest(files));
        }

        if (JavaOracle.Missing is null)
        {
            // So does the other program's writer, which merges all into one segment.
            int before = IndexVerifier.Verify(index).SegmentCount;
            JavaOracle.Shared.Ask("extend", index, "a1#1");
            Assert.InRange(before, 1, int.MaxValue);
            Assert.Equal((1, true), (IndexVerifier.Verify(index).SegmentCount, IndexVerifier.Verify(index).IsSound));
        }

        using var next = ChildProcess.ArticleSearch(["index", folder["a.txt"], "--index", index]);
        var end = next.WaitForEnd();
        Assert.True(end.ExitCode == 0, end.Error);
    }
}
