using System.Text;
using ArticleSearch.TestKit;

namespace ArticleSearch.Console.Tests.Commands;

/// <summary><c>index --sync</c> as a process: what it says, what it leaves alone, and how it ends.</summary>
public sealed class SyncCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_says_what_happened_to_files_and_articles()
    {
        Write("articles/a.txt", "Titre\n\nLa neige.");
        Write("articles/sous/b.jsonl", "{\"id\":\"x\",\"text\":\"pluie\"}\n{\"id\":\"y\",\"text\":\"vent\"}\n");
        AssertSays(Sync(), "articles: files 2 new, 0 changed, 0 removed, 0 unchanged; articles 3 new, 0 changed, 0 removed, 0 unchanged (");
        string[] files = Files();

        AssertSays(Sync(), "articles: files 0 new, 0 changed, 0 removed, 2 unchanged; articles 0 new, 0 changed, 0 removed, 3 unchanged (");
        Assert.Equal(files, Files()); // nothing was committed

        Write("articles/a.txt", "Titre\n\nLe soleil.");
        Write("articles/sous/b.jsonl", "{\"id\":\"x\",\"text\":\"pluie\"}\n");
        Write("articles/c.txt", "Titre\n\nLa lune.");
        AssertSays(Sync(), "articles: files 1 new, 2 changed, 0 removed, 0 unchanged; articles 1 new, 2 changed, 1 removed, 0 unchanged (");
        Directory.Delete(_folder["articles/sous"], recursive: true);
        AssertSays(Sync("--merge"), "articles: files 0 new, 0 changed, 1 removed, 2 unchanged; articles 0 new, 0 changed, 1 removed, 2 unchanged (");

        Assert.Equal((1, 0), (Run("search", "neige").ExitCode, Run("search", "lune").ExitCode));
        Assert.Equal(0, Run("check").ExitCode);
    }

    [Fact]
    public void A_problem_is_told_each_time_and_changes_nothing_twice()
    {
        Write("articles/a.jsonl", "{\"id\":\"x\",\"text\":\"un\"}\n{broken\n");
        Write("articles/b.jsonl", "{\"id\":\"x\",\"text\":\"deux\"}\n");
        string[]? files = null;
        for (int i = 0; i < 3; i++)
        {
            var run = Sync();
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("articles/a.jsonl:2:2: broken JSON", run.Error, StringComparison.Ordinal);
            Assert.Contains("the id \"x\" stands at", run.Error, StringComparison.Ordinal);
            Assert.Contains("; 2 problems (", run.Error, StringComparison.Ordinal);
            Assert.Contains("deux", Run("search", "article:x").Output, StringComparison.Ordinal);
            files ??= Files();
            Assert.Equal(files, Files());
        }
    }

    [Fact]
    public void What_is_no_folder_of_articles_is_an_error_and_removes_nothing()
    {
        Write("articles/a.txt", "Titre\n\nLa neige.");
        Sync();
        AssertRefused(Run("index", "--sync", "nowhere"), "There is no folder nowhere");
        AssertRefused(Run("index", "--sync", "articles/a.txt"), "articles/a.txt is a file");
        AssertRefused(Run("index", "--sync", "index"), "index holds an index");
        AssertRefused(Run("index", "--sync", "articles", "articles"), "--sync takes one folder");
        AssertRefused(Run("index", "--watch", "articles", "--merge"), "--watch and --merge");
        AssertRefused(Run("index", "--sync", "nowhere", "--index", "other"), "There is no folder nowhere");
        Assert.False(Directory.Exists(_folder["other"]));
        Assert.Equal(0, Run("search", "neige").ExitCode);
    }

    [Fact]
    public void The_index_may_lie_in_the_folder()
    {
        Write("a.txt", "Titre\n\nLa neige.");
        AssertSays(Run("index", "--sync", "."), ".: files 1 new, 0 changed, 0 removed, 0 unchanged; articles 1 new,");
        AssertSays(Run("index", "--sync", "."), ".: files 0 new, 0 changed, 0 removed, 1 unchanged; articles 0 new,");
    }

    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    public void An_empty_folder_is_an_index_of_nothing(string threads)
    {
        Directory.CreateDirectory(_folder["articles"]);
        AssertSays(Sync("--threads", threads), "articles: files 0 new, 0 changed, 0 removed, 0 unchanged; articles 0 new,");
        Assert.Equal(1, Run("search", "neige").ExitCode);
    }

    [Fact]
    public void With_one_thread_the_same_input_gives_the_same_segments()
    {
        Write("articles/a.jsonl", string.Concat(Enumerable.Range(0, 300).Select(i => $"{{\"id\":\"a{i}\",\"text\":\"mot{i % 7} neige\"}}\n")));
        Run("index", "articles", "--threads", "1", "--index", "un");
        Run("index", "articles", "--threads", "1", "--index", "deux");
        Assert.Equal(
            Run("search", "neige", "--top", "300", "--format", "trec", "--index", "un").Output,
            Run("search", "neige", "--top", "300", "--format", "trec", "--index", "deux").Output);
        Assert.Equal(
            Directory.EnumerateFiles(_folder["un"], "*.cfs").Select(file => new FileInfo(file).Length),
            Directory.EnumerateFiles(_folder["deux"], "*.cfs").Select(file => new FileInfo(file).Length));
    }

    [Fact]
    public async Task An_interruption_loses_little_and_the_next_run_goes_on()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // there is no signal to send from here
        }

        string text = string.Concat(Enumerable.Repeat("La neige tombe sur les avions. ", 30));
        const int Count = 60_000;
        Write("articles/many.jsonl", string.Concat(Enumerable.Range(0, Count).Select(i => $"{{\"id\":\"a{i}\",\"text\":\"{text}\"}}\n")));
        using var process = ProgramRun.Start(_folder.FolderPath, "index", "--sync", "articles");
        var error = process.StandardError.ReadToEndAsync();
        while (!process.HasExited && !(Directory.Exists(_folder["index"]) && Directory.EnumerateFiles(_folder["index"], "*.fdt").Any(file => new FileInfo(file).Length > 0)))
        {
            await Task.Delay(20);
        }

        ProgramRun.Run("kill", _folder.FolderPath, null, null, ["-INT", $"{process.Id}"]);
        await process.WaitForExitAsync();
        Assert.Contains("articlesearch: interrupted; kept ", await error, StringComparison.Ordinal);
        Assert.Equal(130, process.ExitCode);

        var next = Sync();
        Assert.Equal(0, next.ExitCode);
        Assert.Contains("files 0 new, 1 changed", next.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("articles 60,000 new", next.Error, StringComparison.Ordinal);
        AssertSays(Sync(), "articles: files 0 new, 0 changed, 0 removed, 1 unchanged; articles 0 new, 0 changed, 0 removed, 60,000 unchanged");
    }

    private static void AssertSays(ProgramRun run, string start)
    {
        Assert.Equal((0, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(start, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    private static void AssertRefused(ProgramRun run, string reason)
    {
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("articlesearch: " + reason, run.Error, StringComparison.Ordinal);
    }

    private string[] Files() => [.. Directory.EnumerateFiles(_folder["index"]).Order(StringComparer.Ordinal)];

    private ProgramRun Sync(params string[] options) => Run(["index", "--sync", "articles", .. options]);

    private ProgramRun Run(params string[] arguments) => ProgramRun.ArticleSearch(_folder.FolderPath, arguments).WithoutStackTrace();

    private void Write(string name, string text)
    {
        string path = _folder[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Encoding.UTF8.GetBytes(text));
    }
}
