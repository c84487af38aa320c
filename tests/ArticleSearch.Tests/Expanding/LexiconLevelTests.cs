using ArticleSearch.Analysis;
using ArticleSearch.Analysis.Lexicon;
using ArticleSearch.Expanding;
using ArticleSearch.Indexing;
using ArticleSearch.Matching;
using ArticleSearch.Queries;
using ArticleSearch.TestKit;

namespace ArticleSearch.Tests.Expanding;

/// <summary>Accents, forms and families: what a word matches is what <see cref="WordRelations"/> defines, of the words that the index has.</summary>
public sealed class LexiconLevelTests
{
    private static readonly FrenchLexicon Lexicon = FrenchLexicon.Shared;

    [Theory]
    [InlineData("etat", "état", MatchLevel.Accent)]
    [InlineData("état", "etat", MatchLevel.Accent)]
    [InlineData("oeuvre", "œuvre", MatchLevel.Accent)]
    [InlineData("œuvres", "oeuvres", MatchLevel.Accent)]
    [InlineData("erdogan", "erdoğan", MatchLevel.Accent)]
    [InlineData("péché", "pêche", MatchLevel.Accent)]
    [InlineData("œil", "yeux", MatchLevel.Inflection)]
    [InlineData("va", "ira", MatchLevel.Inflection)]
    [InlineData("beau", "belle", MatchLevel.Inflection)]
    [InlineData("travail", "travaux", MatchLevel.Inflection)]
    [InlineData("états", "etat", MatchLevel.Inflection)]
    [InlineData("ecoles", "école", MatchLevel.Inflection)]
    [InlineData("covids", "covid", MatchLevel.Inflection)]
    [InlineData("plateformiser", "plateformisées", MatchLevel.Inflection)]
    [InlineData("plateformisés", "plateformisera", MatchLevel.Inflection)]
    [InlineData("russe", "russie", MatchLevel.Derivation)]
    [InlineData("fournir", "fourniture", MatchLevel.Derivation)]
    [InlineData("créer", "création", MatchLevel.Derivation)]
    [InlineData("élection", "électeur", MatchLevel.Derivation)]
    [InlineData("président", "présidence", MatchLevel.Derivation)]
    public void What_belongs_together_is_found_at_its_level(string word, string term, MatchLevel level)
    {
        Assert.Equal(level, Assert.Single(Expand(word, level, term).Variants).Level);
        Assert.Empty(level == MatchLevel.Accent ? [] : Expand(word, level - 1, term).Variants);
    }

    [Theory]
    [InlineData("poisson", "poison")]
    [InlineData("guerre", "guère")]
    [InlineData("désert", "dessert")]
    [InlineData("russe", "ruse")]
    [InlineData("parlement", "parler")]
    [InlineData("département", "départ")]
    [InlineData("paris", "parier")]
    [InlineData("armée", "arme")]
    [InlineData("chat", "châtiment")]
    [InlineData("avion", "avoir")]
    [InlineData("tsipras", "tsipra")]
    public void What_differs_stays_apart(string one, string other)
    {
        Assert.Empty(Expand(one, MatchLevel.Derivation, other).Variants);
        Assert.Empty(Expand(other, MatchLevel.Derivation, one).Variants);
    }

    [Fact]
    public void Near_terms_come_first_and_weigh_more_and_another_word_with_other_accents_weighs_little()
    {
        var group = Expand("péché", MatchLevel.Derivation, "pêche", "pécher", "péché", "peche", "péchés", "poire");
        Assert.Equal(["péché", "peche", "pêche", "pécher", "péchés"], group.Variants.Select(variant => variant.Parts[0].Terms[0]));
        float[] weights = [.. group.Variants.Select(variant => variant.Weight)];
        Assert.Equal(1f, weights[0]);
        Assert.True(weights[2] < weights[4] && weights[2] < ExpansionWeights.Derivation, "pêche weighs less than any form of péché, and than its family");
        Assert.True(weights[1] > weights[3]);
    }

    [Fact]
    public void Accents_that_were_typed_count_between_quotation_marks_and_those_left_out_are_forgiven()
    {
        var expander = new WordExpander(new IndexView(new WordSegment("etat", "état", "été", "œuvre", "oeuvre", "evénement", "événement", "évenement", "cote", "côte", "côté", "coté")));
        string[] Exact(string term) => [.. expander.ExactForms("text", term, default)];
        Assert.Equal(["etat", "état"], Exact("etat"));
        Assert.Equal(["état"], Exact("état"));
        Assert.Equal(["oeuvre", "œuvre"], Exact("oeuvre"));
        Assert.Equal(["œuvre"], Exact("œuvre"));
        Assert.Equal(["evénement", "événement"], Exact("evénement"));
        Assert.Equal(["côte"], Exact("côte"));
        Assert.Equal(["cote", "coté", "côte", "côté"], Exact("cote"));
        Assert.Equal(["nowhere"], Exact("nowhere"));
        Assert.Equal(["etat", "état"], Terms(expander.Expand(Word("etat", MatchLevel.Exact), default)));
        Assert.Equal(["état"], Terms(expander.Expand(Word("état", MatchLevel.Exact), default)));
    }

    [Fact]
    public void A_word_is_near_to_what_the_definition_says_and_to_nothing_else_of_an_index()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        var relations = new WordRelations(Lexicon);
        for (int round = 0; round < 4; round++)
        {
            string[] words = [.. Enumerable.Range(0, 10).Select(_ => AsTyped(Form(random.Next(Lexicon.FormCount)), random))];
            var vocabulary = words.SelectMany(Neighbours).Concat(Enumerable.Range(0, 300).Select(_ => Form(random.Next(Lexicon.FormCount))))
                .SelectMany(word => new[] { word, AsTyped(word, random) })
                .Distinct(StringComparer.Ordinal)
                .Where(_ => random.Next(3) > 0)
                .ToArray();
            var expander = new WordExpander(new IndexView(
                new WordSegment([.. vocabulary.Where((_, i) => i % 2 == 0)]), new WordSegment([.. vocabulary.Where((_, i) => i % 2 == 1)])));
            foreach (string word in words)
            {
                var expected = vocabulary
                    .Select(term => (Term: term, Relation: relations.Between(word, term)))
                    .Where(pair => pair.Relation != WordRelation.None)
                    .Select(pair => $"{pair.Term} {Level(pair.Relation)}")
                    .Order(StringComparer.Ordinal);
                var found = expander.Expand(Word(word, MatchLevel.Derivation), default).Variants
                    .Where(variant => variant.IsTerm)
                    .Select(variant => $"{variant.Parts[0].Terms[0]} {variant.Level}")
                    .Order(StringComparer.Ordinal);
                Assert.True(
                    expected.SequenceEqual(found, StringComparer.Ordinal),
                    $"seed {seed}, {word}\n- {string.Join(", ", expected.Except(found))}\n+ {string.Join(", ", found.Except(expected))}");
            }
        }
    }

    [Fact]
    public void A_compound_is_found_joined_and_in_parts_in_all_its_forms()
    {
        var index = new IndexView(new WordSegment("contre-offensive", "contre-offensives", "contre", "offensive", "offensives", "contreoffensive", "porte"));
        var query = new WordQuery("text", [["contre-offensive"], ["contre", "offensive"], ["contreoffensive"]], WordRole.Content, MatchLevel.Derivation);
        string[] found = [.. new WordExpander(index).Expand(query, default).Variants.Select(Text)];
        Assert.Contains("contre-offensive Exact", found);
        Assert.Contains("contreoffensive Exact", found);
        Assert.Contains("contre offensive Exact", found);
        Assert.Contains("contre-offensives Inflection", found);
        Assert.Contains("contre offensives Inflection", found);
        Assert.Equal(found.Distinct(), found);

        var parts = new WordQuery("text", [["contreoffensive"]], WordRole.Content, MatchLevel.Derivation);
        Assert.Equal(found.Order(StringComparer.Ordinal), new WordExpander(index).Expand(parts, default).Variants.Select(Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_inhabitant_finds_a_country_of_several_words()
    {
        var expander = new WordExpander(new IndexView(new WordSegment("états", "etats", "unis", "américain")));
        Assert.Contains("états unis Derivation", expander.Expand(Word("américain", MatchLevel.Derivation), default).Variants.Select(Text));
        var query = new WordQuery("text", [["états", "unis"]], WordRole.Content, MatchLevel.Derivation);
        Assert.Equal(["états unis Exact", "etats unis Accent", "américain Derivation"], expander.Expand(query, default).Variants.Select(Text));
    }

    [Fact]
    public void Title_and_text_are_walked_over_and_a_term_of_both_comes_once()
    {
        var segment = new WordSegment(new Dictionary<string, IReadOnlyList<string>> { ["text"] = ["chat"], ["title"] = ["chat", "chats"] });
        var group = new WordExpander(new IndexView(segment)).Expand(Word("chat", MatchLevel.Inflection) with { Field = PassageFields.Anywhere }, default);
        Assert.Equal(["text", "title"], group.Fields.ToArray());
        Assert.Equal(["chat Exact", "chats Inflection"], group.Variants.Select(Text));
        Assert.Equal(["chat"], Terms(new WordExpander(new IndexView(segment)).Expand(Word("chats", MatchLevel.Inflection), default)));
    }

    [Fact]
    public void Groups_are_the_same_in_every_culture()
    {
        var groups = new List<WordGroup>();
        foreach (string culture in Cultures.Names)
        {
            Cultures.Run(culture, () => groups.Add(Expand("inédite", MatchLevel.Derivation, "inedit", "inédits", "INEDIT", "ınedit", "inédite")));
        }

        Assert.True(groups.Count > 1);
        Assert.All(groups, group => Assert.Equal(groups[0], group));
        Assert.Equal(4, groups[0].Variants.Length); // all but the capitals, which are no term; ı is an i in every culture
    }

    [Fact]
    public void A_cancelled_expansion_stops()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(
            () => new WordExpander(new IndexView(new WordSegment("chat"))).Expand(Word("chat", MatchLevel.Derivation), cancelled.Token));
    }

    private static IEnumerable<string> Neighbours(string word)
    {
        var lemmas = new HashSet<int>();
        int[] forms = new int[FrenchLexicon.MostAlike];
        char[] based = new char[word.Length + 1];
        int length = UnknownWords.WriteBase(Lexicon, word, based);
        foreach (string one in new[] { word, new string(based, 0, length) })
        {
            foreach (int form in forms.AsSpan(0, Lexicon.FindAlike(one, forms)))
            {
                foreach (var reading in Lexicon.Lemmas(form))
                {
                    lemmas.Add(reading.Lemma);
                }
            }
        }

        for (int step = 0; step < 2; step++)
        {
            foreach (int lemma in lemmas.ToArray())
            {
                foreach (var relative in Lexicon.Relatives(lemma))
                {
                    lemmas.Add(relative.Lemma);
                }
            }
        }

        string[] endings = ["s", "isées", "isent", "euse", "trices", "eaux", "ienne"];
        return lemmas.SelectMany(Forms).Append(word).Append(word + "s").Append(new string(based, 0, length))
            .SelectMany(form => new[] { form, form + "s" })
            .Concat(endings.Select(ending => word[..Math.Max(Math.Min(3, word.Length), word.Length - 3)] + ending));
    }

    private static List<string> Forms(int lemma)
    {
        var forms = new List<string>();
        foreach (var form in Lexicon.Forms(lemma, new char[LemmaForms.BufferLength]))
        {
            forms.Add(form.ToString());
        }

        return forms;
    }

    /// <summary>As it stands, without accents, without that of the first letter, or as a word that no dictionary has.</summary>
    private static string AsTyped(string word, Random random) => random.Next(5) switch
    {
        0 => WordKin.Fold(word),
        1 => WordKin.Fold(word.AsSpan(0, 1)) + word[1..],
        2 => "néo" + word,
        _ => word,
    };

    private static string Form(int form)
    {
        char[] letters = new char[WordAutomaton.LongestForm];
        return new string(letters, 0, Lexicon.Spell(form, letters));
    }

    private static MatchLevel Level(WordRelation relation) => relation switch
    {
        WordRelation.Same => MatchLevel.Exact,
        WordRelation.Accent => MatchLevel.Accent,
        WordRelation.Inflection => MatchLevel.Inflection,
        _ => MatchLevel.Derivation,
    };

    private static WordGroup Expand(string word, MatchLevel farthest, params string[] vocabulary) =>
        new WordExpander(new IndexView(new WordSegment(vocabulary))).Expand(Word(word, farthest), default);

    private static WordQuery Word(string word, MatchLevel farthest) => new("text", [[word]], WordRole.Content, farthest, Variants: false);

    private static IEnumerable<string> Terms(WordGroup group) => group.Variants.Select(variant => variant.Parts[0].Terms[0]);

    private static string Text(WordVariant variant) =>
        $"{string.Join(' ', variant.Parts.Select(part => string.Join('|', part.Terms)))} {variant.Level}";
}
