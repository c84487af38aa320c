using ArticleSearch.Console.Rendering;

namespace ArticleSearch.Console.Tests.Rendering;

public sealed class TextWrapTests
{
    [Fact]
    public void Lines_end_at_spaces_and_nowhere_else()
    {
        string[] lines = Wrap("la possibilité croissante d’un accord d’armement entre eux", 30);

        Assert.Equal(["la possibilité croissante d’un", "accord d’armement entre eux"], lines);
    }

    [Fact]
    public void A_no_break_space_holds_words_together() =>
        Assert.Equal(["déclarent que les", "« négociations »"], Wrap("déclarent que les «\u00A0négociations\u00A0»", 20).Select(line => line.Replace('\u00A0', ' ')));

    [Fact]
    public void A_word_longer_than_a_line_is_cut() =>
        Assert.Equal([new string('a', 20), new string('a', 20), "aa b"], Wrap(new string('a', 42) + " b", 20));

    [Theory]
    [InlineData("")]
    [InlineData("mot")]
    public void A_short_text_is_one_line(string text) => Assert.Equal([text], Wrap(text, 20));

    private static string[] Wrap(string text, int width) => [.. TextWrap.Lines(text, width).Select(line => text[line])];
}
