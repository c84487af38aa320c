using ArticleSearch.Expanding;
using ArticleSearch.Queries;

namespace ArticleSearch.Matching;

/// <summary>Evaluates queries on an index: plan, weigh, match, keep the best. Loads no stored field. Safe for many threads.</summary>
/// <param name="index">The index.</param>
/// <param name="exhaustive">Whether every match is visited: slower, and what the faster ways are measured against.</param>
internal sealed class IndexSearcher(IndexView index, bool exhaustive = false)
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
        var collector = new TopCollector(Math.Min(top, index.MaxDocument));
        var weight = Weigh(query, cancellation);
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
        var collector = new GroupCollector(groupField, top);
        CollectAll(Weigh(query, cancellation), collector, long.MaxValue, cancellation);
        return new TopHits(collector.ToSorted(), Counted(collector.GroupCount, totalThreshold));
    }

    /// <summary>Hands every match to a collector, with its score.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="ArgumentException">The query is nested too deep.</exception>
    public long Visit(Query query, HitCollector collector, CancellationToken cancellation = default) =>
        CollectAll(Weigh(query, cancellation), collector, long.MaxValue, cancellation);

    /// <summary>Tells how the score of a document comes about.</summary>
    /// <param name="query">The query.</param>
    /// <param name="document">The document's number in the index.</param>
    /// <param name="cancellation">Stops the work soon.</param>
    public Explanation Explain(Query query, int document, CancellationToken cancellation = default)
    {
        var (segment, local) = index.Locate(document);
        return index.Segments[segment].IsLive(local)
            ? Weigh(query, cancellation).Explain(segment, local)
            : new Explanation(false, 0, "the passage is deleted");
    }

    private static TotalHits Counted(long total, long threshold) =>
        total <= threshold ? new TotalHits(total, true) : new TotalHits(threshold, false);

    private Weight Weigh(Query query, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var lookup = new TermLookup(index);
        var plan = new QueryPlanner(lookup, Expander, cancellation).Plan(query);
        return new Weigher(lookup, cancellation).Weigh(plan);
    }

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
