using ArticleSearch.IndexFormat.Postings;

namespace ArticleSearch.IndexFormat.Terms;

/// <summary>A term or a sub-block that waits for the block it will be an entry of.</summary>
internal struct PendingEntry
{
    /// <summary>Where the bytes of the term, or of the sub-block's prefix, start in <see cref="PendingEntries"/>.</summary>
    public int Start;
    public int Length;

    /// <summary>Where the sub-block stands; -1 for a term.</summary>
    public long Block;

    /// <summary>The sub-block's entries of the index, its own first.</summary>
    public BlockCodeRange Codes;

    public TermState State;

    public readonly bool IsTerm => Block < 0;
}

/// <summary>
/// The stack of terms and sub-blocks, ascending, that are not in a block yet, with their bytes. Grows and shrinks at its end
/// only, so that memory is bound by what is open and not by how many terms there are.
/// </summary>
internal sealed class PendingEntries
{
    private PendingEntry[] _entries = new PendingEntry[256];
    private byte[] _bytes = new byte[4096];
    private int _bytesLength;

    public int Count { get; private set; }

    public ref PendingEntry this[int index] => ref _entries.AsSpan(0, Count)[index];

    /// <summary>The bytes of a term, or of a sub-block's prefix.</summary>
    public ReadOnlySpan<byte> Bytes(ref readonly PendingEntry entry) => _bytes.AsSpan(entry.Start, entry.Length);

    public void PushTerm(ReadOnlySpan<byte> term, in TermState state)
    {
        ref var entry = ref Push(term);
        entry.Block = -1;
        entry.State = state;
    }

    public void PushBlock(ReadOnlySpan<byte> prefix, long block, BlockCodeRange codes)
    {
        ref var entry = ref Push(prefix);
        entry.Block = block;
        entry.Codes = codes;
    }

    public void Pop(int count)
    {
        if (count > 0)
        {
            Count -= count;
            _bytesLength = _entries[Count].Start;
        }
    }

    public void Clear()
    {
        Count = 0;
        _bytesLength = 0;
    }

    private ref PendingEntry Push(ReadOnlySpan<byte> bytes)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Count * 2);
        }

        ByteBuffer.EnsureCapacity(ref _bytes, _bytesLength, bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_bytesLength));
        ref var entry = ref _entries[Count++];
        entry.Start = _bytesLength;
        entry.Length = bytes.Length;
        _bytesLength += bytes.Length;
        return ref entry;
    }
}
