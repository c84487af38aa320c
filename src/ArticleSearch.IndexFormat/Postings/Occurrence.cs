namespace ArticleSearch.IndexFormat.Postings;

/// <summary>One place where a term stands, as the difference from the one before.</summary>
/// <param name="Document">The distance from the last document, from -1 at first; 0 if it is the same.</param>
/// <param name="Position">The distance from the last position in the document, from 0 at first.</param>
/// <param name="Start">The distance from the last start offset in the document, from 0 at first; 0 where the field has no offsets.</param>
/// <param name="Length">The distance to the end offset; 0 where the field has no offsets.</param>
internal readonly record struct Occurrence(int Document, int Position, int Start, int Length);
