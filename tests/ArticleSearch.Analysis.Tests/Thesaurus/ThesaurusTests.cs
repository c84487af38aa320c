using ArticleSearch.Analysis.Lexicon;
using ArticleSearch.Analysis.Thesaurus;
using ArticleSearch.TestKit;

namespace ArticleSearch.Analysis.Tests.Thesaurus;

/// <summary>The thesaurus says of words what a teacher of French would, and of every word something that can be.</summary>
public sealed class ThesaurusTests
{
    private static readonly FrenchLexicon Lexicon = FrenchLexicon.Shared;
    private static readonly FrenchThesaurus Thesaurus = FrenchThesaurus.Shared;

    [Theory]
    [InlineData("guerre", "conflit")]
    [InlineData("guerre", "combat")]
    [InlineData("voiture", "automobile")]
    [InlineData("voiture", "véhicule")]
    [InlineData("mourir", "décéder")]
    [InlineData("mourir", "périr")]
    [InlineData("impôt", "taxe")]
    [InlineData("maison", "habitation")]
    [InlineData("médecin", "docteur")]
    [InlineData("rapide", "prompt")]
    [InlineData("commencer", "débuter")]
    [InlineData("vite", "rapidement")]
    [InlineData("élève", "écolier")]
    public void Words_that_mean_nearly_the_same_are_near_each_other(string one, string other)
    {
        Assert.Contains(other, Near(one));
        Assert.Contains(one, Near(other));
    }

    [Theory]
    [InlineData("poisson", "poison")]
    [InlineData("guerre", "guerrier")]
    [InlineData("dessert", "désert")]
    [InlineData("voiture", "avion")]
    [InlineData("lundi", "mardi")]
    [InlineData("manger", "boire")]
    public void Words_that_only_look_alike_or_belong_together_are_not(string one, string other)
    {
        Assert.DoesNotContain(other, Near(one));
        Assert.DoesNotContain(one, Near(other));
    }

    [Theory]
    [InlineData("france")]
    [InlineData("quarante")]
    public void Names_and_numbers_have_no_near_meanings(string word) => Assert.Empty(Near(word));

    [Fact]
    public void All_near_meanings_are_words_of_the_lexicon_in_order_and_may_be_the_same_part_of_speech()
    {
        var near = new NearMeaning[FrenchThesaurus.Most];
        var known = new HashSet<int>();
        int pairs = 0;
        int most = 0;
        for (int lemma = 0; lemma < Lexicon.LemmaCount; lemma++)
        {
            int count = Thesaurus.Of(lemma, near);
            for (int i = 0; i < count; i++)
            {
                var (other, strength) = near[i];
                Assert.InRange(other, 0, Lexicon.LemmaCount - 1);
                Assert.NotEqual(lemma, other);
                Assert.InRange(strength, 1 / 16f, 1f);
                Assert.NotEqual(PartsOfSpeech.None, Lexicon.PartsOf(lemma) & Lexicon.PartsOf(other));
                Assert.True(i == 0 || (-near[i - 1].Strength, near[i - 1].Lemma).CompareTo((-strength, other)) < 0, $"{lemma}: {i}");
                known.Add(other);
            }

            if (count > 0)
            {
                known.Add(lemma);
            }

            most = Math.Max(most, count);
            pairs += count;
        }

        Assert.Equal(FrenchThesaurus.Most, most);
        Assert.Equal(Thesaurus.KnownCount, known.Count);
        Assert.True(pairs > 200_000, $"{pairs} pairs");
    }

    [Fact]
    public void With_less_room_the_strongest_are_told()
    {
        var all = new NearMeaning[FrenchThesaurus.Most + 3];
        for (int lemma = 0; lemma < Lexicon.LemmaCount; lemma += 97)
        {
            int count = Thesaurus.Of(lemma, all);
            for (int room = 0; room <= count; room++)
            {
                var some = new NearMeaning[room];
                Assert.Equal(room, Thesaurus.Of(lemma, some));
                Assert.Equal(all[..room], some);
            }
        }
    }

    [Fact]
    public void What_is_no_lemma_is_the_callers_mistake()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Thesaurus.Of(-1, new NearMeaning[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Thesaurus.Of(Lexicon.LemmaCount, new NearMeaning[1]));
    }

    [Fact]
    public void Every_culture_and_many_threads_at_once_get_the_same()
    {
        int expected = Digest();
        foreach (string culture in Cultures.Names)
        {
            Cultures.Run(culture, () => Assert.Equal(expected, Digest()));
        }

        var digests = new int[4];
        using var together = new Barrier(digests.Length);
        var threads = Enumerable.Range(0, digests.Length).Select(i => new Thread(() =>
        {
            together.SignalAndWait();
            digests[i] = Digest();
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.All(digests, digest => Assert.Equal(expected, digest));
    }

    private static int Digest()
    {
        var near = new NearMeaning[FrenchThesaurus.Most];
        int digest = 17;
        for (int lemma = 0; lemma < Lexicon.LemmaCount; lemma++)
        {
            int count = FrenchThesaurus.Shared.Of(lemma, near);
            for (int i = 0; i < count; i++)
            {
                digest = unchecked((31 * digest) + (16 * near[i].Lemma) + (int)(16 * near[i].Strength));
            }
        }

        return digest;
    }

    /// <summary>The base forms of all that is near to any word of this base form.</summary>
    private static List<string> Near(string word)
    {
        var found = new List<string>();
        var near = new NearMeaning[FrenchThesaurus.Most];
        var letters = new char[WordAutomaton.LongestForm];
        int form = Lexicon.Find(word);
        Assert.True(form >= 0, word);
        foreach (var reading in Lexicon.Lemmas(form))
        {
            int count = reading.IsBase ? Thesaurus.Of(reading.Lemma, near) : 0;
            for (int i = 0; i < count; i++)
            {
                found.Add(letters.AsSpan(0, Lexicon.Spell(Lexicon.BaseOf(near[i].Lemma), letters)).ToString());
            }
        }

        return found;
    }
}
