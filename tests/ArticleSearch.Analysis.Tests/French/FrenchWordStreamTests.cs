using System.Globalization;
using ArticleSearch.Analysis.French;

namespace ArticleSearch.Analysis.Tests.French;

/// <summary>The words of the chain <c>french</c>, rule by rule, and what holds of them whatever the text is.</summary>
public sealed class FrenchWordStreamTests
{
    [Theory]
    [InlineData("L’ÉTAT et l'État", "l' état et l' état")]
    [InlineData("e\u0301te\u0301 gar\u00E7on garc\u0327on \u212Bngström", "été garçon garçon ångström")]
    [InlineData("o\uFB03ciel \uFF30\uFF21\uFF32\uFF29\uFF33", "officiel paris")]
    [InlineData("gou\u00ADver\u00ADne\u00ADment pré\u2060fet \uFEFFPréfet", "gouvernement préfet préfet")]
    [InlineData("L‘armée d\u02BCarmes d\u00B4armes d\uFF07armes", "l' armée d' armes d' armes d' armes")]
    [InlineData("Jusqu’aujourd’hui, lorsqu’Emmanuel s’en va", "jusqu' aujourd'hui lorsqu' emmanuel s' en va")]
    [InlineData("prud’hommes, presqu’îles, quelqu’un, entr’ouvrir, rock’n’roll", "prud'hommes presqu'îles quelqu'un entr'ouvrir rock'n'roll")]
    [InlineData("O’Brien à N’Djamena, d’Artagnan et Moody’s", "o'brien à n'djamena d' artagnan et moody 's")]
    [InlineData("l’« avenir » du Vél’ d’Hiv", "l' avenir du vél d' hiv")]
    [InlineData("porte-avions, Saint-Malo, contre-offensive, franco-russe", "porte-avions saint malo contre offensive franco russe")]
    [InlineData("dit-il, est-ce, y a-t-il", "dit il est ce y a t il")]
    [InlineData("week\u2011end, main-d’œuvre, L'ARC-EN-CIEL", "week-end main-d'œuvre l' arc-en-ciel")]
    [InlineData("ex-porte-parole", "ex porte-parole")]
    [InlineData("L’O.N.U., la S.N.C.F. et le P.-D.G. du plan B.", "l' onu la sncf et le pdg du plan b")]
    [InlineData("étudiant·e·s, étudiant.e.s", "étudiant e s étudiant e s")]
    [InlineData("10 000, 10\u202F000, 10.000, 10'000, 1 500 000", "10000 10000 10000 10000 1500000")]
    [InlineData("1,618 ou 49.3 ; 10 000,5", "1,618 ou 49,3 10000,5")]
    [InlineData("01 23 45 67 89 et 01.23.45.67.89, le 11.09.2001", "01 23 45 67 89 et 01 23 45 67 89 le 11 09 2001")]
    [InlineData("en 2024 300 morts, 1914-1918, 5-0", "en 2024 300 morts 1914 1918 5 0")]
    [InlineData("10km, 12h30, 50%, 40°C, 200m², CO₂, 110km/h, 5G", "10 km 12 h 30 50 % 40 °c 200 m2 co2 110 km h 5g")]
    [InlineData("1er, 1ᵉʳ, 20e, XIXe, n° 5, n\u00BA5, 4x4", "1er 1er 20e xixe n° 5 n° 5 4x4")]
    [InlineData("10², guerre²", "10² guerre")]
    [InlineData("à\u0300 \u0301ferroviaire", "à ferroviaire")]
    [InlineData("COVID-19, F-16, Su-35, mi-2024", "covid 19 f16 su35 mi 2024")]
    [InlineData("C#, C++, F#. R&D, AT&T, Canal+, Yahoo!", "c# c++ f# r&d at&t canal yahoo")]
    [InlineData("#JeSuisCharlie @le_gorafi __gras__", "jesuischarlie le_gorafi gras")]
    [InlineData("contact@mairie-brest.fr, lemonde.fr. www.example.org fin.Le début", "contact@mairie-brest.fr lemonde.fr www example.org fin le début")]
    [InlineData("Grève/RATP Fini…la SOMMET:les *maire*", "grève ratp fini la sommet les maire")]
    [InlineData("Привет 東京 😀", "привет 東 京 😀")]
    public void Texts_are_cut_into_words(string text, string words) => Assert.Equal(words, string.Join(' ', OneByOne(FrenchChain.Instance.CreateStream(), text).Select(word => word.Term)));

    [Fact]
    public void Words_are_the_same_with_a_memory_and_without_one_by_one_and_in_rows_in_every_culture()
    {
        const int seed = 71;
        var random = new RandomTexts(seed);
        var remembering = FrenchChain.Instance.CreateStream();
        var forgetful = new FrenchWordStream(null);
        var culture = CultureInfo.CurrentCulture;
        try
        {
            for (int i = 0; i < 3_000; i++)
            {
                string text = random.Next(20);
                CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
                var expected = OneByOne(forgetful, text);
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(i % 2 == 0 ? "tr-TR" : "fr-FR");
                Assert.True(expected.SequenceEqual(OneByOne(remembering, text)), $"seed {seed}, text {i}: {text}");
                Assert.True(expected.SequenceEqual(InRows(remembering, text)), $"seed {seed}, text {i}: {text}");
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Words_ascend_within_the_text_and_a_word_by_itself_is_cut_as_it_was()
    {
        const int seed = 72;
        var random = new RandomTexts(seed);
        var stream = FrenchChain.Instance.CreateStream();
        var alike = FrenchChain.Instance.CreateStream();
        var joints = new Random(seed);
        for (int i = 0; i < 3_000; i++)
        {
            string text = i % 2 == 0 ? random.Next(20) : Joined(joints);
            int end = 0;
            foreach (var word in OneByOne(stream, text))
            {
                string what = $"seed {seed}, text {i}: {text}";
                Assert.True(word.Start >= end && word.End > word.Start && word.End <= text.Length && word.Term.Length > 0, what);
                var alone = OneByOne(alike, text[word.Start..word.End]);
                Assert.True((alone is [var (term, _, _)] && term == word.Term) || word.Term == "'s", $"{word.Term}: {what}");
                end = word.End;
            }
        }
    }

    /// <summary>A text of what has rules of its own, with what joins words and parts them in between.</summary>
    private static string Joined(Random random)
    {
        string[] parts =
        [
            "porte", "avions", "l", "D", "qu", "aujourd", "hui", "presqu", "île", "O.N.U.", "S.N.C.F", "10", "000", "250", "07", "1,5", "12h30", "m²", "km", "C#", "C++",
            "R&D", "@x", "lemonde.fr", "étudiant", "e", "s", "F-16", "est", "ce", "t", "il", "n°", "5", "°C", "%", "contre", "offensive", "arc", "en", "ciel", "œuvre",
            "chef", "Saint", "XIXe", "1er", "4x4", "_", "N", "Djamena", "entr", "www",
        ];
        string[] joints = [" ", " ", "-", "-", "'", "’", ".", ",", ", ", "/", "\u00AD", "", "\u202F", "·", "_", "&", "\u2011", ". ", "@", "\u0301"];
        return string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => parts[random.Next(parts.Length)] + joints[random.Next(joints.Length)]));
    }

    private static List<(string Term, int Start, int End)> OneByOne(FrenchWordStream stream, string text)
    {
        var words = new List<(string, int, int)>();
        stream.Reset(text.AsMemory());
        while (stream.MoveNext())
        {
            Assert.Equal(1, stream.PositionIncrement);
            words.Add((stream.Term.ToString(), stream.StartOffset, stream.EndOffset));
        }

        return words;
    }

    private static List<(string Term, int Start, int End)> InRows(FrenchWordStream stream, string text)
    {
        var words = new List<(string, int, int)>();
        var row = new Token[7];
        stream.Reset(text.AsMemory());
        for (int count; (count = stream.Read(row)) > 0;)
        {
            foreach (var token in row.AsSpan(0, count))
            {
                words.Add((stream.TermOf(token.Number).ToString(), token.Start, token.End));
            }
        }

        return words;
    }
}
