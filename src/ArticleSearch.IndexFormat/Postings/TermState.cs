namespace ArticleSearch.IndexFormat.Postings;

/// <summary>Where the postings of a term lie: what the dictionary keeps of a term, so that it can be opened again without a seek.</summary>
/// <param name="DocumentFrequency">How many documents hold the term.</param>
/// <param name="TotalTermFrequency">How often it stands in all of them; equal to the document frequency without frequencies.</param>
/// <param name="DocStart">Offset in the <c>.doc</c> file.</param>
/// <param name="PosStart">Offset in the <c>.pos</c> file.</param>
/// <param name="PayStart">Offset in the <c>.pay</c> file.</param>
/// <param name="SkipOffset">Where the skip data stand after <paramref name="DocStart"/>, or -1 (at most one block).</param>
/// <param name="LastPosBlockOffset">Where the last, not packed block of positions stands after <paramref name="PosStart"/>, or -1.</param>
/// <param name="SingletonDocument">The only document of the term, or -1.</param>
internal readonly record struct TermState(
    int DocumentFrequency,
    long TotalTermFrequency,
    long DocStart,
    long PosStart,
    long PayStart,
    long SkipOffset,
    long LastPosBlockOffset,
    int SingletonDocument);
