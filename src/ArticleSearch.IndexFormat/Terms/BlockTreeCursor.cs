using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Terms;

/// <summary>
/// Moves through the terms of a block tree. A seek asks the index for the one block that can hold the term and reads that;
/// blocks above it are looked up only when the cursor leaves it. Must not allocate in a seek, once its buffers have grown.
/// </summary>
/// <remarks>
/// The stack holds the current block and those it was reached through by <see cref="MoveNext"/>, each standing behind the entry
/// that led to the next. The lowest need not be the root: its parent is found by its prefix.
/// </remarks>
internal sealed class BlockTreeCursor(BlockTreeTerms terms) : TermsCursor
{
    private TermBlock[] _stack = [terms.NewBlock()];
    private int _top;
    private byte[] _term = new byte[32];
    private int _termLength;
    private byte[] _code = new byte[32];
    private long _entriesLeft;
    private Standing _standing = Standing.Fresh;

    private enum Standing
    {
        Fresh,
        OnTerm,
        Nowhere,
    }

    public override ReadOnlySpan<byte> Term
    {
        get
        {
            Debug.Assert(_standing == Standing.OnTerm, "There is a current term.");
            return _term.AsSpan(0, _termLength);
        }
    }

    public override int DocumentFrequency => Decode().DocumentFrequency;

    public override long TotalTermFrequency => Decode().TotalTermFrequency;

    public override TermState State => Decode();

    public override bool SeekExact(ReadOnlySpan<byte> term)
    {
        if (!StandNear(term, out var block))
        {
            _standing = Standing.Nowhere;
            var address = Find(term, maxPrefixLength: term.Length);
            if (!address.HasTerms)
            {
                return false;
            }

            block = Stand(address);
        }

        _standing = Standing.Nowhere;
        if (block.Scan(term[block.PrefixLength..]) != 0)
        {
            return false;
        }

        SetTerm(term);
        return true;
    }

    public override SeekResult SeekCeiling(ReadOnlySpan<byte> term)
    {
        if (!StandNear(term, out var block))
        {
            _standing = Standing.Nowhere;
            block = Stand(Find(term, maxPrefixLength: term.Length));
        }

        _standing = Standing.Nowhere;
        int prefixLength = block.PrefixLength;
        EnsureTermCapacity(prefixLength);
        term[..prefixLength].CopyTo(_term);
        int order = block.Scan(term[prefixLength..]);
        if (order == 0)
        {
            SetTerm(term);
            return SeekResult.Found;
        }

        if ((order > 0 && Take(block)) || Advance())
        {
            _standing = Standing.OnTerm;
            return SeekResult.Next;
        }

        return SeekResult.End;
    }

    public override bool MoveNext()
    {
        if (_standing == Standing.Nowhere)
        {
            Debug.Fail("Without a current term only a seek is allowed.");
            return false;
        }

        if (_standing == Standing.Fresh)
        {
            _standing = Standing.Nowhere;
            Stand(Find([], maxPrefixLength: 0));
        }

        _standing = Standing.Nowhere;
        if (!Advance())
        {
            return false;
        }

        _standing = Standing.OnTerm;
        return true;
    }

    private ref readonly TermState Decode()
    {
        Debug.Assert(_standing == Standing.OnTerm, "There is a current term.");
        return ref _stack[_top].Decode(terms.Field, terms.Postings);
    }

    /// <summary>Asks the index for the block with the longest prefix of a term that is at most so long.</summary>
    private BlockAddress Find(ReadOnlySpan<byte> term, int maxPrefixLength)
    {
        // The root's code is what the empty prefix leads to.
        int prefixLength = 0;
        int codeLength = 0;
        FstOutput final = default;
        int length = 0;
        var walk = new FstWalk(terms.Index);
        for (int i = 0; i < maxPrefixLength && walk.Follow(term[i]); i++)
        {
            if (walk.Output.Length > 0)
            {
                length = Append(ref walk, walk.Output, length);
            }

            if (walk.IsFinal)
            {
                prefixLength = i + 1;
                codeLength = length;
                final = walk.FinalOutput;
            }
        }

        ReadOnlySpan<byte> bytes;
        if (prefixLength == 0)
        {
            bytes = terms.RootCode;
        }
        else
        {
            codeLength = Append(ref walk, final, codeLength);
            bytes = _code.AsSpan(0, codeLength);
        }

        var code = new ByteCursor(terms.Index.File, terms.Index.FilePosition(0), bytes);
        return BlockAddress.Choose(ref code, term, prefixLength);
    }

    private int Append(ref FstWalk walk, FstOutput output, int length)
    {
        if (output.Length > TermBlockFormat.MaxCodeLength - length)
        {
            terms.Index.Throw($"a code of more than {TermBlockFormat.MaxCodeLength} bytes", output.Address);
        }

        ByteBuffer.EnsureCapacity(ref _code, length, output.Length);
        walk.CopyOutput(output, _code.AsSpan(length));
        return length + output.Length;
    }

    /// <summary>
    /// Whether the current block is the only one that can hold a term, as it is for most terms sought in order. If so it stands
    /// at a place from which the term lies ahead.
    /// </summary>
    private bool StandNear(ReadOnlySpan<byte> term, out TermBlock block)
    {
        block = _stack[_top];
        if (_standing != Standing.OnTerm || !block.IsLeaf)
        {
            return false;
        }

        int prefixLength = block.PrefixLength;
        int label = term.Length > prefixLength ? term[prefixLength] : -1;
        if (!block.Covers(label) || !term.StartsWith(_term.AsSpan(0, prefixLength)))
        {
            return false;
        }

        _entriesLeft = EntryBudget();
        if (term.SequenceCompareTo(_term.AsSpan(0, _termLength)) <= 0)
        {
            block.Rewind();
        }

        return true;
    }

    /// <summary>Makes a block the current one, before its first entry.</summary>
    private TermBlock Stand(BlockAddress address)
    {
        _entriesLeft = EntryBudget();
        if (!_stack[_top].IsAt(address))
        {
            _top = 0;
        }

        var block = _stack[_top];
        block.Load(address);
        return block;
    }

    /// <summary>Moves on from the current entry to the next term.</summary>
    private bool Advance()
    {
        while (true)
        {
            var block = _stack[_top];
            if (block.EntriesRead < block.EntryCount)
            {
                if (--_entriesLeft < 0)
                {
                    ThrowTooMany(block);
                }

                block.ReadEntry();
                if (Take(block))
                {
                    return true;
                }
            }
            else if (!block.IsLast)
            {
                block.LoadNextFloor();
            }
            else if (_top > 0)
            {
                _top--;
            }
            else if (block.PrefixLength > 0)
            {
                StandInParent(block);
            }
            else
            {
                return false;
            }
        }
    }

    /// <summary>Makes the entry read last the current term; or enters it, and returns false, if it is a sub-block.</summary>
    private bool Take(TermBlock block)
    {
        var suffix = block.Suffix;
        int length = block.PrefixLength + suffix.Length;
        EnsureTermCapacity(length);
        suffix.CopyTo(_term.AsSpan(block.PrefixLength));
        _termLength = length;
        if (block.IsTerm)
        {
            return true;
        }

        if (_top + 1 == _stack.Length)
        {
            Array.Resize(ref _stack, _stack.Length * 2);
        }

        var child = _stack[_top + 1] ??= terms.NewBlock();
        child.Load(block.SubBlock, block.SubBlock, length);
        _top++;
        return false;
    }

    /// <summary>Replaces the lowest block of the stack by its parent, behind the entry that leads to it.</summary>
    private void StandInParent(TermBlock block)
    {
        long child = block.First;
        int prefixLength = block.PrefixLength;
        var address = Find(_term.AsSpan(0, prefixLength), maxPrefixLength: prefixLength - 1);
        block.Load(address);
        if (!block.ScanTo(child))
        {
            throw new CorruptIndexException(
                $"the block, said to hold the one at {child}, does not", terms.Blocks.Name, address.Start);
        }
    }

    /// <summary>
    /// How many entries there can be from any place to the end. All blocks of a prefix together have at least two entries but
    /// for the root, so that there are fewer sub-blocks than terms; more are met only where damage joins parts of the tree twice.
    /// </summary>
    private long EntryBudget() => 2 * terms.TermCount + 1;

    private void SetTerm(ReadOnlySpan<byte> term)
    {
        EnsureTermCapacity(term.Length);
        term.CopyTo(_term);
        _termLength = term.Length;
        _standing = Standing.OnTerm;
    }

    private void EnsureTermCapacity(int length)
    {
        if (length > _term.Length)
        {
            Array.Resize(ref _term, Math.Max(length, _term.Length * 2));
        }
    }

    [DoesNotReturn]
    private void ThrowTooMany(TermBlock block) =>
        throw new CorruptIndexException($"more entries are met than {terms.TermCount} terms can have", terms.Blocks.Name, block.Start);
}
