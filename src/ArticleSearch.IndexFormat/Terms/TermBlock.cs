using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Terms;

/// <summary>
/// One block of terms being read, entry by entry; see <see cref="TermBlockFormat"/> for the bytes. Long-lived and loaded again
/// and again; copies nothing but compressed suffixes, and decodes what is known of a term only when asked.
/// </summary>
internal sealed class TermBlock(IndexFile file, long limit)
{
    private BlockSuffixes _suffixes;
    private BlockStates _states;
    private int _length;
    private int _lengthsAt;
    private int _lengthsLength;
    private int _equalLength; // -1: lengths differ

    private int _firstLabel;
    private int _endLabel;

    private int _suffixesRead;
    private int _lengthsRead;
    private int _termsRead;

    /// <summary>Where the first floor block of the same prefix stands, or this block if there is only one; -1: nothing is loaded.</summary>
    public long First { get; private set; } = -1;

    /// <summary>Where the block stands.</summary>
    public long Start { get; private set; } = -1;

    /// <summary>Where the next floor block of the same prefix stands, unless this is the last.</summary>
    public long End => Start + _length;

    public int PrefixLength { get; private set; }

    public int EntryCount { get; private set; }

    /// <summary>Whether all terms with the prefix and this byte behind it (-1: the prefix itself) are here or in sub-blocks.</summary>
    public bool Covers(int label) => label >= _firstLabel && label < _endLabel;

    /// <summary>How many entries have been read.</summary>
    public int EntriesRead { get; private set; }

    public bool IsLeaf { get; private set; }

    public bool IsLast { get; private set; }

    /// <summary>Where the suffix of the entry read last stands among the suffixes.</summary>
    public int SuffixStart { get; private set; }

    public int SuffixLength { get; private set; }

    /// <summary>Where the sub-block stands that is the entry read last; -1 if that is a term.</summary>
    public long SubBlock { get; private set; }

    public bool IsTerm => SubBlock < 0;

    /// <summary>How many of the entries read are terms.</summary>
    public int TermsRead => _termsRead;

    /// <summary>The suffix of the entry read last.</summary>
    public ReadOnlySpan<byte> Suffix => _suffixes.In(file.Span(Start, _length)).Slice(SuffixStart, SuffixLength);

    /// <summary>Whether the block at an address is loaded.</summary>
    public bool IsAt(BlockAddress address) => Start == address.Start && PrefixLength == address.PrefixLength;

    /// <summary>Loads a block and stands before its first entry.</summary>
    /// <param name="first">Where the first floor block of the prefix stands.</param>
    /// <param name="start">Where this one stands.</param>
    /// <param name="prefixLength">How many bytes of its terms it leaves out.</param>
    public void Load(long first, long start, int prefixLength)
    {
        Start = -1;
        First = -1;
        if ((ulong)start >= (ulong)limit)
        {
            Throw($"a block of terms is said to stand here, but they end at {limit}", start);
        }

        var cursor = file.CursorAt(start, (int)Math.Min(int.MaxValue, limit - start));
        int code = cursor.ReadVInt();
        EntryCount = (int)((uint)code >> 1);
        IsLast = (code & 1) != 0;

        long suffixes = cursor.ReadVLong();
        IsLeaf = (suffixes & 4) != 0;
        _suffixes.Read(ref cursor, start, suffixes >> 3, (SuffixCompression)(suffixes & 3));

        uint lengths = (uint)cursor.ReadVInt();
        _lengthsLength = (int)(lengths >> 1);
        _lengthsAt = (int)(cursor.Position - start);
        _equalLength = -1;
        if ((lengths & 1) != 0)
        {
            _equalLength = cursor.ReadByte();
            if (_equalLength >= 0x80)
            {
                cursor.Throw("lengths of suffixes never end");
            }
        }
        else
        {
            cursor.Skip(_lengthsLength);
        }

        int metadataLength = _states.Read(ref cursor, start);
        _length = (int)(cursor.Position - start);

        // Every term has at least a byte of metadata, every sub-block at least a byte of suffix.
        if (EntryCount == 0 || EntryCount > metadataLength + (IsLeaf ? 0L : _suffixes.Length))
        {
            Throw($"a block of {EntryCount} entries has {_lengthsLength} bytes of lengths and {metadataLength} of metadata", start);
        }

        bool isOnly = first == start && IsLast;
        _firstLabel = isOnly ? -1 : 256;
        _endLabel = 256;
        PrefixLength = prefixLength;
        First = first;
        Start = start;
        Rewind();
    }

    /// <summary>Loads the block at an address, unless it is loaded, and stands before its first entry.</summary>
    public void Load(BlockAddress address)
    {
        if (IsAt(address))
        {
            Rewind();
        }
        else
        {
            Load(address.First, address.Start, address.PrefixLength);
        }

        _firstLabel = address.FirstLabel;
        _endLabel = address.EndLabel;
    }

    /// <summary>Loads the floor block after this one.</summary>
    public void LoadNextFloor() => Load(First, End, PrefixLength);

    /// <summary>Stands before the first entry again.</summary>
    public void Rewind()
    {
        EntriesRead = 0;
        _suffixesRead = 0;
        _lengthsRead = 0;
        _termsRead = 0;
        _states.Rewind();
    }

    /// <summary>Reads the next entry; there must be one.</summary>
    public void ReadEntry() => ReadEntry(file.Span(Start, _length));

    /// <summary>
    /// Reads entries up to the first that is not less than <paramref name="target"/>: what comes after the prefix in the term
    /// looked for. Returns 0 for an equal term, 1 for a greater entry, -1 if there is none.
    /// </summary>
    public int Scan(ReadOnlySpan<byte> target) =>
        IsLeaf ? ScanLeaf(target) : ScanInner(target);

    /// <summary>Reads entries up to the one that leads to a sub-block; false if there is none.</summary>
    public bool ScanTo(long subBlock)
    {
        var block = file.Span(Start, _length);
        while (EntriesRead < EntryCount)
        {
            ReadEntry(block);
            if (SubBlock == subBlock)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What is known of the term read last.</summary>
    public ref readonly TermState Decode(FieldInfo field, PostingsReader postings)
    {
        Debug.Assert(EntriesRead > 0 && IsTerm, "There is a current term.");
        return ref _states.Decode(file, Start, file.Span(Start, _length), _termsRead, field, postings);
    }

    private void ReadEntry(ReadOnlySpan<byte> block)
    {
        Debug.Assert(EntriesRead < EntryCount, "There is a next entry.");
        int code = ReadLength(block);
        if (IsLeaf)
        {
            SubBlock = -1;
        }
        else
        {
            bool isTerm = (code & 1) == 0;
            code = (int)((uint)code >> 1);
            SubBlock = isTerm ? -1 : ReadSubBlock(block, code);
        }

        if ((uint)code > (uint)(_suffixes.Length - _suffixesRead) || PrefixLength + code > TermBlockFormat.MaxTermLength)
        {
            ThrowSuffix(code);
        }

        EntriesRead++;
        SuffixStart = _suffixesRead;
        SuffixLength = code;
        _suffixesRead += code;
        if (IsTerm)
        {
            _termsRead++;
        }
    }

    private int ScanLeaf(ReadOnlySpan<byte> target)
    {
        var block = file.Span(Start, _length);
        var suffixes = _suffixes.In(block);
        int entries = EntriesRead;
        int at = _suffixesRead;
        int length = 0;
        int order = -1;
        while (entries < EntryCount)
        {
            length = ReadLength(block);
            if ((uint)length > (uint)(suffixes.Length - at) || PrefixLength + length > TermBlockFormat.MaxTermLength)
            {
                ThrowSuffix(length);
            }

            entries++;
            order = Compare(suffixes.Slice(at, length), target);
            at += length;
            if (order >= 0)
            {
                break;
            }
        }

        EntriesRead = entries;
        _termsRead = entries;
        _suffixesRead = at;
        SuffixStart = at - length;
        SuffixLength = length;
        SubBlock = -1;
        return order;
    }

    private int ScanInner(ReadOnlySpan<byte> target)
    {
        var block = file.Span(Start, _length);
        var suffixes = _suffixes.In(block);
        while (EntriesRead < EntryCount)
        {
            ReadEntry(block);
            int order = Compare(suffixes.Slice(SuffixStart, SuffixLength), target);
            if (order > 0 || (order == 0 && IsTerm))
            {
                return order;
            }
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Compare(ReadOnlySpan<byte> suffix, ReadOnlySpan<byte> target)
    {
        // Most entries part at the first byte.
        if (suffix.Length > 0 && target.Length > 0 && suffix[0] != target[0])
        {
            return suffix[0] < target[0] ? -1 : 1;
        }

        int order = suffix.SequenceCompareTo(target);
        return order < 0 ? -1 : order > 0 ? 1 : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int ReadLength(ReadOnlySpan<byte> block)
    {
        if (_lengthsRead >= _lengthsLength)
        {
            Throw("a block has more entries than lengths of them", Start);
        }

        if (_equalLength >= 0)
        {
            _lengthsRead++;
            return _equalLength;
        }

        byte b = block[_lengthsAt + _lengthsRead];
        if (b < 0x80)
        {
            _lengthsRead++;
            return b;
        }

        return (int)ReadLongLength(block, maxBytes: 5);
    }

    private long ReadSubBlock(ReadOnlySpan<byte> block, int suffixLength)
    {
        long distance;
        if (_equalLength >= 0)
        {
            distance = ReadLength(block);
        }
        else
        {
            distance = ReadLongLength(block, maxBytes: 9);
        }

        // The suffix of a sub-block is never empty and it stands before this block, so that no path is endless.
        if (suffixLength == 0 || distance <= 0 || distance > Start)
        {
            Throw($"a sub-block {distance} bytes before this block, after {suffixLength} more bytes of prefix", Start);
        }

        return Start - distance;
    }

    private long ReadLongLength(ReadOnlySpan<byte> block, int maxBytes)
    {
        var cursor = new ByteCursor(file, Start + _lengthsAt + _lengthsRead, block.Slice(_lengthsAt + _lengthsRead, _lengthsLength - _lengthsRead));
        long value = maxBytes == 5 ? cursor.ReadVInt() : cursor.ReadVLong();
        _lengthsRead = _lengthsLength - cursor.Remaining;
        return value;
    }

    [DoesNotReturn]
    private void ThrowSuffix(int length) =>
        Throw($"a suffix of {length} bytes after {_suffixesRead} of {_suffixes.Length}, behind a prefix of {PrefixLength}", Start);

    [DoesNotReturn]
    private void Throw(string problem, long position) => throw new CorruptIndexException(problem, file.Name, position);
}
