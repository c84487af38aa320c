using System.Diagnostics;
using ArticleSearch.Expanding;
using ArticleSearch.Indexing;
using ArticleSearch.Queries;
using ArticleSearch.Ranking;

namespace ArticleSearch.Matching;

/// <summary>
/// Evaluates queries on an index: plan, weigh, match, keep the best. Loads no stored field. Safe for many threads. Where words are
/// matched at levels, scores are those of <see cref="RankedPlan"/>; elsewhere, Lucene's.
/// </summary>
/// <param name="index">The index.</param>
/// <param name="exhaustive">Whether every match is visited: slower, and what the faster ways are measured against.</param>
/// <param name="ranking">How to rank whatever the query is; null for an index of a chain without levels.</param>
internal sealed class IndexSearcher(IndexView index, bool exhaustive = false, RankingParameters? ranking = null)
{
    /// <summary>Up to where matches are counted unless more is asked for.</summary>
    public const long DefaultTotalThreshold = 1000;

    private const int CancellationInterval = 4096;

    public IndexView Index => index;

    /// <summary>What finds out which terms a word matches.</summary>
    public WordExpander Expander { get; } = new(index);

    /// <summary>The best documents of a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="top">How many are wanted, 0 or more.</param>
    /// <param name="totalThreshold">Up to where matches are counted; <see cref="long.MaxValue"/> for all.</param>
    /// <param name="cancellation">Stops the search soon.</param>
    /// <exception cref="ArgumentException">The query is nested too deep.</exception>
    public TopHits Search(
        Query query, int top, long totalThreshold = DefaultTotalThreshold, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(top);
        ArgumentOutOfRangeException.ThrowIfNegative(totalThreshold);
        var (plan, lookup) = Plan(query, cancellation);
        if (Ranks(plan))
        {
            var (hits, matches) = Ranker(plan, lookup, cancellation).Search(top, byArticle: false, totalThreshold);
            return new TopHits(hits, Counted(matches, totalThreshold));
        }

        var collector = new TopCollector(Math.Min(top, index.MaxDocument));
        var weight = new Weigher(lookup, cancellation).Weigh(plan);
        long total = !exhaustive && TermsOf(weight) is { } terms
            ? CollectBest(terms, new CompetitiveHits(collector, totalThreshold, cancellation))
            : CollectAll(weight, collector, !exhaustive && weight.IsConstant ? Math.Max(totalThreshold, top) : long.MaxValue, cancellation);
        return new TopHits(collector.ToSorted(), Counted(total, totalThreshold));
    }

    /// <summary>The best groups of documents, each by its best document; the total counts groups.</summary>
    /// <param name="query">The query.</param>
    /// <param name="groupField">A field with a sorted column: documents of one value are a group, one without a value is a group for itself.</param>
    /// <param name="top">How many groups are wanted, 0 or more.</param>
    /// <param name="totalThreshold">Up to where groups are counted; <see cref="long.MaxValue"/> for all.</param>
    /// <param name="cancellation">Stops the search soon.</param>
    /// <exception cref="ArgumentException">The query is nested too deep.</exception>
    public TopHits SearchGroups(
        Query query, string groupField, int top, long totalThreshold = DefaultTotalThreshold, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(top);
        ArgumentOutOfRangeException.ThrowIfNegative(totalThreshold);
        var (plan, lookup) = Plan(query, cancellation);
        if (Ranks(plan))
        {
            Debug.Assert(groupField == PassageFields.Article, "only articles are ranked");
            var (hits, matches) = Ranker(plan, lookup, cancellation).Search(top, byArticle: true, totalThreshold);
            return new TopHits(hits, Counted(matches, totalThreshold));
        }

        var collector = new GroupCollector(groupField, top);
        CollectAll(new Weigher(lookup, cancellation).Weigh(plan), collector, long.MaxValue, cancellation);
        return new TopHits(collector.ToSorted(), Counted(collector.GroupCount, totalThreshold));
    }

    /// <summary>Hands every match to a collector, with its score.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="ArgumentException">The query is nested too deep.</exception>
    public long Visit(Query query, HitCollector collector, CancellationToken cancellation = default)
    {
        var (plan, lookup) = Plan(query, cancellation);
        var weigher = new Weigher(lookup, cancellation);
        return !Ranks(plan) ? CollectAll(weigher.Weigh(plan), collector, long.MaxValue, cancellation)
            : collector.NeedsScores ? Ranker(plan, lookup, cancellation).Visit(collector)
            : CollectAll(weigher.Matching(plan), collector, long.MaxValue, cancellation);
    }

    /// <summary>Tells how the score of a document comes about.</summary>
    /// <param name="query">The query.</param>
    /// <param name="document">The document's number in the index.</param>
    /// <param name="cancellation">Stops the work soon.</param>
    public Explanation Explain(Query query, int document, CancellationToken cancellation = default)
    {
        var (segment, local) = index.Locate(document);
        if (!index.Segments[segment].IsLive(local))
        {
            return new Explanation(false, 0, "the passage is deleted");
        }

        var (plan, lookup) = Plan(query, cancellation);
        if (!Ranks(plan))
        {
            return new Weigher(lookup, cancellation).Weigh(plan).Explain(segment, local);
        }

        return new RankingExplainer(Ranked(plan, lookup, cancellation)).Explain(segment, local);
    }

    /// <summary>What each word of a query matches in the index, word by word; only of queries by levels.</summary>
    public IEnumerable<WordGroup> WordsOf(Query query, CancellationToken cancellation = default) => Groups(Plan(query, cancellation).Plan);

    private static IEnumerable<WordGroup> Groups(PlanNode plan) => plan switch
    {
        WordNode word => [word.Group],
        BooleanNode join => join.Clauses.SelectMany(clause => Groups(clause.Node)),
        BoostNode boosted => Groups(boosted.Inner),
        ConstantNode constant => Groups(constant.Inner),
        _ => [],
    };

    private static TotalHits Counted(long total, long threshold) =>
        total <= threshold ? new TotalHits(total, true) : new TotalHits(threshold, false);

    /// <summary>Whether a plan is ranked: where the index's words are matched at levels, or words of the query are.</summary>
    private bool Ranks(PlanNode plan) => ranking is not null ? EvidenceGatherer.IsAny(index, plan) : HasWords(plan);

    private static bool HasWords(PlanNode plan) => plan switch
    {
        WordNode => true,
        BooleanNode join => join.Clauses.Any(clause => clause.Scores && HasWords(clause.Node)),
        BoostNode boosted => HasWords(boosted.Inner),
        _ => false,
    };

    private (PlanNode Plan, TermLookup Lookup) Plan(Query query, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var lookup = new TermLookup(index);
        return (new QueryPlanner(lookup, Expander, cancellation).Plan(query), lookup);
    }

    private RankedPlan Ranked(PlanNode plan, TermLookup lookup, CancellationToken cancellation) =>
        new(plan, lookup, new Weigher(lookup, cancellation), ranking ?? RankingParameters.Default);

    private Ranker Ranker(PlanNode plan, TermLookup lookup, CancellationToken cancellation) =>
        new(Ranked(plan, lookup, cancellation), cancellation);

    /// <summary>The terms of which any suffices, where a weight is no more than that; null otherwise.</summary>
    private static TermWeight[]? TermsOf(Weight weight) => weight switch
    {
        TermWeight term => [term],
        BooleanWeight join when join.AlternativeTerms() is { Length: <= BlockMaxDisjunction.MaximumTerms } terms => terms,
        _ => null,
    };

    /// <summary>The best of any of several terms, with as little reading as the wanted total allows.</summary>
    private long CollectBest(TermWeight[] weights, CompetitiveHits hits)
    {
        for (int segment = 0; segment < index.Segments.Length; segment++)
        {
            var view = index.Segments[segment];
            ScoredTerm[] terms = [.. weights.Select(weight => weight.OpenScored(segment)).OfType<ScoredTerm>()];
            int? knownTotal = terms.Length switch
            {
                0 => 0,
                1 when !view.HasDeletions => terms[0].Postings.DocumentFrequency,
                _ => null,
            };
            hits.StartSegment(view, index.Bases[segment], knownTotal);
            if (terms.Length == 1)
            {
                BlockMaxTerm.Collect(terms[0], hits);
            }
            else if (terms.Length > 1)
            {
                using var disjunction = new BlockMaxDisjunction(terms, view.MaxDocument, hits);
                disjunction.Collect();
            }
        }

        return hits.Total;
    }

    /// <summary>Every match, one by one: what the faster ways are measured against.</summary>
    /// <param name="weight">What to match.</param>
    /// <param name="collector">Takes the matches.</param>
    /// <param name="enough">With more matches than this the rest is of no interest.</param>
    /// <param name="cancellation">Stops the search soon.</param>
    /// <returns>How many matches there were.</returns>
    private long CollectAll(Weight weight, HitCollector collector, long enough, CancellationToken cancellation)
    {
        long total = 0;
        for (int segment = 0; segment < index.Segments.Length && total <= enough; segment++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (weight.Open(segment) is { } cursor)
            {
                collector.StartSegment(index.Segments[segment], index.Bases[segment]);
                total += Collect(cursor, segment, collector, enough - total, cancellation);
            }
        }

        return total;
    }

    private long Collect(MatchCursor cursor, int segment, HitCollector collector, long enough, CancellationToken cancellation)
    {
        var view = index.Segments[segment];
        int first = index.Bases[segment];
        bool checksLive = view.HasDeletions;
        long total = 0;
        int untilCheck = CancellationInterval;
        while (total <= enough && cursor.NextDocument() is var document && document != MatchCursor.NoMoreDocuments)
        {
            if (--untilCheck == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                untilCheck = CancellationInterval;
            }

            if ((!checksLive || view.IsLive(document)) && cursor.Confirm())
            {
                total++;
                collector.Add(first + document, cursor.Score());
            }
        }

        return total;
    }
}
