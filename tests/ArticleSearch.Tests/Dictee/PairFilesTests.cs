using System.Text;
using ArticleSearch.Dictee;
using ArticleSearch.TestKit;

namespace ArticleSearch.Tests.Dictee;

/// <summary>The pairs of the dictée as files: whole, readable, each there once. What engines make of them is no test.</summary>
public sealed class PairFilesTests
{
    private static readonly IReadOnlyList<Area> Areas = PairFile.ReadAll(Repository.PathOf("tests", "Dictee", "Pairs"));

    [Fact]
    public void There_are_a_thousand_pairs_in_fourteen_areas()
    {
        Assert.True(Areas.Count >= 14, $"{Areas.Count} areas");
        Assert.True(Areas.Sum(area => area.Pairs.Count) >= 1000, $"{Areas.Sum(area => area.Pairs.Count)} pairs");
        Assert.All(Areas, area => Assert.True(area.Pairs.Count >= 30, area.Name));
    }

    [Fact]
    public void Each_area_says_what_it_tests()
    {
        Assert.All(Areas, area => Assert.InRange(area.Comment.Length, 100, 600));
        Assert.Distinct(Areas.Select(area => area.Title));
    }

    [Fact]
    public void All_expectations_and_levels_occur()
    {
        Assert.Equal(Enum.GetValues<Expectation>(), Pairs().Select(pair => pair.Expectation).Distinct().Order());
        Assert.Equal(Enum.GetValues<Level>(), Pairs().Select(pair => pair.Level).Distinct().Order());
    }

    [Fact]
    public void No_pair_occurs_twice()
    {
        var twice = Pairs().GroupBy(pair => (pair.Expectation, pair.Query, Texts: string.Join(" | ", pair.Texts)))
            .Where(same => same.Count() > 1).Select(same => same.First().Source);
        Assert.Empty(twice);
    }

    [Fact]
    public void No_pair_contradicts_another()
    {
        var expected = Pairs().Where(pair => pair.Expectation == Expectation.NotFound).Select(pair => (pair.Query, pair.Texts[0])).ToHashSet();
        Assert.DoesNotContain(Pairs(), pair => pair.Expectation != Expectation.NotFound && expected.Contains((pair.Query, pair.Texts[0])));
    }

    [Fact]
    public void What_must_not_be_found_has_no_level()
    {
        Assert.All(Pairs().Where(pair => pair.Expectation == Expectation.NotFound), pair => Assert.Equal(Level.None, pair.Level));
    }

    [Fact]
    public void Marks_cover_words_and_neither_an_elided_article_nor_punctuation()
    {
        string[] elided = ["l", "d", "j", "m", "n", "s", "t", "c", "qu"];
        foreach (var pair in Pairs())
        {
            foreach (var mark in pair.Marks)
            {
                string marked = pair.Texts[0].Substring(mark.Start, mark.Length);
                Assert.True(char.IsLetterOrDigit(marked[0]), pair.Source);
                Assert.True(char.IsLetterOrDigit(marked[^1]) || char.IsSurrogate(marked[^1]) || marked[^1] is '\u0301' or '+' or '#' or '.' or '\u2082', pair.Source);
                Assert.DoesNotContain(marked.Split('\'', '’', '\u02BC')[..^1], part => elided.Contains(part, StringComparer.OrdinalIgnoreCase));
            }
        }
    }

    [Fact]
    public void What_is_written_can_be_read_again()
    {
        foreach (var pair in Pairs())
        {
            var (text, marks) = VisibleText.ReadMarks(VisibleText.Decode(VisibleText.Write(pair.Texts[0], pair.Marks)));
            Assert.Equal(pair.Texts[0], text);
            Assert.Equal(pair.Marks, marks);
        }
    }

    [Fact]
    public void Every_sign_is_of_the_basic_plane_so_that_all_programs_count_alike()
    {
        Assert.DoesNotContain(Pairs().SelectMany(pair => pair.Texts.Append(pair.Query)), text => text.Any(char.IsSurrogate));
    }

    [Fact]
    public void Unseen_signs_are_seen()
    {
        Assert.Equal("gouver\u00ADnement", VisibleText.Decode("gouver<U+00AD>nement"));
        Assert.Equal("e\u0301", VisibleText.Decode("e<U+0301>"));
        Assert.Throws<FormatException>(() => VisibleText.Decode("gouver\u00ADnement"));
        Assert.Throws<FormatException>(() => VisibleText.Decode("10\u202F000"));
        Assert.Throws<FormatException>(() => VisibleText.Decode("e\u0301"));
        Assert.All(new[] { "<U+D800>", "<U+1F600>", "<U+AD>", "<U+00AD", "<U+>" }, wrong => Assert.Throws<FormatException>(() => VisibleText.Decode(wrong)));
    }

    [Fact]
    public void Brackets_pair()
    {
        var (text, marks) = VisibleText.ReadMarks("d’[armes] à [Moscou]");
        Assert.Equal("d’armes à Moscou", text);
        Assert.Equal([new TextRange(2, 5), new TextRange(10, 6)], marks);
        Assert.All(new[] { "[a", "a]", "[[a]]", "[]" }, wrong => Assert.Throws<FormatException>(() => VisibleText.ReadMarks(wrong)));
    }

    [Theory]
    [InlineData("trouve\texact\tarmes", "four columns")]
    [InlineData("trouver\texact\tarmes\tDes armes.", "trouver")]
    [InlineData("trouve\texacte\tarmes\tDes armes.", "exacte")]
    [InlineData("marque\texact\tarmes\tDes armes.", "brackets")]
    [InlineData("d’abord\texact\tarmes\tDes armes.", "first of one")]
    public void A_line_that_is_no_pair_is_named(string line, string fault)
    {
        using var folder = new TemporaryFolder();
        string path = folder["01-essai.tsv"];
        File.WriteAllText(path, $"# Essai\n#\n# Rien.\n{PairFile.Columns}\n{line}\n", new UTF8Encoding(false));
        var error = Assert.Throws<FormatException>(() => PairFile.ReadAll(folder.FolderPath));
        Assert.StartsWith("01-essai.tsv, line 5: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<Pair> Pairs() => Areas.SelectMany(area => area.Pairs);
}
