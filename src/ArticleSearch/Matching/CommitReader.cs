using System.Collections.Immutable;
using ArticleSearch.Indexing;
using ArticleSearch.Parsing;
using ArticleSearch.Queries;
using ArticleSearch.Suggesting;

namespace ArticleSearch.Matching;

/// <summary>
/// What can be asked of one commit beside the score of a passage: results in order and by pages, counts, whole articles, passages
/// like another. Reads no query text but by way of the parsers. For one call, under a lease of the commit.
/// </summary>
internal sealed class CommitReader(SearchedCommit commit, SearchOptions options, CancellationToken cancellation)
{
    // As many words as a passage is about, and no more than a search is fast with.
    private const int MostTellingWords = 25;

    private readonly IndexSearcher _searcher = commit.Searcher;

    private bool IsSimpleWithLevels => options.Syntax == QuerySyntax.Simple && commit.Chain.HasLevels;

    /// <summary>A query's text as the options say it is to be read, without their conditions.</summary>
    public Query Parse(string text) => Parse(Read(text));

    /// <summary>Finds what a query's text asks for; what it may have been meant to ask comes with it, if the options want that.</summary>
    public SearchResult SearchText(string text)
    {
        if (!options.Suggest || !IsSimpleWithLevels)
        {
            return Search(Read(text));
        }

        var (result, suggestion) = FirstSearch.Both(
            FirstSearch.Begin(), () => Search(Read(text)), () => QueryCorrector.Correct(text, commit.Chain, _searcher.Index, all: false, cancellation));
        if (result.Total.Value > 0 || (suggestion is not null && !options.CorrectIfNothingFound))
        {
            return result with { Suggestion = suggestion };
        }

        foreach (var meant in (Suggestion?[])[suggestion, TiedWords.Untie(text)])
        {
            if (meant is not null && Search(Read(meant.Query)) is { Total.Value: > 0 } corrected)
            {
                return options.CorrectIfNothingFound ? corrected with { Suggestion = meant, IsCorrected = true } : result with { Suggestion = meant };
            }
        }

        return result with { Suggestion = suggestion };
    }

    /// <summary>A query's text as this index makes of it.</summary>
    private UnfoundPhrases Read(string text) =>
        IsSimpleWithLevels ? UnfoundPhrases.Of(text, commit, options, cancellation) : new UnfoundPhrases(text, []);

    private Query Parse(UnfoundPhrases read) => options.Syntax switch
    {
        QuerySyntax.Lucene => LuceneQueryParser.Parse(read.Text, commit.Chain, options.Field ?? PassageFields.Text),
        _ => SimpleQueryParser.Parse(read.Text, commit.Chain, new WordLimits(options.Strictness, options.Variants), options.Field),
    };

    private SearchResult Search(UnfoundPhrases read) => Search(Parse(read)) with { UnfoundPhrases = read.Phrases };

    /// <summary>Finds what a query asks for, under the conditions of the options.</summary>
    public SearchResult Search(Query query)
    {
        query = SearchConditions.Narrow(query, options);
        int wanted = (int)Math.Min((long)options.Offset + options.Top, int.MaxValue);
        var found = options.NewestFirst ? Newest(query, wanted) : Best(query, wanted);
        var page = found.Hits.Slice(Math.Min(options.Offset, found.Hits.Length), Math.Max(0, found.Hits.Length - options.Offset));
        var result = new SearchResult(new PassageLoader(commit, query, options, cancellation).Load(page, options.Offset + 1), found.Total);
        return options.Facets ? WithFacets(result, query) : result;
    }

    /// <summary>The passages of an article, in its order, marked where they match the query.</summary>
    /// <param name="article">The article's id.</param>
    /// <param name="query">The query; null marks nothing.</param>
    /// <returns>Empty if there is no such article.</returns>
    public IReadOnlyList<Hit> ReadArticle(string article, Query? query)
    {
        var isOfArticle = new TermQuery(PassageFields.Article, article);
        var passages = new MatchSet(_searcher.Index.MaxDocument);
        if (_searcher.Visit(isOfArticle, passages, cancellation) == 0)
        {
            return [];
        }

        var scores = new Dictionary<int, float>();
        if (query is not null)
        {
            _searcher.Visit(SearchConditions.Narrow(query, [isOfArticle]), new Scores(scores), cancellation);
        }

        ImmutableArray<ScoredDocument> documents =
            [.. passages.ToSorted().Select(passage => passage with { Score = scores.GetValueOrDefault(passage.Document) })];
        return new PassageLoader(commit, query ?? new MatchNoneQuery(), options, cancellation).Load(documents, 1, scores.ContainsKey);
    }

    /// <summary>Passages of other articles that have the most telling words of a passage in common with it.</summary>
    /// <param name="document">The passage.</param>
    public SearchResult FindSimilar(int document)
    {
        var passage = new PassageLoader(commit, new MatchNoneQuery(), options with { Highlight = false, FragmentLength = null, Context = 0 }, cancellation)
            .Load([new ScoredDocument(document, 0)], 1)[0];
        var words = new TellingWords(new TermLookup(_searcher.Index), commit.Chain).Of(passage.Text, MostTellingWords);
        var analysis = new FieldAnalysis(commit.Chain, new WordLimits(options.Strictness, options.Variants));
        ImmutableArray<BooleanClause> clauses =
        [
            .. words.Select(word => analysis.Words(PassageFields.Text, word)).OfType<Query>().Distinct()
                .Select(word => new BooleanClause(Occur.Should, word)),
        ];
        return Search(clauses.IsEmpty
            ? new MatchNoneQuery()
            : new BooleanQuery([.. clauses, new BooleanClause(Occur.MustNot, new TermQuery(PassageFields.Article, passage.Article))]));
    }

    /// <summary>The passage of an id; null if there is none.</summary>
    public int? Find(string passageId)
    {
        var found = _searcher.Search(new TermQuery(PassageFields.Id, passageId), 1, 1, cancellation).Hits;
        return found.IsEmpty ? null : found[0].Document;
    }

    private TopHits Best(Query query, int wanted)
    {
        long threshold = options.ExactTotal || options.Facets ? long.MaxValue : IndexSearcher.DefaultTotalThreshold;
        return options.Unit == ResultUnit.Article
            ? _searcher.SearchGroups(query, PassageFields.Article, wanted, threshold, cancellation)
            : _searcher.Search(query, wanted, threshold, cancellation);
    }

    // Every match has to be seen: what is newest is not known of a block of postings.
    private TopHits Newest(Query query, int wanted)
    {
        var newest = new NewestCollector(wanted);
        if (options.Unit == ResultUnit.Passage)
        {
            long total = _searcher.Visit(query, newest, cancellation);
            return new TopHits(newest.ToSorted(), new TotalHits(total, true));
        }

        var articles = AllArticles(query);
        var index = _searcher.Index;
        int segment = -1;
        foreach (var article in articles)
        {
            int next = index.Locate(article.Document).Segment;
            if (next != segment)
            {
                segment = next;
                newest.StartSegment(index.Segments[segment], index.Bases[segment]);
            }

            newest.Add(article.Document, article.Score);
        }

        return new TopHits(newest.ToSorted(), new TotalHits(articles.Length, true));
    }

    /// <summary>The best passage of every article that has one, in the order of the index.</summary>
    private ImmutableArray<ScoredDocument> AllArticles(Query query)
    {
        var groups = new GroupCollector(PassageFields.Article, int.MaxValue);
        _searcher.Visit(query, groups, cancellation);
        return groups.ToSorted().Sort(static (a, b) => a.Document.CompareTo(b.Document));
    }

    private SearchResult WithFacets(SearchResult result, Query query)
    {
        var matches = new MatchSet(_searcher.Index.MaxDocument);
        if (options.Unit == ResultUnit.Passage)
        {
            _searcher.Visit(query, matches, cancellation);
        }
        else
        {
            foreach (var article in AllArticles(query))
            {
                matches.Add(article.Document, 0);
            }
        }

        var counter = new FacetCounter(_searcher.Index, matches, cancellation);
        return result with { Months = counter.Months(), Sources = counter.Sources() };
    }

    private sealed class Scores(Dictionary<int, float> scores) : HitCollector
    {
        public override void Add(int document, float score) => scores[document] = score;

        public override ImmutableArray<ScoredDocument> ToSorted() => [.. scores.Select(pair => new ScoredDocument(pair.Key, pair.Value))];
    }
}
