using System.Collections.Concurrent;
using System.Diagnostics;
using ArticleSearch.TestKit;

namespace ArticleSearch.Console.Tests.Commands;

/// <summary><c>index --watch</c> as a process: whatever happens to the folder, the index follows. Waits are long, so that only silence fails.</summary>
public sealed class WatchCommandTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = TemporaryFolder.ForSmallFiles();
    private readonly ConcurrentQueue<string> _lines = new();
    private Process? _process;

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process?.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_index_follows_the_folder_until_it_is_interrupted()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // there is no signal to send from here
        }

        Write("articles/a.txt", "Titre\n\nLa neige.");
        await Watch();
        Assert.Contains("articles: files 1 new, 0 changed, 0 removed, 0 unchanged; articles 1 new", _lines.First(), StringComparison.Ordinal);
        await Until("neige", 1);

        Write("articles/sous/b.txt", "Titre\n\nLa pluie."); // created, in a new folder
        await Until("pluie", 1);
        Write("articles/a.txt", "Titre\n\nLe vent."); // changed
        await Until("vent", 1);
        await Until("neige", 0);
        File.Move(_folder["articles/sous/b.txt"], _folder["articles/sous/c.txt"]); // renamed
        await Until("article:\"sous/c\"", 1);
        await Until("article:\"sous/b\"", 0);
        File.Delete(_folder["articles/a.txt"]); // deleted
        await Until("vent", 0);
        Directory.Move(_folder["articles/sous"], _folder["dehors"]); // a folder moved out
        await Until("pluie", 0);
        Directory.Move(_folder["dehors"], _folder["articles/dedans"]); // and in
        await Until("pluie", 1);
        Write("articles/dedans/d.txt", "Titre\n\nLe soleil."); // where nobody watched before
        await Until("soleil", 1);

        // Others may write in between; the next round makes the index equal to the folder again.
        Write("ailleurs/e.txt", "Titre\n\nLa lune.");
        Assert.Equal(0, ProgramRun.ArticleSearch(_folder.FolderPath, "index", "ailleurs").ExitCode);
        await Until("lune", 1);
        Write("articles/f.txt", "Titre\n\nLe givre.");
        await Until("givre", 1);
        await Until("lune", 0);

        // A folder that is gone removes nothing, and is followed again when it is back.
        Directory.Move(_folder["articles"], _folder["partis"]);
        await UntilLine("there is no folder articles now");
        await Until("givre", 1);
        Write("partis/g.txt", "Titre\n\nLe brouillard.");
        Directory.Move(_folder["partis"], _folder["articles"]);
        await Until("brouillard", 1);
        Write("articles/h.txt", "Titre\n\nLe verglas.");
        await Until("verglas", 1);

        ProgramRun.Run("kill", _folder.FolderPath, null, null, ["-INT", $"{_process!.Id}"]);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(130, _process.ExitCode);
        Assert.Equal(0, ProgramRun.ArticleSearch(_folder.FolderPath, "check").ExitCode);
        Assert.DoesNotContain(_lines, line => line.Contains("   at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_locked_index_is_waited_for_and_a_problem_is_told_once()
    {
        if (OperatingSystem.IsWindows() || OperatingSystem.IsMacOS())
        {
            return; // no signals, or no locks between processes
        }

        Write("articles/a.jsonl", "{\"id\":\"a\",\"text\":\"neige\"}\n{broken\n");
        await Watch();
        using (IndexBuilder.Open(_folder["index"]))
        {
            Write("articles/b.txt", "Titre\n\nLa pluie.");
            await UntilLine("The index is being written by process");
        }

        await Until("pluie", 1);
        Write("articles/c.txt", "Titre\n\nLe vent.");
        await Until("vent", 1);
        Assert.Single(_lines, line => line.Contains("broken JSON", StringComparison.Ordinal));
        Assert.Single(_lines, line => line.Contains("is being written", StringComparison.Ordinal));
    }

    private async Task Watch()
    {
        _process = ProgramRun.Start(_folder.FolderPath, "index", "--watch", "articles");
        _process.ErrorDataReceived += (_, e) =>
        {
            if (e.Data is not null)
            {
                _lines.Enqueue(e.Data);
            }
        };
        _process.BeginErrorReadLine();
        await UntilLine("Watching articles, until Ctrl-C");
    }

    private Task UntilLine(string text) =>
        Until(() => _lines.Any(line => line.Contains(text, StringComparison.Ordinal)), text);

    private Task Until(string query, int hits) => Until(
        () =>
        {
            using var searcher = Searcher.Open(_folder["index"]);
            return searcher.Search(query).Hits.Count == hits;
        },
        $"{query}: {hits}");

    private async Task Until(Func<bool> condition, string what)
    {
        for (long start = Stopwatch.GetTimestamp(); !condition();)
        {
            Assert.False(_process!.HasExited, $"{what}: it ended\n{string.Join('\n', _lines)}");
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, $"{what} did not come\n{string.Join('\n', _lines)}");
            await Task.Delay(50);
        }
    }

    private void Write(string name, string text)
    {
        string path = _folder[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
