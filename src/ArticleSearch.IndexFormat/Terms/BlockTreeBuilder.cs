using System.Diagnostics;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Terms;

/// <summary>
/// Parts the ascending terms of a field into blocks. As soon as no more terms with some prefix can come and enough entries
/// share it, they become a block, and the block one entry in their place.
/// </summary>
internal sealed class BlockTreeBuilder(TermBlockWriter writer)
{
    private readonly PendingEntries _pending = new();
    private readonly MemoryOutput _code = new();
    private readonly List<FloorBlock> _floor = [];
    private byte[] _last = new byte[64];
    private int _lastLength;
    private int[] _prefixStarts = new int[64]; // by length - 1 of a prefix of the last term: the first pending entry with it
    private FieldInfo _field = null!;

    /// <summary>The entries of the field's index so far.</summary>
    public BlockCodes Codes { get; } = new();

    /// <summary>The term added last.</summary>
    public ReadOnlySpan<byte> LastTerm => _last.AsSpan(0, _lastLength);

    public void StartField(FieldInfo field)
    {
        _field = field;
        _pending.Clear();
        Codes.Clear();
        _lastLength = 0;
    }

    /// <summary>Adds a term greater than all before it.</summary>
    public void Add(ReadOnlySpan<byte> term, in TermState state)
    {
        int shared = LastTerm.CommonPrefixLength(term);
        CloseTo(shared);
        ByteBuffer.EnsureCapacity(ref _last, 0, term.Length);
        if (_prefixStarts.Length < term.Length)
        {
            Array.Resize(ref _prefixStarts, Math.Max(term.Length, _prefixStarts.Length * 2));
        }

        term[shared..].CopyTo(_last.AsSpan(shared));
        _prefixStarts.AsSpan(shared, term.Length - shared).Fill(_pending.Count);
        _lastLength = term.Length;
        _pending.PushTerm(term, state);
    }

    /// <summary>Writes all that is pending and returns the whole index, the root block's entry first.</summary>
    public BlockCodeRange Finish()
    {
        CloseTo(0);
        _prefixStarts.AsSpan(0, _lastLength).Clear();
        WriteBlocks(prefixLength: 0, _pending.Count);
        Debug.Assert(_pending.Count == 1 && !_pending[0].IsTerm, "Only the root is left.");
        return _pending[0].Codes;
    }

    /// <summary>Writes blocks for the prefixes of the last term that are longer than <paramref name="length"/>.</summary>
    private void CloseTo(int length)
    {
        for (int i = _lastLength; i > length; i--)
        {
            int count = _pending.Count - _prefixStarts[i - 1];
            if (count >= TermBlockFormat.MinEntries)
            {
                WriteBlocks(i, count);
            }
        }
    }

    /// <summary>Turns the last pending entries, which share a prefix, into a block, or into floor blocks if they are many.</summary>
    private void WriteBlocks(int prefixLength, int count)
    {
        int end = _pending.Count;
        int blockStart = end - count;
        int blockLabel = -1;
        int lastLabel = -1;
        bool hasTerms = false;
        _floor.Clear();
        for (int i = blockStart; i < end; i++)
        {
            ref readonly var entry = ref _pending[i];
            int label = entry.Length == prefixLength ? -1 : _pending.Bytes(in entry)[prefixLength];
            if (label != lastLabel)
            {
                // Greedily, between two labels, as soon as there are enough for a block and too many left for one.
                if (i - blockStart >= TermBlockFormat.MinEntries && end - blockStart > TermBlockFormat.MaxEntries)
                {
                    WriteBlock(prefixLength, blockLabel, blockStart, i, hasTerms);
                    hasTerms = false;
                    blockLabel = label;
                    blockStart = i;
                }

                lastLabel = label;
            }

            hasTerms |= entry.IsTerm;
        }

        WriteBlock(prefixLength, blockLabel, blockStart, end, hasTerms);

        var codes = AddCode(prefixLength);
        for (int i = end - count; i < end; i++)
        {
            ref readonly var entry = ref _pending[i];
            if (!entry.IsTerm)
            {
                codes = Codes.Join(codes, entry.Codes);
            }
        }

        _pending.Pop(count);
        _pending.PushBlock(_last.AsSpan(0, prefixLength), _floor[0].Position, codes);
    }

    private void WriteBlock(int prefixLength, int label, int start, int end, bool hasTerms) =>
        _floor.Add(new FloorBlock(writer.Write(_field, _pending, start, end, prefixLength), label, hasTerms));

    private BlockCodeRange AddCode(int prefixLength)
    {
        var first = _floor[0];
        _code.Clear();
        _code.WriteVLong(
            first.Position << TermBlockFormat.CodeFlagBits
            | (first.HasTerms ? (long)TermBlockFormat.CodeHasTerms : 0)
            | (_floor.Count > 1 ? (long)TermBlockFormat.CodeIsFloor : 0));
        if (_floor.Count > 1)
        {
            _code.WriteVInt(_floor.Count - 1);
            for (int i = 1; i < _floor.Count; i++)
            {
                _code.WriteByte((byte)_floor[i].Label);
                _code.WriteVLong((_floor[i].Position - first.Position) << 1 | (_floor[i].HasTerms ? 1L : 0));
            }
        }

        return Codes.Add(_last.AsSpan(0, prefixLength), _code.Written);
    }

    /// <summary>One of the blocks of a prefix.</summary>
    /// <param name="Position">Where it stands.</param>
    /// <param name="Label">The first byte after the prefix in its first entry; -1 in the first block.</param>
    /// <param name="HasTerms">Whether an entry of it is a term.</param>
    private readonly record struct FloorBlock(long Position, int Label, bool HasTerms);
}
