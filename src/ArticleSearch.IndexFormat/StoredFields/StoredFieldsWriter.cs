using System.Diagnostics;
using System.Text;
using ArticleSearch.IndexFormat.Packed;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.StoredFields;

/// <summary>
/// Writes the stored fields of a segment, document by document, in chunks compressed for speed. Holds one chunk in memory, and
/// never looks at a chunk again once it is written.
/// </summary>
/// <remarks>
/// <code>
/// .fdt       IndexHeader, Chunk*, Footer
/// Chunk      VInt first document, VInt (documents &lt;&lt; 1 | sliced), Ints fields of each document, Ints bytes of each document,
///            Unit (if sliced: a Unit for each 614,400 bytes of the documents)
/// Ints       of one number: VInt; of equal ones: VInt 0, VInt; else VInt width, Packed numbers
/// Unit       VInt length of the dictionary D, VInt length of a sub-block, VInt compressed length of D, VInt compressed length of
///            each sub-block, LZ4 of D, LZ4 of each sub-block with D before it. D is the first bytes of the unit itself.
/// Document   Field*: VLong (field number &lt;&lt; 3 | kind), value
/// Value      String: VInt length, UTF-8; bytes: VInt length, bytes; Int32: ZInt; long, float, double: see StoredNumbers
/// .fdm       IndexHeader, VInt 614400, VInt 2 (of Packed), index (see StoredFieldsIndex), VLong dirty chunks,
///            VLong documents that dirty chunks lack, Footer
/// </code>
/// A chunk is complete when it has 614,400 bytes or 1,024 documents. A dirty chunk was ended before that: the last of a segment, or
/// the one before chunks that were copied whole. Example: one document with the string "a" in field 0 is <c>00 02 01 03</c> (document
/// 0, one document, one field, three bytes), <c>00 01 01 02 02 02 00 10 00 10 01 10 61</c> (no dictionary, sub-blocks of one byte).
/// </remarks>
internal sealed class StoredFieldsWriter : IDisposable
{
    internal const int KindBits = 3;
    internal const int PackedVersion = 2;
    private const int SubBlocks = 10;
    private const int DictionaryShare = 16;
    private const int MaxBytes = int.MaxValue - (1 << 24);

    private static readonly StoredMode Mode = StoredMode.BestSpeed;

    private readonly SegmentWriteContext _context;
    private readonly IndexOutput _data;
    private readonly IndexOutput _meta;
    private readonly Lz4Compressor _compressor = new();
    private readonly MemoryOutput _documents = new(1 << 20);
    private readonly int[] _fieldCounts = new int[Mode.MaxDocuments];
    private readonly int[] _ends = new int[Mode.MaxDocuments];
    private readonly List<int> _chunkDocuments = [];
    private readonly List<long> _chunkStarts = [];
    private byte[] _block = [];
    private byte[] _compressed = [];
    private int _firstDocument;
    private int _count;
    private int _fields;
    private long _dirtyChunks;
    private long _dirtyDocuments;

    public StoredFieldsWriter(SegmentWriteContext context)
    {
        _context = context;
        _meta = context.Create(FormatNames.StoredFieldsMetaExtension);
        try
        {
            _data = context.Create(FormatNames.StoredFieldsDataExtension);
        }
        catch
        {
            _meta.Dispose();
            throw;
        }

        CodecHeader.WriteIndexHeader(_meta, FormatNames.StoredFieldsMetaCodec, FormatNames.StoredFieldsVersion, context.Id, "");
        CodecHeader.WriteIndexHeader(_data, Mode.Codec, FormatNames.StoredFieldsVersion, context.Id, "");
        _meta.WriteVInt(Mode.ChunkSize);
        _meta.WriteVInt(PackedVersion);
    }

    /// <summary>What the segment's attributes must say of its stored fields.</summary>
    public static KeyValuePair<string, string> SegmentAttribute => new(FormatNames.StoredFieldsModeAttribute, Mode.Name);

    /// <summary>How many documents have been finished.</summary>
    public int DocumentCount => _firstDocument + _count;

    public void StartDocument() => Debug.Assert(_fields == 0);

    public void Write(FieldInfo field, string value) => Write(field, value.AsSpan());

    /// <summary>Writes a text as a string.</summary>
    public void Write(FieldInfo field, ReadOnlySpan<char> value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        WriteHead(field.Number, StoredKind.String, length);
        _documents.WriteVInt(length);
        Encoding.UTF8.GetBytes(value, _documents.Take(length));
    }

    public void Write(FieldInfo field, ReadOnlySpan<byte> value)
    {
        WriteHead(field.Number, StoredKind.Bytes, value.Length);
        _documents.WriteVInt(value.Length);
        _documents.WriteBytes(value);
    }

    public void Write(FieldInfo field, int value)
    {
        WriteHead(field.Number, StoredKind.Int32, sizeof(int));
        _documents.WriteZInt(value);
    }

    public void Write(FieldInfo field, long value)
    {
        WriteHead(field.Number, StoredKind.Int64, sizeof(long));
        StoredNumbers.WriteTLong(_documents, value);
    }

    public void Write(FieldInfo field, float value)
    {
        WriteHead(field.Number, StoredKind.Single, sizeof(float));
        StoredNumbers.WriteZFloat(_documents, value);
    }

    public void Write(FieldInfo field, double value)
    {
        WriteHead(field.Number, StoredKind.Double, sizeof(double));
        StoredNumbers.WriteZDouble(_documents, value);
    }

    public void FinishDocument()
    {
        _fieldCounts[_count] = _fields;
        _ends[_count] = _documents.Length;
        _fields = 0;
        _count++;
        if (_documents.Length >= Mode.ChunkSize || _count >= Mode.MaxDocuments)
        {
            WriteChunk();
        }
    }

    /// <summary>Appends a document of another segment as it stands there, field by field, without decoding a value.</summary>
    /// <param name="source">A cursor on the other segment's stored fields.</param>
    /// <param name="document">The document's number there.</param>
    /// <param name="fieldNumbers">The number here of each field number there; empty where they agree.</param>
    /// <exception cref="CorruptIndexException">The other segment is damaged.</exception>
    public void CopyDocument(StoredFieldsCursor source, int document, ReadOnlySpan<int> fieldNumbers = default)
    {
        StartDocument();
        if (fieldNumbers.IsEmpty)
        {
            var bytes = source.ReadRaw(document, out int fields);
            CheckRoom(bytes.Length);
            _documents.WriteBytes(bytes);
            _fields = fields;
        }
        else
        {
            source.CopyFields(document, fieldNumbers, this);
        }

        FinishDocument();
    }

    /// <summary>
    /// Appends all documents of another segment by copying its compressed chunks, where that is possible and does not leave too
    /// many incomplete chunks behind. The caller sees to it that field numbers agree and that no document is deleted.
    /// </summary>
    /// <returns>False if nothing was done: copy document by document.</returns>
    /// <exception cref="CorruptIndexException">The other segment is damaged.</exception>
    public bool TryCopyChunks(StoredFieldsReader source, CancellationToken cancellation = default)
    {
        if (source.Mode != Mode || source.ChunkSize != Mode.ChunkSize || source.IsTooDirty)
        {
            return false;
        }

        if (_count > 0)
        {
            WriteChunk();
            _dirtyChunks++;
        }

        for (long chunk = 0; chunk < source.Index.ChunkCount; chunk++)
        {
            cancellation.ThrowIfCancellationRequested();
            var content = source.ReadChunk(chunk, out int documents, out bool sliced);
            StartChunk(documents, sliced);
            _data.WriteBytes(content);
            _firstDocument += documents;
        }

        _dirtyChunks += source.DirtyChunks;
        _dirtyDocuments += source.DirtyDocuments;
        return true;
    }

    /// <summary>Writes what is left and ends the files.</summary>
    /// <param name="documentCount">The segment's number of documents: as many as were finished.</param>
    public void Finish(int documentCount)
    {
        Debug.Assert(documentCount == DocumentCount);
        if (_count > 0)
        {
            double expected = (double)Mode.ChunkSize / _documents.Length * _count; // infinite if the documents are empty
            _dirtyChunks++;
            _dirtyDocuments += (long)Math.Min(Mode.MaxDocuments, expected) - _count;
            WriteChunk();
        }

        WriteIndex();
        _meta.WriteVLong(_dirtyChunks);
        _meta.WriteVLong(_dirtyDocuments);
        CodecHeader.WriteFooter(_meta);
        CodecHeader.WriteFooter(_data);
    }

    public void Dispose()
    {
        _data.Dispose();
        _meta.Dispose();
    }

    /// <summary>Appends one field whose value is already encoded.</summary>
    internal void WriteEncoded(int fieldNumber, StoredKind kind, ReadOnlySpan<byte> value)
    {
        WriteHead(fieldNumber, kind, value.Length);
        _documents.WriteBytes(value);
    }

    private void WriteHead(int fieldNumber, StoredKind kind, int length)
    {
        CheckRoom(length);
        _fields++;
        _documents.WriteVLong((long)fieldNumber << KindBits | (long)kind);
    }

    private void CheckRoom(int length)
    {
        if (length > MaxBytes - _documents.Length)
        {
            throw new ArgumentException($"A document can not have more than {MaxBytes} bytes of stored fields.");
        }
    }

    private void WriteChunk()
    {
        var documents = _documents.Written;
        bool sliced = documents.Length >= 2 * Mode.ChunkSize;
        StartChunk(_count, sliced);
        WriteInts(_fieldCounts.AsSpan(0, _count));
        var lengths = _ends.AsSpan(0, _count);
        for (int i = _count - 1; i > 0; i--)
        {
            lengths[i] -= lengths[i - 1];
        }

        WriteInts(lengths);
        if (sliced)
        {
            for (; !documents.IsEmpty; documents = documents[Math.Min(documents.Length, Mode.ChunkSize)..])
            {
                WriteUnit(documents[..Math.Min(documents.Length, Mode.ChunkSize)]);
            }
        }
        else
        {
            WriteUnit(documents);
        }

        _firstDocument += _count;
        _count = 0;
        _documents.Clear();
    }

    private void StartChunk(int documents, bool sliced)
    {
        _chunkDocuments.Add(documents);
        _chunkStarts.Add(_data.Position);
        _data.WriteVInt(_firstDocument);
        _data.WriteVInt(documents << 1 | (sliced ? 1 : 0));
    }

    private void WriteInts(ReadOnlySpan<int> values)
    {
        if (values.Length == 1)
        {
            _data.WriteVInt(values[0]);
            return;
        }

        if (!values.ContainsAnyExcept(values[0]))
        {
            _data.WriteVInt(0);
            _data.WriteVInt(values[0]);
            return;
        }

        long[] wide = new long[values.Length];
        ulong bits = 0;
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] = values[i];
            bits |= (uint)values[i];
        }

        int width = BitPacking.BitsRequired(bits);
        _data.WriteVInt(width);
        BitPacking.Write(_data, wide, width);
    }

    /// <summary>Compresses the dictionary (the unit's own first bytes), then each sub-block with the dictionary before it.</summary>
    private void WriteUnit(ReadOnlySpan<byte> unit)
    {
        int dictionaryLength = unit.Length / (SubBlocks * DictionaryShare);
        int blockLength = (unit.Length - dictionaryLength + SubBlocks - 1) / SubBlocks;
        if (_block.Length < dictionaryLength + blockLength)
        {
            _block = new byte[dictionaryLength + blockLength];
        }

        int room = (SubBlocks + 1) * Lz4Compressor.MaxCompressedLength(Math.Max(blockLength, dictionaryLength));
        if (_compressed.Length < room)
        {
            _compressed = new byte[room];
        }

        _data.WriteVInt(dictionaryLength);
        _data.WriteVInt(blockLength);
        var dictionary = unit[..dictionaryLength];
        dictionary.CopyTo(_block);
        int total = _compressor.Compress(dictionary, 0, _compressed);
        _data.WriteVInt(total);
        for (var rest = unit[dictionaryLength..]; !rest.IsEmpty;)
        {
            var part = rest[..Math.Min(rest.Length, blockLength)];
            part.CopyTo(_block.AsSpan(dictionaryLength));
            int length = _compressor.Compress(
                _block.AsSpan(0, dictionaryLength + part.Length), dictionaryLength, _compressed.AsSpan(total));
            _data.WriteVInt(length);
            total += length;
            rest = rest[part.Length..];
        }

        _data.WriteBytes(_compressed.AsSpan(0, total));
    }

    private void WriteIndex()
    {
        long end = _data.Position;
        int count = _chunkStarts.Count + 1;
        using var index = _context.Create(FormatNames.StoredFieldsIndexExtension);
        CodecHeader.WriteIndexHeader(
            index, FormatNames.StoredFieldsIndexCodec, FormatNames.StoredFieldsIndexVersion, _context.Id, "");
        _meta.WriteInt32(_firstDocument);
        _meta.WriteInt32(StoredFieldsIndex.Shift);
        _meta.WriteInt32(count);

        _meta.WriteInt64(index.Position);
        var documents = new DirectMonotonicWriter(_meta, index, count, StoredFieldsIndex.Shift);
        long document = 0;
        documents.Add(document);
        foreach (int inChunk in _chunkDocuments)
        {
            document += inChunk;
            documents.Add(document);
        }

        documents.Finish();

        _meta.WriteInt64(index.Position);
        var starts = new DirectMonotonicWriter(_meta, index, count, StoredFieldsIndex.Shift);
        foreach (long start in _chunkStarts)
        {
            starts.Add(start);
        }

        starts.Add(end);
        starts.Finish();
        _meta.WriteInt64(index.Position);
        _meta.WriteInt64(end);
        CodecHeader.WriteFooter(index);
    }
}
