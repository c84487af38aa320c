using System.Buffers.Binary;
using ArticleSearch.IndexFormat.Packed;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Norms;

/// <summary>The norms of one field as they lie on disk (see <see cref="NormsWriter"/>); keeps no copy of them.</summary>
internal sealed class DiskNorms : NormsColumn
{
    private readonly IndexFile _file;
    private readonly bool _isBytes;
    private readonly DocumentSet _documents;
    private readonly int _width;
    private readonly long _offset;

    /// <param name="file">The data file.</param>
    /// <param name="documents">The documents that have a norm.</param>
    /// <param name="width">The bytes a norm: 0, 1, 2, 4 or 8.</param>
    /// <param name="offset">Where the norms stand; for width 0, the norm itself.</param>
    /// <exception cref="CorruptIndexException">They can not be there.</exception>
    public DiskNorms(IndexFile file, DocumentSet documents, int width, long offset)
    {
        if (width is not (0 or 1 or 2 or 4 or 8))
        {
            throw new CorruptIndexException($"norms of {width} bytes are unknown", file.Name);
        }

        if (width != 0)
        {
            FileRange.Check(file, offset, (long)documents.Count * width);
        }

        _file = file;
        _isBytes = width == 1 && documents.IsAll;
        _documents = documents;
        _width = width;
        _offset = offset;
    }

    public override ReadOnlySpan<byte> Bytes => _isBytes ? _file.Span(_offset, _documents.Count) : default;

    public override bool Has(int document) => _documents.Contains(document);

    public override long Get(int document)
    {
        if (_isBytes)
        {
            return (sbyte)_file.Span(_offset + document, 1)[0];
        }

        int index = _documents.IndexOf(document);
        if (index < 0)
        {
            return 0;
        }

        if (_width == 0)
        {
            return _offset;
        }

        var bytes = _file.Span(_offset + (long)index * _width, _width);
        return _width switch
        {
            1 => (sbyte)bytes[0],
            2 => BinaryPrimitives.ReadInt16BigEndian(bytes),
            4 => BinaryPrimitives.ReadInt32BigEndian(bytes),
            _ => BinaryPrimitives.ReadInt64BigEndian(bytes),
        };
    }

    /// <summary>Reads all of it and sees that its parts agree.</summary>
    /// <exception cref="CorruptIndexException">They do not.</exception>
    public void Check(CancellationToken cancellation) => _documents.Check(cancellation);
}
