namespace ArticleSearch.Indexing;

/// <summary>
/// What becomes a document of the index. Users get passages; the other shape is there to be measured and compared with other
/// programs that write the same format. It decides nothing but which fields a document has.
/// </summary>
internal enum DocumentShape
{
    /// <summary>A document is a paragraph of an article, with all of <see cref="PassageFields"/>.</summary>
    Passages,

    /// <summary>
    /// A document is an article whole, with the fields id (the article's own), title and text. Ids are taken to be different
    /// from each other: none takes another's place.
    /// </summary>
    WholeArticles,
}
