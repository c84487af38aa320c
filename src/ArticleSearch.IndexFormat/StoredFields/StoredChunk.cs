using System.Buffers;
using ArticleSearch.IndexFormat.Packed;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.StoredFields;

/// <summary>
/// One chunk of documents, of which only the sub-blocks that are asked for get decompressed. Reused for chunk after chunk; for
/// one thread. Its memory is borrowed, as a chunk has more than half a megabyte: <see cref="Dispose"/> gives it back.
/// </summary>
internal sealed class StoredChunk(IndexFile file, StoredMode mode, int chunkSize) : IDisposable
{
    private readonly int[] _fieldCounts = new int[mode.MaxDocuments];
    private readonly int[] _offsets = new int[mode.MaxDocuments + 1];
    private readonly List<Block> _blocks = new(16);
    private byte[] _content = [];
    private int _count;

    /// <summary>The first document of the chunk.</summary>
    public int FirstDocument { get; private set; }

    /// <summary>Where the chunk starts in the file.</summary>
    public long Start { get; private set; }

    /// <summary>Whether the chunk has documents in several units, as it has when they are big.</summary>
    public bool IsSliced { get; private set; }

    /// <summary>Where the chunk's documents stand in the file, after its first two numbers.</summary>
    public long AfterHead { get; private set; }

    public bool Contains(int document) => (uint)(document - FirstDocument) < (uint)_count;

    /// <summary>How many fields a document of the chunk has.</summary>
    public int FieldCount(int document) => _fieldCounts[document - FirstDocument];

    /// <summary>Where a document of the chunk starts among the chunk's bytes; of the one after the last, where it ends.</summary>
    public int Offset(int document) => _offsets[document - FirstDocument];

    /// <summary>Forgets the chunk.</summary>
    public void Clear() => _count = 0;

    /// <summary>Forgets the chunk and gives its memory back.</summary>
    public void Dispose()
    {
        Clear();
        if (_content.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_content);
            _content = [];
        }
    }

    /// <summary>Reads the head of a chunk.</summary>
    /// <param name="start">Where the chunk starts in the file.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="firstDocument">Its first document, as the index has it.</param>
    /// <param name="count">How many documents it has, as the index has it.</param>
    /// <exception cref="CorruptIndexException">The chunk is damaged.</exception>
    public void Load(long start, long end, long firstDocument, long count)
    {
        Clear();
        if (start < 0 || end <= start || end - start > int.MaxValue)
        {
            throw new CorruptIndexException($"a chunk can not end at {end}", file.Name, start);
        }

        Start = start;
        var cursor = file.CursorAt(start, (int)(end - start));
        FirstDocument = cursor.ReadVInt();
        int head = cursor.ReadVInt();
        IsSliced = (head & 1) != 0;
        int found = head >>> 1;
        if (FirstDocument != firstDocument || found != count || found == 0 || found > mode.MaxDocuments)
        {
            cursor.Throw($"{found} documents from {FirstDocument} on are here, expected are {count} from {firstDocument} on", start);
        }

        AfterHead = cursor.Position;
        ReadInts(ref cursor, _fieldCounts.AsSpan(0, found));
        ReadInts(ref cursor, _offsets.AsSpan(1, found));
        int length = SumLengths(ref cursor, found);
        ReadUnits(ref cursor, length);
        if (_content.Length < length)
        {
            Dispose();
            _content = ArrayPool<byte>.Shared.Rent(length);
        }

        _count = found;
    }

    /// <summary>A part of the chunk's bytes, decompressed if it was not yet.</summary>
    /// <exception cref="CorruptIndexException">It can not be decompressed.</exception>
    public ReadOnlySpan<byte> Bytes(int offset, int length)
    {
        int end = offset + length;
        for (int i = FindBlock(offset); i < _blocks.Count && _blocks[i].Target < end; i++)
        {
            Decompress(i, end - _blocks[i].Target);
        }

        return _content.AsSpan(offset, length);
    }

    private static void ReadInts(ref ByteCursor cursor, Span<int> values)
    {
        if (values.Length == 1)
        {
            values[0] = cursor.ReadVInt();
            return;
        }

        int bits = cursor.ReadVInt();
        if (bits == 0)
        {
            values.Fill(cursor.ReadVInt());
        }
        else if (bits is > 0 and <= 31)
        {
            BitPacking.Read(cursor.ReadBytes((int)BitPacking.ByteCount(values.Length, bits)), bits, values);
        }
        else
        {
            cursor.Throw($"counts of {bits} bits are unknown");
        }
    }

    /// <summary>Turns the documents' lengths into offsets and returns the length of all.</summary>
    private int SumLengths(ref ByteCursor cursor, int count)
    {
        long sum = 0;
        for (int i = 0; i < count; i++)
        {
            int length = _offsets[i + 1];
            int fields = _fieldCounts[i];
            sum += length;
            if (length < 0 || fields < 0 || fields > length || (length != 0 && fields == 0) || sum > int.MaxValue)
            {
                cursor.Throw($"document {FirstDocument + i} has {fields} fields in {length} bytes");
            }

            _offsets[i + 1] = (int)sum;
        }

        // A damaged length must not ask for memory that no bytes of this chunk can fill.
        if (sum > (long)cursor.Remaining * mode.MaxRatio)
        {
            cursor.Throw($"{cursor.Remaining} bytes can not become {sum}");
        }

        return (int)sum;
    }

    private void ReadUnits(ref ByteCursor cursor, int length)
    {
        _blocks.Clear();
        for (int start = 0; start < length;)
        {
            int unit = IsSliced ? Math.Min(chunkSize, length - start) : length;
            ReadUnit(ref cursor, start, unit);
            start += unit;
        }
    }

    private void ReadUnit(ref ByteCursor cursor, int start, int length)
    {
        int dictionaryLength = cursor.ReadVInt();
        int blockLength = cursor.ReadVInt();
        long blocks = blockLength <= 0 ? 0 : ((long)length - dictionaryLength + blockLength - 1) / blockLength;
        if (dictionaryLength < 0 || dictionaryLength > length || (blocks == 0 && dictionaryLength < length) || blocks > cursor.Remaining)
        {
            cursor.Throw($"{length} bytes can not be a dictionary of {dictionaryLength} and blocks of {blockLength}");
        }

        int dictionary = _blocks.Count;
        _blocks.Add(new Block(0, 0, start, dictionaryLength, -1));
        for (int i = 0, target = dictionaryLength; i < blocks; i++, target += blockLength)
        {
            _blocks.Add(new Block(0, 0, start + target, Math.Min(blockLength, length - target), dictionary));
        }

        // The lengths stand before all blocks in one mode, before each in the other.
        bool lengthsFirst = mode == StoredMode.BestSpeed;
        for (int i = dictionary; lengthsFirst && i < _blocks.Count; i++)
        {
            _blocks[i] = _blocks[i] with { SourceLength = cursor.ReadVInt() };
        }

        for (int i = dictionary; i < _blocks.Count; i++)
        {
            int sourceLength = lengthsFirst ? _blocks[i].SourceLength : cursor.ReadVInt();
            _blocks[i] = _blocks[i] with { Source = cursor.Position, SourceLength = sourceLength };
            cursor.Skip(sourceLength);
        }
    }

    private int FindBlock(int offset)
    {
        int low = 0;
        int high = _blocks.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            if (_blocks[middle].Target <= offset)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return Math.Max(0, high);
    }

    /// <summary>
    /// Decompresses a block as far as it is wanted. A second time it is decompressed whole: then its documents are read one after
    /// the other.
    /// </summary>
    private void Decompress(int index, int wanted)
    {
        var block = _blocks[index];
        wanted = Math.Min(wanted, block.TargetLength);
        if (wanted <= block.Done)
        {
            return;
        }

        if (block.Done > 0 || mode != StoredMode.BestSpeed)
        {
            wanted = block.TargetLength;
        }

        ReadOnlySpan<byte> dictionary = default;
        if (block.Dictionary >= 0)
        {
            var first = _blocks[block.Dictionary];
            Decompress(block.Dictionary, first.TargetLength);
            dictionary = _content.AsSpan(first.Target, first.TargetLength);
        }

        var source = file.Span(block.Source, block.SourceLength);
        var target = _content.AsSpan(block.Target, wanted);
        bool decoded = mode == StoredMode.BestSpeed
            ? Lz4Decoder.TryDecode(source, dictionary, target, out _)
            : DeflateDecoder.TryDecode(source, dictionary, target);
        if (!decoded)
        {
            throw new CorruptIndexException($"{block.SourceLength} bytes do not decompress to {wanted}", file.Name, block.Source);
        }

        _blocks[index] = block with { Done = wanted };
    }

    /// <summary>A dictionary or sub-block: where it stands in the file, and where among the chunk's bytes.</summary>
    private readonly record struct Block(long Source, int SourceLength, int Target, int TargetLength, int Dictionary)
    {
        /// <summary>How many of its bytes are decompressed.</summary>
        public int Done { get; init; }
    }
}
