using ArticleSearch.IndexFormat.Packed;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.DocValues;

/// <summary>
/// Says for each document which of a column's numbers are its own: one each, or a range between two addresses. For many threads.
/// </summary>
/// <remarks>
/// <code>
/// Addresses   DirectMonotonic, documents with values + 1: how many numbers come before the document's; the last one: how many
///             there are. Left out if each document has one number.
/// </code>
/// Example: documents with two, one and three numbers have the addresses 0, 2, 3, 6.
/// </remarks>
internal sealed class ValueLists
{
    private readonly IndexFile _file;
    private readonly DocumentSet _documents;
    private readonly DirectMonotonic? _addresses;

    /// <param name="file">The data file, for messages.</param>
    /// <param name="documents">The documents that have numbers.</param>
    /// <param name="addresses">Where each one's numbers start; null if each has one.</param>
    /// <param name="count">How many numbers there are.</param>
    /// <exception cref="CorruptIndexException">The addresses do not lead to so many numbers.</exception>
    public ValueLists(IndexFile file, DocumentSet documents, DirectMonotonic? addresses, long count)
    {
        _file = file;
        _documents = documents;
        _addresses = addresses;
        Count = count;
        long end = addresses is null ? documents.Count : addresses[documents.Count];
        if (end != count)
        {
            throw new CorruptIndexException($"{count} numbers have addresses up to {end}", file.Name);
        }
    }

    /// <summary>How many numbers all documents have together.</summary>
    public long Count { get; }

    /// <summary>Whether each document has one number at most.</summary>
    public bool IsSingle => _addresses is null;

    /// <summary>Whether each document of the segment has one number: then its own has the document's number.</summary>
    public bool IsOneEach => _addresses is null && _documents.IsAll;

    /// <summary>The range of a document's numbers; empty if it has none.</summary>
    /// <exception cref="CorruptIndexException">The range is not there.</exception>
    public (long Start, long End) Range(int document)
    {
        int index = _documents.IndexOf(document);
        if (index < 0)
        {
            return default;
        }

        if (_addresses is null)
        {
            return (index, index + 1L);
        }

        long start = _addresses[index];
        long end = _addresses[index + 1L];
        if (start < 0 || end <= start || end > Count)
        {
            throw new CorruptIndexException($"document {document} has the numbers {start} to {end} of {Count}", _file.Name);
        }

        return (start, end);
    }

    public void Check(CancellationToken cancellation)
    {
        _documents.Check(cancellation);
        _addresses?.Check(cancellation);
    }
}
