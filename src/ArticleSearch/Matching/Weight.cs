namespace ArticleSearch.Matching;

/// <summary>
/// A node of the plan with all that scoring needs to know of the index: made once a search, opened once a segment. For one thread.
/// </summary>
internal abstract class Weight
{
    /// <summary>Whether all matches score alike, so that the first ones are the best.</summary>
    public virtual bool IsConstant => false;

    /// <summary>The documents of a segment that match; null where there can be none.</summary>
    public abstract MatchCursor? Open(int segment);

    /// <summary>Tells how the score of a document comes about; its value is the score to the last bit.</summary>
    public abstract Explanation Explain(int segment, int document);

    /// <summary>The score of a document, as a search computes it; null if the document does not match.</summary>
    protected float? ScoreOf(int segment, int document) =>
        Open(segment) is { } cursor && cursor.Advance(document) == document && cursor.Confirm() ? cursor.Score() : null;
}
