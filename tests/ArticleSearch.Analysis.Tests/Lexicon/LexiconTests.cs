using System.Text;
using ArticleSearch.Analysis.Lexicon;
using ArticleSearch.TestKit;

namespace ArticleSearch.Analysis.Tests.Lexicon;

/// <summary>The lexicon agrees with plain dictionaries, over every word it holds and over words it does not.</summary>
public sealed class LexiconTests
{
    private static readonly FrenchLexicon Lexicon = FrenchLexicon.Shared;

    [Fact]
    public void Every_form_of_every_word_is_found_spelled_and_led_back_to_its_words()
    {
        var plain = PlainLexicon.Shared;
        Assert.Equal(Lexicon.FormCount, plain.Lemmas.Count);
        var spelled = new char[WordAutomaton.LongestForm];
        int expected = 0;
        foreach (string form in plain.Lemmas.Keys.Order(StringComparer.Ordinal))
        {
            int number = Lexicon.Find(form);
            Assert.True(number == expected++, $"{form} has the number {number} in place of {expected - 1}");
            Assert.Equal(form, spelled.AsSpan(0, Lexicon.Spell(number, spelled)).ToString());
            Assert.Equal(plain.Lemmas[form], Lemmas(number).Order());
        }
    }

    [Fact]
    public void Every_word_has_a_base_that_is_one_of_its_forms_and_says_so()
    {
        for (int lemma = 0; lemma < Lexicon.LemmaCount; lemma++)
        {
            int bases = 0;
            foreach (var reading in Lexicon.Lemmas(Lexicon.BaseOf(lemma)))
            {
                bases += reading.Lemma == lemma && reading.IsBase && !reading.IsOvershadowed ? 1 : 0;
            }

            Assert.Equal(1, bases);
            Assert.NotEqual(PartsOfSpeech.None, Lexicon.PartsOf(lemma));
        }
    }

    [Fact]
    public void Words_without_accents_find_all_that_are_alike_in_the_order_of_forms()
    {
        Span<int> found = stackalloc int[FrenchLexicon.MostAlike];
        foreach (var (folded, alike) in PlainLexicon.Shared.Alike)
        {
            Assert.True(alike.Count <= FrenchLexicon.MostAlike, $"{alike.Count} forms are alike {folded}");
            alike.Sort(StringComparer.Ordinal);
            int count = Lexicon.FindAlike(folded, found);
            Assert.Equal(alike.Count, count);
            for (int i = 0; i < count; i++)
            {
                Assert.Equal(Lexicon.Find(alike[i]), found[i]);
            }
        }
    }

    [Fact]
    public void Words_that_are_nearly_forms_are_found_only_if_they_are()
    {
        const int seed = 20261122;
        var random = new Random(seed);
        var plain = PlainLexicon.Shared;
        string[] forms = [.. plain.Lemmas.Keys];
        var word = new StringBuilder();
        for (int round = 0; round < 100_000; round++)
        {
            word.Clear().Append(forms[random.Next(forms.Length)]);
            int place = random.Next(word.Length);
            switch (random.Next(4))
            {
                case 0:
                    word.Remove(place, 1);
                    break;
                case 1:
                    word[place] = "aeésrtœ-'’9Я"[random.Next(12)];
                    break;
                case 2:
                    word.Insert(place, forms[random.Next(forms.Length)][0]);
                    break;
                default:
                    word.Length = place;
                    break;
            }

            string text = word.ToString();
            bool isForm = plain.Lemmas.ContainsKey(text.Replace('’', '\''));
            Assert.True(isForm == (Lexicon.Find(text) >= 0), $"{text} (seed {seed}, round {round})");
        }
    }

    [Theory]
    [InlineData("etat", "état")]
    [InlineData("e\u0301tat", "état")]
    [InlineData("oeuvre", "œuvre", "œuvré")]
    [InlineData("œuvre", "œuvre", "œuvré")]
    [InlineData("coeurs", "cœurs")]
    [InlineData("peche", "pèche", "péché", "pêche", "pêché")]
    [InlineData("garcon", "garçon")]
    [InlineData("noel", "noël")]
    [InlineData("aout", "août")]
    [InlineData("prud’homme", "prud'homme")]
    [InlineData("zelensky")]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("\u0301")]
    public void Accents_are_forgiven(string word, params string[] forms) => Assert.Equal(forms, Alike(word, hyphens: false));

    [Theory]
    [InlineData("contreoffensive", "contre-offensive")]
    [InlineData("arcenciel", "arc-en-ciel")]
    [InlineData("weekend", "week-end")]
    [InlineData("porteavions", "porte-avions")]
    [InlineData("poisson", "poisson")]
    public void Hyphens_are_forgiven_where_that_is_asked_for(string word, params string[] forms)
    {
        Assert.Equal(forms, Alike(word, hyphens: true));
        Assert.Equal(forms.Where(form => !form.Contains('-', StringComparison.Ordinal)), Alike(word, hyphens: false));
    }

    [Theory]
    [InlineData("œil", "œil yeux œils")]
    [InlineData("beau", "beau beaux bel belle belles bels")]
    [InlineData("travail", "travail travaux")]
    [InlineData("acteur", "acteur acteurs actrice actrices")]
    [InlineData("kilogramme", "kilogramme kilogrammes")]
    public void All_forms_of_a_word_are_told_the_base_first(string word, string forms)
    {
        var reading = Assert.Single(Readings(word));
        var spellings = new List<string>();
        foreach (var form in Lexicon.Forms(reading.Lemma, new char[LemmaForms.BufferLength]))
        {
            spellings.Add(form.ToString());
        }

        Assert.Equal(forms, string.Join(' ', spellings));
    }

    [Theory]
    [InlineData("est", "est:Noun être:Verb")]
    [InlineData("porte", "porte:Nominal porter:Verb")]
    [InlineData("avions", "avion:Noun avoir:Verb")]
    [InlineData("été", "été:Noun être:Verb")]
    [InlineData("fils", "fils:Noun fil:Noun")]
    [InlineData("tours", "tours:Place tour:Noun")]
    [InlineData("paris", "paris:Place pari:Noun")]
    [InlineData("suis", "suivre:Verb être:Verb")]
    [InlineData("irons", "aller:Verb")]
    [InlineData("tout", "tout:Noun tout:Adverb, Function")]
    public void A_form_that_is_several_words_keeps_them_all_what_it_is_first_in_front(string form, string words)
    {
        var spelling = new char[WordAutomaton.LongestForm];
        Assert.Equal(words, string.Join(' ', Readings(form).Select(reading =>
        {
            int length = Lexicon.Spell(Lexicon.BaseOf(reading.Lemma), spelling);
            return $"{spelling.AsSpan(0, length)}:{Lexicon.PartsOf(reading.Lemma)}";
        })));
    }

    [Fact]
    public void Relatives_know_each_other_and_nobody_is_made_from_itself()
    {
        int relations = 0;
        for (int lemma = 0; lemma < Lexicon.LemmaCount; lemma++)
        {
            foreach (var relative in Lexicon.Relatives(lemma))
            {
                Assert.NotEqual(lemma, relative.Lemma);
                Assert.True(Enum.IsDefined(relative.Kind));
                int back = 0;
                foreach (var other in Lexicon.Relatives(relative.Lemma))
                {
                    back += other.Lemma == lemma && other.Kind == relative.Kind && other.IsHead != relative.IsHead ? 1 : 0;
                }

                Assert.Equal(1, back);
                relations++;
            }
        }

        Assert.True(relations > 40_000, $"{relations} relations");
    }

    [Theory]
    [InlineData("création", "> Agent créateur; > Adjective créatif; < Action créer")]
    [InlineData("russie", "> Inhabitant russe")]
    [InlineData("président", "> Quality présidence; > Adjective présidentiel; < Agent présider")]
    [InlineData("doux", "> Quality douceur; > Adverb doucement; > Verb adoucir; > Verb doucir")]
    [InlineData("poisson", "> Adjective poissonnier")]
    public void A_word_tells_what_was_made_from_it_and_what_it_was_made_from(string word, string relatives)
    {
        var spelling = new char[WordAutomaton.LongestForm];
        var told = new List<string>();
        foreach (var relative in Lexicon.Relatives(Readings(word)[0].Lemma))
        {
            int length = Lexicon.Spell(Lexicon.BaseOf(relative.Lemma), spelling);
            told.Add($"{(relative.IsHead ? '<' : '>')} {relative.Kind} {spelling.AsSpan(0, length)}");
        }

        Assert.Equal(relatives.Split("; ").Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Asking_allocates_nothing()
    {
        Ask();
        long before = GC.GetAllocatedBytesForCurrentThread();
        int answers = Ask();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(answers > 50);
    }

    [Fact]
    public void It_is_the_same_in_every_culture() =>
        Cultures.Run("tr-TR", () =>
        {
            Assert.Equal(FrenchLexicon.Unknown, Lexicon.Find("iii"));
            Assert.Equal(["ironie"], Alike("ironie", hyphens: false));
            Assert.Equal(["île"], Alike("ile", hyphens: false));
            Assert.Equal(WordRelation.Inflection, new WordRelations(Lexicon).Between("ira", "va"));
        });

    private static int Ask()
    {
        int answers = 0;
        Span<int> alike = stackalloc int[FrenchLexicon.MostAlike];
        Span<char> buffer = stackalloc char[LemmaForms.BufferLength];
        foreach (string word in (ReadOnlySpan<string>)["porte", "etat", "œuvres", "zelensky", "présidente", "arcenciel"])
        {
            answers += Lexicon.FindAlike(word, alike, hyphens: true);
            int form = Lexicon.Find(word);
            if (form < 0)
            {
                continue;
            }

            foreach (var reading in Lexicon.Lemmas(form))
            {
                foreach (var spelling in Lexicon.Forms(reading.Lemma, buffer))
                {
                    answers += spelling.Length;
                }

                foreach (var relative in Lexicon.Relatives(reading.Lemma))
                {
                    answers += relative.IsHead ? 1 : 0;
                }
            }
        }

        return answers;
    }

    private static List<int> Lemmas(int form)
    {
        var lemmas = new List<int>();
        foreach (var reading in Lexicon.Lemmas(form))
        {
            lemmas.Add(reading.Lemma);
        }

        return lemmas;
    }

    private static List<Reading> Readings(string form)
    {
        var readings = new List<Reading>();
        foreach (var reading in Lexicon.Lemmas(Lexicon.Find(form)))
        {
            readings.Add(reading);
        }

        return readings;
    }

    private static List<string> Alike(string word, bool hyphens)
    {
        var forms = new int[FrenchLexicon.MostAlike];
        var spelling = new char[WordAutomaton.LongestForm];
        return [.. forms.Take(Lexicon.FindAlike(word, forms, hyphens))
            .Select(form => spelling.AsSpan(0, Lexicon.Spell(form, spelling)).ToString())];
    }
}
