using ArticleSearch.IndexFormat.Packed;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Norms;

/// <summary>
/// Opens the norms of a segment (the format is <see cref="NormsWriter"/>'s). The columns it hands out are valid until it is
/// disposed.
/// </summary>
internal sealed class NormsReader : IDisposable
{
    private readonly IndexFile _data;
    private readonly Dictionary<int, DiskNorms> _fields = [];

    private NormsReader(IndexFile data) => _data = data;

    /// <summary>The files that stay open.</summary>
    public IEnumerable<IndexFile> Files => [_data];

    /// <summary>Opens the files, verifies the metadata's checksum and reads it whole.</summary>
    /// <exception cref="CorruptIndexException">A file is missing or damaged.</exception>
    public static NormsReader Open(SegmentReadContext context)
    {
        using var meta = context.Open(FormatNames.NormsMetaExtension);
        CodecHeader.VerifyChecksum(meta);
        var data = context.Open(FormatNames.NormsDataExtension);
        var reader = new NormsReader(data);
        try
        {
            CodecHeader.ReadFooter(data);
            reader.ReadHeaders(context, meta);
            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>The norms of a field; null if the segment has none of it.</summary>
    public NormsColumn? Field(FieldInfo field) => _fields.GetValueOrDefault(field.Number);

    /// <summary>Compares the data file's checksum.</summary>
    /// <exception cref="CorruptIndexException">It differs.</exception>
    public void VerifyChecksums(CancellationToken cancellation) => CodecHeader.VerifyChecksum(_data, cancellation);

    /// <summary>Reads everything and sees that its parts agree.</summary>
    /// <exception cref="CorruptIndexException">They do not.</exception>
    public void Check(CancellationToken cancellation)
    {
        foreach (var norms in _fields.Values)
        {
            norms.Check(cancellation);
        }
    }

    public void Dispose() => _data.Dispose();

    private void ReadHeaders(SegmentReadContext context, IndexFile meta)
    {
        byte[] id = context.Info.Id;
        var dataCursor = _data.CursorAt(0);
        CodecHeader.ReadIndexHeader(
            ref dataCursor, FormatNames.NormsDataCodec, FormatNames.NormsVersion, FormatNames.NormsVersion, id, "");
        var cursor = FileRange.Body(meta);
        CodecHeader.ReadIndexHeader(
            ref cursor, FormatNames.NormsMetaCodec, FormatNames.NormsVersion, FormatNames.NormsVersion, id, "");
        for (int number = cursor.ReadInt32(); number != -1; number = cursor.ReadInt32())
        {
            ReadField(ref cursor, number, context);
        }
    }

    private void ReadField(ref ByteCursor cursor, int number, SegmentReadContext context)
    {
        if (context.Fields.Find(number) is not { HasNorms: true })
        {
            cursor.Throw($"field {number} has no norms", cursor.Position - 4);
        }

        var location = DocumentSetLocation.Read(ref cursor);
        int count = cursor.ReadInt32();
        int width = cursor.ReadByte();
        long offset = cursor.ReadInt64();
        var documents = DocumentSet.Open(_data, location, count, context.Info.MaxDocument);
        if (!_fields.TryAdd(number, new DiskNorms(_data, documents, width, offset)))
        {
            cursor.Throw($"field {number} stands here twice");
        }
    }
}
