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

    /// <summary>The best candidates with closeness.</summary>
    private ImmutableArray<ScoredDocument> Best(ImmutableArray<ScoredDocument>[] candidates, int top)
    {
        var closeness = new Closeness(plan);
        var scores = new Dictionary<int, float>();
        int segment = -1;
        foreach (var passage in candidates.SelectMany(passages => passages).OrderBy(passage => passage.Document))
        {
            cancellation.ThrowIfCancellationRequested();
            var (its, document) = plan.Index.Locate(passage.Document);
            if (its != segment)
            {
                segment = its;
                closeness.StartSegment(segment);
            }

            scores.Add(passage.Document, passage.Score + closeness.Of(document));
        }

        ScoredDocument[] best = [.. candidates.Select(passages => passages
            .Select(passage => passage with { Score = scores[passage.Document] })
            .Aggregate((a, b) => ScoredDocument.ByRank(a, b) <= 0 ? a : b))];
        Array.Sort(best, ScoredDocument.ByRank);
        return [.. best.AsSpan(0, Math.Min(top, best.Length))];
    }
}
