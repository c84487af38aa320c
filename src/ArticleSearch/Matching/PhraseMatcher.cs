namespace ArticleSearch.Matching;

/// <summary>Where a place of a phrase was found.</summary>
/// <param name="Position">The word's position in the field.</param>
/// <param name="StartOffset">Its start in UTF-16 code units, or -1 where the index holds no offsets.</param>
/// <param name="EndOffset">Its end, or -1.</param>
internal readonly record struct PhrasePlace(int Position, int StartOffset, int EndOffset);

/// <summary>
/// Finds a phrase's matches in one document after another, once all parts stand on it. Knows no scores. For one thread.
/// </summary>
internal abstract class PhraseMatcher
{
    /// <summary>How much the current match counts: 1 if the words stand as in the phrase, less the farther they are moved.</summary>
    public abstract float MatchWeight { get; }

    /// <summary>Starts with the document on which all parts now stand.</summary>
    public abstract void Reset();

    /// <summary>Moves to the next match; false after the last.</summary>
    public abstract bool NextMatch();

    /// <summary>Writes where each part of the phrase stands in the current match, in the order of the parts.</summary>
    public abstract void CopyPlaces(Span<PhrasePlace> places);
}
