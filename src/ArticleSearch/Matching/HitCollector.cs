using System.Collections.Immutable;

namespace ArticleSearch.Matching;

/// <summary>Keeps the best of what a search finds. Matches come in ascending order of documents. For one thread.</summary>
internal abstract class HitCollector
{
    /// <summary>Whether it matters how high matches score; if not, any score may be given.</summary>
    public virtual bool NeedsScores => true;

    /// <summary>The matches that follow are of this segment.</summary>
    public virtual void StartSegment(SegmentView segment, int firstDocument)
    {
    }

    /// <summary>A match.</summary>
    /// <param name="document">Its number in the whole index.</param>
    /// <param name="score">Its score.</param>
    public abstract void Add(int document, float score);

    /// <summary>What was kept, best first.</summary>
    public abstract ImmutableArray<ScoredDocument> ToSorted();
}
