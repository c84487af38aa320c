using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ArticleSearch.IndexFormat.Terms;

/// <summary>A run of output bytes in the FST, back to front: the first byte at <paramref name="Address"/>, the next one before it.</summary>
internal readonly record struct FstOutput(int Address, int Length);

/// <summary>
/// Walks one FST from its root along an input, label by label. Lives on the stack and allocates nothing; whatever the bytes say,
/// a step reads no byte twice and leads to a lower address, so that no walk is endless.
/// </summary>
internal ref struct FstWalk
{
    private readonly Fst _fst;
    private readonly ReadOnlySpan<byte> _bytes;
    private int _node;

    public FstWalk(Fst fst)
        : this(fst, fst.Root)
    {
    }

    /// <summary>Walks on from a node that another walk came to.</summary>
    public FstWalk(Fst fst, int node)
    {
        _fst = fst;
        _bytes = fst.Bytes;
        _node = node;
    }

    /// <summary>Address of the current node; not positive where no arc leads on.</summary>
    public readonly int Node => _node;

    /// <summary>Whether the labels followed so far are an input of the FST. (For none, see <see cref="Fst.EmptyOutput"/>.)</summary>
    public bool IsFinal { get; private set; }

    /// <summary>The output of the arc followed last.</summary>
    public FstOutput Output { get; private set; }

    /// <summary>What the output of the input ends with, if it <see cref="IsFinal"/>.</summary>
    public FstOutput FinalOutput { get; private set; }

    /// <summary>Follows the arc of a label; false, and no move, if there is none.</summary>
    public bool Follow(byte label)
    {
        int node = _node;
        if (node <= 0)
        {
            return false;
        }

        byte kind = ByteAt(node);
        if (kind == FstFormat.DirectAddressing)
        {
            return FollowDirectly(label, node);
        }

        if (kind == FstFormat.BinarySearch)
        {
            return FollowBySearch(label, node);
        }

        int address = node;
        while (true)
        {
            byte flags = ByteAt(address);
            byte found = ByteAt(address - 1);
            address -= 2;
            if (found == label)
            {
                Take(flags, address, listOf: node, endOfFixedArcs: 0);
                return true;
            }

            if (found > label || (flags & FstFormat.Last) != 0)
            {
                return false;
            }

            address = SkipRest(flags, address);
        }
    }

    /// <summary>Follows the first arc whose label is at least <paramref name="label"/> and says which it was; -1 if there is none.</summary>
    public int FollowNext(int label)
    {
        int node = _node;
        if (node <= 0 || label > byte.MaxValue)
        {
            return -1;
        }

        if (ByteAt(node) is FstFormat.DirectAddressing or FstFormat.BinarySearch)
        {
            for (; label <= byte.MaxValue; label++)
            {
                if (Follow((byte)label))
                {
                    return label;
                }
            }

            return -1;
        }

        int address = node;
        while (true)
        {
            byte flags = ByteAt(address);
            byte found = ByteAt(address - 1);
            address -= 2;
            if (found >= label)
            {
                Take(flags, address, listOf: node, endOfFixedArcs: 0);
                return found;
            }

            if ((flags & FstFormat.Last) != 0)
            {
                return -1;
            }

            address = SkipRest(flags, address);
        }
    }

    /// <summary>Copies an output to where it can be read, front to back.</summary>
    public readonly void CopyOutput(FstOutput output, Span<byte> destination)
    {
        _bytes.Slice(output.Address - output.Length + 1, output.Length).CopyTo(destination);
        destination[..output.Length].Reverse();
    }

    private bool FollowDirectly(byte label, int node)
    {
        int address = node - 1;
        int range = ReadVInt(ref address);
        int size = ReadVInt(ref address);
        if (range is < 1 or > 256 || size < 1)
        {
            Throw($"a node addressed directly has {range} labels and arcs of {size} bytes", node);
        }

        int presence = address;
        address -= FstFormat.PresenceLength(range);
        int index = label - ByteAt(address);
        address--;
        if ((uint)index >= (uint)range || (ByteAt(presence - (index >> 3)) & (1 << (index & 7))) == 0)
        {
            return false;
        }

        int before = CountPresent(presence, index);
        int all = CountPresent(presence, range);
        long end = address - (long)all * size;
        if (end < 0)
        {
            Throw($"a node of {all} arcs of {size} bytes reaches over the start of the FST", node);
        }

        int arc = address - before * size;
        Take(ByteAt(arc), arc - 1, listOf: 0, (int)end);
        return true;
    }

    private bool FollowBySearch(byte label, int node)
    {
        int address = node - 1;
        int count = ReadVInt(ref address);
        int size = ReadVInt(ref address);
        if (count is < 1 or > 256 || size < 2 || (long)count * size > address)
        {
            Throw($"a node for binary search has {count} arcs of {size} bytes", node);
        }

        int low = 0;
        int high = count - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            int arc = address - middle * size;
            byte found = ByteAt(arc - 1);
            if (found < label)
            {
                low = middle + 1;
            }
            else if (found > label)
            {
                high = middle - 1;
            }
            else
            {
                Take(ByteAt(arc), arc - 2, listOf: 0, address - count * size);
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads what follows the label of an arc and moves to its target.</summary>
    private void Take(byte flags, int address, int listOf, int endOfFixedArcs)
    {
        int arc = address;
        Output = (flags & FstFormat.HasOutput) != 0 ? ReadOutput(ref address) : default;
        FinalOutput = (flags & FstFormat.HasFinalOutput) != 0 ? ReadOutput(ref address) : default;
        IsFinal = (flags & FstFormat.Final) != 0;
        if ((flags & FstFormat.Stop) != 0)
        {
            if (!IsFinal)
            {
                Throw("an arc leads nowhere though no input ends with it", arc);
            }

            _node = FstFormat.EndNode;
            return;
        }

        int target;
        if ((flags & FstFormat.TargetNext) == 0)
        {
            target = ReadTarget(ref address);
        }
        else if (listOf == 0)
        {
            target = endOfFixedArcs;
        }
        else
        {
            // The next node begins where the list of arcs ends.
            while ((flags & FstFormat.Last) == 0)
            {
                flags = ByteAt(address);
                address = SkipRest(flags, address - 2);
            }

            target = address;
        }

        if (target <= 0 || target >= _node)
        {
            Throw($"an arc leads to {target}, which is not before its own node {_node}", arc);
        }

        _node = target;
    }

    private readonly int SkipRest(byte flags, int address)
    {
        if ((flags & FstFormat.HasOutput) != 0)
        {
            ReadOutput(ref address);
        }

        if ((flags & FstFormat.HasFinalOutput) != 0)
        {
            ReadOutput(ref address);
        }

        if ((flags & (FstFormat.Stop | FstFormat.TargetNext)) == 0)
        {
            ReadTarget(ref address);
        }

        return address;
    }

    private readonly int CountPresent(int presence, int bits)
    {
        int count = 0;
        for (; bits >= 8; bits -= 8)
        {
            count += BitOperations.PopCount(ByteAt(presence--));
        }

        return bits == 0 ? count : count + BitOperations.PopCount((uint)ByteAt(presence) & ((1u << bits) - 1));
    }

    private readonly FstOutput ReadOutput(ref int address)
    {
        int length = ReadVInt(ref address);
        if ((uint)length > (uint)(address + 1))
        {
            Throw($"an output of {length} bytes does not fit in front of its length", address);
        }

        var output = new FstOutput(address, length);
        address -= length;
        return output;
    }

    private readonly int ReadTarget(ref int address)
    {
        int start = address;
        int target = ReadVInt(ref address);
        if (target < 0)
        {
            Throw($"an arc leads to {target}", start);
        }

        return target;
    }

    private readonly int ReadVInt(ref int address)
    {
        int value = 0;
        for (int shift = 0; shift <= 28; shift += 7)
        {
            byte b = ByteAt(address--);
            value |= (b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }

        Throw("a variable-length integer has more than 32 bits", address);
        return 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly byte ByteAt(int address)
    {
        if ((uint)address >= (uint)_bytes.Length)
        {
            Throw("a node reaches over the start of the FST", address);
        }

        return _bytes[address];
    }

    [DoesNotReturn]
    private readonly void Throw(string problem, int address) => _fst.Throw(problem, address);
}
