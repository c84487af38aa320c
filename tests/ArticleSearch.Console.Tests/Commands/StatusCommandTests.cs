using System.Text.Json;
using ArticleSearch.TestKit;

namespace ArticleSearch.Console.Tests.Commands;

/// <summary><c>status</c> as a process, beside writers and after them.</summary>
public sealed class StatusCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.ForSmallFiles();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_tells_what_the_last_commit_holds()
    {
        using (var builder = IndexBuilder.Open(_folder["index"]))
        {
            builder.Add(new Article { Id = "a", Text = "un\ndeux\ntrois" });
            builder.Add(new Article { Id = "b", Text = "un" });
            builder.Commit();
            builder.Add(new Article { Id = "c", Text = "un\ndeux" });
            builder.Delete("b");
            builder.Commit();
        }

        var status = Json();
        Assert.Equal(
            (2, 5, 1, 2, 2, "french", true, 1, true),
            (Number(status, "articles"), Number(status, "passages"), Number(status, "deleted_passages"), Number(status, "segments"), Number(status, "commit"),
                status.GetProperty("chain").GetString(), status.GetProperty("writable").GetBoolean(), Number(status, "merge_gain_segments"), Number(status, "merge_gain_bytes") > 0));
        Assert.Equal(Directory.EnumerateFiles(_folder["index"]).Sum(file => new FileInfo(file).Length), Number(status, "bytes") + Number(status, "other_bytes"));
        Assert.Equal(JsonValueKind.Null, status.GetProperty("writer").ValueKind);
        Assert.EndsWith("Z", status.GetProperty("committed_at").GetString(), StringComparison.Ordinal);

        var run = Run("status");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("articles  2\npassages  5, and 1 deleted that still take room\nsegments  2\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("merge     would make 2 segments one and free about ", run.Output, StringComparison.Ordinal);
        Assert.Contains("writer    none\n", run.Output, StringComparison.Ordinal);

        using (var builder = IndexBuilder.Open(_folder["index"]))
        {
            builder.Merge();
            builder.Commit();
        }

        Assert.Contains("merge     would gain nothing\n", Run("status").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void It_names_the_writer_and_takes_nothing_from_him()
    {
        if (OperatingSystem.IsMacOS())
        {
            return; // no locks between processes
        }

        using (var builder = IndexBuilder.Open(_folder["index"]))
        {
            builder.Add(new Article { Id = "a", Text = "un" });
            builder.Commit();
            Assert.Contains($"process {Environment.ProcessId} on ", Json().GetProperty("writer").GetString(), StringComparison.Ordinal);

            // Asked by the writer's own process it must not give up the lock that the process holds.
            Assert.NotNull(IndexStatus.Read(_folder["index"]).Writer);
            File.WriteAllText(_folder["a.txt"], "Titre");
            Assert.Contains("being written by process", Run("index", "a.txt").Error, StringComparison.Ordinal);
        }

        Assert.Null(IndexStatus.Read(_folder["index"]).Writer);

        // A name that a crash left behind is no writer.
        File.WriteAllText(_folder["index/write.lock.holder"], "process 1 on moon since 1969-07-20 20:17:40");
        Assert.Null(IndexStatus.Read(_folder["index"]).Writer);
        Assert.Equal(0, Run("index", "a.txt").ExitCode);
    }

    [Fact]
    public void What_is_no_index_is_an_error()
    {
        Directory.CreateDirectory(_folder["empty"]);
        foreach (string folder in new[] { "nowhere", "empty" })
        {
            var run = Run("status", "--index", folder);
            Assert.Equal((2, ""), (run.ExitCode, run.Output));
            Assert.StartsWith("articlesearch: There is no ", run.Error, StringComparison.Ordinal);
        }
    }

    private static long Number(JsonElement status, string name) => status.GetProperty(name).GetInt64();

    private JsonElement Json()
    {
        var run = Run("status", "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return JsonDocument.Parse(run.Output).RootElement;
    }

    private ProgramRun Run(params string[] arguments) => ProgramRun.ArticleSearch(_folder.FolderPath, arguments).WithoutStackTrace();
}
