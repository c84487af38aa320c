using ArticleSearch.Matching;
using ArticleSearch.Queries;

namespace ArticleSearch.Tests.Matching;

public sealed class IndexSearcherTests
{
    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    public void Scores_totals_and_order_do_not_depend_on_the_number_of_segments(int seed)
    {
        var random = new RandomQueries(new Random(seed));
        var documents = Enumerable.Range(0, 90).Select(_ => random.Document()).ToArray();
        var one = new IndexSearcher(new IndexView(new ListedSegment(documents, null, "date")));
        int cut = random.Random.Next(1, 40);
        var many = new IndexSearcher(new IndexView(
            new ListedSegment(documents[..cut], null, "date"),
            new ListedSegment(documents[cut..(cut + 1)], null, "date"),
            new ListedSegment([], null, "date"),
            new ListedSegment(documents[(cut + 1)..], null, "date")));
        for (int i = 0; i < 300; i++)
        {
            var query = random.Query();
            var expected = one.Search(query, 20);
            var found = many.Search(query, 20);
            Assert.True(
                expected.Hits.SequenceEqual(found.Hits) && expected.Total == found.Total,
                $"seed {seed}, query {i}: {QueryText.Of(query)}");
        }
    }

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    public void The_best_few_are_the_first_of_all(int seed)
    {
        var random = new RandomQueries(new Random(seed));
        var documents = Enumerable.Range(0, 120).Select(_ => random.Document()).ToArray();
        var searcher = new IndexSearcher(new IndexView(new ListedSegment(documents[..70], [1, 2, 3], "date"), new ListedSegment(documents[70..], [5], "date")));
        for (int i = 0; i < 100; i++)
        {
            var query = random.Query();
            var all = searcher.Search(query, int.MaxValue);
            Assert.Equal(all.Hits.Length, all.Total.Value);
            Assert.Equal(all.Hits.AsEnumerable(), all.Hits.OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Document));
            foreach (int top in (int[])[0, 1, 2, 7, 10, 50])
            {
                var found = searcher.Search(query, top);
                Assert.Equal(all.Hits.Take(top), found.Hits);
                Assert.Equal(all.Total, found.Total);
            }
        }
    }

    [Fact]
    public void Beyond_the_threshold_the_total_is_a_lower_bound()
    {
        var documents = Enumerable.Range(0, 30).Select(_ => new Dictionary<string, string> { ["text"] = "a b" }).ToArray();
        var searcher = new IndexSearcher(new IndexView(new ListedSegment(documents[..20]), new ListedSegment(documents[20..])));
        var query = new TermQuery("text", "a");

        Assert.Equal(new TotalHits(30, true), searcher.Search(query, 3, 30).Total);
        Assert.Equal(new TotalHits(29, false), searcher.Search(query, 3, 29).Total);
        Assert.Equal(new TotalHits(0, false), searcher.Search(query, 0, 0).Total);
        Assert.Equal("29+", searcher.Search(query, 3, 29).Total.ToString());
    }

    [Fact]
    public void A_group_is_shown_once_by_its_best_document()
    {
        string[] texts = ["a b c", "a", "a a", "b", "a c", "a a a"];
        string[] articles = ["x", "y", "x", "y", "z", "x"];
        var documents = texts.Zip(articles, (text, article) => new Dictionary<string, string> { ["text"] = text, ["article"] = article }).ToArray();
        var searcher = new IndexSearcher(new IndexView(
            new ListedSegment(documents[..3], null, "article"), new ListedSegment(documents[3..], null, "article")));
        var query = new TermQuery("text", "a");

        var passages = searcher.Search(query, 10).Hits;
        var groups = searcher.SearchGroups(query, "article", 10);

        Assert.Equal(new TotalHits(3, true), groups.Total);
        Assert.Equal(passages.DistinctBy(hit => articles[hit.Document]), groups.Hits);
        Assert.Equal(groups.Hits.Take(2), searcher.SearchGroups(query, "article", 2).Hits);
        Assert.Equal(passages.AsEnumerable(), searcher.SearchGroups(query, "nothing", 10).Hits);
    }

    [Fact]
    public void A_cancelled_search_stops()
    {
        var documents = Enumerable.Range(0, 10).Select(_ => new Dictionary<string, string> { ["text"] = "a b" }).ToArray();
        var searcher = new IndexSearcher(new IndexView(new ListedSegment(documents)));
        Assert.Throws<OperationCanceledException>(() => searcher.Search(new MatchAllQuery(), 3, 10, new CancellationToken(true)));
    }

    [Fact]
    public void An_index_without_documents_has_no_hits()
    {
        var random = new RandomQueries(new Random(5));
        foreach (var view in (IndexView[])[new IndexView([]), new IndexView(new ListedSegment([]))])
        {
            for (int i = 0; i < 100; i++)
            {
                var found = new IndexSearcher(view).Search(random.Query(), 10);
                Assert.Empty(found.Hits);
                Assert.Equal(new TotalHits(0, true), found.Total);
            }
        }
    }

    [Fact]
    public void A_query_nested_too_deep_is_refused()
    {
        var searcher = new IndexSearcher(new IndexView(new ListedSegment([])));
        Query query = new TermQuery("text", "a");
        for (int i = 0; i < 100_000; i++)
        {
            query = new BooleanQuery([new BooleanClause(Occur.Should, query), new BooleanClause(Occur.Must, query)]);
        }

        Assert.Throws<ArgumentException>(() => searcher.Search(query, 10));
    }
}
