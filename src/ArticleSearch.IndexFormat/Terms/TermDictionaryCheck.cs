using System.Diagnostics.CodeAnalysis;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Terms;

/// <summary>
/// Reads all blocks of one field's tree, front to back, and compares them with the index and with what is known of the field.
/// Independent of how cursors find their way.
/// </summary>
internal sealed class TermDictionaryCheck(BlockTreeTerms terms, long partLength = 0)
{
    // A term costs about as much to read as so many occurrences.
    private const int TermCost = 16;

    private readonly List<byte[]> _parts = [];
    private long _partRead;
    private readonly FstEntries _index = new(terms.Index);
    private readonly List<OpenPrefix> _open = [];
    private readonly List<TermBlock> _unused = [];
    private byte[] _term = new byte[64];
    private byte[] _last = new byte[64];
    private int _lastLength = -1;
    private long _termCount;
    private long _sumDocumentFrequency;
    private long _sumTotalTermFrequency;

    /// <summary>The first term of each part but the first, once it has run: parts of about the same length.</summary>
    public IReadOnlyList<byte[]> Parts => _parts;

    /// <exception cref="CorruptIndexException">Something does not fit.</exception>
    public void Run(CancellationToken cancellation)
    {
        Enter(block: null, prefixLength: 0);
        while (_open.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var prefix = _open[^1];
            var block = prefix.Block;
            if (block.EntriesRead < block.EntryCount)
            {
                ReadEntry(prefix);
            }
            else
            {
                EndBlock(prefix);
            }
        }

        if (_index.MoveNext())
        {
            Throw($"the index has a prefix {Show(_index.Input)} that no block has", 0);
        }

        if (_termCount != terms.TermCount
            || _sumDocumentFrequency != terms.SumDocumentFrequency
            || _sumTotalTermFrequency != terms.SumTotalTermFrequency)
        {
            Throw(
                $"field {terms.Field.Name} has {_termCount} terms, {_sumDocumentFrequency} times by document and {_sumTotalTermFrequency} times "
                + $"in all, not {terms.TermCount}, {terms.SumDocumentFrequency} and {terms.SumTotalTermFrequency}",
                0);
        }

        if (!Last.SequenceEqual(terms.MaxTerm))
        {
            Throw($"the last term of field {terms.Field.Name} is {Show(Last)}, not {Show(terms.MaxTerm)}", 0);
        }
    }

    private ReadOnlySpan<byte> Last => _last.AsSpan(0, _lastLength);

    private void ReadEntry(OpenPrefix prefix)
    {
        var block = prefix.Block;
        block.ReadEntry();
        var suffix = block.Suffix;
        int length = block.PrefixLength + suffix.Length;
        ByteBuffer.EnsureCapacity(ref _term, block.PrefixLength, suffix.Length);
        suffix.CopyTo(_term.AsSpan(block.PrefixLength));
        int label = suffix.IsEmpty ? -1 : suffix[0];
        bool isFirstOfFloor = block.EntriesRead == 1 && prefix.Label >= 0;
        if (label < prefix.Label || label >= prefix.NextLabel || (isFirstOfFloor && label != prefix.Label))
        {
            Throw($"an entry with label {label} in a block for labels from {prefix.Label} to below {prefix.NextLabel}", block.Start);
        }

        if (!block.IsTerm)
        {
            Enter(block, length);
            return;
        }

        prefix.TermsSeen = true;
        var term = _term.AsSpan(0, length);
        if (_lastLength < 0 ? !term.SequenceEqual(terms.MinTerm) : Last.SequenceCompareTo(term) >= 0)
        {
            Throw($"term {Show(term)} can not follow {(_lastLength < 0 ? "nothing" : Show(Last))}", block.Start);
        }

        ref readonly var state = ref block.Decode(terms.Field, terms.Postings);
        if (state.DocumentFrequency > terms.DocumentCount)
        {
            Throw($"term {Show(term)} in {state.DocumentFrequency} of {terms.DocumentCount} documents", block.Start);
        }

        _termCount++;
        _sumDocumentFrequency += state.DocumentFrequency;
        _sumTotalTermFrequency += state.TotalTermFrequency;
        if (_termCount > terms.TermCount || _sumTotalTermFrequency > terms.SumTotalTermFrequency || _sumTotalTermFrequency < 0)
        {
            Throw($"the terms are more, or more frequent, than field {terms.Field.Name} says", block.Start);
        }

        if (partLength > 0 && _partRead >= partLength)
        {
            _parts.Add(term.ToArray());
            _partRead = 0;
        }

        _partRead += state.TotalTermFrequency + TermCost;
        ByteBuffer.EnsureCapacity(ref _last, 0, length);
        term.CopyTo(_last);
        _lastLength = length;
    }

    /// <summary>Goes to the first block of a prefix, which must be the index's next.</summary>
    private void Enter(TermBlock? block, int prefixLength)
    {
        if (!_index.MoveNext() || !_index.Input.SequenceEqual(_term.AsSpan(0, prefixLength)))
        {
            Throw($"the index lacks the prefix {Show(_term.AsSpan(0, prefixLength))}", block?.Start ?? 0);
        }

        var code = new ByteCursor(terms.Index.File, terms.Index.FilePosition(0), _index.Output);
        long head = code.ReadVLong();
        long first = head >> TermBlockFormat.CodeFlagBits;
        if (block is not null && first != block.SubBlock)
        {
            Throw($"the sub-block of prefix {Show(_index.Input)} stands at {block.SubBlock}; the index says {first}", block.Start);
        }

        var prefix = new OpenPrefix(Take(), [.. code.Rest])
        {
            Label = -1,
            SaysHasTerms = (head & TermBlockFormat.CodeHasTerms) != 0,
        };
        if ((head & TermBlockFormat.CodeIsFloor) != 0)
        {
            prefix.FloorBlocksLeft = BlockAddress.ReadFloorCount(ref code);
            prefix.CodeRead = prefix.Code.Length - code.Remaining;
        }

        prefix.Block.Load(first, first, prefixLength);
        ReadNextLabel(prefix);
        _open.Add(prefix);
    }

    private void EndBlock(OpenPrefix prefix)
    {
        var block = prefix.Block;
        if (prefix.TermsSeen != prefix.SaysHasTerms)
        {
            Throw($"a block {(prefix.TermsSeen ? "with" : "without")} terms; the index says otherwise", block.Start);
        }

        if (block.IsLast != (prefix.FloorBlocksLeft == 0))
        {
            Throw($"{(block.IsLast ? "no" : "a")} floor block follows; by the index {prefix.FloorBlocksLeft} do", block.Start);
        }

        if (block.IsLast)
        {
            _unused.Add(block);
            _open.RemoveAt(_open.Count - 1);
            return;
        }

        var code = CodeOf(prefix);
        prefix.Label = code.ReadByte();
        long floor = code.ReadVLong();
        prefix.CodeRead = prefix.Code.Length - code.Remaining;
        prefix.FloorBlocksLeft--;
        prefix.SaysHasTerms = (floor & 1) != 0;
        prefix.TermsSeen = false;
        if (block.First + (floor >> 1) != block.End)
        {
            Throw($"a floor block ends at {block.End}; the index says that the next stands at {block.First + (floor >> 1)}", block.Start);
        }

        block.LoadNextFloor();
        ReadNextLabel(prefix);
    }

    private void ReadNextLabel(OpenPrefix prefix)
    {
        prefix.NextLabel = 256;
        if (prefix.FloorBlocksLeft > 0)
        {
            prefix.NextLabel = CodeOf(prefix).ReadByte();
        }
        else if (prefix.CodeRead < prefix.Code.Length)
        {
            Throw($"a code in the index has {prefix.Code.Length - prefix.CodeRead} bytes too many", prefix.Block.Start);
        }

        if (prefix.NextLabel <= prefix.Label)
        {
            Throw($"floor block {prefix.NextLabel} follows {prefix.Label}", prefix.Block.Start);
        }
    }

    private ByteCursor CodeOf(OpenPrefix prefix) =>
        new(terms.Index.File, terms.Index.FilePosition(0), prefix.Code.AsSpan(prefix.CodeRead));

    private TermBlock Take()
    {
        if (_unused.Count == 0)
        {
            return terms.NewBlock();
        }

        var block = _unused[^1];
        _unused.RemoveAt(_unused.Count - 1);
        return block;
    }

    private static string Show(ReadOnlySpan<byte> term) =>
        Convert.ToHexString(term.Length > 40 ? term[..40] : term) + (term.Length > 40 ? "…" : "");

    [DoesNotReturn]
    private void Throw(string problem, long position) => throw new CorruptIndexException(problem, terms.Blocks.Name, position);

    /// <summary>A prefix whose blocks are being read.</summary>
    private sealed class OpenPrefix(TermBlock block, byte[] code)
    {
        public TermBlock Block { get; } = block;

        /// <summary>What the index says of floor blocks.</summary>
        public byte[] Code { get; } = code;

        public int CodeRead { get; set; }

        public int FloorBlocksLeft { get; set; }

        public int Label { get; set; }

        public int NextLabel { get; set; }

        public bool SaysHasTerms { get; set; }

        public bool TermsSeen { get; set; }
    }
}
