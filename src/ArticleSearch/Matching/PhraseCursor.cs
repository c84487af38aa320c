using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.Scoring;

namespace ArticleSearch.Matching;

/// <summary>The documents of a phrase: candidates have all its words, matches have them where they must stand.</summary>
/// <param name="parts">A cursor for each part.</param>
/// <param name="matcher">The matcher over the same parts.</param>
/// <param name="scoring">How the phrase scores; null where it does not.</param>
/// <param name="norms">The lengths; null where the field has none.</param>
internal sealed class PhraseCursor(
    IReadOnlyCollection<PhrasePartCursor> parts, PhraseMatcher matcher, Bm25? scoring, NormsColumn? norms) : MatchCursor
{
    private readonly ConjunctionCursor _together = new(parts, []);

    public override long Cost => _together.Cost;

    public override int NextDocument() => Document = _together.NextDocument();

    public override int Advance(int target) => Document = _together.Advance(target);

    public override bool Confirm()
    {
        matcher.Reset();
        return matcher.NextMatch();
    }

    public override float Score() => scoring is null ? 0 : scoring.Score(CountMatches(), norms?.Get(Document) ?? TermMatchCursor.NoNorm);

    /// <summary>The frequency of the phrase in the confirmed document. Read once.</summary>
    public float CountMatches()
    {
        float frequency = matcher.MatchWeight;
        while (matcher.NextMatch())
        {
            frequency += matcher.MatchWeight;
        }

        return frequency;
    }
}
