using System.Text.Json;
using ArticleSearch.TestKit;

namespace ArticleSearch.Console.Tests.Commands;

/// <summary>The index of the seed article, made by the program itself.</summary>
public sealed class SeedIndex : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SeedIndex()
    {
        var run = ProgramRun.ArticleSearch(Repository.Folder, "index", "seeds", "--index", Index);
        Assert.True(run.ExitCode == 0, run.Error);
    }

    public string Folder => _folder.FolderPath;

    public string Index => _folder["index"];

    public void Dispose() => _folder.Dispose();
}

/// <summary><c>search</c>, <c>check</c> and the piped console as processes: streams, formats and exit codes.</summary>
public sealed class SearchCommandTests(SeedIndex seeds) : IClassFixture<SeedIndex>
{
    [Fact]
    public void Json_holds_what_a_program_needs()
    {
        var run = Search("fournitures d'armes à la Russie", "--json", "--top", "3");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using var json = JsonDocument.Parse(run.Output);
        var root = json.RootElement;
        Assert.Equal("fournitures d'armes à la Russie", root.GetProperty("query").GetString());
        Assert.True(root.GetProperty("elapsed_ms").GetDouble() >= 0);
        Assert.Equal(3, root.GetProperty("hits").GetArrayLength());
        float last = float.MaxValue;
        int rank = 1;
        string source = File.ReadAllText(Directory.GetFiles(Repository.PathOf("seeds"))[0]);
        foreach (var hit in root.GetProperty("hits").EnumerateArray())
        {
            Assert.Equal(rank++, hit.GetProperty("rank").GetInt32());
            Assert.True(hit.GetProperty("score").GetSingle() <= last);
            last = hit.GetProperty("score").GetSingle();
            Assert.Equal("2023-09", hit.GetProperty("date").GetString());
            Assert.StartsWith("Kim Jong Un se rendra", hit.GetProperty("title").GetString(), StringComparison.Ordinal);
            string text = hit.GetProperty("text").GetString()!;
            Assert.Equal(text, source[hit.GetProperty("start").GetInt32()..hit.GetProperty("end").GetInt32()]);
            foreach (var highlight in hit.GetProperty("highlights").EnumerateArray())
            {
                string word = text.Substring(highlight.GetProperty("start").GetInt32(), highlight.GetProperty("length").GetInt32());
                Assert.Matches("^(?i)(fourni|arme|russ)\\p{L}+$", word);
            }
        }
    }

    [Fact]
    public void The_elided_article_is_not_marked()
    {
        var run = Search("fourniture d'armes", "--top", "20");

        Assert.Contains("la [fourniture] d’[armes] à Moscou", run.Output, StringComparison.Ordinal);
        Assert.Contains("ventes d’[armes]", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("[d’", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_found_is_exit_code_1()
    {
        var run = Search("pamplemousse");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("Nothing found", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(armes")]
    [InlineData("armes AND")]
    [InlineData("C# : armes?!")]
    [InlineData("\"armes")]
    [InlineData("armes^ ~ [")]
    public void Ordinary_text_is_always_a_query(string query) => Assert.Equal(0, Search(query).ExitCode);

    [Theory]
    [InlineData("(armes", 7)]
    [InlineData("armes AND", 10)]
    [InlineData("*armes", 1)]
    public void The_strict_syntax_names_the_column(string query, int column)
    {
        var run = Search(query, "--syntax", "lucene");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains($"olumn {column}:", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void A_batch_writes_trec_lines()
    {
        string queries = Path.Combine(seeds.Folder, "queries.tsv");
        File.WriteAllText(queries, "q1\tfournitures d'armes\nq2\tpamplemousse\nq3\tsatellites\n");

        var run = ProgramRun.ArticleSearch(seeds.Folder, "search", "--queries", queries, "--format", "trec", "--top", "2").WithoutStackTrace();

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string[] lines = run.Output.TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Matches(@"^q1 Q0 000_215b7a7525f80cc7#\d+ 1 \d+\.\d+ articlesearch$", lines[0]);
        Assert.Matches(@"^q1 Q0 000_215b7a7525f80cc7#\d+ 2 \d+\.\d+ articlesearch$", lines[1]);
        Assert.Matches(@"^q3 Q0 000_215b7a7525f80cc7#\d+ 1 \d+\.\d+ articlesearch$", lines[2]);
    }

    [Fact]
    public void By_article_each_article_stands_once()
    {
        string queries = Path.Combine(seeds.Folder, "by-article.tsv");
        File.WriteAllText(queries, "q1\tRussie\n");

        var run = ProgramRun.ArticleSearch(seeds.Folder, "search", "--queries", queries, "--format", "trec", "--by", "article").WithoutStackTrace();

        Assert.Matches(@"^q1 Q0 000_215b7a7525f80cc7 1 \d+\.\d+ articlesearch\n$", run.Output);
    }

    [Fact]
    public void A_line_of_a_batch_that_is_no_query_costs_one_line()
    {
        string queries = Path.Combine(seeds.Folder, "bad.tsv");
        File.WriteAllText(queries, "no tab here\nq2\tarmes AND\nq3\tarmes\n");

        var run = ProgramRun.ArticleSearch(seeds.Folder, "search", "--queries", queries, "--format", "trec", "--syntax", "lucene").WithoutStackTrace();

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("bad.tsv:1:", run.Error, StringComparison.Ordinal);
        Assert.Contains("bad.tsv:2:13:", run.Error, StringComparison.Ordinal);
        Assert.StartsWith("q3 Q0", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_index_is_one_clear_line()
    {
        var run = ProgramRun.ArticleSearch(seeds.Folder, "search", "armes", "--index", "nowhere").WithoutStackTrace();

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("articlesearch: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("nowhere", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void A_query_a_line_of_standard_input()
    {
        var run = ProgramRun.WithInput(seeds.Folder, "fournitures d'armes\n\npamplemousse\n").WithoutStackTrace();

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("[armes]", run.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing found", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_with_a_minus_are_words_of_the_query()
    {
        var all = Search("Russie", "--json");
        var some = ProgramRun.ArticleSearch(seeds.Folder, "search", "Russie", "-Kim", "--json");

        Assert.Equal(0, some.ExitCode);
        Assert.True(Total(some) < Total(all));
    }

    [Fact]
    public void A_sound_index_is_clean_and_a_damaged_one_is_not()
    {
        var clean = ProgramRun.ArticleSearch(seeds.Folder, "check").WithoutStackTrace();
        Assert.Equal(0, clean.ExitCode);

        using var copy = new TemporaryFolder();
        foreach (string file in Directory.GetFiles(seeds.Index))
        {
            File.Copy(file, copy[Path.GetFileName(file)]);
        }

        string victim = Directory.GetFiles(copy.FolderPath).OrderByDescending(file => new FileInfo(file).Length).First();
        byte[] bytes = File.ReadAllBytes(victim);
        bytes[bytes.Length / 2] ^= 0x40;
        File.WriteAllBytes(victim, bytes);
        var damaged = ProgramRun.ArticleSearch(seeds.Folder, "check", "--index", copy.FolderPath).WithoutStackTrace();

        Assert.Equal(2, damaged.ExitCode);
        Assert.Contains(Path.GetFileName(victim), damaged.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fr_FR.UTF-8")]
    [InlineData("tr_TR.UTF-8")]
    [InlineData("C")]
    public void The_output_is_the_same_in_every_culture(string language)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["LANG"] = language, ["LC_ALL"] = language };
        var run = ProgramRun.WithEnvironment(seeds.Folder, environment, "search", "Russie missiles INFANTERIE", "--index", seeds.Index);

        Assert.Equal(Search("Russie missiles INFANTERIE").Output, run.Output);
    }

    [Theory]
    [InlineData("search")]
    [InlineData("frobnicate")]
    [InlineData("search", "armes", "--top", "many")]
    [InlineData("search", "armes", "--top", "-1")]
    [InlineData("search", "armes", "--syntax", "latin")]
    [InlineData("index")]
    public void A_wrong_command_line_is_exit_code_2(params string[] arguments)
    {
        var run = ProgramRun.ArticleSearch(seeds.Folder, arguments).WithoutStackTrace();

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("articlesearch: ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("index")]
    [InlineData("search")]
    [InlineData("check")]
    public void Every_command_has_help(params string[] command)
    {
        var run = ProgramRun.ArticleSearch(seeds.Folder, [.. command, "--help"]).WithoutStackTrace();

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("--index", run.Output, StringComparison.Ordinal);
    }

    private static int Total(ProgramRun run)
    {
        using var json = JsonDocument.Parse(run.Output);
        return json.RootElement.GetProperty("total").GetInt32();
    }

    private ProgramRun Search(string query, params string[] options) =>
        ProgramRun.ArticleSearch(seeds.Folder, ["search", query, "--index", seeds.Index, .. options]).WithoutStackTrace();
}
