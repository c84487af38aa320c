using ArticleSearch.Matching;

namespace ArticleSearch.Tests.Matching;

/// <summary>An explanation tells the score that a search computes, to the last bit.</summary>
public sealed class ExplanationTests
{
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void The_value_of_an_explanation_is_the_score_of_every_kind_of_query(int seed)
    {
        var random = new RandomQueries(new Random(seed));
        var documents = Enumerable.Range(0, 40).Select(_ => random.Document()).ToArray();
        var index = new IndexView(new ListedSegment(documents[..25], [3, 7], "date"), new ListedSegment(documents[25..], [], "date"));
        var searcher = new IndexSearcher(index);
        for (int i = 0; i < 150; i++)
        {
            var query = random.Query();
            var found = searcher.Search(query, index.MaxDocument).Hits.ToDictionary(hit => hit.Document, hit => hit.Score);
            for (int document = 0; document < index.MaxDocument; document++)
            {
                var explanation = searcher.Explain(query, document);
                string told = $"seed {seed}, query {i}: {QueryText.Of(query)}, document {document}\n{explanation}";
                Assert.True(explanation.IsMatch == found.ContainsKey(document), told);
                Assert.True(explanation.Value == found.GetValueOrDefault(document), told);
                Assert.DoesNotContain("\n\n", explanation.ToString(), StringComparison.Ordinal);
            }
        }
    }
}
