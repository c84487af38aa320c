using ArticleSearch.Analysis;
using ArticleSearch.Analysis.Lexicon;
using ArticleSearch.Expanding;
using ArticleSearch.Matching;
using ArticleSearch.Matching.Automata;
using ArticleSearch.Queries;
using ArticleSearch.Tests.Automata;

namespace ArticleSearch.Tests.Expanding;

/// <summary>Names that are written in several ways, and words that are written by ear or with a slip of the finger.</summary>
public sealed class NameAndSoundTests
{
    private static readonly string[] Names =
    [
        "zelensky zelenskyy zelenski zelenskiy zelenskyi", "kiev kyiv", "poutine putin", "choïgou choïgu shoigu", "prigojine prigozhin",
        "loukachenko lukashenko", "gorbatchev gorbachev", "khrouchtchev khrushchev", "brejnev brezhnev", "tchaïkovski tchaikovsky",
        "dostoïevski dostoyevsky", "tolstoï tolstoy", "tchekhov chekhov", "pouchkine pushkin", "staline stalin",
        "chostakovitch shostakovich", "marioupol mariupol", "odessa odesa", "bakhmout bakhmut", "tchernobyl chernobyl",
        "louhansk luhansk lougansk", "soumy sumy", "porochenko poroshenko", "chevtchenko shevchenko", "navalny navalnyï navalnyy",
        "sakharov sakharoff", "rachmaninov rachmaninoff", "prokofiev prokofieff", "soljenitsyne solzhenitsyn", "tachkent tashkent",
        "boukhara bukhara", "dmitri dmitry", "iouri yuri youri", "mohamed mohammed", "netanyahou netanyahu", "azerbaïdjan azerbaijan",
    ];

    [Fact]
    public void Every_spelling_of_a_name_finds_all_others_and_no_other_name()
    {
        var index = new IndexView(new WordSegment([.. Names.SelectMany(row => row.Split(' '))]));
        foreach (string row in Names)
        {
            string[] spellings = row.Split(' ');
            foreach (string name in spellings)
            {
                var group = new WordExpander(index).Expand(Word(name, MatchLevel.Inflection), default);
                Assert.Equal(spellings.Order(StringComparer.Ordinal), Terms(group).Order(StringComparer.Ordinal));
                Assert.Equal(name, Terms(group).First());
                Assert.Equal([name], Terms(new WordExpander(index).Expand(Word(name, MatchLevel.Inflection) with { Variants = false }, default))
                    .Where(term => WordKin.Fold(term) == WordKin.Fold(name)));
            }
        }
    }

    [Theory]
    [InlineData("kiev", "kévin")]
    [InlineData("metz", "mets")]
    [InlineData("bush", "bûche")]
    [InlineData("martin", "martine")]
    [InlineData("justin", "justine")]
    [InlineData("lille", "lili")]
    [InlineData("dion", "dijon")]
    [InlineData("alonge", "alongée")]
    [InlineData("chirac", "chiraz")]
    [InlineData("farmacie", "pharmacie")]
    [InlineData("élexion", "élection")]
    [InlineData("acceuil", "accueil")]
    public void Words_that_the_dictionary_has_are_never_made_one_as_names(string one, string other)
    {
        Assert.Empty(Terms(Expand(one, MatchLevel.Derivation, other)));
        Assert.Empty(Terms(Expand(other, MatchLevel.Derivation, one)));
    }

    [Theory]
    [InlineData("farmacie", "pharmacie")]
    [InlineData("éléfant", "éléphant")]
    [InlineData("élexion", "élection")]
    [InlineData("rhytme", "rythme")]
    [InlineData("gouvernemant", "gouvernement")]
    [InlineData("restaurent", "restaurant")]
    [InlineData("acceuil", "accueil")]
    [InlineData("khadafi", "kadhafi")]
    [InlineData("fotographe", "photographe")]
    [InlineData("fauteuille", "fauteuil")]
    [InlineData("macorn", "macron")]
    [InlineData("poison", "poisson")]
    public void A_word_written_by_ear_or_with_a_slip_is_found_where_that_is_asked_for(string typed, string meant)
    {
        Assert.Contains(meant, Terms(Expand(typed, MatchLevel.Sound, meant)));
        if (typed is not ("khadafi" or "restaurent"))
        {
            Assert.Empty(Terms(Expand(typed, MatchLevel.Derivation, meant)));
        }
    }

    [Theory]
    [InlineData("ministre", "monnaie")]
    [InlineData("toulouse", "pelouse")]
    [InlineData("photographe", "géographe")]
    [InlineData("bibliothèque", "discothèque")]
    [InlineData("roi", "loi")]
    public void Another_word_is_another_word_even_so(string typed, string other) => Assert.Empty(Terms(Expand(typed, MatchLevel.Sound, other)));

    [Fact]
    public void The_nearest_come_first_and_there_are_never_more_than_are_useful()
    {
        var random = new Random(5);
        string[] vocabulary = [.. Enumerable.Range(0, 3000).Select(_ =>
        {
            char[] letters = "gouvernement".ToCharArray();
            letters[random.Next(12)] = (char)('a' + random.Next(26));
            letters[random.Next(12)] = (char)('a' + random.Next(26));
            return new string(letters);
        }).Append("gouvernement").Where(word => word != "gouvernemant").Distinct()];
        var group = Expand("gouvernemant", MatchLevel.Sound, vocabulary);
        Assert.Equal("gouvernement", Terms(group).First());
        Assert.InRange(group.Variants.Length, 2, SoundReach.MostAlike + 1);
        Assert.Equal(group.Variants.OrderBy(variant => variant.Level).ThenByDescending(variant => variant.Weight), group.Variants.ToArray());
    }

    [Fact]
    public void What_a_graph_of_sounds_leads_to_covers_everything_that_may_be_read_so()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        string[] pieces = ["ch", "sh", "tch", "ou", "u", "i", "y", "in", "ine", "off", "ov", "g", "gu", "j", "kh", "c", "x", "ss", "s", "e", "an", "ai", "h", "t", "ion", "eau", "d"];
        for (int round = 0; round < 400; round++)
        {
            string word = string.Concat(Enumerable.Range(0, random.Next(2, 6)).Select(_ => pieces[random.Next(pieces.Length)]));
            string other = string.Concat(Enumerable.Range(0, random.Next(2, 6)).Select(_ => pieces[random.Next(pieces.Length)]));
            var readings = FrenchSounds.Read(word);
            foreach (string one in new[] { word, word + "s", other, word.Replace("ch", "tch", StringComparison.Ordinal) })
            {
                if (readings.Overlaps(FrenchSounds.Read(one)))
                {
                    var graph = new SpellingGraph();
                    FrenchSounds.AddSpellings(readings, graph);
                    Assert.True(new SpellingMatcher(new SpellingAutomaton(graph)).Matches(System.Text.Encoding.UTF8.GetBytes(one)), $"seed {seed}: {word} {one}");
                }
            }

            var names = NameSpellings.Read(FrenchLexicon.Shared, word, word);
            if (names.Overlaps(NameSpellings.Read(FrenchLexicon.Shared, other, other)))
            {
                var graph = new SpellingGraph();
                NameSpellings.AddSpellings(word, names, graph);
                Assert.True(new SpellingMatcher(new SpellingAutomaton(graph)).Matches(System.Text.Encoding.UTF8.GetBytes(other)), $"seed {seed}: {word} {other}");
            }
        }
    }

    [Fact]
    public void Slips_are_counted_without_accents()
    {
        var random = new Random(9);
        string[] letters = ["a", "e", "é", "œ", "o", "ê", "b", "æ", "c"];
        string Word() => string.Concat(Enumerable.Range(0, random.Next(1, 7)).Select(_ => letters[random.Next(letters.Length)]));
        for (int round = 0; round < 300; round++)
        {
            string word = Word();
            int edits = random.Next(3);
            string[] vocabulary = [.. Enumerable.Range(0, 60).Select(_ => Word()).Distinct()];
            var wanted = vocabulary.Where(term => SlowMatching.Distance(SlowMatching.CodePoints(WordKin.Fold(word)), SlowMatching.CodePoints(WordKin.Fold(term))) <= edits);
            var found = new Vocabulary(new IndexView(new WordSegment(vocabulary)))
                .Find(["text"], new FoldedFuzzyMatcher(WordKin.Fold(word), edits), default)
                .Select(term => term.Text);
            Assert.Equal(wanted.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        }
    }

    private static WordGroup Expand(string word, MatchLevel farthest, params string[] vocabulary) =>
        new WordExpander(new IndexView(new WordSegment(vocabulary))).Expand(Word(word, farthest), default);

    private static WordQuery Word(string word, MatchLevel farthest) => new("text", [[word]], WordRole.Content, farthest);

    private static IEnumerable<string> Terms(WordGroup group) => group.Variants.Select(variant => variant.Parts[0].Terms[0]);
}
