using System.Globalization;
using ArticleSearch.Durability.Kills;
using ArticleSearch.TestKit;

namespace ArticleSearch.Durability.Tests.Faults;

/// <summary>The command under a system that gives it no more: one line, exit code 2, and the index as it was.</summary>
public sealed class CommandFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CommandFaultTests()
    {
        File.WriteAllText(_folder["small.jsonl"], """{"id":"small","text":"La neige tombe."}""");
        var random = new Random(3);
        File.WriteAllLines(
            _folder["large.jsonl"],
            Enumerable.Range(0, 1500).Select(i => $$"""{"id":"{{i}}","text":"{{string.Join(' ', Enumerable.Range(0, 100).Select(_ => "mot" + random.Next(50_000).ToString(CultureInfo.InvariantCulture)))}}"}"""));
    }

    public void Dispose() => _folder.Dispose();

    [TmpfsFact]
    public void A_full_disk_costs_one_line_and_nothing_that_was_committed()
    {
        Directory.CreateDirectory(_folder["disk"]);
        using var disk = TmpfsFactAttribute.Mount(_folder["disk"], kilobytes: 1024)!;
        string index = _folder["disk/index"];
        Succeed(ChildProcess.ArticleSearch(["index", _folder["small.jsonl"], "--index", index]));

        string error = Fail(ChildProcess.ArticleSearch(["index", _folder["large.jsonl"], "--index", index]));

        Assert.Contains("No space left on device", error, StringComparison.Ordinal);
        Assert.Contains("make room", error, StringComparison.Ordinal);
        AssertSmallAlone(index);

        // Not a byte is free any more; then there is room again.
        using (var filling = File.Create(_folder["disk/filling"], bufferSize: 1))
        {
            Assert.Throws<IOException>(() => Fill(filling));
        }

        Fail(ChildProcess.ArticleSearch(["index", _folder["small.jsonl"], "--index", index]));
        Fail(ChildProcess.ArticleSearch(["index", _folder["small.jsonl"], "--index", _folder["disk/new"]]));
        AssertSmallAlone(index);
        File.Delete(_folder["disk/filling"]);
        Succeed(ChildProcess.ArticleSearch(["index", _folder["small.jsonl"], "--index", index]));
        AssertSmallAlone(index);
    }

    [Fact]
    public void A_file_that_may_grow_no_more_costs_one_line_and_nothing_that_was_committed()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // there are no such limits
        }

        Succeed(ChildProcess.ArticleSearch(["index", _folder["small.jsonl"], "--index", _folder["index"]]));

        // The runtime would map a file larger than the limit to write code in, if it were not told to do without.
        string error = Fail(ChildProcess.UnderLimit("trap '' XFSZ; ulimit -f 200; export DOTNET_EnableWriteXorExecute=0", ["index", _folder["large.jsonl"], "--index", _folder["index"]]));

        Assert.Contains("File too large", error, StringComparison.Ordinal);
        AssertSmallAlone(_folder["index"]);
        Succeed(ChildProcess.ArticleSearch(["index", _folder["small.jsonl"], "--index", _folder["index"]]));
    }

    [Fact]
    public void Too_many_open_files_cost_one_line_and_nothing_that_was_committed()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // there are no such limits
        }

        // How many files the runtime itself needs is its own business: the first limit that is too low for an index is looked for.
        for (int limit = 100; limit >= 64; limit -= 4)
        {
            string index = _folder["index" + limit];
            Succeed(ChildProcess.ArticleSearch(["index", _folder["small.jsonl"], "--index", index]));
            using var child = ChildProcess.UnderLimit($"ulimit -n {limit}", ["index", _folder["large.jsonl"], "--threads", "1", "--index", index]);
            var end = child.WaitForEnd();
            if (end.ExitCode != 0 && end.Error.Contains("Too many open files", StringComparison.Ordinal))
            {
                OneLine(end.ExitCode, end.Error);
                AssertSmallAlone(index);
                Succeed(ChildProcess.ArticleSearch(["index", _folder["small.jsonl"], "--index", index]));
                return;
            }
        }

        Assert.Fail("However few files could be open, there were enough.");
    }

    [Fact]
    public void A_folder_that_can_not_be_made_costs_one_line()
    {
        string error = Fail(ChildProcess.ArticleSearch(["index", _folder["small.jsonl"], "--index", _folder["small.jsonl/index"]]));
        Assert.Contains("small.jsonl", error, StringComparison.Ordinal);
    }

    private static void Fill(FileStream file)
    {
        while (file.CanWrite)
        {
            file.Write(new byte[1024]);
        }
    }

    private static void Succeed(ChildProcess child)
    {
        using (child)
        {
            var (exitCode, error) = child.WaitForEnd();
            Assert.True(exitCode == 0, error);
        }
    }

    private static string Fail(ChildProcess child)
    {
        using (child)
        {
            var (exitCode, error) = child.WaitForEnd();
            return OneLine(exitCode, error);
        }
    }

    private static string OneLine(int exitCode, string error)
    {
        Assert.True(exitCode == 2, error);
        string line = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("articlesearch: ", line, StringComparison.Ordinal);
        return line;
    }

    private static void AssertSmallAlone(string index)
    {
        var found = IndexVerifier.Verify(index);
        Assert.True(found.IsSound, string.Join('\n', found.Problems));
        Assert.Equal(1, found.PassageCount);
    }
}
