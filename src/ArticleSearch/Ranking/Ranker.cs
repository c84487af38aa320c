using System.Collections.Immutable;
using ArticleSearch.Matching;

namespace ArticleSearch.Ranking;

/// <summary>
/// Ranks the matches of a plan by the formula of <see cref="RankedPlan"/>: the best without closeness first, then the best of these with
/// it. For one search.
/// </summary>
/// <remarks>
/// Closeness is looked at for the max(<see cref="RankingParameters.Candidates"/>, 2 · top) best results without it, of articles for their
/// <see cref="Candidates.OfArticles.MostPassages"/> best passages: that is the definition of the order, and depends on nothing else.
/// </remarks>
/// <param name="plan">What is sought.</param>
/// <param name="cancellation">Stops the search soon.</param>
/// <param name="windowLength">How many documents are looked at together, at least; 0 leaves it to the search.</param>
internal sealed class Ranker(RankedPlan plan, CancellationToken cancellation, int windowLength = 0)
{
    /// <summary>More than the rounding of closeness can make up.</summary>
    private const double RoundingMargin = 1 + 1e-6;

    /// <summary>The best results.</summary>
    /// <param name="top">How many are wanted, 0 or more.</param>
    /// <param name="byArticle">Whether each article is a result, by its best passage; or else each passage.</param>
    /// <param name="totalThreshold">Up to where matches are counted.</param>
    /// <returns>The results, and how many matches were counted.</returns>
    public (ImmutableArray<ScoredDocument> Hits, long Total) Search(int top, bool byArticle, long totalThreshold)
    {
        int room = top == 0 ? 0 : (int)Math.Min(plan.Index.MaxDocument, Math.Max(plan.Parameters.Candidates, 2L * top));
        Candidates candidates = byArticle ? new Candidates.OfArticles(room) : new Candidates.OfPassages(room);
        using (var search = new RankedSearch(plan, candidates, totalThreshold, windowLength, cancellation))
        {
            search.Run();
        }

        return (Best([.. candidates.Kept()], top), candidates.Total);
    }

    /// <summary>Hands every match to a collector, with its score.</summary>
    /// <returns>How many there were.</returns>
    public long Visit(HitCollector collector)
    {
        var all = new Candidates.OfAll(plan, collector);
        using var search = new RankedSearch(plan, all, long.MaxValue, windowLength, cancellation);
        search.Run();
        return all.Total;
    }

    /// <summary>The best candidates with closeness. Positions are read of those alone that it can make one of the best.</summary>
    private ImmutableArray<ScoredDocument> Best(ImmutableArray<ScoredDocument>[] candidates, int top)
    {
        if (top == 0)
        {
            return [];
        }

        Array.Sort(candidates, static (a, b) => ScoredDocument.ByRank(a[0], b[0]));
        int first = (int)Math.Min(candidates.Length, 2L * top);
        var best = WithCloseness(candidates.AsSpan(0, first));
        if (first < candidates.Length)
        {
            float most = (float)(new Closeness(plan).Bound * RoundingMargin);
            float threshold = best[top - 1].Score;
            int end = first;
            while (end < candidates.Length && candidates[end][0].Score + most >= threshold)
            {
                end++;
            }

            best = [.. best, .. WithCloseness(candidates.AsSpan(first, end - first))];
            Array.Sort(best, ScoredDocument.ByRank);
        }

        return [.. best.AsSpan(0, Math.Min(top, best.Length))];
    }

    /// <summary>The best passages of some results by their whole scores, in the order of rank.</summary>
    private ScoredDocument[] WithCloseness(ReadOnlySpan<ImmutableArray<ScoredDocument>> results)
    {
        var passages = new List<(int Document, int Result, float Score)>();
        for (int result = 0; result < results.Length; result++)
        {
            foreach (var passage in results[result])
            {
                passages.Add((passage.Document, result, passage.Score));
            }
        }

        passages.Sort();
        var closeness = new Closeness(plan);
        var best = new ScoredDocument[results.Length];
        Array.Fill(best, new ScoredDocument(int.MaxValue, float.NegativeInfinity));
        int segment = -1;
        foreach (var (document, result, score) in passages)
        {
            cancellation.ThrowIfCancellationRequested();
            var (its, local) = plan.Index.Locate(document);
            if (its != segment)
            {
                segment = its;
                closeness.StartSegment(segment);
            }

            var scored = new ScoredDocument(document, score + closeness.Of(local));
            best[result] = ScoredDocument.ByRank(scored, best[result]) < 0 ? scored : best[result];
        }

        Array.Sort(best, ScoredDocument.ByRank);
        return best;
    }
}
