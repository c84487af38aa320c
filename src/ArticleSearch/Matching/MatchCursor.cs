using ArticleSearch.IndexFormat.Postings;

namespace ArticleSearch.Matching;

/// <summary>
/// Moves over the documents of one segment that may match a part of the plan, ascending, deleted ones included. For one thread.
/// </summary>
/// <remarks>
/// Edges are those of <see cref="PostingsCursor"/>: -1 before the first, <see cref="NoMoreDocuments"/> after the last, never
/// backwards. A document is a candidate until <see cref="Confirm"/> has said yes; it is asked at most once a document, and
/// <see cref="Score"/> at most once after that.
/// </remarks>
internal abstract class MatchCursor
{
    public const int NoMoreDocuments = PostingsCursor.NoMoreDocuments;

    /// <summary>The current candidate.</summary>
    public int Document { get; protected set; } = -1;

    /// <summary>About how many candidates there are: the rarest leads.</summary>
    public abstract long Cost { get; }

    /// <summary>Moves to the next candidate and returns it.</summary>
    public abstract int NextDocument();

    /// <summary>Moves to the first candidate at or after <paramref name="target"/>, which lies after the current one, and returns it.</summary>
    public abstract int Advance(int target);

    /// <summary>Whether the candidate matches.</summary>
    public virtual bool Confirm() => true;

    /// <summary>The score of the current, confirmed document.</summary>
    public abstract float Score();
}
