using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Terms;

/// <summary>A run of <see cref="BlockCodes"/>, by the first and last of its members.</summary>
internal readonly record struct BlockCodeRange(int First, int Last);

/// <summary>
/// The entries of a field's index that is being made: prefixes and codes of blocks. A block is done after its sub-blocks but
/// stands before them in the index, so that the entries are chained and put in order by the chain, never moved.
/// </summary>
internal sealed class BlockCodes
{
    private Entry[] _entries = new Entry[64];
    private int _count;
    private byte[] _bytes = new byte[2048];
    private int _length;

    public bool IsEmpty => _count == 0;

    /// <summary>Adds the entry of a block.</summary>
    public BlockCodeRange Add(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> code)
    {
        if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, _count * 2);
        }

        ByteBuffer.EnsureCapacity(ref _bytes, _length, prefix.Length + code.Length);
        prefix.CopyTo(_bytes.AsSpan(_length));
        code.CopyTo(_bytes.AsSpan(_length + prefix.Length));
        _entries[_count] = new Entry { Start = _length, PrefixLength = prefix.Length, CodeLength = code.Length, Next = -1 };
        _length += prefix.Length + code.Length;
        return new BlockCodeRange(_count, _count++);
    }

    /// <summary>Puts a run behind another, whose entries are less.</summary>
    public BlockCodeRange Join(BlockCodeRange first, BlockCodeRange second)
    {
        _entries[first.Last].Next = second.First;
        return new BlockCodeRange(first.First, second.Last);
    }

    /// <summary>The code of the first entry of a run.</summary>
    public ReadOnlySpan<byte> FirstCode(BlockCodeRange range)
    {
        ref readonly var entry = ref _entries[range.First];
        return _bytes.AsSpan(entry.Start + entry.PrefixLength, entry.CodeLength);
    }

    /// <summary>Builds the index of a run and writes its nodes and its metadata.</summary>
    public void WriteIndex(BlockCodeRange range, FstBuilder builder, DataOutput metadata, DataOutput nodes)
    {
        builder.Clear();
        for (int i = range.First; i >= 0; i = _entries[i].Next)
        {
            ref readonly var entry = ref _entries[i];
            builder.Add(
                _bytes.AsSpan(entry.Start, entry.PrefixLength),
                _bytes.AsSpan(entry.Start + entry.PrefixLength, entry.CodeLength));
        }

        builder.Finish(metadata, nodes);
    }

    public void Clear()
    {
        _count = 0;
        _length = 0;
    }

    private struct Entry
    {
        public int Start;
        public int PrefixLength;
        public int CodeLength;
        public int Next;
    }
}
