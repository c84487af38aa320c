using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.Scoring;

namespace ArticleSearch.Matching;

/// <summary>The weight of one term.</summary>
/// <param name="index">The index.</param>
/// <param name="term">The term.</param>
/// <param name="located">Where its postings lie.</param>
/// <param name="scoring">How it scores; null where it does not.</param>
internal sealed class TermWeight(IndexView index, IndexTerm term, LocatedTerm located, Bm25? scoring) : Weight
{
    public override MatchCursor? Open(int segment) =>
        OpenPostings(segment) is { } postings
            ? new TermMatchCursor(postings, scoring, scoring is null ? null : index.Segments[segment].Norms(term.Field))
            : null;

    /// <summary>The term's postings in a segment, with frequencies if it scores; null where it has none.</summary>
    private PostingsCursor? OpenPostings(int segment) => located.States[segment] is { } state
        ? index.Segments[segment].Terms(term.Field)?.OpenPostings(
            state, scoring is null ? PostingsFeatures.Documents : PostingsFeatures.Frequencies)
        : null;

    /// <summary>The term's scored postings in a segment; null where it has none. Only of a weight that scores.</summary>
    public ScoredTerm? OpenScored(int segment) =>
        scoring is not null && OpenPostings(segment) is { } postings
            ? new ScoredTerm(postings, scoring, index.Segments[segment].Norms(term.Field))
            : null;

    public override Explanation Explain(int segment, int document)
    {
        if (OpenPostings(segment) is not { } postings || postings.Advance(document) != document)
        {
            return new Explanation(false, 0, $"{term} does not stand in the passage");
        }

        if (scoring is null)
        {
            return new Explanation(true, 0, $"{term} stands in the passage");
        }

        var frequency = new Explanation(true, postings.Frequency, "frequency, occurrences in the passage");
        long norm = index.Segments[segment].Norms(term.Field)?.Get(document) ?? TermMatchCursor.NoNorm;
        var score = scoring.Explain(frequency, norm);
        return new Explanation(true, score.Value, $"weight of {term}, which is:", score);
    }
}
