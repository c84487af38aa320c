using System.Text.Json;
using ArticleSearch.TestKit;

namespace ArticleSearch.Console.Tests.Commands;

/// <summary>Help with typing as a process: what goes where, and how it ends.</summary>
public sealed class SuggestCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SuggestCommandTests()
    {
        File.WriteAllLines(_folder["a.jsonl"], Enumerable.Range(0, 30).Select(i =>
            $$"""{"id":"a{{i}}","text":"Le gouvernement propose une élection, le ministre répond.\nLe président parle du gouvernement."}"""));
        Assert.Equal(0, Run("index", "a.jsonl", "--chain", "french").ExitCode);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Suggest_lists_corrections_and_exits_1_without_any()
    {
        var run = Run("suggest", "gouvernemant", "le");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("gouvernemant → gouvernement (60 passages)\n", run.Output);
        Assert.Equal("Did you mean: gouvernement le?\n", run.Error);

        var none = Run("suggest", "gouvernement");
        Assert.Equal((1, ""), (none.ExitCode, none.Output));
    }

    [Fact]
    public void Suggest_writes_json_for_programs()
    {
        var run = Run("suggest", "ministrr", "--json");

        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal("ministrr", json.RootElement.GetProperty("query").GetString());
        Assert.Equal("ministre", json.RootElement.GetProperty("suggestion").GetString());
        var correction = json.RootElement.GetProperty("words")[0].GetProperty("corrections")[0];
        Assert.Equal("ministre", correction.GetProperty("word").GetString());
        Assert.Equal(30, correction.GetProperty("passages").GetInt32());
    }

    [Fact]
    public void Terms_lists_the_vocabulary()
    {
        var run = Run("terms", "P", "--top", "2");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("       30  parle\n       30  propose\n", run.Output);
        Assert.Equal(1, Run("terms", "zzz").ExitCode);

        using var json = JsonDocument.Parse(Run("terms", "elec", "--json").Output);
        Assert.Equal("élection", json.RootElement.GetProperty("terms")[0].GetProperty("term").GetString());
        Assert.Equal(2, Run("terms", "p", "--top", "-1").ExitCode);
    }

    [Fact]
    public void A_search_asks_whether_something_else_was_meant()
    {
        var run = Run("search", "gouvernemant ministre");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("[ministre]", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("[gouvernement]", run.Output, StringComparison.Ordinal);
        Assert.Contains("Did you mean: gouvernement ministre?", run.Error, StringComparison.Ordinal);
        var french = ProgramRun.WithEnvironment(_folder.FolderPath, new Dictionary<string, string> { ["LC_ALL"] = "fr_FR.UTF-8" }, "search", "gouvernemant ministre");
        Assert.Contains("Vouliez-vous dire\u202F: gouvernement ministre\u202F?", french.Error, StringComparison.Ordinal);

        using var json = JsonDocument.Parse(Run("search", "gouvernemant ministre", "--json").Output);
        Assert.Equal("gouvernement ministre", json.RootElement.GetProperty("suggestion").GetString());
        Assert.False(json.RootElement.TryGetProperty("corrected", out _));
    }

    [Fact]
    public void A_search_that_finds_nothing_searches_for_what_was_meant_and_says_so()
    {
        var run = Run("search", "zgouvernemant");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("[gouvernement]", run.Output, StringComparison.Ordinal);
        Assert.StartsWith("Nothing for \"zgouvernemant\"; these are the results for \"gouvernement\".", run.Error, StringComparison.Ordinal);

        using var json = JsonDocument.Parse(Run("search", "zgouvernemant", "--json").Output);
        Assert.Equal("gouvernement", json.RootElement.GetProperty("corrected").GetString());
        Assert.Equal("zgouvernemant", json.RootElement.GetProperty("query").GetString());
        Assert.False(json.RootElement.TryGetProperty("suggestion", out _));
    }

    [Fact]
    public void A_quoted_phrase_that_stands_nowhere_is_read_as_its_words_and_that_is_said()
    {
        var run = Run("search", "ministre \"gouvernement du gouvernement\"");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("[gouvernement]", run.Output, StringComparison.Ordinal);
        Assert.StartsWith("\"gouvernement du gouvernement\" stands nowhere as it is quoted: its words are searched for one by one.", run.Error, StringComparison.Ordinal);

        using var json = JsonDocument.Parse(Run("search", "ministre \"gouvernement du gouvernement\"", "--json").Output);
        Assert.Equal("gouvernement du gouvernement", Assert.Single(json.RootElement.GetProperty("unfound_phrases").EnumerateArray()).GetString());
    }

    [Fact]
    public void Nothing_is_suggested_where_it_was_switched_off()
    {
        var run = Run("search", "zgouvernemant", "--no-suggestions");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.DoesNotContain("Did you mean", run.Error, StringComparison.Ordinal);
        Assert.Equal("", Run("search", "zgouvernemant", "--format", "trec").Output);
    }

    private ProgramRun Run(params string[] arguments) => ProgramRun.ArticleSearch(_folder.FolderPath, arguments).WithoutStackTrace();
}
