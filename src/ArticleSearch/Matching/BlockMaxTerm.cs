using ArticleSearch.IndexFormat.Postings;

namespace ArticleSearch.Matching;

/// <summary>
/// The best documents of one term: blocks whose impacts can not reach the top are passed over unread. Finds exactly what the
/// exhaustive search finds, ties included: a document that scores no more than the worst one kept comes after it.
/// </summary>
internal static class BlockMaxTerm
{
    private const int BatchLength = 128;
    private const int None = PostingsCursor.NoMoreDocuments;

    /// <summary>Adds the matches of one segment that can be among the best.</summary>
    public static void Collect(ScoredTerm term, CompetitiveHits hits)
    {
        var postings = term.Postings;
        Span<int> documents = stackalloc int[BatchLength];
        Span<int> frequencies = stackalloc int[BatchLength];
        Span<float> scores = stackalloc float[BatchLength];
        int next = 0;
        while (true)
        {
            int count = 0;
            int limit = None;
            if (hits.MayPrune)
            {
                next = NextCompetitive(term, next, hits.Threshold);
                if (next == None || (next > postings.Document + 1 && postings.Advance(next) == None))
                {
                    return;
                }

                int end = postings.ImpactsEnd(0);
                limit = end == None ? None : end + 1;
                if (postings.Document >= next)
                {
                    documents[0] = postings.Document;
                    frequencies[0] = postings.Frequency;
                    count = 1;
                }
            }

            count += postings.ReadBatch(documents[count..], frequencies[count..], limit);
            if (count == 0 && limit == None)
            {
                return;
            }

            term.Score(documents[..count], frequencies[..count], scores);
            for (int i = 0; i < count; i++)
            {
                if (hits.IsLive(documents[i]))
                {
                    hits.Add(documents[i], scores[i]);
                }
            }

            next = count < BatchLength && limit != None ? Math.Max(limit, postings.Document + 1) : postings.Document + 1;
            hits.ThrowIfCancelled();
        }
    }

    /// <summary>
    /// The first document at or after a target from which on the impacts admit a score above the threshold, or
    /// <see cref="None"/>; the impacts stand there afterwards.
    /// </summary>
    private static int NextCompetitive(ScoredTerm term, int target, float threshold)
    {
        var postings = term.Postings;
        while (true)
        {
            postings.AdvanceShallow(target);
            if (term.MaximumScore(0) > threshold)
            {
                return target;
            }

            int end = postings.ImpactsEnd(0);
            for (int level = 1; level < postings.ImpactLevels && term.MaximumScore(level) <= threshold; level++)
            {
                end = postings.ImpactsEnd(level);
            }

            if (end == None)
            {
                return None;
            }

            target = end + 1;
        }
    }
}
