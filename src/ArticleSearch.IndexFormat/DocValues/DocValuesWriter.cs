using System.Diagnostics;
using ArticleSearch.IndexFormat.Packed;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.DocValues;

/// <summary>
/// Writes the columns of a segment, field by field, for speed (nothing is compressed but numbers). Reads each column once and
/// holds its numbers in memory meanwhile.
/// </summary>
/// <remarks>
/// <code>
/// .dvm     IndexHeader, Entry*, Int32 -1, Footer
/// Entry    Int32 field number, Byte kind, what NumericEntry, BinaryEntry or SortedEntry say of the kind;
///          sorted numbers: Numeric, Int32 documents with a number, and if one has more: Int64 offset, VInt shift, DirectMonotonic
///          meta, Int64 length of the addresses (see ValueLists)
/// .dvd     IndexHeader, per entry: bytes, DocumentSet, numbers or ordinals, addresses, dictionary; each where there is one. Footer
/// </code>
/// </remarks>
internal sealed class DocValuesWriter : IDisposable
{
    private const int AddressShift = 16;

    private readonly int _maxDocument;
    private readonly IndexOutput _data;
    private readonly IndexOutput _meta;

    public DocValuesWriter(SegmentWriteContext context, string suffix, int maxDocument)
    {
        _maxDocument = maxDocument;
        _data = context.Create(FormatNames.DocValuesDataExtension, suffix);
        try
        {
            _meta = context.Create(FormatNames.DocValuesMetaExtension, suffix);
        }
        catch
        {
            _data.Dispose();
            throw;
        }

        CodecHeader.WriteIndexHeader(_data, FormatNames.DocValuesDataCodec, FormatNames.DocValuesVersion, context.Id, suffix);
        CodecHeader.WriteIndexHeader(_meta, FormatNames.DocValuesMetaCodec, FormatNames.DocValuesVersion, context.Id, suffix);
    }

    public void WriteNumeric(FieldInfo field, NumericColumn column)
    {
        Start(field, ColumnKind.Numeric);
        var numbers = new List<long>();
        var members = new Members(_maxDocument);
        for (int document = 0; document < _maxDocument; document++)
        {
            if (column.TryGet(document, out long value))
            {
                members.Add(document);
                numbers.Add(value);
            }
        }

        members.Write(_data, _meta);
        WriteNumbers(numbers);
    }

    public void WriteSortedNumeric(FieldInfo field, SortedNumericColumn column)
    {
        Start(field, ColumnKind.SortedNumeric);
        var numbers = new List<long>();
        var counts = new List<int>();
        var members = new Members(_maxDocument);
        var values = new List<long>();
        for (int document = 0; document < _maxDocument; document++)
        {
            column.Get(document, values);
            if (values.Count > 0)
            {
                members.Add(document);
                numbers.AddRange(values);
                counts.Add(values.Count);
            }
        }

        members.Write(_data, _meta);
        WriteNumbers(numbers);
        _meta.WriteInt32(members.Count);
        if (numbers.Count > members.Count)
        {
            WriteAddresses(counts);
        }
    }

    /// <summary>Writes a binary column, uncompressed, and says so in the field's attributes.</summary>
    public void WriteBinary(FieldInfo field, BinaryColumn column)
    {
        Start(field, ColumnKind.Binary);
        field.Attributes[FormatNames.DocValuesModeAttribute] = FormatNames.BestSpeed;
        long start = _data.Position;
        var members = new Members(_maxDocument);
        var lengths = new List<int>();
        int shortest = int.MaxValue;
        int longest = 0;
        for (int document = 0; document < _maxDocument; document++)
        {
            if (column.TryGet(document, out var value))
            {
                members.Add(document);
                lengths.Add(value.Length);
                _data.WriteBytes(value);
                shortest = Math.Min(shortest, value.Length);
                longest = Math.Max(longest, value.Length);
            }
        }

        _meta.WriteInt64(start);
        _meta.WriteInt64(_data.Position - start);
        members.Write(_data, _meta);
        _meta.WriteInt32(members.Count);
        _meta.WriteInt32(shortest);
        _meta.WriteInt32(longest);
        if (longest > shortest)
        {
            WriteAddresses(lengths);
        }
    }

    public void WriteSorted(FieldInfo field, SortedColumn column)
    {
        Start(field, ColumnKind.Sorted);
        var ordinals = new List<long>();
        var members = new Members(_maxDocument);
        for (int document = 0; document < _maxDocument; document++)
        {
            int ordinal = column.Ordinal(document);
            if (ordinal >= 0)
            {
                members.Add(document);
                ordinals.Add(ordinal);
            }
        }

        WriteSingle(column, ordinals, members);
    }

    public void WriteSortedSet(FieldInfo field, SortedSetColumn column)
    {
        Start(field, ColumnKind.SortedSet);
        var ordinals = new List<long>();
        var counts = new List<int>();
        var members = new Members(_maxDocument);
        var values = new List<long>();
        for (int document = 0; document < _maxDocument; document++)
        {
            column.Ordinals(document, values);
            if (values.Count > 0)
            {
                members.Add(document);
                ordinals.AddRange(values);
                counts.Add(values.Count);
            }
        }

        if (ordinals.Count == members.Count)
        {
            _meta.WriteByte(0);
            WriteSingle(column, ordinals, members);
            return;
        }

        _meta.WriteByte(1);
        members.Write(_data, _meta);
        WriteOrdinals(column.ValueCount, ordinals);
        _meta.WriteInt32(members.Count);
        WriteAddresses(counts);
        new TermsWriter(_data, _meta).Write(column);
    }

    /// <summary>Ends the files.</summary>
    public void Finish()
    {
        _meta.WriteInt32(-1);
        CodecHeader.WriteFooter(_meta);
        CodecHeader.WriteFooter(_data);
    }

    public void Dispose()
    {
        _data.Dispose();
        _meta.Dispose();
    }

    private void Start(FieldInfo field, ColumnKind kind)
    {
        _meta.WriteInt32(field.Number);
        _meta.WriteByte((byte)kind);
    }

    private void WriteNumbers(List<long> numbers) =>
        new NumericValuesWriter(_data, _meta).Write(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(numbers));

    private void WriteSingle(TermColumn column, List<long> ordinals, Members members)
    {
        members.Write(_data, _meta);
        _meta.WriteInt32(members.Count);
        if (column.ValueCount <= 1)
        {
            _meta.WriteByte(0);
            _meta.WriteInt64(0);
            _meta.WriteInt64(0);
        }
        else
        {
            WriteOrdinals(column.ValueCount, ordinals);
        }

        new TermsWriter(_data, _meta).Write(column);
    }

    private void WriteOrdinals(long valueCount, List<long> ordinals)
    {
        int width = DirectPacked.Width((ulong)valueCount - 1);
        _meta.WriteByte((byte)width);
        long start = _data.Position;
        _meta.WriteInt64(start);
        DirectPacked.Write(_data, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(ordinals), width);
        _meta.WriteInt64(_data.Position - start);
    }

    private void WriteAddresses(List<int> counts)
    {
        long start = _data.Position;
        _meta.WriteInt64(start);
        _meta.WriteVInt(AddressShift);
        var writer = new DirectMonotonicWriter(_meta, _data, counts.Count + 1L, AddressShift);
        long address = 0;
        writer.Add(address);
        foreach (int count in counts)
        {
            address += count;
            writer.Add(address);
        }

        writer.Finish();
        _meta.WriteInt64(_data.Position - start);
    }

    /// <summary>The documents that have a value.</summary>
    private sealed class Members(int maxDocument)
    {
        private readonly ulong[] _words = new ulong[(maxDocument + 63) / 64];

        public int Count { get; private set; }

        public void Add(int document)
        {
            _words[document >> 6] |= 1UL << (document & 63);
            Count++;
        }

        public void Write(DataOutput data, DataOutput meta) =>
            DocumentSetWriter.Write(data, _words, Count, maxDocument).Write(meta);
    }
}
