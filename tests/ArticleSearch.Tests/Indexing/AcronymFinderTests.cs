using ArticleSearch.Analysis;
using ArticleSearch.Indexing;

namespace ArticleSearch.Tests.Indexing;

public sealed class AcronymFinderTests
{
    [Theory]
    [InlineData("L’Organisation des Nations unies (ONU) siège à New York.", "onu", "organisation des nations unies")]
    [InlineData("L’ONU (Organisation des Nations unies) siège à New York.", "onu", "organisation des nations unies")]
    [InlineData("L’Organisation du traité de l’Atlantique nord (Otan) se réunit.", "otan", "organisation du traité de l' atlantique nord")]
    [InlineData("L’Agence internationale de l’énergie atomique (A.I.E.A.) est basée à Vienne.", "aiea", "agence internationale de l' énergie atomique")]
    [InlineData("La Société nationale des chemins de fer français (SNCF) publie.", "sncf", "société nationale des chemins de fer français")]
    [InlineData("La France insoumise (LFI) choisit.", "lfi", "la france insoumise")]
    [InlineData("Les Républicains (LR) hésitent.", "lr", "les républicains")]
    [InlineData("La porte-parole du Conseil de sécurité nationale (NSC) a démenti.", "nsc", "conseil de sécurité nationale")]
    [InlineData("La Commission nationale de l’informatique et des libertés (CNIL) enquête.", "cnil", "commission nationale de l' informatique et des libertés")]
    [InlineData("Selon l’Agence France-Presse (AFP), dix otages sont libres.", "afp", "agence france presse")]
    [InlineData("L'acide désoxyribonucléique (ADN) porte nos gènes.", "adn", "acide désoxyribonucléique")]
    [InlineData("Le « Rassemblement national » (RN) réunit ses cadres.", "rn", "rassemblement national")]
    [InlineData("Les zones à faibles émissions (ZFE) entrent en vigueur.", "zfe", "zones à faibles émissions")]
    public void What_a_text_says_about_an_acronym_is_noticed_both_ways_round(string text, string acronym, string name)
    {
        var found = new AcronymFinder(AnalysisChain.Named("french")).Find(text.AsMemory());
        string[] expected = [AcronymTerms.OfAcronym(acronym) + name, AcronymTerms.OfName(name.Split(' ')) + acronym];
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Le maire de la ville (PS) a parlé.")]
    [InlineData("Laurent Remy (LR) a voté contre.")]
    [InlineData("Le sommet s’est tenu à Kazan (Russie) lundi.")]
    [InlineData("Il a gagné (enfin), dit-il (ONU).")]
    [InlineData("Des voisins. L’Organisation des Nations. Unies (ONU)")]
    [InlineData("Une parenthèse (jamais fermée")]
    [InlineData("()(()))((")]
    [InlineData("")]
    public void What_does_not_fit_says_nothing(string text) =>
        Assert.Empty(new AcronymFinder(AnalysisChain.Named("french")).Find(text.AsMemory()));

    [Fact]
    public void A_pair_that_is_said_twice_is_noticed_once_and_the_next_text_starts_anew()
    {
        var finder = new AcronymFinder(AnalysisChain.Named("french"));
        string once = "La Banque centrale européenne (BCE) relève ses taux. ";
        Assert.Equal(2, finder.Find((once + once).AsMemory()).Count);
        Assert.Empty(finder.Find("Rien.".AsMemory()));
    }

    [Fact]
    public void Random_brackets_never_trip_the_finder()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        var finder = new AcronymFinder(AnalysisChain.Named("french"));
        string[] pieces = ["(", ")", " ", "ONU", "Organisation", "des", "Nations", "unies", "'", "é", "A.", "-", ".", "«", "\ud83d\ude00", "ß", "Œ", "\u0301", new string('X', 200)];
        for (int round = 0; round < 2000; round++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => pieces[random.Next(pieces.Length)]));
            foreach (string term in finder.Find(text.AsMemory()))
            {
                Assert.True(term.Count(c => c == '\0') == 1 && term.Length < 1000, $"seed {seed}: {text}");
            }
        }
    }
}
