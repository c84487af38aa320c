using ArticleSearch.Indexing;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.Matching;
using ArticleSearch.Parsing;
using ArticleSearch.Queries;

namespace ArticleSearch.Relevance;

/// <summary>
/// A collection indexed with one chain, in memory: it answers the collection's queries by article. It sees no judgement while it
/// does.
/// </summary>
internal sealed class IndexedCollection : IDisposable
{
    private readonly MemoryFolder _folder = new();
    private readonly JudgedCollection _collection;
    private readonly Searcher _searcher;

    public IndexedCollection(JudgedCollection collection, string chain)
    {
        _collection = collection;
        using (var builder = IndexBuilder.Open(_folder, new IndexBuilderOptions { Chain = chain, MergeThreads = 0 }))
        {
            foreach (var article in collection.ReadArticles())
            {
                builder.Add(article);
            }

            builder.Commit();
            builder.Merge();
            builder.Commit();
        }

        _searcher = Searcher.Open(_folder);
    }

    public JudgedCollection Collection => _collection;

    /// <summary>The quality of the answers, a query each: those that anybody gets who searches.</summary>
    public RankingQuality[] Search(MatchLevel strictness = MatchLevel.Derivation)
    {
        var options = new SearchOptions { Top = RankingQuality.Depth, Unit = ResultUnit.Article, Highlight = false, Strictness = strictness };
        return [.. _collection.Queries.Select(query =>
            RankingQuality.Of([.. _searcher.Search(query.Text, options).Hits.Select(hit => hit.Article)], query.Gains))];
    }

    /// <summary>As <see cref="Search"/>, with a part of the engine switched off or other numbers.</summary>
    public RankingQuality[] Search(Variation variation)
    {
        using var snapshot = IndexSnapshot.Open(_folder);
        var commit = SearchedCommit.Of(snapshot, variation.Parameters);
        var articles = new string[commit.Searcher.Index.MaxDocument];
        return [.. _collection.Queries.Select(query => RankingQuality.Of(Ranking(commit, variation, query.Text, articles), query.Gains))];
    }

    public void Dispose() => _searcher.Dispose();

    private static string[] Ranking(SearchedCommit commit, Variation variation, string text, string?[] articles)
    {
        var query = SimpleQueryParser.Parse(text, commit.Chain, new WordLimits(variation.Strictness, Variants: true, variation.TakesAllWords));
        var hits = commit.Searcher.SearchGroups(query, PassageFields.Article, RankingQuality.Depth).Hits;
        return [.. hits.Select(hit => articles[hit.Document] ??= ArticleOf(commit, hit))];
    }

    private static string ArticleOf(SearchedCommit commit, ScoredDocument hit) =>
        new PassageLoader(commit, new MatchNoneQuery(), new SearchOptions { Highlight = false }, default).Load([hit], 1)[0].Article;
}
