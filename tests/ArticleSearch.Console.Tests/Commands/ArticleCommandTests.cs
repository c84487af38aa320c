using System.Text.Json;

namespace ArticleSearch.Console.Tests.Commands;

/// <summary><c>show</c>, <c>similar</c> and <c>export</c> as processes.</summary>
public sealed class ArticleCommandTests(SmallLibrary library) : IClassFixture<SmallLibrary>
{
    [Fact]
    public void An_article_is_shown_whole_with_every_match_marked_and_counted()
    {
        var run = library.Ask("show", "a2", "--query", "armes");

        Assert.Equal(
            "Des [armes], encore\n2023-09 · Libération, articles.jsonl:2, a2\n\nLes [armes] passent la frontière.\n\nAucune [arme] ne revient.\n",
            run.Output);
        Assert.Equal((0, "3 matches in 2 of 2 paragraphs\n"), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("a2", 0)]
    [InlineData("a2#2", 0)]
    [InlineData("a9", 2)]
    [InlineData("a2#x", 2)]
    public void An_article_is_named_by_itself_or_by_a_passage(string name, int code) => Assert.Equal(code, library.Ask("show", name).ExitCode);

    [Fact]
    public void A_query_that_an_article_does_not_match_is_exit_code_1()
    {
        var run = library.Ask("show", "a3", "--query", "frontière");
        Assert.Equal((1, "0 matches in 0 of 2 paragraphs\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public void An_article_as_json()
    {
        using var json = JsonDocument.Parse(library.Ask("show", "a2", "--query", "frontière", "--json").Output);
        Assert.Equal(("a2", 1), (json.RootElement.GetProperty("article").GetString(), json.RootElement.GetProperty("matches").GetInt32()));
        Assert.Equal(["Les armes passent la frontière.", "Aucune arme ne revient."], json.RootElement.GetProperty("paragraphs").EnumerateArray().Select(paragraph => paragraph.GetProperty("text").GetString()));
    }

    [Fact]
    public void Similar_passages_are_of_other_articles()
    {
        var run = library.Ask("similar", "a1#3", "--json");

        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal("a1#3", json.RootElement.GetProperty("similar_to").GetString());
        Assert.Equal(["a5"], json.RootElement.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("article").GetString()));
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(2, library.Ask("similar", "a1#7").ExitCode);
        Assert.Contains("its last is 3", library.Ask("similar", "a1#7").Error, StringComparison.Ordinal);
        Assert.Equal(2, library.Ask("similar", "a9").ExitCode);
    }

    [Fact]
    public void What_is_exported_and_indexed_again_is_the_same()
    {
        var first = library.Run("export");
        Assert.Equal((0, "5 articles exported\n"), (first.ExitCode, first.Error));
        File.WriteAllText(Path.Combine(library.Folder, "copy.jsonl"), first.Output);
        Assert.Equal(0, library.Run("index", "copy.jsonl", "--index", "copy").ExitCode);

        var second = library.Run("export", "--index", "copy");

        // Several threads add in an order of their own.
        Assert.Equal(Sorted(first.Output), Sorted(second.Output));
        Assert.Equal(
            Sorted(File.ReadAllText(Path.Combine(library.Folder, "articles.jsonl"))),
            Sorted(second.Output));
    }

    // The properties of every article, in no order but its own.
    private static IEnumerable<string> Sorted(string lines)
    {
        foreach (string line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal))
        {
            using var json = JsonDocument.Parse(line);
            yield return string.Join('|', json.RootElement.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal).Select(property => $"{property.Name}={property.Value}"));
        }
    }
}
