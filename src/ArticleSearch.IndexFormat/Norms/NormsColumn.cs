namespace ArticleSearch.IndexFormat.Norms;

/// <summary>
/// The norm of each document of one field: its encoded length. A document without the field has norm 0. May be read by many
/// threads.
/// </summary>
internal abstract class NormsColumn
{
    /// <summary>
    /// The norms of all documents, one signed byte each, where the column is kept so (it nearly always is for a text field);
    /// empty where it is not. For loops that read many: valid until the segment's reader is disposed.
    /// </summary>
    public virtual ReadOnlySpan<byte> Bytes => default;

    /// <summary>The norm of a document as the format keeps it: a signed number, for text fields the length in one byte.</summary>
    /// <param name="document">0 to the segment's document count; any order.</param>
    public abstract long Get(int document);

    /// <summary>Whether the document has a norm at all.</summary>
    public abstract bool Has(int document);
}
