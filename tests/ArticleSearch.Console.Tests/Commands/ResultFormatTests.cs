using System.Text.Json;

namespace ArticleSearch.Console.Tests.Commands;

/// <summary>What <c>search</c> finds under conditions, and how it writes it, as a process.</summary>
public sealed class ResultFormatTests(SmallLibrary library) : IClassFixture<SmallLibrary>
{
    [Theory]
    [InlineData("a1#2 a2#1 a2#2", "--since", "2023-09", "--until", "septembre 2023")]
    [InlineData("a1#2", "--since", "4 septembre 2023", "--until", "4/9/2023")]
    [InlineData("a3#2", "--until", "2022")]
    [InlineData("a1#2 a3#2 a5#1", "--source", "Le Monde")]
    [InlineData("a2#1 a2#2 a4#1", "--source", "Libération", "--source", "https://*")]
    [InlineData("", "--since", "2025")]
    public void Conditions_narrow_the_search(string expected, params string[] options)
    {
        var run = library.Ask(["search", "armes", "--format", "jsonl", .. options]);

        Assert.Equal(expected, string.Join(' ', run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Id).Order(StringComparer.Ordinal)));
        Assert.Equal((expected.Length > 0 ? 0 : 1, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public void Newest_first_by_pages()
    {
        var all = library.Ask("search", "armes", "--format", "jsonl", "--sort", "date");
        string[] ids = [.. all.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Id)];
        Assert.Equal(["a5#1", "a1#2"], ids[..2]);
        Assert.Equal(["a3#2", "a4#1"], ids[^2..]);

        var page = library.Ask("search", "armes", "--sort", "date", "--top", "2", "--offset", "1");
        Assert.Contains("2. Le Monde, articles.jsonl:1, a1 § 2", page.Output, StringComparison.Ordinal);
        Assert.StartsWith("6 passages, 2 to 3 shown (", page.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Titles_are_searched_where_it_is_said()
    {
        var run = library.Ask("search", "sommet", "--in", "title", "--by", "article", "--format", "trec");
        Assert.Matches(@"^1 Q0 a1 1 \S+ articlesearch\n$", run.Output);
    }

    [Fact]
    public void Text_has_the_passages_of_an_article_under_its_title()
    {
        var run = library.Ask("search", "armes", "Vladivostok", "--top", "20");

        string[] titles = [.. run.Output.Split('\n').Where(line => line.Length > 0 && !char.IsDigit(line[0]) && line[0] != ' ')];
        Assert.Equal(titles.Distinct(), titles);
        Assert.Contains("Des armes, encore (2023-09)\n", run.Output, StringComparison.Ordinal);
        Assert.Contains(". Libération, articles.jsonl:2, a2 § 1 · ", run.Output, StringComparison.Ordinal);
        Assert.Contains("   Un [crochet] *étoile* et des [armes] de bois.\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Context_comes_with_its_numbers()
    {
        var text = library.Ask("search", "fournitures", "--context", "1");
        Assert.Contains("   § 1: Kim Jong Un se rendra en Russie.\n   Il y sera question de [fournitures] d’armes.\n   § 3: Le voyage se ferait en train.\n", text.Output, StringComparison.Ordinal);

        using var json = JsonDocument.Parse(library.Ask("search", "fournitures", "--context", "1", "--json").Output);
        var hit = json.RootElement.GetProperty("hits")[0];
        Assert.Equal("Kim Jong Un se rendra en Russie.", hit.GetProperty("before")[0].GetString());
        Assert.Equal("Le voyage se ferait en train.", hit.GetProperty("after")[0].GetString());
        Assert.Equal(("articles.jsonl", 1), (hit.GetProperty("file").GetString(), hit.GetProperty("place").GetInt32()));
    }

    [Fact]
    public void Counts_by_month_and_source()
    {
        using var json = JsonDocument.Parse(library.Ask("search", "armes", "--facets", "--json", "--top", "1").Output);
        var facets = json.RootElement.GetProperty("facets");
        Assert.Equal(
            [("2022", 1), ("2023-09", 3), ("2024-01", 1), (null, 1)],
            facets.GetProperty("months").EnumerateArray().Select(item => (item.GetProperty("value").GetString(), item.GetProperty("count").GetInt32())));
        Assert.Equal(
            [("Le Monde", 3), ("Libération", 2), ("https://exemple.fr/armes", 1)],
            facets.GetProperty("sources").EnumerateArray().Select(item => (item.GetProperty("value").GetString(), item.GetProperty("count").GetInt32())));

        var text = library.Ask("search", "armes", "--facets", "--top", "0");
        Assert.Equal("By month\n2022\t1\n2023-09\t3\n2024-01\t1\n(none)\t1\n\nBy source\nLe Monde\t3\nLibération\t2\nhttps://exemple.fr/armes\t1\n", text.Output);
    }

    [Fact]
    public void Csv_quotes_what_needs_it()
    {
        var run = library.Ask("search", "exceptionnelle", "--format", "csv");

        string[] lines = run.Output.TrimEnd('\n').Split('\n');
        Assert.Equal("rank,score,article,paragraph,date,source,file,place,title,text", lines[0]);
        Assert.Matches("^1,[0-9.]+,a3,2,2022,Le Monde,articles.jsonl,3,La récolte,\"La récolte est bonne, \"\"exceptionnelle\"\", sans armes.\"$", lines[1]);
        Assert.Equal((0, "", 2), (run.ExitCode, run.Error, lines.Length));
    }

    [Fact]
    public void Csv_of_a_batch_has_one_heading_and_the_ids()
    {
        File.WriteAllText(Path.Combine(library.Folder, "two.tsv"), "q1\tpommes\nq2\tfrontière\n");
        var run = library.Ask("search", "--queries", Path.Combine(library.Folder, "two.tsv"), "--format", "csv");

        Assert.Equal(["id", "q1", "q2"], run.Output.TrimEnd('\n').Split('\n').Select(line => line.Split(',')[0]));
    }

    [Fact]
    public void Markdown_escapes_what_is_text_and_marks_what_matched()
    {
        var run = library.Ask("search", "bois", "--format", "markdown");

        Assert.Equal("## a5 (2024-01-15)\n\n> Un \\[crochet\\] \\*étoile\\* et des armes de **bois**.\n\n— Le Monde, articles.jsonl:5, a5 § 1\n\n", run.Output);
    }

    [Fact]
    public void Explanations_add_up_to_the_scores()
    {
        using var json = JsonDocument.Parse(library.Ask("search", "armes frontière", "--explain", "--json").Output);
        foreach (var hit in json.RootElement.GetProperty("hits").EnumerateArray())
        {
            Assert.Equal(hit.GetProperty("score").GetSingle(), hit.GetProperty("explanation").GetProperty("value").GetSingle());
        }

        var refused = library.Ask("search", "armes", "--explain", "--format", "csv");
        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
    }

    private static string Id(string line)
    {
        using var json = JsonDocument.Parse(line);
        return $"{json.RootElement.GetProperty("article").GetString()}#{json.RootElement.GetProperty("paragraph").GetInt32()}";
    }
}
