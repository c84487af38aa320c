using System.Collections.Immutable;
using System.Text;
using ArticleSearch.Matching;
using ArticleSearch.Queries;

namespace ArticleSearch.Tests.Matching;

/// <summary>What is found is what the query means, read word by word.</summary>
public sealed class DefinitionTests
{
    [Theory]
    [InlineData(61)]
    [InlineData(62)]
    [InlineData(63)]
    public void A_document_is_found_if_and_only_if_it_matches(int seed)
    {
        var random = new RandomQueries(new Random(seed));
        var documents = Enumerable.Range(0, 60).Select(_ => random.Document()).ToArray();
        var searcher = new IndexSearcher(new IndexView(
            new ListedSegment(documents[..25], null, "date"), new ListedSegment(documents[25..], null, "date")));
        for (int i = 0; i < 300; i++)
        {
            var query = random.Query();
            if (Leaves(query).Any(leaf => leaf is RegexpQuery or FuzzyQuery { MaxExpansions: < 50 } || RepeatsWords(leaf)))
            {
                continue;
            }

            var expected = Enumerable.Range(0, documents.Length).Where(document => SlowMatches.Matches(query, documents[document]));
            var found = searcher.Search(query, documents.Length).Hits.Select(hit => hit.Document).Order();
            Assert.True(expected.SequenceEqual(found), $"seed {seed}, query {i}: {QueryText.Of(query)}");
        }
    }

    [Theory]
    [InlineData(71)]
    [InlineData(72)]
    public void A_fuzzy_word_means_the_nearest_terms_of_the_whole_index(int seed)
    {
        var random = new RandomQueries(new Random(seed));
        var documents = Enumerable.Range(0, 40).Select(_ => random.Document()).ToArray();
        var index = new IndexView(new ListedSegment(documents[..15], null, "date"), new ListedSegment(documents[15..], null, "date"));
        string[] vocabulary = [.. documents.SelectMany(document => SlowMatches.Words(document, "text")).Select(word => word.Word).Distinct(StringComparer.Ordinal)];
        for (int i = 0; i < 200; i++)
        {
            var fuzzy = new FuzzyQuery("text", random.Word(), random.Random.Next(3), random.Random.Next(3), random.Random.Next(1, 8));
            int length = fuzzy.Term.EnumerateRunes().Count();
            var nearest = vocabulary.Select(word => (Word: word, Edits: SlowMatches.Distance(fuzzy, word)))
                .Where(near => near.Edits <= fuzzy.MaxEdits)
                .Select(near => (near.Word, Nearness: near.Edits == 0 ? 1 : 1 - (near.Edits / (float)Math.Min(length, near.Word.EnumerateRunes().Count()))))
                .OrderByDescending(near => near.Nearness)
                .ThenBy(near => Encoding.UTF8.GetBytes(near.Word), Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)))
                .Take(fuzzy.MaxExpansions);

            var plan = FuzzyExpansion.Plan(new TermLookup(index), fuzzy, CancellationToken.None);

            Assert.Equal(
                nearest.Select(near => ($"text:{near.Word}", Math.Max(0f, near.Nearness))).OrderBy(near => near.Item1, StringComparer.Ordinal),
                Terms(plan).OrderBy(term => term.Item1, StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData(81)]
    [InlineData(82)]
    public void The_matches_of_a_phrase_are_those_its_score_counts_and_stand_where_they_say(int seed)
    {
        var random = new RandomQueries(new Random(seed));
        var documents = Enumerable.Range(0, 60).Select(_ => random.Document()).ToArray();
        var segment = new ListedSegment(documents, null, "date");
        int matched = 0;
        for (int i = 0; i < 4000; i++)
        {
            if (random.Query(0) is not PhraseQuery phrase)
            {
                continue;
            }

            for (int document = 0; document < documents.Length; document++)
            {
                foreach (var places in PhraseMatches.Enumerate(segment, phrase, document))
                {
                    matched++;
                    string text = documents[document][phrase.Field];
                    Assert.Equal(phrase.Parts.Length, places.Length);
                    Assert.All(phrase.Parts.Zip(places), pair => Assert.Contains(text[pair.Second.StartOffset..pair.Second.EndOffset], pair.First.Terms));
                    int[] shifted = [.. phrase.Parts.Zip(places, (part, place) => place.Position - part.Position)];
                    Assert.InRange(shifted.Max() - shifted.Min(), 0, phrase.Slop);
                }
            }
        }

        Assert.True(matched > 500);
    }

    [Fact]
    public void An_exact_phrase_stands_wherever_its_words_do()
    {
        var segment = new ListedSegment([new Dictionary<string, string> { ["text"] = "a b a b c a _ b" }]);
        static PhraseQuery Of(params (int Position, string Term)[] parts) =>
            new("text", [.. parts.Select(part => new PhrasePart(part.Position, ImmutableArray.Create(part.Term)))]);

        Assert.Equal([0, 2], Starts(Of((0, "a"), (1, "b"))));
        Assert.Equal([0], Starts(Of((0, "a"), (1, "b"), (2, "a"))));
        Assert.Equal([5], Starts(Of((0, "a"), (2, "b"))));
        Assert.Equal([1, 3, 7], Starts(Of((0, "b"))));
        Assert.Empty(Starts(Of((0, "a"), (1, "x"))));

        int[] Starts(PhraseQuery phrase) => [.. PhraseMatches.Enumerate(segment, phrase, 0).Select(places => places[0].Position)];
    }

    private static IEnumerable<(string, float)> Terms(PlanNode plan) => plan switch
    {
        NoneNode => [],
        TermNode term => [(term.Term.ToString(), 1f)],
        BoostNode { Inner: TermNode term } boost => [(term.Term.ToString(), boost.Boost)],
        BoostNode { Inner: ConstantNode { Inner: TermNode term } } boost => [(term.Term.ToString(), boost.Boost)],
        BooleanNode join => join.Clauses.SelectMany(clause => Terms(clause.Node)),
        _ => throw new InvalidOperationException(plan.ToString()),
    };

    private static IEnumerable<Query> Leaves(Query query) => query switch
    {
        BooleanQuery boolean => boolean.Clauses.SelectMany(clause => Leaves(clause.Query)),
        BoostQuery boost => Leaves(boost.Query),
        ConstantScoreQuery constant => Leaves(constant.Query),
        _ => [query],
    };

    /// <summary>Parts of a moved phrase with words in common must not stand on the same one, which Lucene finds in its own way.</summary>
    private static bool RepeatsWords(Query query) =>
        query is PhraseQuery { Slop: > 0 } phrase
        && phrase.Parts.SelectMany(part => part.Terms).GroupBy(term => term, StringComparer.Ordinal).Any(group => group.Count() > 1);
}
