using ArticleSearch.Queries;
using ArticleSearch.Scoring;

namespace ArticleSearch.Matching;

/// <summary>
/// Spells a fuzzy term out: the nearest terms of the index, each boosted by its nearness and all scored with the same blended
/// frequencies, lest the rarest misspelling rank first.
/// </summary>
/// <remarks>
/// Nearness is 1 - edits / length of the shorter word, in code points; of equally near terms the first in byte order are kept.
/// The blend is the greatest document frequency and the sum of the total frequencies.
/// </remarks>
internal static class FuzzyExpansion
{
    private const int CancellationInterval = 1024;

    public static PlanNode Plan(TermLookup lookup, FuzzyQuery fuzzy, CancellationToken cancellation)
    {
        var nearest = Nearest(lookup.Index, fuzzy, cancellation);
        long documentFrequency = 0;
        long totalTermFrequency = 0;
        foreach (var candidate in nearest)
        {
            var own = lookup.Locate(candidate.Term).Statistics;
            documentFrequency = Math.Max(documentFrequency, own.DocumentFrequency);
            totalTermFrequency += own.TotalTermFrequency;
        }

        var blended = new TermStatistics(documentFrequency, totalTermFrequency);
        return PlanSimplifier.Boolean(
            [
                .. nearest.OrderBy(candidate => candidate, Candidate.ByTerm).Select(candidate => new PlanClause(
                    Occur.Should,
                    PlanSimplifier.Boost(new TermNode(candidate.Term, blended), Math.Max(0f, candidate.Nearness)))),
            ],
            0);
    }

    private static SortedSet<Candidate> Nearest(IndexView index, FuzzyQuery fuzzy, CancellationToken cancellation)
    {
        var kept = new SortedSet<Candidate>(Candidate.ByNearness);
        int room = Math.Min(fuzzy.MaxExpansions, PlanSimplifier.MaximumFlattenedClauses);
        int wordLength = fuzzy.Term.EnumerateRunes().Count();
        foreach (var segment in index.Segments)
        {
            if (segment.Terms(fuzzy.Field) is not { } terms)
            {
                continue;
            }

            var cursor = PatternTerms.Open(fuzzy, terms);
            for (int seen = 1; cursor.MoveNext(); seen++)
            {
                if (seen % CancellationInterval == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                }

                float nearness = cursor.Edits == 0
                    ? 1f
                    : 1f - (cursor.Edits / (float)Math.Min(CodePoints(cursor.Term), wordLength));
                if (kept.Count < room || nearness >= kept.Max.Nearness)
                {
                    kept.Add(new Candidate(new IndexTerm(fuzzy.Field, cursor.Term), nearness));
                    if (kept.Count > room)
                    {
                        kept.Remove(kept.Max);
                    }
                }
            }
        }

        return kept;
    }

    /// <summary>The code points of valid UTF-8, as all that a fuzzy pattern matches is.</summary>
    private static int CodePoints(ReadOnlySpan<byte> utf8)
    {
        int count = 0;
        foreach (byte unit in utf8)
        {
            count += (unit & 0xC0) == 0x80 ? 0 : 1;
        }

        return count;
    }

    private readonly record struct Candidate(IndexTerm Term, float Nearness)
    {
        public static Comparer<Candidate> ByTerm { get; } = Comparer<Candidate>.Create((a, b) => a.Term.Bytes.SequenceCompareTo(b.Term.Bytes));

        /// <summary>The nearest first.</summary>
        public static Comparer<Candidate> ByNearness { get; } = Comparer<Candidate>.Create(
            (a, b) => a.Nearness != b.Nearness ? b.Nearness.CompareTo(a.Nearness) : ByTerm.Compare(a, b));
    }
}
