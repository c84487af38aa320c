using ArticleSearch.IndexFormat.Packed;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.DocValues;

/// <summary>
/// Opens the columns of a segment (the format is <see cref="DocValuesWriter"/>'s; columns that were compressed for size are read
/// too). Columns are valid until it is disposed; each call that gives one with a dictionary or bytes gives a new one, for one thread.
/// </summary>
internal sealed class DocValuesReader : IDisposable
{
    private readonly IndexFile _data;
    private readonly int _maxDocument;
    private readonly Dictionary<int, DiskNumericColumn> _numeric = [];
    private readonly Dictionary<int, DiskSortedNumericColumn> _sortedNumeric = [];
    private readonly Dictionary<int, SortedEntry> _sorted = [];
    private readonly Dictionary<int, SortedEntry> _sortedSet = [];
    private readonly Dictionary<int, BinaryEntry> _binary = [];
    private int _version;

    private DocValuesReader(IndexFile data, int maxDocument)
    {
        _data = data;
        _maxDocument = maxDocument;
    }

    /// <summary>The files that stay open.</summary>
    public IEnumerable<IndexFile> Files => [_data];

    /// <summary>Opens the files, verifies the metadata's checksum and reads it whole.</summary>
    /// <exception cref="CorruptIndexException">A file is missing or damaged.</exception>
    public static DocValuesReader Open(SegmentReadContext context, string suffix)
    {
        using var meta = context.Open(FormatNames.DocValuesMetaExtension, suffix);
        CodecHeader.VerifyChecksum(meta);
        var data = context.Open(FormatNames.DocValuesDataExtension, suffix);
        var reader = new DocValuesReader(data, context.Info.MaxDocument);
        try
        {
            CodecHeader.ReadFooter(data);
            reader.ReadMeta(context, suffix, meta);
            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    public NumericColumn? Numeric(FieldInfo field) => _numeric.GetValueOrDefault(field.Number);

    public SortedNumericColumn? SortedNumeric(FieldInfo field) => _sortedNumeric.GetValueOrDefault(field.Number);

    public SortedColumn? Sorted(FieldInfo field) =>
        _sorted.TryGetValue(field.Number, out var entry) ? new DiskSortedColumn(entry) : null;

    public SortedSetColumn? SortedSet(FieldInfo field) =>
        _sortedSet.TryGetValue(field.Number, out var entry) ? new DiskSortedSetColumn(entry) : null;

    public BinaryColumn? Binary(FieldInfo field) => _binary.TryGetValue(field.Number, out var entry) ? entry.Open() : null;

    /// <summary>Compares the data file's checksum.</summary>
    /// <exception cref="CorruptIndexException">It differs.</exception>
    public void VerifyChecksums(CancellationToken cancellation) => CodecHeader.VerifyChecksum(_data, cancellation);

    /// <summary>Reads everything and sees that its parts agree.</summary>
    /// <exception cref="CorruptIndexException">They do not.</exception>
    public void Check(CancellationToken cancellation)
    {
        foreach (var column in _numeric.Values)
        {
            column.Check(cancellation);
        }

        foreach (var column in _sortedNumeric.Values)
        {
            column.Check(cancellation);
        }

        foreach (var entry in _sorted.Values.Concat(_sortedSet.Values))
        {
            entry.Check(_maxDocument, cancellation);
        }

        foreach (var entry in _binary.Values)
        {
            entry.Check(_maxDocument, cancellation);
        }
    }

    public void Dispose() => _data.Dispose();

    private void ReadMeta(SegmentReadContext context, string suffix, IndexFile meta)
    {
        var cursor = FileRange.Body(meta);
        _version = ReadHeader(ref cursor, FormatNames.DocValuesMetaCodec, context, suffix);
        var dataCursor = _data.CursorAt(0);
        int dataVersion = ReadHeader(ref dataCursor, FormatNames.DocValuesDataCodec, context, suffix);
        if (dataVersion != _version)
        {
            dataCursor.Throw($"the data has version {dataVersion}, the metadata {_version}");
        }

        for (int number = cursor.ReadInt32(); number != -1; number = cursor.ReadInt32())
        {
            if (context.Fields.Find(number) is not { } field)
            {
                cursor.Throw($"there is no field {number}", cursor.Position - 4);
                return;
            }

            if (!TryReadField(ref cursor, field))
            {
                cursor.Throw($"field {number} stands here twice");
            }
        }
    }

    private static int ReadHeader(ref ByteCursor cursor, string codec, SegmentReadContext context, string suffix) =>
        CodecHeader.ReadIndexHeader(
            ref cursor, codec, FormatNames.DocValuesFirstVersion, FormatNames.DocValuesVersion, context.Info.Id, suffix);

    private bool TryReadField(ref ByteCursor meta, FieldInfo field)
    {
        long position = meta.Position;
        int kind = meta.ReadByte();
        switch (kind)
        {
            case (int)ColumnKind.Numeric:
                var numeric = NumericEntry.Read(ref meta);
                var documents = DocumentSet.Open(_data, numeric.Documents, numeric.Count, _maxDocument);
                return _numeric.TryAdd(field.Number, new DiskNumericColumn(documents, numeric.Open(_data)));
            case (int)ColumnKind.Binary:
                bool isCompressed = IsBinaryCompressed(ref meta, field);
                return _binary.TryAdd(field.Number, BinaryEntry.Read(ref meta, _data, _maxDocument, isCompressed));
            case (int)ColumnKind.Sorted:
                return _sorted.TryAdd(field.Number, SortedEntry.ReadSorted(ref meta, _data, _maxDocument));
            case (int)ColumnKind.SortedSet:
                return _sortedSet.TryAdd(field.Number, SortedEntry.ReadSortedSet(ref meta, _data, _maxDocument));
            case (int)ColumnKind.SortedNumeric:
                return _sortedNumeric.TryAdd(field.Number, ReadSortedNumeric(ref meta));
            default:
                meta.Throw($"there is no kind {kind} of column", position);
                return false;
        }
    }

    private DiskSortedNumericColumn ReadSortedNumeric(ref ByteCursor meta)
    {
        var numeric = NumericEntry.Read(ref meta);
        int count = meta.ReadInt32();
        var addresses = numeric.Count == count ? null : SortedEntry.ReadAddresses(ref meta, _data, count);
        var documents = DocumentSet.Open(_data, numeric.Documents, count, _maxDocument);
        var lists = new ValueLists(_data, documents, addresses, numeric.Count);
        return new DiskSortedNumericColumn(_data, lists, numeric.Open(_data), _maxDocument);
    }

    private bool IsBinaryCompressed(ref ByteCursor meta, FieldInfo field)
    {
        if (_version < FormatNames.DocValuesModeVersion)
        {
            return _version >= FormatNames.DocValuesCompressedBinaryVersion;
        }

        string? mode = field.Attributes.GetValueOrDefault(FormatNames.DocValuesModeAttribute);
        if (mode is not (FormatNames.BestSpeed or FormatNames.BestCompression))
        {
            meta.Throw($"field {field.Name} has the mode \"{mode}\"");
        }

        return mode == FormatNames.BestCompression;
    }
}
