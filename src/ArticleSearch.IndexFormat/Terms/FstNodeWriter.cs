using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ArticleSearch.IndexFormat.Terms;

/// <summary>A run of bytes in the outputs of an FST that is being built.</summary>
internal readonly record struct OutputSlice(int Start, int Length)
{
    public ReadOnlySpan<byte> In(byte[] outputs) => outputs.AsSpan(Start, Length);

    public OutputSlice From(int count) => new(Start + count, Length - count);

    public OutputSlice To(int count) => new(Start, count);
}

/// <summary>An arc of an FST that is being built.</summary>
internal struct PendingArc
{
    public OutputSlice Output;
    public OutputSlice FinalOutput;
    public int Target;
    public byte Label;
    public bool IsFinal;
}

/// <summary>
/// Turns the finished nodes of an FST that is being built into bytes, each node once where it has a single arc; see
/// <see cref="FstFormat"/> for the bytes. Must not know how nodes come about.
/// </summary>
internal sealed class FstNodeWriter
{
    private readonly int[] _arcEnds = new int[256];
    private byte[] _bytes = new byte[4096];
    private int _length = 1; // address 0 means "no node"
    private byte[] _scratch = new byte[1024];
    private int _scratchLength;
    private byte[] _node = new byte[1024];
    private int _lastNode;
    private int _credit;
    private SharedNode[] _shared = new SharedNode[64];
    private int _sharedCount;

    /// <summary>The bytes of all nodes so far.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Clear()
    {
        _length = 1;
        _lastNode = 0;
        _credit = 0;
        _sharedCount = 0;
        Array.Clear(_shared);
    }

    /// <summary>Writes a node, or finds it written already, and returns its address.</summary>
    /// <param name="arcs">Its arcs, labels ascending, targets written.</param>
    /// <param name="depth">How many labels lead to it from the root.</param>
    /// <param name="outputs">Where the arcs' outputs lie.</param>
    public int Write(ReadOnlySpan<PendingArc> arcs, int depth, byte[] outputs)
    {
        if (arcs.IsEmpty)
        {
            return _lastNode = FstFormat.EndNode;
        }

        if (arcs.Length > 1)
        {
            return _lastNode = Append(arcs, depth, outputs);
        }

        ref readonly var arc = ref arcs[0];
        uint hash = Hash(in arc, outputs);
        int slot = (int)(hash & (uint)(_shared.Length - 1));
        while (_shared[slot].Address != 0)
        {
            if (_shared[slot].Hash == hash && IsSame(in arc, _shared[slot].Address, outputs))
            {
                return _shared[slot].Address;
            }

            slot = (slot + 1) & (_shared.Length - 1);
        }

        int address = Append(arcs, depth, outputs);
        _shared[slot] = new SharedNode(hash, address);
        if (++_sharedCount > _shared.Length / 2)
        {
            GrowShared();
        }

        return _lastNode = address;
    }

    private int Append(ReadOnlySpan<PendingArc> arcs, int depth, byte[] outputs)
    {
        bool isFixed = FstFormat.HasFixedArcs(depth, arcs.Length);
        _scratchLength = 0;
        for (int i = 0; i < arcs.Length; i++)
        {
            WriteArc(in arcs[i], isLast: i == arcs.Length - 1, mayFollow: !isFixed, outputs);
            _arcEnds[i] = _scratchLength;
        }

        if (isFixed)
        {
            AppendFixed(arcs);
        }
        else
        {
            AppendReversed(_scratch.AsSpan(0, _scratchLength));
        }

        return _length - 1;
    }

    private void WriteArc(ref readonly PendingArc arc, bool isLast, bool mayFollow, byte[] outputs)
    {
        bool hasTarget = arc.Target > 0;
        int flags = isLast ? FstFormat.Last : 0;
        if (mayFollow && arc.Target == _lastNode)
        {
            flags |= FstFormat.TargetNext;
            hasTarget = false;
        }

        if (arc.IsFinal)
        {
            flags |= FstFormat.Final;
        }

        if (arc.Target <= 0)
        {
            flags |= FstFormat.Stop;
        }

        if (arc.Output.Length > 0)
        {
            flags |= FstFormat.HasOutput;
        }

        if (arc.FinalOutput.Length > 0)
        {
            Debug.Assert(arc.IsFinal, "Only where an input ends there is a final output.");
            flags |= FstFormat.HasFinalOutput;
        }

        ByteBuffer.EnsureCapacity(ref _scratch, _scratchLength, 20 + arc.Output.Length + arc.FinalOutput.Length);
        _scratch[_scratchLength++] = (byte)flags;
        _scratch[_scratchLength++] = arc.Label;
        WriteOutput(arc.Output, outputs);
        WriteOutput(arc.FinalOutput, outputs);
        if (hasTarget)
        {
            _scratchLength = PutVInt(_scratch, _scratchLength, arc.Target);
        }
    }

    private void WriteOutput(OutputSlice output, byte[] outputs)
    {
        if (output.Length > 0)
        {
            _scratchLength = PutVInt(_scratch, _scratchLength, output.Length);
            output.In(outputs).CopyTo(_scratch.AsSpan(_scratchLength));
            _scratchLength += output.Length;
        }
    }

    /// <summary>Lays the arcs in the scratch buffer out in equal sizes, and finds out which of the two ways is cheaper.</summary>
    private void AppendFixed(ReadOnlySpan<PendingArc> arcs)
    {
        int size = 0;
        int start = 0;
        for (int i = 0; i < arcs.Length; i++)
        {
            size = Math.Max(size, _arcEnds[i] - start);
            start = _arcEnds[i];
        }

        int range = arcs[^1].Label - arcs[0].Label + 1;
        bool direct = IsAddressedDirectly(arcs.Length, size, range);
        if (direct)
        {
            size--; // no label in the arcs
        }

        ByteBuffer.EnsureCapacity(ref _node, 0, 11 + FstFormat.PresenceLength(range) + 1 + arcs.Length * size);
        int length = 0;
        _node[length++] = direct ? FstFormat.DirectAddressing : FstFormat.BinarySearch;
        length = PutVInt(_node, length, direct ? range : arcs.Length);
        length = PutVInt(_node, length, size);
        if (direct)
        {
            var presence = _node.AsSpan(length, FstFormat.PresenceLength(range));
            presence.Clear();
            foreach (ref readonly var arc in arcs)
            {
                int index = arc.Label - arcs[0].Label;
                presence[index >> 3] |= (byte)(1 << (index & 7));
            }

            length += presence.Length;
            _node[length++] = arcs[0].Label;
        }

        start = 0;
        for (int i = 0; i < arcs.Length; i++)
        {
            var to = _node.AsSpan(length, size);
            to.Clear();
            var from = _scratch.AsSpan(start, _arcEnds[i] - start);
            if (direct)
            {
                to[0] = from[0];
                from[2..].CopyTo(to[1..]);
            }
            else
            {
                from.CopyTo(to);
            }

            start = _arcEnds[i];
            length += size;
        }

        AppendReversed(_node.AsSpan(0, length));
    }

    /// <summary>
    /// Direct addressing wins where it is not larger than binary search, or not much larger and the bytes that it saved on
    /// earlier nodes pay for it: the whole never grows by it. The arithmetic is the format's, so that sizes are equal.
    /// </summary>
    private bool IsAddressedDirectly(int count, int size, int range)
    {
        int searched = size * count;
        int direct = FstFormat.PresenceLength(range) + 1 + (size - 1) * count;
        int cost = direct - searched;
        if (cost <= 0 || (_credit >= cost && direct <= searched * 1.66f))
        {
            _credit -= cost;
            return true;
        }

        return false;
    }

    private void AppendReversed(ReadOnlySpan<byte> node)
    {
        ByteBuffer.EnsureCapacity(ref _bytes, _length, node.Length);
        var to = _bytes.AsSpan(_length, node.Length);
        node.CopyTo(to);
        to.Reverse();
        _length += node.Length;
    }

    private static int PutVInt(byte[] to, int at, int value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            to[at++] = (byte)(value | 0x80);
        }

        to[at++] = (byte)value;
        return at;
    }

    private static uint Hash(ref readonly PendingArc arc, byte[] outputs)
    {
        uint hash = (uint)arc.Target * 31 + arc.Label * 2u + (arc.IsFinal ? 1u : 0);
        foreach (byte b in arc.Output.In(outputs))
        {
            hash = (hash ^ b) * 16777619;
        }

        hash = (hash ^ 0x100) * 16777619;
        foreach (byte b in arc.FinalOutput.In(outputs))
        {
            hash = (hash ^ b) * 16777619;
        }

        return hash ^ (hash >> 15);
    }

    /// <summary>Whether the node written at an address, which has one arc, is this one.</summary>
    private bool IsSame(ref readonly PendingArc arc, int address, byte[] outputs)
    {
        byte flags = _bytes[address--];
        if (_bytes[address--] != arc.Label
            || ((flags & FstFormat.Final) != 0) != arc.IsFinal
            || !IsSameOutput((flags & FstFormat.HasOutput) != 0, arc.Output.In(outputs), ref address)
            || !IsSameOutput((flags & FstFormat.HasFinalOutput) != 0, arc.FinalOutput.In(outputs), ref address))
        {
            return false;
        }

        if ((flags & FstFormat.Stop) != 0)
        {
            return arc.Target == FstFormat.EndNode;
        }

        return arc.Target == ((flags & FstFormat.TargetNext) != 0 ? address : TakeVInt(ref address));
    }

    private bool IsSameOutput(bool exists, ReadOnlySpan<byte> output, ref int address)
    {
        if (!exists)
        {
            return output.IsEmpty;
        }

        if (TakeVInt(ref address) != output.Length)
        {
            return false;
        }

        foreach (byte b in output)
        {
            if (_bytes[address--] != b)
            {
                return false;
            }
        }

        return true;
    }

    private int TakeVInt(ref int address)
    {
        int value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte b = _bytes[address--];
            value |= (b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }
    }

    private void GrowShared()
    {
        var old = _shared;
        _shared = new SharedNode[old.Length * 2];
        foreach (var node in old)
        {
            if (node.Address != 0)
            {
                int slot = (int)(node.Hash & (uint)(_shared.Length - 1));
                while (_shared[slot].Address != 0)
                {
                    slot = (slot + 1) & (_shared.Length - 1);
                }

                _shared[slot] = node;
            }
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct SharedNode(uint Hash, int Address);
}
