using System.Collections.Immutable;
using ArticleSearch.Analysis;
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

    /// <summary>Of so many results positions are read together.</summary>
    private const int BatchLength = 32;

    private readonly Closeness _closeness = new(plan);

    /// <summary>The best results.</summary>
    /// <param name="top">How many are wanted, 0 or more.</param>
    /// <param name="byArticle">Whether each article is a result, by its best passage; or else each passage.</param>
    /// <param name="totalThreshold">Up to where matches are counted.</param>
    /// <returns>The results, and how many matches were counted.</returns>
    public (ImmutableArray<ScoredDocument> Hits, long Total) Search(int top, bool byArticle, long totalThreshold)
    {
        // Where there is no closeness, the best without it are the best.
        long wanted = top == 0 || _closeness.Bound == 0 ? top : Math.Max(plan.Parameters.Candidates, 2L * top);
        int room = (int)Math.Min(plan.Index.MaxDocument, wanted);
        Candidates candidates = byArticle ? new Candidates.OfArticles(room) : new Candidates.OfPassages(room);
        var working = plan.Index.Ranking.Rent();
        new RankedSearch(plan, candidates, totalThreshold, windowLength, working, cancellation).Run();
        var best = _closeness.Bound == 0 ? candidates.Kept() : Best(candidates, top, working);
        plan.Index.Ranking.Return(working);
        return (best, candidates.Total);
    }

    /// <summary>Hands every match to a collector, with its score.</summary>
    /// <returns>How many there were.</returns>
    public long Visit(HitCollector collector)
    {
        var all = new Candidates.OfAll(plan, collector);
        var room = plan.Index.Ranking.Rent();
        new RankedSearch(plan, all, long.MaxValue, windowLength, room, cancellation).Run();
        plan.Index.Ranking.Return(room);
        all.Flush();
        return all.Total;
    }

    /// <summary>The best candidates with closeness. Positions are read of those alone that it can make one of the best.</summary>
    private ImmutableArray<ScoredDocument> Best(Candidates candidates, int top, SearchRoom room)
    {
        if (top == 0)
        {
            return [];
        }

        var results = candidates.Kept().AsSpan();
        float most = (float)(_closeness.Bound * RoundingMargin);
        int next = (int)Math.Min(results.Length, 2L * top);
        var best = WithCloseness(candidates, results[..next], float.NegativeInfinity, room);
        while (next < results.Length && results[next].Score + most >= best[top - 1].Score)
        {
            // The better they are, the less has to be read after them.
            float threshold = best[top - 1].Score;
            int first = next;
            while (next < results.Length && next - first < BatchLength && results[next].Score + most >= threshold)
            {
                next++;
            }

            best = [.. best, .. WithCloseness(candidates, results[first..next], threshold, room)];
            StableSort.Sort(best.AsSpan(), ScoredDocument.ByRank);
        }

        return [.. best.AsSpan(0, Math.Min(top, best.Length))];
    }

    /// <summary>
    /// The best passages of some results by their whole scores, in the order of rank; what is below a threshold may be
    /// taken for less.
    /// </summary>
    private ScoredDocument[] WithCloseness(Candidates candidates, ReadOnlySpan<ScoredDocument> results, float threshold, SearchRoom room)
    {
        var passages = new GrowingArray<(int Document, int Result, float Score)>(results.Length);
        for (int result = 0; result < results.Length; result++)
        {
            foreach (var passage in candidates.PassagesOf(in results[result]))
            {
                passages.Add((passage.Document, result, passage.Score));
            }
        }

        StableSort.Sort(passages.Span, static (a, b) => a.Document.CompareTo(b.Document));
        int[] documents = new int[passages.Count];
        float[] closeness = new float[passages.Count];
        float[] scores = new float[passages.Count];
        var best = new ScoredDocument[results.Length];
        for (int result = 0; result < best.Length; result++)
        {
            best[result] = new ScoredDocument(int.MaxValue, float.NegativeInfinity);
        }

        int next;
        for (int first = 0; first < passages.Count; first = next)
        {
            cancellation.ThrowIfCancellationRequested();
            int segment = plan.Index.Locate(passages[first].Document).Segment;
            int start = plan.Index.Bases[segment];
            int end = start + plan.Index.Segments[segment].MaxDocument;
            for (next = first; next < passages.Count && passages[next].Document < end; next++)
            {
                documents[next] = passages[next].Document - start;
                scores[next] = passages[next].Score;
            }

            int count = next - first;
            _closeness.Of(segment, documents.AsSpan(first, count), scores.AsSpan(first, count), threshold, closeness.AsSpan(first, count), room);
        }

        for (int i = 0; i < passages.Count; i++)
        {
            var (document, result, score) = passages[i];
            var scored = new ScoredDocument(document, score + closeness[i]);
            best[result] = ScoredDocument.ByRank(scored, best[result]) < 0 ? scored : best[result];
        }

        StableSort.Sort(best.AsSpan(), ScoredDocument.ByRank);
        return best;
    }
}
