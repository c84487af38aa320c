using System.Text;
using ArticleSearch.TestKit;

namespace ArticleSearch.Console.Tests.Commands;

/// <summary><c>index</c> as a process: what is wrong with the input costs one line each, and nothing else is lost.</summary>
public sealed class IndexCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_becomes_an_index()
    {
        Write("articles/a.txt", "date 2023-09 Un titre\n\nLes avions volent bas.\n\nLa neige tombe.\n");
        Write("articles/sub/b.jsonl", """{"id":"b1","title":"Deux","text":"Un avion.\nUne neige."}""" + "\n");

        var run = Run("index", "articles");

        Assert.Equal((0, ""), (run.ExitCode, run.Output));
        Assert.Contains("2 articles, 4 passages indexed", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, Run("search", "neige").ExitCode);
        Assert.Equal(0, Run("check").ExitCode);
    }

    [Fact]
    public void Indexing_again_replaces()
    {
        Write("a.txt", "Titre\n\nLa neige.\n");
        Run("index", "a.txt");
        Write("a.txt", "Titre\n\nLa pluie.\n");

        var run = Run("index", "a.txt", "--merge");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("1 of them replaced", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, Run("search", "neige").ExitCode);
        Assert.Equal(0, Run("search", "pluie").ExitCode);
    }

    [Fact]
    public void A_missing_folder_costs_one_line()
    {
        Write("a.txt", "Titre\n\nLa neige.\n");

        var run = Run("index", "nowhere", "a.txt");

        AssertOneProblem(run, "articlesearch: nowhere: ");
        Assert.Equal(0, Run("search", "neige").ExitCode);
    }

    [Fact]
    public void Invalid_utf8_costs_one_line()
    {
        Write("articles/good.txt", "Titre\n\nLa neige.\n");
        WriteBytes("articles/latin.txt", [.. Encoding.UTF8.GetBytes("Été\n\nLa f"), 0xEA, .. Encoding.UTF8.GetBytes("te.\n")]);

        var run = Run("index", "articles");

        AssertOneProblem(run, "articles/latin.txt:3");
        Assert.Equal(0, Run("search", "neige").ExitCode);
    }

    [Fact]
    public void Fields_are_what_map_says()
    {
        Write("a.csv", "objet;message\nLe vent;La neige tombe.\n");

        Assert.Contains("--map text=COLUMN", Run("index", "a.csv").Error, StringComparison.Ordinal);
        Assert.Equal(0, Run("index", "a.csv", "--map", "title=objet,text=message").ExitCode);
        Assert.Contains("Le vent", Run("search", "neige").Output, StringComparison.Ordinal);
        var run = Run("index", "a.csv", "--map", "headline=objet");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("An article has no \"headline\"", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Standard_input_is_read_in_the_format_that_is_said_or_seen()
    {
        Assert.Equal(0, ProgramRun.WithInput(_folder.FolderPath, "{\"text\":\"La neige.\"}\n{\"text\":\"Le vent.\"}\n", "index", "-").ExitCode);
        Assert.Equal(0, ProgramRun.WithInput(_folder.FolderPath, "# Titre\n\nLa grêle.\n", "index", "-", "--format", "markdown").ExitCode);
        Assert.Contains("stdin:1", Run("search", "neige", "--json").Output, StringComparison.Ordinal);
        Assert.Contains("\"Titre\"", Run("search", "grêle", "--json").Output, StringComparison.Ordinal);
        var run = Run("index", "-", "--format", "mot");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--format can not be \"mot\"; it is one of ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_costs_one_line()
    {
        Write("articles/good.txt", "Titre\n\nLa neige.\n");
        Write("articles/empty.txt", "");

        var run = Run("index", "articles");

        AssertOneProblem(run, "articles/empty.txt: ");
        Assert.Equal(0, Run("search", "neige").ExitCode);
    }

    [Fact]
    public void Broken_json_costs_the_line_it_stands_in()
    {
        Write("a.jsonl", """
            {"id":"1","text":"La neige."}
            {"id":"2","text":"La pluie.
            {"id":"3","text":"Le vent."}
            """);

        var run = Run("index", "a.jsonl");

        AssertOneProblem(run, "a.jsonl:2");
        Assert.Equal(0, Run("search", "neige").ExitCode);
        Assert.Equal(0, Run("search", "vent").ExitCode);
    }

    [Fact]
    public void A_line_of_fifty_megabytes_is_an_article_like_any_other()
    {
        var text = new StringBuilder("{\"id\":\"long\",\"text\":\"");
        while (text.Length < 50_000_000)
        {
            text.Append("Un mot après l’autre, et encore un ; ");
        }

        Write("a.jsonl", text.Append("pamplemousse\"}\n").ToString());

        var run = Run("index", "a.jsonl");

        Assert.Equal("", run.Output);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(0, Run("search", "pamplemousse", "--fragment", "60").ExitCode);
    }

    [Fact]
    public void An_unreadable_file_costs_one_line()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            // The superuser reads everything: a link that leads nowhere is the unreadable file then.
            Write("articles/good.txt", "Titre\n\nLa neige.\n");
            File.CreateSymbolicLink(_folder["articles/secret.txt"], _folder["nowhere"]);
        }
        else
        {
            Write("articles/good.txt", "Titre\n\nLa neige.\n");
            Write("articles/secret.txt", "Titre\n\nSecret.\n");
            File.SetUnixFileMode(_folder["articles/secret.txt"], UnixFileMode.None);
        }

        var run = Run("index", "articles");

        AssertOneProblem(run, "articles/secret.txt: ");
        Assert.Equal(0, Run("search", "neige").ExitCode);
    }

    [Fact]
    public void A_link_to_a_folder_is_told_of_and_not_followed()
    {
        Write("articles/good.txt", "Titre\n\nLa neige.\n");
        Write("elsewhere/far.txt", "Titre\n\nLa pluie.\n");
        Directory.CreateSymbolicLink(_folder["articles/link"], _folder["elsewhere"]);
        Directory.CreateSymbolicLink(_folder["articles/round"], _folder["articles"]);

        var run = Run("index", "articles");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Links to folders were not followed: articles/link, articles/round\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("A link to a folder was not followed: articles/link\n", Run("index", "--sync", "articles", "--exclude", "round").Error, StringComparison.Ordinal);
        Assert.Equal(0, Run("index", "articles/link").ExitCode); // named, it is walked into
        Assert.Equal(0, Run("search", "pluie").ExitCode);
    }

    [Fact]
    public void A_chain_that_is_not_there_is_an_error()
    {
        Write("a.txt", "Titre\n\nLa neige.\n");

        var run = Run("index", "a.txt", "--chain", "klingon");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("klingon", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interruption_keeps_what_was_indexed()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // there is no signal to send from here
        }

        string line = "{\"title\":\"Titre\",\"text\":\"" + string.Concat(Enumerable.Repeat("La neige tombe sur les avions. ", 30)) + "\"}\n";
        Write("many.jsonl", string.Concat(Enumerable.Repeat(line, 100_000)));
        using var process = ProgramRun.Start(_folder.FolderPath, "index", "many.jsonl");
        var error = process.StandardError.ReadToEndAsync();
        while (!process.HasExited && !(Directory.Exists(_folder["index"]) && Directory.EnumerateFiles(_folder["index"], "*.fdt").Any(file => new FileInfo(file).Length > 0)))
        {
            await Task.Delay(20);
        }

        ProgramRun.Run("kill", _folder.FolderPath, null, null, ["-INT", $"{process.Id}"]);
        await process.WaitForExitAsync();

        Assert.Contains("articlesearch: interrupted; kept ", await error, StringComparison.Ordinal);
        Assert.Equal(130, process.ExitCode);
        Assert.Equal(0, Run("check").ExitCode);
        Assert.Equal(0, Run("search", "neige", "--top", "1").ExitCode);
    }

    private static void AssertOneProblem(ProgramRun run, string start)
    {
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        string[] problems = [.. run.Error.Split('\n').Where(line => line.StartsWith("articlesearch: ", StringComparison.Ordinal))];
        Assert.Single(problems);
        Assert.Contains(start, problems[0], StringComparison.Ordinal);
        Assert.Contains("1 problem", run.Error, StringComparison.Ordinal);
    }

    private ProgramRun Run(params string[] arguments) => ProgramRun.ArticleSearch(_folder.FolderPath, arguments).WithoutStackTrace();

    private void Write(string name, string text) => WriteBytes(name, Encoding.UTF8.GetBytes(text));

    private void WriteBytes(string name, byte[] bytes)
    {
        string path = _folder[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }
}
