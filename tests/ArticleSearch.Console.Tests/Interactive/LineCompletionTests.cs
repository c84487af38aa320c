using ArticleSearch.Console.Interactive;
using ArticleSearch.Console.Tests.Commands;
using ArticleSearch.TestKit;

namespace ArticleSearch.Console.Tests.Interactive;

/// <summary>What Tab puts before the cursor.</summary>
public sealed class LineCompletionTests(SmallLibrary library) : IClassFixture<SmallLibrary>
{
    [Theory]
    [InlineData("Vlad", "Vladivostok")]
    [InlineData("sommet +vlad", "sommet +vladivostok")]
    [InlineData("d'ar", "d'armes")]
    [InlineData("d’ar", "d’armes")]
    [InlineData("\"ar", "\"armes")]
    [InlineData("title:somm", "title:sommet")]
    [InlineData("titl", "title:")]
    [InlineData("+titl", "+title:")]
    [InlineData("recol", "récolte")]
    [InlineData(".op", ".open ")]
    [InlineData(".", ".open ")]
    [InlineData(".q", ".quit")]
    [InlineData(".sort d", ".sort date")]
    [InlineData(".mode  j", ".mode  json")]
    [InlineData(".timer o", ".timer on")]
    [InlineData(".in t", ".in text")]
    [InlineData(".help ex", ".help explain")]
    [InlineData("", "")]
    [InlineData("zzz", "zzz")]
    [InlineData("armes ", "armes ")]
    [InlineData(".zzz a", ".zzz a")]
    [InlineData(".open ", ".open ")]
    public void The_likeliest_comes_first(string typed, string expected)
    {
        using var console = Talk();
        Assert.Equal(expected, Completed(console, typed));
        Assert.Equal(expected + " fin", Completed(console, typed + " fin", typed.Length));
    }

    [Fact]
    public void All_that_may_stand_there_is_told()
    {
        using var console = Talk();
        var completion = new LineCompletion(console.Session);
        Assert.Equal(["text", "json", "jsonl", "csv", "markdown", "trec"], completion.At(".mode ", 6).Choices);
        Assert.Equal([".since ", ".source ", ".sort ", ".strictness ", ".similar ", ".syntax ", ".show"], completion.At(".s", 2).Choices.OrderBy(name => ".since .source .sort .strictness .similar .syntax .show".IndexOf(name.Trim(), StringComparison.Ordinal)));
        Assert.Equal(["armes", "arme"], completion.At("ar", 2).Choices.Take(2));
        Assert.Contains("article:", completion.At("ar", 2).Choices);
        Assert.DoesNotContain("article:", completion.At("l'ar", 4).Choices);
    }

    [Fact]
    public void After_a_question_it_types_what_was_proposed()
    {
        using var console = Talk();
        console.Say("armse");
        Assert.Equal("armes", Completed(console, ""));
        Assert.Equal("Kim ", Completed(console, "Kim "));
        console.Say("armes");
        Assert.Equal("", Completed(console, ""));
    }

    [Fact]
    public void Folders_complete_where_one_is_wanted()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["indexes/été"]);
        Directory.CreateDirectory(folder["indexes/hiver"]);
        Directory.CreateDirectory(folder["indexes/.secret"]);
        File.WriteAllText(folder["indexes/file"], "");
        using var console = Talk();
        var completion = new LineCompletion(console.Session);
        string line = $".index {folder["indexes"]}/";
        Assert.Equal([folder["indexes/hiver"], folder["indexes/été"]], completion.At(line, line.Length).Choices);
        Assert.Equal(line + "hiver", Completed(console, line + "h"));
        Assert.Equal(line + "zz/", Completed(console, line + "zz/"));
        Assert.Empty(completion.At(".index \0", 8).Choices);
    }

    private static string Completed(ConsoleTalk console, string line, int? cursor = null)
    {
        int at = cursor ?? line.Length;
        var completion = new LineCompletion(console.Session).At(line, at);
        return completion.Choices.Count == 0 ? line : line[..completion.Start] + completion.Choices[0] + line[at..];
    }

    private ConsoleTalk Talk() => new(Path.Combine(library.Folder, "index"));
}
