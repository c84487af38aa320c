using System.Globalization;
using ArticleSearch.Matching;
using ArticleSearch.Queries;
using ArticleSearch.TestKit;
using Xunit.Abstractions;

namespace ArticleSearch.Tests.Matching;

/// <summary>Matches and scores against real Lucene, on the same words in the same segments.</summary>
public sealed class JavaMatchingTests(ITestOutputHelper output)
{
    private const int Top = 100;

    /// <summary>How many random indexes a case tries; the environment variable MATCHING_ROUNDS asks for more.</summary>
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("MATCHING_ROUNDS") ?? "3", CultureInfo.InvariantCulture);

    [JavaTheory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 4)]
    [InlineData(4, 4)]
    public void Documents_scores_totals_and_order_equal_Lucenes(int seed, int segments)
    {
        long queries = 0;
        long hits = 0;
        long sameBits = 0;
        int ambiguous = 0;
        List<string> failures = [];
        for (int round = 0; round < Rounds; round++)
        {
            var random = new RandomQueries(new Random((seed * 1000) + round));
            var (request, index) = Index(random, segments);
            Query[] asked = [.. Enumerable.Range(0, 250).Select(_ => random.Query())];
            var lines = JavaOracle.Shared.Ask([.. request, .. asked.Select(query => "query " + QueryText.Of(query))]);
            var searcher = new IndexSearcher(index);
            for (int i = 0; i < asked.Length; i++)
            {
                Assert.False(lines[i].StartsWith('!'), $"{QueryText.Of(asked[i])}: {lines[i]}");
                var theirs = JavaAnswer.Parse(lines[i]);
                var ours = searcher.Search(asked[i], Top, long.MaxValue);
                queries++;
                hits += theirs.Hits.Length;
                sameBits += theirs.SameBits(ours);
                if (theirs.Equals(ours))
                {
                    continue;
                }

                if (IsAmbiguous(asked[i]))
                {
                    ambiguous++;
                }
                else
                {
                    failures.Add($"seed {seed}, round {round}, query {i}: {QueryText.Of(asked[i])}\n{theirs.Describe(ours)}");
                }
            }
        }

        output.WriteLine($"{queries} queries, {hits} hits, {sameBits} with the same bits, {failures.Count} queries differ, {ambiguous} ambiguous ones do");
        Assert.True(failures.Count == 0, $"{failures.Count} of {queries} queries differ:\n" + string.Join('\n', failures.Take(12)));
    }

    /// <summary>
    /// Whether a term may come both from a fuzzy query and from elsewhere. Lucene then scores it with the frequencies of either
    /// one, as a hash seeded by the clock decides.
    /// </summary>
    private static bool IsAmbiguous(Query query)
    {
        var leaves = Leaves(query).ToArray();
        return leaves.OfType<FuzzyQuery>().Any(fuzzy => leaves.Any(other => !ReferenceEquals(other, fuzzy) && other switch
        {
            FuzzyQuery second => second.Field == fuzzy.Field,
            TermQuery term => term.Field == fuzzy.Field,
            PhraseQuery phrase => phrase.Field == fuzzy.Field && phrase.Parts.Length == 1,
            _ => false,
        }));
    }

    private static IEnumerable<Query> Leaves(Query query) => query switch
    {
        BooleanQuery boolean => boolean.Clauses.SelectMany(clause => Leaves(clause.Query)),
        BoostQuery boost => Leaves(boost.Query),
        ConstantScoreQuery constant => Leaves(constant.Query),
        _ => [query],
    };

    private static (List<string> Request, IndexView Index) Index(RandomQueries random, int segments)
    {
        List<string> request = ["match", Top.ToString(CultureInfo.InvariantCulture), "date"];
        List<string> deletions = [];
        List<SegmentView> views = [];
        int number = 0;
        for (int segment = 0; segment < segments; segment++)
        {
            var documents = Enumerable.Range(0, random.Random.Next(1, 120)).Select(_ => random.Document()).ToArray();
            foreach (var document in documents)
            {
                request.Add("doc " + string.Join('|', document.Select(field => $"{field.Key}={field.Value}")));
            }

            request.Add("commit");
            int[] deleted = [.. Enumerable.Range(1, documents.Length - 1).Where(_ => random.Random.Next(8) == 0)];
            deletions.AddRange(deleted.Select(document => $"delete {number + document}"));
            number += documents.Length;
            views.Add(new ListedSegment(documents, deleted, "date"));
        }

        return ([.. request, .. deletions], new IndexView([.. views]));
    }
}
