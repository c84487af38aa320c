using System.Collections.Immutable;

namespace ArticleSearch.Matching;

/// <summary>Keeps the best of what a search finds. Matches come in ascending order of documents. For one thread.</summary>
internal abstract class HitCollector
{
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
