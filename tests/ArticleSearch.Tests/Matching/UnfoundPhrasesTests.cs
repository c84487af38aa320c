using ArticleSearch.TestKit;

namespace ArticleSearch.Tests.Matching;

/// <summary>What becomes of a quoted phrase that stands nowhere.</summary>
public sealed class UnfoundPhrasesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Searcher _searcher;

    public UnfoundPhrasesTests()
    {
        using (var builder = IndexBuilder.Open(_folder.FolderPath, new IndexBuilderOptions { Chain = "french" }))
        {
            builder.Add(new Article { Id = "vie", Title = "", Text = "La Vie devant soi est un roman de Romain Gary." });
            builder.Add(new Article { Id = "mer", Title = "", Text = "Un roman de la mer, qui a un auteur." });
            builder.Add(new Article { Id = "etat", Title = "", Text = "Les états devant la mer." });
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
    [InlineData("auteur \"la vie devant moi\"", "vie,mer,etat", "la vie devant moi")]
    [InlineData("qui est l'auteur de \"la vie devant moi\" ?", "vie,mer,etat", "la vie devant moi")]
    [InlineData("auteur \"devant vie\" \"un auteur\"", "mer,vie,etat", "devant vie")]
    public void Among_bare_words_it_is_read_as_its_words(string query, string found, string phrases)
    {
        var result = _searcher.Search(query, new SearchOptions { Unit = ResultUnit.Article });
        Assert.Equal(found.Split(',').Order(), result.Hits.Select(hit => hit.Article).Order());
        Assert.Equal(phrases.Split(',', StringSplitOptions.RemoveEmptyEntries), result.UnfoundPhrases);
    }

    [Theory]
    [InlineData("\"la vie devant moi\"", "")]
    [InlineData("qui est la \"vie devant moi\"", "")]
    [InlineData("auteur \"vies\"", "mer")]
    [InlineData("auteur \"états-unis\"", "mer")]
    [InlineData("auteur +\"vie devant moi\"", "")]
    [InlineData("auteur AND \"vie devant moi\"", "")]
    [InlineData("auteur OR \"vie devant moi\"", "mer")]
    [InlineData("auteur (\"vie devant moi\")", "mer")]
    [InlineData("auteur title:\"vie devant moi\"", "mer")]
    [InlineData("auteur \"vie devant moi\"^2", "mer")]
    [InlineData("auteur \"vie moi\"~1", "mer")]
    [InlineData("auteur \"vie (devant) moi\"", "mer")]
    [InlineData("auteur \"vie devant soi\"", "mer,vie")]
    [InlineData("auteur -\"vie devant moi\"", "mer")]
    public void Elsewhere_it_stays_what_it_is(string query, string found)
    {
        var result = _searcher.Search(query, new SearchOptions { Unit = ResultUnit.Article });
        Assert.Equal(found.Split(',', StringSplitOptions.RemoveEmptyEntries), result.Hits.Select(hit => hit.Article).Order());
        Assert.Empty(result.UnfoundPhrases);
    }

    [Fact]
    public void Its_words_are_marked_and_explained_as_bare_words_are()
    {
        const string Query = "auteur \"la vie devant moi\"";
        var hit = _searcher.Search(Query).Hits.Single(one => one.Article == "vie");
        Assert.Equal(["Vie", "devant"], hit.Highlights.Select(mark => hit.Text.Substring(mark.Start, mark.Length)));
        Assert.Equal(hit.Score, (float)_searcher.Explain(Query, hit.Id).Value);
        Assert.Equal(hit.Highlights, _searcher.ReadArticle("vie", Query)[0].Highlights);
    }

    [Fact]
    public void An_index_of_stems_and_the_strict_syntax_know_no_such_thing()
    {
        var strict = _searcher.Search("auteur \"vie devant moi\"", new SearchOptions { Syntax = QuerySyntax.Lucene });
        Assert.Empty(strict.UnfoundPhrases);
        Assert.Equal(["mer"], strict.Hits.Select(hit => hit.Article));
    }
}
