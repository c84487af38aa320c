namespace ArticleSearch;

/// <summary>A word of an index.</summary>
/// <param name="Text">The word, in small letters, as the index has it.</param>
/// <param name="Passages">
/// How many passages have it in the text, or in the title if those are more; of articles that were deleted, passages count until their
/// segment is merged.
/// </param>
public readonly record struct IndexedWord(string Text, long Passages);
