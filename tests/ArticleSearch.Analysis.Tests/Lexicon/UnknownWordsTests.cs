using ArticleSearch.Analysis.Lexicon;

namespace ArticleSearch.Analysis.Tests.Lexicon;

/// <summary>What the rules make of words that no dictionary holds.</summary>
public sealed class UnknownWordsTests
{
    [Theory]
    [InlineData("covids", "covid")]
    [InlineData("brexiteurs", "brexiteur")]
    [InlineData("zemmouristes", "zemmouriste")]
    [InlineData("tiktokeurs", "tiktokeur")]
    [InlineData("tiktokeuses", "tiktokeur")]
    [InlineData("twittatrice", "twittateur")]
    [InlineData("rapporteures", "rapporteur")]
    [InlineData("intercoréennes", "intercoréen")]
    [InlineData("supersportives", "supersportif")]
    [InlineData("bolsonarienne", "bolsonarien")]
    [InlineData("montbrisonnaises", "montbrisonnais")]
    [InlineData("wattrelosoise", "wattrelosois")]
    [InlineData("plateformisées", "plateformiser")]
    [InlineData("plateformisaient", "plateformiser")]
    public void New_words_have_plurals_feminines_and_participles(string word, string expected) =>
        Assert.Equal(expected, Base(word));

    [Theory]
    [InlineData("zelensky")]
    [InlineData("tsipras")]
    [InlineData("moulinex")]
    [InlineData("marcos")]
    [InlineData("brexit")]
    [InlineData("gafas")]
    [InlineData("covid-19s")]
    [InlineData("ndiaye")]
    [InlineData("clive")]
    [InlineData("netflix")]
    [InlineData("mercedes")]
    [InlineData("")]
    public void Names_and_short_words_stay(string word) => Assert.Equal(word, Base(word));

    [Theory]
    [InlineData("travaux")]
    [InlineData("présidentes")]
    [InlineData("presidentes")]
    [InlineData("paris")]
    [InlineData("charles")]
    public void What_the_lexicon_knows_with_or_without_accents_is_none_of_their_business(string word) =>
        Assert.Equal(word, Base(word));

    [Theory]
    [InlineData("martins")]
    [InlineData("simones")]
    public void Names_of_people_are_the_base_of_nothing(string word) => Assert.Equal(word, Base(word));

    [Fact]
    public void No_two_known_words_are_merged()
    {
        Span<char> written = stackalloc char[WordAutomaton.LongestForm + 1];
        foreach (string form in PlainLexicon.Shared.Lemmas.Keys)
        {
            int length = UnknownWords.WriteBase(FrenchLexicon.Shared, form, written);
            Assert.True(written[..length].SequenceEqual(form), form);
        }
    }

    [Fact]
    public void A_base_has_no_other_base() =>
        Assert.All(
            ["covids", "tiktokeuses", "twittatrices", "bolsonariennes", "montbrisonnaises", "plateformisées", "brexiteurs"],
            word => Assert.Equal(Base(word), Base(Base(word))));

    private static string Base(string word)
    {
        var written = new char[word.Length + 1];
        return new string(written, 0, UnknownWords.WriteBase(FrenchLexicon.Shared, word, written));
    }
}
