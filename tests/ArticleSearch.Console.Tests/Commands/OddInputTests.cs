using System.Diagnostics;
using System.Text;
using System.Text.Json;
using ArticleSearch.TestKit;

namespace ArticleSearch.Console.Tests.Commands;

/// <summary>
/// Input that nobody has in mind and everybody has somewhere: taken, or refused with one clear line, and all else goes on. Giants are
/// small here unless <c>ARTICLESEARCH_GIANTS</c> is set; then they are as large as they get, and their memory is held to bounds.
/// </summary>
public sealed class OddInputTests : IDisposable
{
    private static readonly bool Giants = Environment.GetEnvironmentVariable("ARTICLESEARCH_GIANTS") is not null;

    private readonly TemporaryFolder _folder = TemporaryFolder.ForSmallFiles();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Ids_as_long_as_the_format_takes_them_are_taken_and_longer_ones_refused()
    {
        string longest = new('x', 30_000);
        Write("a.jsonl", $"{{\"id\":\"{longest}\",\"text\":\"neige\"}}\n{{\"id\":\"{new string('é', 30_000)}\",\"text\":\"pluie\"}}\n{{\"id\":\"fin\",\"text\":\"vent\"}}\n");
        var run = Index("a.jsonl");
        AssertProblems(run, "a.jsonl:2: The id takes 60002 bytes");
        Assert.Equal(longest, Assert.Single(Hits("neige")).GetProperty("article").GetString());
        Assert.Single(Hits("vent"));

        // It is no article of the index, and said again each time.
        Directory.CreateDirectory(_folder["articles"]);
        File.Move(_folder["a.jsonl"], _folder["articles/a.jsonl"]);
        AssertProblems(Run("index", "--sync", "articles"), "articles/a.jsonl:2: The id takes");
        AssertProblems(Run("index", "--sync", "articles"), "articles/a.jsonl:2: The id takes");
    }

    [Fact]
    public void Titles_in_any_script_come_back_as_they_were()
    {
        string[] titles = ["Œuvre d’été", "Встреча во Владивостоке", "俄罗斯 会議", "اجتماع في روسيا", "פגישה", "का बैठक", "𝔊𝔬𝔱𝔥𝔦𝔠 👩‍👩‍👧‍👦", "e\u0301te\u0301 \u200F\u202Eabc", "\t", "a\u2028b\u0085c"];
        Write("a.jsonl", string.Concat(titles.Select((title, i) => JsonSerializer.Serialize(new { id = $"t{i}", title, text = $"numéro{i}" }) + "\n")));
        Assert.Equal(0, Index("a.jsonl").ExitCode);
        for (int i = 0; i < titles.Length; i++)
        {
            Assert.Equal(titles[i], Assert.Single(Hits($"numéro{i}")).GetProperty("title").GetString());
        }

        var run = Run("search", "numéro*", "--top", "20");
        Assert.Equal(0, run.ExitCode);
        Assert.All(titles.Where(title => title.All(c => char.IsLetter(c) || c is ' ' or '’')), title => Assert.Contains(title, run.Output, StringComparison.Ordinal));
        Assert.Single(Hits("title:Владивостоке"));
        Assert.Single(Hits("title:会"));
    }

    [Fact]
    public void Nul_is_a_character_like_any_other_in_json_and_no_text_in_a_text_file()
    {
        Write("a.jsonl", """{"id":"a\u0000b","title":"Le\u0000titre","text":"avant\u0000après \u0000 neige"}""" + "\n");
        Write("b.txt", "Titre\n\nLa\0pluie.");
        AssertProblems(Run("index", "a.jsonl", "b.txt"), "b.txt: the file is not text: it has NUL bytes");
        var hit = Assert.Single(Hits("neige"));
        Assert.Equal(("a\0b", "Le\0titre", "avant\0après \0 neige"), (hit.GetProperty("article").GetString(), hit.GetProperty("title").GetString(), hit.GetProperty("text").GetString()));
        Assert.Single(Hits("après"));
    }

    [Fact]
    public void Half_a_surrogate_pair_costs_its_line()
    {
        Write("a.jsonl", """
            {"id":"\ud800","text":"neige"}
            {"id":"b","title":"\udc00 titre","text":"neige"}
            {"id":"c","text":"la \ud83d neige"}
            {"\ud800":1,"id":"d","text":"neige"}
            {"id":"\ud83d\ude00","text":"neige \ud83d\ude00"}
            """);
        var run = Index("a.jsonl");
        AssertProblems(run, "a.jsonl:1:7: half a surrogate pair", "a.jsonl:2:19: half a surrogate pair", "a.jsonl:3:18: half a surrogate pair", "a.jsonl:4:2: half a surrogate pair");
        Assert.Equal("😀", Assert.Single(Hits("neige")).GetProperty("article").GetString());
    }

    [Fact]
    public void Names_of_files_with_line_breaks_and_signs_for_terminals_are_told_on_one_line()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // has no such names
        }

        Write("articles/a\nb.txt", "Titre\n\nLa neige.");
        Write("articles/\u001b[31mrouge\r.txt", "");
        Write("articles/ \u2028 .jsonl", "{broken\n");
        var run = Run("index", "--sync", "articles");
        AssertProblems(run, "articles/\\u001b[31mrouge\\u000d.txt: the file is empty", "articles/ \\u2028 .jsonl:1:2: broken JSON");
        var hit = Assert.Single(Hits("neige"));
        Assert.Equal("a\nb", hit.GetProperty("article").GetString());
        Assert.Contains("a%0Ab#1", Run("search", "neige", "--format", "trec").Output, StringComparison.Ordinal);
        File.Delete(_folder["articles/a\nb.txt"]);
        Assert.Contains("articles 0 new, 0 changed, 1 removed, 0 unchanged", Run("index", "--sync", "articles").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_no_utf8_is_told_and_harms_nothing()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // has no such names
        }

        Write("articles/a.txt", "Titre\n\nLa neige.");
        ProgramRun.Run("bash", _folder["articles"], null, null, ["-c", "printf 'Titre\\n\\nLa pluie.' > $'b\\xe9.txt'; mkdir $'c\\xe9'; printf 'Titre' > $'c\\xe9/d.txt'"]);
        for (int i = 0; i < 2; i++)
        {
            AssertProblems(Run("index", "--sync", "articles"), "articles/b\uFFFD.txt: can not be opened: its name is not valid UTF-8", "articles/c\uFFFD: can not be opened: its name is not valid UTF-8");
            Assert.Single(Hits("neige"));
        }
    }

    [Fact]
    public void An_empty_folder_is_no_article_and_no_error()
    {
        Directory.CreateDirectory(_folder["articles/sous"]);
        var run = Index("articles");
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("0 articles, 0 passages indexed", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, Run("search", "neige").ExitCode);
    }

    [Fact]
    public void A_huge_text_is_an_article_like_any_other()
    {
        long length = Giants ? 30_000_000 : 4_000_000; // nearly as long as a text may be
        WriteLong("a.txt", "Titre\n\n", Words(5000) + "\n\n", length, "\n\npamplemousse\n");
        long peak = IndexGiant("a.txt");
        Assert.Equal("pamplemousse", Assert.Single(Hits("pamplemousse")).GetProperty("text").GetString());
        AssertBound(peak, 1200);
    }

    [Fact]
    public void A_text_that_is_too_long_costs_one_line_and_the_rest_is_indexed()
    {
        WriteLong("a.txt", "Titre\n\n", Words(5000) + "\n\n", 36_000_000, "pamplemousse\n");
        Write("b.txt", "Titre\n\nLa neige.");
        AssertProblems(Run("index", "a.txt", "b.txt"), "a.txt: the file has ");
        Assert.Single(Hits("neige"));
    }

    [Fact]
    public void A_huge_line_of_json_is_an_article_like_any_other()
    {
        long length = Giants ? 60_000_000 : 4_000_000; // nearly as long as a line may be
        WriteLong("a.jsonl", "{\"id\":\"a\",\"text\":\"", Words(5000) + "\\n", length, " pamplemousse\"}\n");
        long peak = IndexGiant("a.jsonl");
        Assert.EndsWith("pamplemousse", Assert.Single(Hits("pamplemousse")).GetProperty("text").GetString(), StringComparison.Ordinal);
        AssertBound(peak, 1400);
    }

    [Fact]
    public void Very_many_very_small_articles_are_all_there()
    {
        int count = Giants ? 1_000_000 : 20_000;
        using (var writer = new StreamWriter(_folder["a.jsonl"]))
        {
            for (int i = 0; i < count; i++)
            {
                writer.Write($"{{\"text\":\"la neige numéro{i}\"}}\n");
            }
        }

        long peak = IndexGiant("a.jsonl");
        Assert.Equal(count, JsonDocument.Parse(Run("status", "--json").Output).RootElement.GetProperty("articles").GetInt64());
        Assert.Single(Hits($"numéro{count - 1}"));
        AssertBound(peak, 1000);
    }

    [Fact]
    public void A_paragraph_of_very_many_words_is_found_by_its_last()
    {
        // 10,000,000 words
        int words = Giants ? 10_000_000 : 200_000;
        WriteLong("a.txt", "Titre\n\n", Words(1000) + " ", words / 1000L * Encoding.UTF8.GetByteCount(Words(1000) + " "), "pamplemousse");
        long peak = IndexGiant("a.txt");
        Assert.Equal(0, Run("search", "pamplemousse", "--fragment", "60").ExitCode);
        AssertBound(peak, 900);
    }

    private static string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(i => $"mot{i * 7919 % 5003}"));

    private static void AssertProblems(ProgramRun run, params string[] problems)
    {
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        string[] lines = [.. run.Error.TrimEnd('\n').Split('\n')];
        Assert.True(lines.Length == problems.Length + 1, run.Error);
        Assert.All(problems, problem => Assert.Contains(lines, line => line.StartsWith("articlesearch: " + problem, StringComparison.Ordinal)));
        Assert.Contains(problems.Length == 1 ? "1 problem" : $"{problems.Length} problems", lines[^1], StringComparison.Ordinal);
    }

    // The index's own files count as well while they are mapped, and here they lie in memory.
    private static void AssertBound(long peak, long megabytes) =>
        Assert.True(!Giants || peak <= megabytes << 20, $"it took {peak >> 20} MB of memory");

    // Indexes, checks, and returns the most memory that the process had at a time, where the system tells.
    private long IndexGiant(string file)
    {
        using var process = ProgramRun.Start(_folder.FolderPath, "index", file);
        var error = process.StandardError.ReadToEndAsync();
        long peak = 0;
        while (!process.WaitForExit(50))
        {
            peak = Math.Max(peak, PeakOf(process));
        }

        string text = error.GetAwaiter().GetResult();
        Assert.True(process.ExitCode == 0, text);
        Assert.Equal(0, Run("check").ExitCode);
        if (Giants)
        {
            System.Console.WriteLine($"{file}: {peak >> 20} MB; {text.Trim()}");
        }

        return peak;
    }

    private static long PeakOf(Process process)
    {
        try
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0; // it has just ended
        }
    }

    private void WriteLong(string name, string start, string block, long length, string end)
    {
        using var writer = new StreamWriter(_folder[name]);
        writer.Write(start);
        for (long written = 0; written < length; written += Encoding.UTF8.GetByteCount(block))
        {
            writer.Write(block);
        }

        writer.Write(end);
    }

    // In this process: what the tests are about is done by then.
    private List<JsonElement> Hits(string query) =>
        [.. JsonDocument.Parse(ProgramRun.InProcess("search", query, "--json", "--index", _folder["index"]).Output).RootElement.GetProperty("hits").EnumerateArray()];

    private ProgramRun Index(string path) => Run("index", path);

    private ProgramRun Run(params string[] arguments) => ProgramRun.ArticleSearch(_folder.FolderPath, arguments).WithoutStackTrace();

    private void Write(string name, string text)
    {
        string path = _folder[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
