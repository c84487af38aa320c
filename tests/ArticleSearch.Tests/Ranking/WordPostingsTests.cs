using System.Collections.Immutable;
using ArticleSearch.Analysis;
using ArticleSearch.Expanding;
using ArticleSearch.Matching;
using ArticleSearch.Queries;
using ArticleSearch.Ranking;
using ArticleSearch.Tests.Matching;

namespace ArticleSearch.Tests.Ranking;

/// <summary>Merged postings of words: what they hold, what they have in common, which are kept, and that nobody can tell from what is found.</summary>
public sealed class WordPostingsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Words_have_in_common_what_plain_sets_have(int seed)
    {
        var random = new Random(seed);
        var common = new CommonRows();
        for (int round = 0; round < 150; round++)
        {
            int maxDocument = random.Next(4) switch { 0 => 40, 1 => 3000, 2 => 30_000, _ => 200_000 };
            var words = new WordPostings[random.Next(1, 5)];
            for (int word = 0; word < words.Length; word++)
            {
                // From dense to rare, and sometimes in one corner.
                int part = Math.Max(1, maxDocument / (int)Math.Pow(random.Next(1, 20), random.Next(1, 4)));
                int first = random.Next(3) == 0 ? random.Next(maxDocument) : 0;
                int[] documents = [.. Enumerable.Range(0, part).Select(_ => random.Next(first, maxDocument)).Distinct().Order()];
                words[word] = Postings(random, documents);
            }

            var expected = words.Skip(1).Aggregate(Documents(words[0]).AsEnumerable(), (all, word) => all.Intersect(Documents(word))).Order().ToList();
            var found = new List<int>();
            common.TurnTo(words);
            while (common.MoveNext())
            {
                found.AddRange(common.Documents);
                for (int word = 0; word < words.Length; word++)
                {
                    for (int i = 0; i < common.Count; i++)
                    {
                        Assert.Equal(common.Documents[i], WordPostings.Document(words[word].Rows[common.Rows(word)[i]]));
                    }
                }
            }

            Assert.True(expected.SequenceEqual(found), $"seed {seed}, round {round}: {expected.Count} in common, {found.Count} found");
        }
    }

    [Fact]
    public void The_first_row_at_or_after_a_document_is_found_from_any_row_before_it()
    {
        var random = new Random(4);
        for (int round = 0; round < 50; round++)
        {
            int[] documents = [.. Enumerable.Range(0, random.Next(1, 200)).Select(_ => random.Next(500)).Distinct().Order()];
            var word = Postings(random, documents);
            for (int target = 0; target <= 500; target++)
            {
                int expected = documents.Count(document => document < target);
                Assert.Equal(expected, word.FirstRow(random.Next(expected + 1), target));
            }
        }
    }

    [Fact]
    public void Words_are_kept_that_were_asked_for_lately_and_in_no_more_room_than_there_is()
    {
        var index = Index(Enumerable.Range(0, 100).Select(i => string.Join(' ', Enumerable.Range(0, 40).Select(word => $"mot{word}"))));
        var kept = new MergedWords(index, room: 16 * 700); // each word takes 628 bytes: seventeen have room
        var memory = index.Ranking;
        var lengths = memory.Lengths(RankingParameters.Default);
        var words = Enumerable.Range(0, 40).Select(word => Terms(index, $"mot{word}")).ToList();
        words.ForEach(kept.Meet);
        for (int asked = 2; asked < MergedWords.Often; asked++)
        {
            words.ForEach(word => Assert.Null(kept.Of(word, lengths, memory)));
        }

        Assert.Equal(0, kept.Bytes);

        // Asked for in turn, the first ones stay, and each that is asked for is what it was.
        for (int round = 0; round < 3; round++)
        {
            for (int word = 0; word < words.Count; word++)
            {
                Assert.Equal(word < 17, kept.Of(words[word], lengths, memory) is not null);
            }
        }

        Assert.InRange(kept.Bytes, 17 * 600, 16 * 700);

        // What is asked for twice while they are not takes the place of the one that was not for the longest.
        var postings = kept.Of(words[30], lengths, memory);
        Assert.NotNull(postings);
        Assert.Equal(100, postings.Postings[0].Rows.Length);
        Assert.Same(postings, kept.Of(words[30], lengths, memory));
        Assert.Null(words[0].Merged);
        Assert.InRange(kept.Bytes, 17 * 600, 16 * 700);

        // One that takes more than a sixteenth of the room is never kept.
        var small = new MergedWords(index, room: 16 * 599);
        var fresh = Terms(index, "mot1");
        small.Meet(fresh);
        for (int asked = 0; asked < MergedWords.Often; asked++)
        {
            Assert.Null(small.Of(fresh, lengths, memory));
        }
    }

    [Fact]
    public void A_word_of_very_many_terms_and_one_that_stands_there_very_often_are_found_as_others_are()
    {
        var random = new Random(5);
        var passages = new List<PlainPassage>();
        for (int article = 0; article < 120; article++)
        {
            string often = article % 40 == 7 ? string.Join(' ', Enumerable.Repeat("paix", 200)) + " " : "";
            string text = often + string.Join(' ', Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next(3) == 0 ? "paix" : $"forme{random.Next(90)}"));
            passages.Add(new PlainPassage($"a{article:000}", new Dictionary<string, string>(StringComparer.Ordinal) { ["article"] = $"a{article:000}", ["text"] = text }, true));
        }

        var index = new IndexView([new ListedSegment([.. passages.Select(passage => passage.Fields)], [], "date", "article")]);
        var forms = Word([.. Enumerable.Range(0, 90).Select(form => $"forme{form}")], place: 0);
        var peace = Word(["paix"], place: 1);
        foreach (PlanNode plan in (PlanNode[])[forms, peace, Join(Occur.Must, forms, peace), Join(Occur.Should, forms, peace)])
        {
            var (expected, total) = new SlowRanking(passages, RankingParameters.Default).Search(plan, 10, byArticle: false);
            for (int times = 0; times < MergedWords.Often + 1; times++)
            {
                var lookup = new TermLookup(index);
                var ranked = new RankedPlan(plan, lookup, new Weigher(lookup, CancellationToken.None), RankingParameters.Default);
                var (hits, counted) = new Ranker(ranked, CancellationToken.None).Search(10, byArticle: false, long.MaxValue);
                Assert.True(expected.SequenceEqual(hits), $"{PlanText.Of(plan)}, {times} times before");
                Assert.Equal(total, counted);
            }
        }
    }

    private static WordPostings Postings(Random random, int[] documents) =>
        new([.. documents.Select(document => WordPostings.Row(document, (byte)random.Next(256)))], new ushort[documents.Length], [default]);

    private static int[] Documents(WordPostings word) => [.. word.Rows.ToArray().Select(WordPostings.Document)];

    private static PlanNode Join(Occur occur, params WordNode[] words) =>
        PlanSimplifier.Boolean([.. words.Select(word => new PlanClause(occur, word))], 0);

    private static WordNode Word(string[] terms, int place)
    {
        var variants = terms.Select((term, i) => new WordVariant([new PhrasePart(0, [term])], MatchLevel.Inflection, i == 0 ? 1 : 0.5f, VariantReason.Form));
        return new WordNode(new WordGroup(terms[0], ["text"], [.. variants], WordRole.Content)) { Place = place };
    }

    private static IndexView Index(IEnumerable<string> texts) => new([new ListedSegment(
        [.. texts.Select(text => new Dictionary<string, string>(StringComparer.Ordinal) { ["text"] = text })], [], "date", "article")]);

    private static WordTerms Terms(IndexView index, string term)
    {
        var located = new TermLookup(index).Locate(new IndexTerm("text", term));
        ImmutableArray<EvidenceVariant> variants = [new EvidenceVariant { Text = term, Field = "text", IsTitle = false, Units = Evidence.Unit, Term = located }];
        return new WordTerms(variants, located.Statistics.DocumentFrequency);
    }
}
