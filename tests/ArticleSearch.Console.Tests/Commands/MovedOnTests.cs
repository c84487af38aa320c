using System.Globalization;
using ArticleSearch.TestKit;

namespace ArticleSearch.Console.Tests.Commands;

/// <summary>
/// One process writes again and again, others open, search, check and copy the index meanwhile: each sees one commit, whole, or is
/// told that the index has moved on.
/// </summary>
public sealed class MovedOnTests
{
    private const int Articles = 20;

    [Fact]
    public async Task Readers_in_other_processes_see_whole_commits()
    {
        using var folder = new TemporaryFolder();
        Batch(folder, 0);
        Run(folder, "index", "batch.jsonl");
        bool isDone = false;
        var readers = Readers(folder, folder["index"], () => Volatile.Read(ref isDone));
        for (int version = 1; version <= 5; version++)
        {
            Batch(folder, version);
            Run(folder, version % 2 == 0 ? ["index", "batch.jsonl", "--merge"] : ["index", "batch.jsonl"]);
            Run(folder, version switch
            {
                1 => ["search", "constante"],
                3 => ["check"],
                _ => ["backup", "saved"],
            });
        }

        Volatile.Write(ref isDone, true);
        Assert.All(await Task.WhenAll(readers), count => Assert.True(count > 0));
        Assert.Equal("5", VersionOf(folder["index"]));
    }

    [Fact]
    public async Task Readers_that_the_writer_does_not_know_of_see_whole_commits()
    {
        // By another name of the folder, readers of this process are to the writer what those of another process are.
        using var folder = TemporaryFolder.ForSmallFiles();
        Directory.CreateSymbolicLink(folder["link"], folder["index"]);
        using var builder = IndexBuilder.Open(folder["index"], new IndexBuilderOptions { MergeThreads = 1 });
        Write(builder, 0);
        bool isDone = false;
        var readers = Readers(folder, folder["link"], () => Volatile.Read(ref isDone));
        for (int version = 1; version <= 150; version++)
        {
            Write(builder, version);
        }

        Volatile.Write(ref isDone, true);
        Assert.All(await Task.WhenAll(readers), count => Assert.True(count > 0));
        Assert.Equal("150", VersionOf(folder["link"]));
    }

    private static Task<int>[] Readers(TemporaryFolder folder, string index, Func<bool> isDone) =>
    [
        Read(() => VersionOf(index), isDone),
        Read(Refreshed(index), isDone),
        Read(() => Assert.Empty(IndexVerifier.Verify(index, threads: 2).Problems), isDone),
        Read(
            () =>
            {
                IndexBackup.Copy(index, folder["copy"]);
                VersionOf(folder["copy"]);
            },
            isDone),
    ];

    /// <summary>Does something until the writer is done, and once more; returns how often it went well.</summary>
    private static Task<int> Read(Action read, Func<bool> isDone) => Task.Run(() =>
    {
        int count = 0;
        for (bool isLast = false; !isLast;)
        {
            isLast = isDone();
            try
            {
                read();
                count++;
            }
            catch (IOException e) when (e.Message.StartsWith("The index has moved on", StringComparison.Ordinal))
            {
                // The one thing that may happen to a reader.
            }
        }

        return count;
    });

    private static Action Refreshed(string index)
    {
        Searcher? searcher = null;
        long last = -1;
        return () =>
        {
            searcher ??= Searcher.Open(index);
            searcher.Refresh();
            long version = long.Parse(VersionOf(searcher), CultureInfo.InvariantCulture);
            Assert.True(version >= last, $"version {version} after {last}");
            last = version;
        };
    }

    private static string VersionOf(string index)
    {
        using var searcher = Searcher.Open(index);
        return VersionOf(searcher);
    }

    /// <summary>All articles of a commit are of one version.</summary>
    private static string VersionOf(Searcher searcher)
    {
        var hits = searcher.Search("constante", new SearchOptions { Top = 100 }).Hits;
        Assert.Equal(Articles, hits.Count);
        return Assert.Single(hits.Select(hit => hit.Text["Constante ".Length..]).Distinct());
    }

    private static void Write(IndexBuilder builder, int version)
    {
        for (int i = 0; i < Articles; i++)
        {
            builder.Add(new Article { Id = $"a{i}", Text = $"Constante {version}" });
        }

        builder.Commit();
    }

    private static void Batch(TemporaryFolder folder, int version) =>
        File.WriteAllLines(folder["batch.jsonl"], Enumerable.Range(0, Articles).Select(i => $$"""{"id":"a{{i}}","text":"Constante {{version}}"}"""));

    private static void Run(TemporaryFolder folder, params string[] arguments)
    {
        var run = ProgramRun.ArticleSearch(folder.FolderPath, arguments).WithoutStackTrace();
        Assert.True(run.ExitCode == 0, $"{string.Join(' ', arguments)}: {run.ExitCode}\n{run.Output}\n{run.Error}");
    }
}
