using ArticleSearch.TestKit;

namespace ArticleSearch.Tests.Suggesting;

/// <summary>What becomes of words that hyphens tie, as in the address of a page, where they stand nowhere so.</summary>
public sealed class TiedWordsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Searcher _searcher;

    public TiedWordsTests()
    {
        using (var builder = IndexBuilder.Open(_folder.FolderPath, new IndexBuilderOptions { Chain = "french" }))
        {
            builder.Add(new Article { Id = "grève", Title = "", Text = "La grève contre la réforme des retraites se poursuit." });
            builder.Add(new Article { Id = "arc", Title = "", Text = "Un arc et une flèche tombés du ciel." });
            builder.Commit();
        }

        _searcher = Searcher.Open(_folder.FolderPath);
    }

    public void Dispose()
    {
        _searcher.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("greve-retraite-mobilisation", "greve retraite mobilisation", 0, 27)]
    [InlineData("les greve-retraite-2019 ?", "les greve retraite 2019 ?", 4, 19)]
    [InlineData("grève‑des‐trains", "grève des trains", 0, 16)]
    public void They_are_proposed_one_by_one_and_searched_where_that_is_wanted(string query, string untied, int start, int length)
    {
        var proposed = _searcher.Search(query);
        Assert.Empty(proposed.Hits);
        Assert.Equal(untied, proposed.Suggestion?.Query);
        Assert.Equal([new Highlight(start, length)], proposed.Suggestion!.Changes);
        Assert.False(proposed.IsCorrected);

        var corrected = _searcher.Search(query, new SearchOptions { CorrectIfNothingFound = true });
        Assert.True(corrected.IsCorrected);
        Assert.Equal(untied, corrected.Suggestion?.Query);
        Assert.Equal(["grève"], corrected.Hits.Select(hit => hit.Article));
    }

    [Theory]
    [InlineData("arc-en-ciel")] // a word of its own
    [InlineData("grève-mobilisation")] // mostly one
    [InlineData("+greve-retraite-mobilisation")]
    [InlineData("\"greve-retraite-mobilisation\"")]
    [InlineData("title:greve-retraite-mobilisation")]
    [InlineData("mobilisation-des-trains")] // not found that way either
    [InlineData("---")]
    public void Elsewhere_nothing_is_found(string query)
    {
        var result = _searcher.Search(query, new SearchOptions { CorrectIfNothingFound = true });
        Assert.Empty(result.Hits);
        Assert.False(result.IsCorrected);
    }

    [Fact]
    public void What_stands_so_is_found_so()
    {
        var result = _searcher.Search("grève-contre-la-réforme", new SearchOptions { CorrectIfNothingFound = true });
        Assert.Single(result.Hits);
        Assert.Null(result.Suggestion);
    }
}
