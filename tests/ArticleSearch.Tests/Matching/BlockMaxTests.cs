using System.Globalization;
using ArticleSearch.Analysis;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.Matching;
using ArticleSearch.Parsing;
using ArticleSearch.Queries;
using ArticleSearch.TestKit;

namespace ArticleSearch.Tests.Matching;

/// <summary>The searches that pass over blocks find exactly what the exhaustive one finds: documents, scores, ties and totals.</summary>
public sealed class BlockMaxTests
{
    private static readonly int[] Tops = [0, 1, 2, 3, 10, 1000];
    private static readonly long[] Thresholds = [0, 1, 20, long.MaxValue];

    [Theory]
    [InlineData(41, 0)]
    [InlineData(42, 6)]
    [InlineData(43, 2)]
    [InlineData(44, 0)]
    public void Terms_and_disjunctions_find_what_the_exhaustive_search_finds(int seed, int deletedOneIn)
    {
        var random = new RandomQueries(new Random(seed));
        for (int round = 0; round < 4; round++)
        {
            var index = new IndexView([.. Enumerable.Range(0, random.Random.Next(1, 4)).Select(_ => Segment(random, deletedOneIn))]);
            for (int i = 0; i < 25; i++)
            {
                var query = Disjunction(random);
                Compare(index, query, $"seed {seed}, round {round}, query {i}: {QueryText.Of(query)}");
            }
        }
    }

    [Fact]
    public void Fuzzy_words_with_many_spellings_find_what_the_exhaustive_search_finds()
    {
        var random = new RandomQueries(new Random(45));
        var index = new IndexView(Segment(random, 0), Segment(random, 5));
        for (int i = 0; i < 25; i++)
        {
            Query query = new FuzzyQuery("text", random.Word(), 2);
            Compare(index, query, $"query {i}: {QueryText.Of(query)}");
        }
    }

    [JavaTheory]
    [InlineData(1, "merge")]
    [InlineData(2, "many,deletes")]
    public void So_they_do_on_files(int seed, string flags)
    {
        using var folder = new TemporaryFolder();
        JavaOracle.Shared.Ask("random", folder.FolderPath, seed.ToString(CultureInfo.InvariantCulture), "6000", flags);
        using var files = new FileSystemFolder(folder.FolderPath);
        using var snapshot = IndexSnapshot.Open(files);
        var index = SearchedCommit.Of(snapshot).Searcher.Index;
        var random = new Random(seed);
        string[] words = ["armée", "Russie", "pêche", "œuvre", "aujourd’hui", "président", "ministère", "nord", "train", "accord", "Moscou", "2023", "1er", "10", "ONU"];
        for (int i = 0; i < 60; i++)
        {
            string text = string.Join(' ', Enumerable.Range(0, random.Next(1, 6)).Select(_ =>
                words[random.Next(words.Length)] + random.Next(4) switch { 0 => "^" + random.Next(1, 9).ToString(CultureInfo.InvariantCulture), _ => "" }));
            Compare(index, LuceneQueryParser.Parse(text, AnalysisChain.Named("lucene-french")), $"seed {seed}, query {i}: {text}");
        }
    }

    private static void Compare(IndexView index, Query query, string what)
    {
        foreach (int top in Tops)
        {
            foreach (long threshold in Thresholds)
            {
                var expected = new IndexSearcher(index, exhaustive: true).Search(query, top, threshold);
                var found = new IndexSearcher(index).Search(query, top, threshold);
                Assert.True(
                    expected.Total == found.Total && expected.Hits.SequenceEqual(found.Hits),
                    $"{what}, top {top} of {threshold}\n"
                    + $"  exhaustive {expected.Total}: {string.Join(' ', expected.Hits.Take(12))}\n"
                    + $"  pruned     {found.Total}: {string.Join(' ', found.Hits.Take(12))}");
            }
        }
    }

    private static ListedSegment Segment(RandomQueries random, int deletedOneIn)
    {
        // Some documents alike, so that there are ties; and enough of them for several windows.
        var kinds = Enumerable.Range(0, 30).Select(_ => random.Document()).ToArray();
        var documents = Enumerable.Range(0, random.Random.Next(1, 150)).Select(_ => kinds[random.Random.Next(kinds.Length)]).ToArray();
        return new ListedSegment(
            documents, Enumerable.Range(0, documents.Length).Where(_ => deletedOneIn > 0 && random.Random.Next(deletedOneIn) == 0), "date");
    }

    private static Query Disjunction(RandomQueries random)
    {
        int terms = random.Random.Next(3) == 0 ? 1 : random.Random.Next(2, 9);
        return new BooleanQuery([.. Enumerable.Range(0, terms).Select(_ => new BooleanClause(Occur.Should, Term(random)))]);
    }

    private static Query Term(RandomQueries random)
    {
        Query term = random.Random.Next(12) switch
        {
            0 => new TermQuery("date", RandomQueries.Dates[random.Random.Next(RandomQueries.Dates.Length)]),
            1 => new TermQuery("none", "x"),
            2 or 3 => new TermQuery("title", random.Word()),
            _ => new TermQuery("text", random.Word()),
        };
        return random.Random.Next(3) > 0 ? term : new BoostQuery(term, MathF.Pow(10, (random.Random.NextSingle() * 24) - 12));
    }
}
