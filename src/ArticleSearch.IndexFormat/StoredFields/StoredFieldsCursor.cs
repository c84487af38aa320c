using System.Text;
using System.Text.Unicode;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.StoredFields;

/// <summary>
/// Reads documents of one segment's stored fields, best in ascending order: the last chunk stays decompressed. For one thread;
/// must not outlive its reader. Disposing it gives back the memory of the chunk.
/// </summary>
internal sealed class StoredFieldsCursor : IDisposable
{
    /// <summary>The most bytes that come before a value: the field's number and kind, then a length.</summary>
    private const int MaxHead = 20;

    /// <summary>A document up to this length is decompressed at once; of a longer one, what is looked at.</summary>
    private const int AtOnce = 1 << 16;

    private readonly StoredFieldsReader _reader;
    private readonly StoredChunk _chunk;

    internal StoredFieldsCursor(StoredFieldsReader reader)
    {
        _reader = reader;
        _chunk = new StoredChunk(reader.Data, reader.Mode, reader.ChunkSize);
    }

    /// <summary>Replaces the content of <paramref name="values"/> with a document's stored values, in the order they were stored.</summary>
    /// <param name="document">0 to the segment's document count.</param>
    /// <param name="values">Receives the values.</param>
    /// <param name="onlyFields">The numbers of the fields that are wanted; null for all. Others are passed over undecoded.</param>
    /// <exception cref="CorruptIndexException">The document is damaged.</exception>
    public void Read(int document, List<StoredValue> values, IReadOnlySet<int>? onlyFields = null)
    {
        values.Clear();
        var fields = Fields(document);
        while (fields.Next())
        {
            if (onlyFields is null || onlyFields.Contains(fields.Number))
            {
                values.Add(fields.Value());
            }
        }
    }

    /// <summary>Reads a document without making anything of it.</summary>
    /// <exception cref="CorruptIndexException">It is damaged, or a text of it is no UTF-8.</exception>
    public void Check(int document)
    {
        var fields = Fields(document);
        while (fields.Next())
        {
            fields.Check();
        }
    }

    public void Dispose() => _chunk.Dispose();

    /// <summary>All of a document's bytes as they were stored; valid until the next call.</summary>
    internal ReadOnlySpan<byte> ReadRaw(int document, out int fieldCount)
    {
        Seek(document);
        fieldCount = _chunk.FieldCount(document);
        int offset = _chunk.Offset(document);
        return _chunk.Bytes(offset, _chunk.Offset(document + 1) - offset);
    }

    /// <summary>Appends a document's fields to a writer under other numbers.</summary>
    internal void CopyFields(int document, ReadOnlySpan<int> fieldNumbers, StoredFieldsWriter writer)
    {
        var fields = Fields(document);
        while (fields.Next())
        {
            writer.WriteEncoded(fieldNumbers[fields.Number], fields.Kind, fields.Encoded());
        }
    }

    private FieldSequence Fields(int document)
    {
        Seek(document);
        int offset = _chunk.Offset(document);
        int length = _chunk.Offset(document + 1) - offset;
        if (length <= AtOnce)
        {
            _chunk.Bytes(offset, length);
        }

        return new FieldSequence(this, document);
    }

    private void Seek(int document)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(document);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(document, _reader.MaxDocument);
        if (_chunk.Contains(document))
        {
            return;
        }

        var index = _reader.Index;
        long chunk = index.FindChunk(document);
        long first = index.FirstDocument(chunk);
        _chunk.Load(index.Start(chunk), index.Start(chunk + 1), first, index.FirstDocument(chunk + 1) - first);
        if (!_chunk.Contains(document))
        {
            _chunk.Clear();
            throw new CorruptIndexException($"document {document} is not in the chunk where it should be", _reader.Data.Name, _chunk.Start);
        }
    }

    /// <summary>The fields of one document, one after the other; decompresses no more than is looked at.</summary>
    private ref struct FieldSequence(StoredFieldsCursor owner, int document)
    {
        private readonly StoredChunk _chunk = owner._chunk;
        private readonly int _end = owner._chunk.Offset(document + 1);
        private int _left = owner._chunk.FieldCount(document);
        private int _next = owner._chunk.Offset(document);
        private int _valueStart;
        private int _contentStart;

        /// <summary>The number of the present field.</summary>
        public int Number { get; private set; }

        public StoredKind Kind { get; private set; }

        /// <summary>Moves to the next field; false after the last.</summary>
        public bool Next()
        {
            if (_left == 0)
            {
                if (_next != _end)
                {
                    Throw($"{_end - _next} bytes follow the last field");
                }

                return false;
            }

            _left--;
            try
            {
                ReadHead();
            }
            catch (CorruptIndexException e)
            {
                // The positions of a cursor on decompressed bytes mean nothing to anyone.
                Throw(e.Problem, e);
            }

            return true;
        }

        /// <summary>The present field's value.</summary>
        public readonly StoredValue Value()
        {
            var cursor = Cursor(_contentStart, _next - _contentStart);
            switch (Kind)
            {
                case StoredKind.String:
                    return new StoredValue(Number, Kind, Encoding.UTF8.GetString(cursor.Rest), null, 0);
                case StoredKind.Bytes:
                    return new StoredValue(Number, Kind, null, cursor.Rest.ToArray(), 0);
                case StoredKind.Int32:
                    return new StoredValue(Number, Kind, null, null, cursor.ReadZInt());
                case StoredKind.Single:
                    return new StoredValue(
                        Number, Kind, null, null, BitConverter.SingleToInt32Bits(StoredNumbers.ReadZFloat(ref cursor)));
                case StoredKind.Int64:
                    return new StoredValue(Number, Kind, null, null, StoredNumbers.ReadTLong(ref cursor));
                default:
                    return new StoredValue(
                        Number, Kind, null, null, BitConverter.DoubleToInt64Bits(StoredNumbers.ReadZDouble(ref cursor)));
            }
        }

        /// <summary>Sees that the present field's text is one.</summary>
        public readonly void Check()
        {
            if (Kind == StoredKind.String && !Utf8.IsValid(_chunk.Bytes(_contentStart, _next - _contentStart)))
            {
                Throw($"the text of field {Number} is no UTF-8");
            }
        }

        /// <summary>The bytes of the present field's value, with its length if it has one.</summary>
        public readonly ReadOnlySpan<byte> Encoded() => _chunk.Bytes(_valueStart, _next - _valueStart);

        private void ReadHead()
        {
            var cursor = Cursor(_next, Math.Min(MaxHead, _end - _next));
            int start = _next;
            long head = cursor.ReadVLong();
            Kind = (StoredKind)(head & ((1 << StoredFieldsWriter.KindBits) - 1));
            long number = head >> StoredFieldsWriter.KindBits;
            if (number > int.MaxValue || owner._reader.Fields.Find((int)number) is null)
            {
                cursor.Throw($"there is no field {number}");
            }

            Number = (int)number;
            _valueStart = start + (int)cursor.Position;
            int length = 0;
            switch (Kind)
            {
                case StoredKind.String or StoredKind.Bytes:
                    length = cursor.ReadVInt();
                    break;
                case StoredKind.Int32:
                    cursor.ReadZInt();
                    break;
                case StoredKind.Single:
                    StoredNumbers.ReadZFloat(ref cursor);
                    break;
                case StoredKind.Int64:
                    StoredNumbers.ReadTLong(ref cursor);
                    break;
                case StoredKind.Double:
                    StoredNumbers.ReadZDouble(ref cursor);
                    break;
                default:
                    cursor.Throw($"there is no kind {(int)Kind} of stored value");
                    break;
            }

            int afterHead = start + (int)cursor.Position;
            if (length < 0 || length > _end - afterHead)
            {
                cursor.Throw($"{length} bytes are wanted, {_end - afterHead} are left");
            }

            bool isCounted = Kind is StoredKind.String or StoredKind.Bytes;
            _contentStart = isCounted ? afterHead : _valueStart;
            _next = afterHead + length;
        }

        private readonly ByteCursor Cursor(int offset, int length) => new(owner._reader.Data, 0, _chunk.Bytes(offset, length));

        [System.Diagnostics.CodeAnalysis.DoesNotReturn]
        private readonly void Throw(string problem, Exception? inner = null) =>
            throw new CorruptIndexException($"document {document}: {problem}", owner._reader.Data.Name, _chunk.Start, inner);
    }
}
