using System.Text.Json;
using ArticleSearch.TestKit;

namespace ArticleSearch.Console.Tests.Commands;

/// <summary><c>variants</c> as a process.</summary>
public sealed class VariantsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public VariantsCommandTests()
    {
        File.WriteAllText(_folder["articles.jsonl"], """
            {"id":"a1","text":"Kim Jong Un se rendra en Russie.\nLes troupes russes de Choïgou reculent.\nL’Etat et l’État."}
            {"id":"a2","text":"L’Organisation des Nations unies (ONU) siège à New York.\nShoigu, dit l’Organisation des Nations unies, est russe."}

            """);
        var run = Run("index", "articles.jsonl", "--index", "my-index", "--chain", "french");
        Assert.True(run.ExitCode == 0, run.Error);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_table_says_which_terms_a_word_matches_how_near_they_are_and_why()
    {
        var run = Run("variants", "Russie", "--index", "my-index");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            """
            russie  exact       the word itself     1
            russe   derivation  of the same family  1
            russes  derivation  of the same family  1

            """.ReplaceLineEndings("\n"),
            run.Output);
    }

    [Fact]
    public void Names_and_acronyms_are_shown_unless_they_are_switched_off()
    {
        Assert.Contains("shoigu", Run("variants", "Choïgou", "--index", "my-index").Output, StringComparison.Ordinal);
        Assert.DoesNotContain("shoigu", Run("variants", "Choïgou", "--index", "my-index", "--no-variants").Output, StringComparison.Ordinal);
        Assert.Contains("organisation des nations unies  ", Run("variants", "ONU", "--index", "my-index").Output, StringComparison.Ordinal);
        Assert.Contains("onu ", Run("variants", "Organisation des Nations unies", "--index", "my-index").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_get_one_object()
    {
        var run = Run("variants", "état", "--index", "my-index", "--json", "--strictness", "accent");
        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal("état", json.RootElement.GetProperty("query").GetString());
        Assert.Equal(
            ["état état exact same 1 1", "état etat accent accents 0.9 1"],
            json.RootElement.GetProperty("variants").EnumerateArray().Select(variant => string.Join(' ', variant.EnumerateObject().Select(property => property.Value.ToString()))));
    }

    [Fact]
    public void A_word_that_the_index_has_not_at_all_is_exit_code_1()
    {
        var run = Run("variants", "éléphant", "--index", "my-index");
        Assert.Equal((1, "", ""), (run.ExitCode, run.Output, run.Error));
    }

    private ProgramRun Run(params string[] arguments) => ProgramRun.ArticleSearch(_folder.FolderPath, arguments).WithoutStackTrace();
}
