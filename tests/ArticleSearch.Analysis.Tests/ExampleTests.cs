namespace ArticleSearch.Analysis.Tests;

/// <summary>What becomes of French words in the chain <c>lucene-french</c>, its faults included: they are part of the chain.</summary>
public sealed class ExampleTests
{
    [Theory]
    [InlineData("L'avion d’armes", "avion", "arme")]
    [InlineData("jusqu'à l’État", "état")]
    [InlineData("Lorsqu'il arriva, qu'elle partit", "ariva", "partit")]
    [InlineData("aujourd'hui, presqu'île, entr'acte", "aujourd'hui", "presqu'il", "entr'act")]
    public void Thirteen_elided_articles_go_and_other_apostrophes_stay(string text, params string[] terms) =>
        Assert.Equal(terms, TokenText.Terms(text));

    [Theory]
    [InlineData("des chevaux et des bateaux", "cheval", "bateau")]
    [InlineData("travaux travail", "traval", "travail")]
    [InlineData("des bijoux, des choux", "bijou", "chou")]
    [InlineData("grandes maisons", "grand", "maison")]
    public void Plurals_become_singular(string text, params string[] terms) => Assert.Equal(terms, TokenText.Terms(text));

    [Theory]
    [InlineData("lentement attentivement", "lent", "atentif")]
    [InlineData("établissement établissant", "etabli", "etabli")]
    [InlineData("chanteuse chanteur", "chant", "chant")]
    [InlineData("éducatrice éducateur", "eduqu", "eduqu")]
    [InlineData("première sportive folle", "premier", "sportif", "fou")]
    [InlineData("organisation organisateur", "organ", "organis")]
    [InlineData("individualisation", "individuel")]
    public void Frequent_suffixes_are_made_alike(string text, params string[] terms) => Assert.Equal(terms, TokenText.Terms(text));

    [Theory]
    [InlineData("été", "est", "avions", "même", "son", "ton", "à", "y", "L", "des")]
    public void Stop_words_leave_nothing(params string[] words) => Assert.All(words, word => Assert.Empty(TokenText.Terms(word)));

    [Theory]
    [InlineData("état État ÉTAT", "état", "état", "état")]
    [InlineData("élevé Élevés", "elev", "elev")]
    [InlineData("Noël œuvre Œuvres", "noël", "œuvr", "œuvr")]
    public void Capitals_become_small_and_accents_go_only_in_longer_words(string text, params string[] terms) =>
        Assert.Equal(terms, TokenText.Terms(text));

    [Theory]
    [InlineData("porte-avions", "port")]
    [InlineData("12,5 % de 1.000.000 € en 2024", "12,5", "1.000.000", "2024")]
    [InlineData("O.N.U. c’est-à-dire l'ONU", "o.n.u", "dire", "onu")]
    [InlineData("nom_de_fichier a:b 3:4", "nom_de_fichi", "a:b", "3", "4")]
    [InlineData("COVID-19, C#, @nom", "covid", "19", "nom")]
    [InlineData("soft\u00ADhyphen", "soft\u00ADhyphen")]
    public void Words_end_where_unicode_says(string text, params string[] terms) => Assert.Equal(terms, TokenText.Terms(text));

    [Theory]
    [InlineData("漢字", "漢", "字")]
    [InlineData("ひら カタカナ 한국어 ไทยไทย", "ひ", "ら", "カタカナ", "한국어", "ไทยไทย")]
    [InlineData("👩‍👩‍👧‍👦👍🏽", "👩‍👩‍👧‍👦", "👍🏽")]
    [InlineData("🇫🇷🇧🇪 1️⃣ ❤️", "🇫🇷", "🇧🇪", "1️⃣", "❤️")]
    public void Other_scripts_and_emoji_are_words_of_their_own_kind(string text, params string[] terms) =>
        Assert.Equal(terms, TokenText.Terms(text));

    [Theory]
    [InlineData("", "")]
    [InlineData("L'avion, le bateau", "avion/0-7+1 bateau/12-18+2")]
    [InlineData("Les chats ne sont pas des chiens", "chat/4-9+2 chien/26-32+5")]
    [InlineData("le la les", "")]
    public void Tokens_keep_their_place_and_left_out_words_leave_a_gap(string text, string tokens) =>
        Assert.Equal(tokens, TokenText.Of(text));

    [Theory]
    [InlineData("d’armes", 2)]
    [InlineData("L'État", 2)]
    [InlineData("JUSQU'ICI", 6)]
    [InlineData("aujourd'hui", 0)]
    [InlineData("armes", 0)]
    [InlineData("", 0)]
    public void A_mark_knows_how_long_the_elided_article_is(string token, int length) =>
        Assert.Equal(length, FrenchAnalyzer.Instance.ElidedLength(token));

    [Theory]
    [InlineData("Présiden", "présiden")]
    [InlineData("L’ÉLECT", "élect")]
    [InlineData("le", "le")]
    [InlineData("İSTANBUL", "istanbul")]
    public void A_part_of_a_word_is_made_small_and_loses_its_article_but_is_not_stemmed(string text, string normalized) =>
        Assert.Equal(normalized, FrenchAnalyzer.Instance.Normalize(text));

    [Fact]
    public void A_chain_is_found_by_its_name_and_no_other_name_is_accepted()
    {
        Assert.Same(FrenchAnalyzer.Instance, AnalysisChain.Named("lucene-french"));
        Assert.Equal("lucene-french", FrenchAnalyzer.Instance.Name);
        var error = Assert.Throws<ArgumentException>(() => AnalysisChain.Named("Lucene-French"));
        Assert.Contains("lucene-french", error.Message, StringComparison.Ordinal);
    }
}
