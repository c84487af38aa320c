using System.Buffers.Binary;
using System.Diagnostics;
using System.Numerics;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Packed;

/// <summary>Where a <see cref="DocumentSet"/> lies in a data file, as metadata files say it.</summary>
/// <remarks>
/// <code>
/// Location   Int64 offset (-1: all documents, -2: none), Int64 length, Int16 entries of the jump table (-1 where there is no set),
///            Byte logarithm of the documents a rank entry (-1: no ranks)
/// </code>
/// Example: all documents stand as <c>FF×8 00×8 FF FF FF</c>.
/// </remarks>
internal readonly record struct DocumentSetLocation(long Offset, long Length, short JumpEntries, sbyte RankPower)
{
    private const long AllOffset = -1;
    private const long NoneOffset = -2;

    public static DocumentSetLocation All => new(AllOffset, 0, -1, -1);

    public static DocumentSetLocation None => new(NoneOffset, 0, -1, -1);

    public bool IsAll => Offset == AllOffset;

    public bool IsNone => Offset == NoneOffset;

    public static DocumentSetLocation Read(ref ByteCursor cursor) =>
        new(cursor.ReadInt64(), cursor.ReadInt64(), cursor.ReadInt16(), (sbyte)cursor.ReadByte());

    public void Write(DataOutput output)
    {
        output.WriteInt64(Offset);
        output.WriteInt64(Length);
        output.WriteInt16(JumpEntries);
        output.WriteByte((byte)RankPower);
    }
}

/// <summary>
/// The documents that have a value, on disk: says whether a document is among them and how many come before it. In any order,
/// by many threads; only the blocks' headers are kept in memory.
/// </summary>
/// <remarks>
/// <code>
/// Set      Block*, Block 0x7FFF with the one document 0xFFFF (the end), jump table
/// Block    Int16 number (of 65,536 documents), Int16 documents in it less one, then
///            less than 4,096 documents: their low 16 bits, Int16 each, ascending
///            65,536 documents: nothing
///            else: ranks (Int16 per 2^power documents: how many documents of the block come before), 1,024 × Int64 bits
/// Jumps    per block number from 0 to the end block: Int32 documents before it, Int32 offset in the set; left out if there is
///          only block 0
/// </code>
/// Example: documents 3 and 7 stand as <c>00 00 00 01 00 03 00 07 7F FF 00 00 FF FF</c>.
/// </remarks>
internal sealed class DocumentSet
{
    internal const int BlockSize = 1 << 16;
    internal const int SparseLimit = 1 << 12;
    internal const int DenseBytes = BlockSize / 8;
    internal const int EndBlock = 0x7FFF;
    internal const int JumpBytes = 8;
    internal const sbyte DefaultRankPower = 9;

    private readonly IndexFile? _file;
    private readonly DocumentSetLocation _location;
    private readonly Block[] _blocks;
    private readonly int _maxDocument;
    private readonly int _rankPower;

    private DocumentSet(IndexFile? file, in DocumentSetLocation location, Block[] blocks, int count, int maxDocument)
    {
        _file = file;
        _location = location;
        _blocks = blocks;
        _maxDocument = maxDocument;
        _rankPower = location.RankPower;
        Count = count;
        IsAll = location.IsAll;
    }

    /// <summary>How many documents are in the set.</summary>
    public int Count { get; }

    /// <summary>Whether all documents of the segment are in the set: then a document's index is its number.</summary>
    public bool IsAll { get; }

    private bool HasRanks => _rankPower >= 0;

    private int RankBytes => HasRanks ? 2 * (BlockSize >> _rankPower) : 0;

    /// <summary>Opens a set and reads its blocks' headers.</summary>
    /// <param name="file">The data file.</param>
    /// <param name="location">Where it lies in it.</param>
    /// <param name="count">How many documents the metadata says are in it.</param>
    /// <param name="maxDocument">How many documents the segment has.</param>
    /// <exception cref="CorruptIndexException">It is not a set of so many documents.</exception>
    public static DocumentSet Open(IndexFile file, in DocumentSetLocation location, long count, int maxDocument)
    {
        if (location.IsAll || location.IsNone)
        {
            if (count != (location.IsAll ? maxDocument : 0))
            {
                throw new CorruptIndexException(
                    $"{count} of {maxDocument} documents have a value, though {(location.IsAll ? "all" : "none")} should", file.Name);
            }

            return new DocumentSet(file, location, [], (int)count, maxDocument);
        }

        FileRange.Check(file, location.Offset, location.Length);
        if (location.RankPower != -1 && location.RankPower is < 7 or > 15)
        {
            throw new CorruptIndexException($"ranks of 2^{location.RankPower} documents are unknown", file.Name, location.Offset);
        }

        if (count <= 0 || count > maxDocument)
        {
            throw new CorruptIndexException($"{count} of {maxDocument} documents can not have a value", file.Name, location.Offset);
        }

        var blocks = new Block[((maxDocument - 1) >> 16) + 1];
        var set = new DocumentSet(file, location, blocks, (int)count, maxDocument);
        set.ReadHeaders();
        return set;
    }

    /// <summary>Whether a document is in the set.</summary>
    public bool Contains(int document) => IndexOf(document) >= 0;

    /// <summary>How many documents of the set come before a document of the set; -1 if it is none.</summary>
    /// <param name="document">A document of the segment.</param>
    /// <exception cref="CorruptIndexException">The set's bytes contradict each other.</exception>
    public int IndexOf(int document)
    {
        Debug.Assert((uint)document < (uint)_maxDocument);
        if (IsAll)
        {
            return document;
        }

        if (Count == 0)
        {
            return -1;
        }

        ref readonly var block = ref _blocks[document >> 16];
        int low = document & (BlockSize - 1);
        return block.Count switch
        {
            0 => -1,
            < SparseLimit => FindSparse(block, low),
            BlockSize => block.Before + low,
            _ => FindDense(block, low),
        };
    }

    /// <summary>Reads the whole set and sees that its parts agree with each other.</summary>
    /// <exception cref="CorruptIndexException">They do not.</exception>
    public void Check(CancellationToken cancellation)
    {
        for (int number = 0; number < _blocks.Length; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            int documents = Math.Min(BlockSize, _maxDocument - (number << 16));
            CheckBlock(number, documents);
        }

        CheckJumps();
    }

    private void ReadHeaders()
    {
        long jumps = (long)Math.Max(0, (int)_location.JumpEntries) * JumpBytes;
        long end = _location.Length - jumps;
        long position = 0;
        int before = 0;
        int previous = -1;
        while (true)
        {
            if (end - position < 4)
            {
                Throw("a set of documents has no end", position);
            }

            var header = _file!.Span(_location.Offset + position, 4);
            int number = BinaryPrimitives.ReadUInt16BigEndian(header);
            int count = BinaryPrimitives.ReadUInt16BigEndian(header[2..]) + 1;
            if (number == EndBlock && before == Count)
            {
                break;
            }

            if (number <= previous || number >= _blocks.Length || count > Count - before)
            {
                Throw($"block {number} of {count} documents can not follow block {previous} and {before} documents of {Count}", position);
            }

            long content = position + 4;
            int length = 0;
            if (count < SparseLimit)
            {
                length = 2 * count;
            }
            else if (count < BlockSize)
            {
                content += RankBytes;
                length = DenseBytes;
            }

            _blocks[number] = new Block(_location.Offset + content, before, count, (int)position);
            position = content + length;
            before += count;
            previous = number;
        }
    }

    private int FindSparse(in Block block, int low)
    {
        var documents = _file!.Span(block.Offset, 2 * block.Count);
        int first = 0;
        int last = block.Count - 1;
        while (first <= last)
        {
            int middle = (first + last) >>> 1;
            int found = BinaryPrimitives.ReadUInt16BigEndian(documents[(2 * middle)..]);
            if (found == low)
            {
                return block.Before + middle;
            }

            if (found < low)
            {
                first = middle + 1;
            }
            else
            {
                last = middle - 1;
            }
        }

        return -1;
    }

    private int FindDense(in Block block, int low)
    {
        var bits = _file!.Span(block.Offset, DenseBytes);
        int word = low >> 6;
        ulong here = BinaryPrimitives.ReadUInt64BigEndian(bits[(8 * word)..]);
        if ((here >> (low & 63) & 1) == 0)
        {
            return -1;
        }

        int rank = BitOperations.PopCount(here & ((1UL << (low & 63)) - 1));
        int first = 0;
        if (HasRanks)
        {
            int entry = low >> _rankPower;
            rank += BinaryPrimitives.ReadUInt16BigEndian(_file.Span(block.Offset - RankBytes + 2 * entry, 2));
            first = (entry << _rankPower) >> 6;
        }

        for (int i = first; i < word; i++)
        {
            rank += BitOperations.PopCount(BinaryPrimitives.ReadUInt64BigEndian(bits[(8 * i)..]));
        }

        if (rank >= block.Count)
        {
            Throw($"a block of {block.Count} documents ranks one of them {rank}", block.Offset - _location.Offset);
        }

        return block.Before + rank;
    }

    private void CheckBlock(int number, int documents)
    {
        var block = _blocks[number];
        int found = block.Count switch
        {
            0 => 0,
            < SparseLimit => CheckSparse(block, documents),
            BlockSize => documents,
            _ => CheckDense(block, documents),
        };
        if (found != block.Count)
        {
            Throw($"block {number} has {found} documents, its header says {block.Count}", block.Header);
        }
    }

    private int CheckSparse(in Block block, int documents)
    {
        var cursor = _file!.CursorAt(block.Offset, 2 * block.Count);
        int previous = -1;
        for (int i = 0; i < block.Count; i++)
        {
            int low = (ushort)cursor.ReadInt16();
            if (low <= previous || low >= documents)
            {
                Throw($"document {low} of {documents} follows document {previous}", block.Header);
            }

            previous = low;
        }

        return block.Count;
    }

    private int CheckDense(in Block block, int documents)
    {
        var bits = _file!.CursorAt(block.Offset, DenseBytes);
        var ranks = _file!.CursorAt(block.Offset - RankBytes, RankBytes);
        int found = 0;
        for (int low = 0; low < BlockSize; low += 64)
        {
            if (HasRanks && (low & ((1 << _rankPower) - 1)) == 0 && (ushort)ranks.ReadInt16() != found)
            {
                Throw($"{found} documents come before document {low} of a block, its rank says otherwise", block.Header);
            }

            ulong word = (ulong)bits.ReadInt64();
            found += BitOperations.PopCount(word);
            if (word != 0 && low + 63 - BitOperations.LeadingZeroCount(word) >= documents)
            {
                Throw($"a block of {documents} documents has one more", block.Header);
            }
        }

        return found;
    }

    /// <summary>The jump table is not needed here, but other readers of the format trust it.</summary>
    private void CheckJumps()
    {
        if (_location.JumpEntries <= 0)
        {
            return;
        }

        int lastBlock = Array.FindLastIndex(_blocks, static block => block.Count > 0);
        if (_location.JumpEntries != lastBlock + 2)
        {
            Throw($"the jump table has {_location.JumpEntries} entries for {lastBlock + 1} blocks", _location.Length);
        }

        long position = _location.Offset + _location.Length - (long)_location.JumpEntries * JumpBytes;
        var jumps = _file!.CursorAt(position, _location.JumpEntries * JumpBytes);
        for (int number = 0; number <= lastBlock; number++)
        {
            int next = Array.FindIndex(_blocks, number, static block => block.Count > 0);
            int before = jumps.ReadInt32();
            int offset = jumps.ReadInt32();
            if (before != _blocks[next].Before || offset != _blocks[next].Header)
            {
                Throw($"the jump table leads to {offset} for block {number}", jumps.Position - 8 - _location.Offset);
            }
        }
    }

    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    private void Throw(string problem, long position) =>
        throw new CorruptIndexException(problem, _file!.Name, _location.Offset + position);

    /// <summary>A block's header: where its documents stand in the file, and its own place in the set.</summary>
    private readonly record struct Block(long Offset, int Before, int Count, int Header);
}
