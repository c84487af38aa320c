using System.Diagnostics;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Terms;

/// <summary>
/// Builds an FST from ascending inputs in one pass, keeping only the last input's path open (Daciuk, Mihov, Watson and Watson,
/// "Incremental construction of minimal acyclic finite-state automata", 2000; outputs moved towards the root as in Mihov and
/// Maurel, "Direct construction of minimal acyclic subsequential transducers", 2001). Must not make an object a node or an arc.
/// </summary>
/// <remarks>
/// Only nodes with a single arc are shared: nearly all that can be are tails of inputs, and the rest would have to be compared
/// arc by arc. The open path is two stacks, one of nodes and one of arcs: the arcs of the deepest node lie on top.
/// </remarks>
internal sealed class FstBuilder
{
    private readonly FstNodeWriter _writer = new();
    private PendingNode[] _nodes = new PendingNode[32];
    private PendingArc[] _arcs = new PendingArc[128];
    private int _arcCount;
    private byte[] _last = new byte[32];
    private int _lastLength;
    private byte[] _outputs = new byte[1024];
    private int _outputsLength;
    private int _collectAt = 1 << 16;
    private byte[]? _emptyOutput;
    private int _root = -1;

    /// <summary>A node whose arcs are not all known yet.</summary>
    private struct PendingNode
    {
        public int FirstArc;
        public bool IsFinal;
        public OutputSlice FinalOutput;
    }

    /// <summary>Adds an input greater than all before it. The empty input, if it is added, is the first.</summary>
    public void Add(ReadOnlySpan<byte> input, ReadOnlySpan<byte> output)
    {
        Debug.Assert(_root < 0, "The FST is finished.");
        if (input.IsEmpty)
        {
            Debug.Assert(_lastLength == 0 && _emptyOutput is null, "Inputs ascend.");
            _emptyOutput = output.ToArray();
            return;
        }

        var last = _last.AsSpan(0, _lastLength);
        int shared = last.CommonPrefixLength(input);
        Debug.Assert(last.SequenceCompareTo(input) < 0, "Inputs ascend.");
        Freeze(shared);
        if (_outputsLength > _collectAt)
        {
            CollectOutputs(shared);
        }

        Open(input, shared);
        var rest = Store(output);
        for (int depth = 1; depth <= shared; depth++)
        {
            rest = MoveOutput(depth, rest);
        }

        _arcs[_nodes[shared + 1].FirstArc - 1].Output = rest;
    }

    /// <summary>Ends the FST and writes its nodes, then its metadata.</summary>
    public void Finish(DataOutput metadata, DataOutput nodes)
    {
        Freeze(0);
        _root = _arcCount == 0 ? 0 : _writer.Write(_arcs.AsSpan(0, _arcCount), depth: 0, _outputs);
        var bytes = _writer.Written;
        nodes.WriteBytes(bytes);

        CodecHeader.WriteHeader(metadata, FormatNames.FstCodec, FormatNames.FstVersion);
        if (_emptyOutput is null)
        {
            metadata.WriteByte(0);
        }
        else
        {
            var reversed = new MemoryOutput(_emptyOutput.Length + 5);
            reversed.WriteVInt(_emptyOutput.Length);
            reversed.WriteBytes(_emptyOutput);
            metadata.WriteByte(1);
            metadata.WriteVInt(reversed.Length);
            for (int i = reversed.Length - 1; i >= 0; i--)
            {
                metadata.WriteByte(reversed.Written[i]);
            }
        }

        metadata.WriteByte(0);
        metadata.WriteVLong(_root);
        metadata.WriteVLong(bytes.Length);
    }

    /// <summary>Forgets everything and keeps the memory.</summary>
    public void Clear()
    {
        _writer.Clear();
        _arcCount = 0;
        _lastLength = 0;
        _outputsLength = 0;
        _nodes[0] = default;
        _emptyOutput = null;
        _root = -1;
    }

    /// <summary>Writes the nodes below <paramref name="depth"/>: no later input leads through them.</summary>
    private void Freeze(int depth)
    {
        for (int i = _lastLength; i > depth; i--)
        {
            ref var node = ref _nodes[i];
            var arcs = _arcs.AsSpan(node.FirstArc, _arcCount - node.FirstArc);
            int address = _writer.Write(arcs, i, _outputs);
            _arcCount = node.FirstArc;
            ref var arc = ref _arcs[_arcCount - 1];
            arc.Target = address;
            arc.IsFinal = node.IsFinal;
            arc.FinalOutput = node.FinalOutput;
        }

        _lastLength = Math.Min(_lastLength, depth);
    }

    /// <summary>Opens the path of an input from the node at <paramref name="shared"/> on.</summary>
    private void Open(ReadOnlySpan<byte> input, int shared)
    {
        if (input.Length >= _nodes.Length)
        {
            Array.Resize(ref _nodes, input.Length * 2);
        }

        int wanted = _arcCount + input.Length - shared;
        if (wanted > _arcs.Length)
        {
            Array.Resize(ref _arcs, wanted * 2);
        }

        ByteBuffer.EnsureCapacity(ref _last, shared, input.Length - shared);
        for (int i = shared; i < input.Length; i++)
        {
            _last[i] = input[i];
            _arcs[_arcCount++] = new PendingArc { Label = input[i] };
            _nodes[i + 1] = new PendingNode { FirstArc = _arcCount };
        }

        _nodes[input.Length].IsFinal = true;
        _lastLength = input.Length;
    }

    /// <summary>
    /// Leaves on the arc that leads to the open node at <paramref name="depth"/> what its output has in common with the new
    /// input's, moves the rest of it to the node, and returns what is left of the new output.
    /// </summary>
    private OutputSlice MoveOutput(int depth, OutputSlice output)
    {
        ref var node = ref _nodes[depth];
        ref var arc = ref _arcs[node.FirstArc - 1];
        if (arc.Output.Length == 0)
        {
            return output;
        }

        int common = arc.Output.In(_outputs).CommonPrefixLength(output.In(_outputs));
        var moved = arc.Output.From(common);
        arc.Output = arc.Output.To(common);
        if (moved.Length > 0)
        {
            PutInFront(moved, ref node, end: _nodes[depth + 1].FirstArc);
        }

        return output.From(common);
    }

    private void PutInFront(OutputSlice moved, ref PendingNode node, int end)
    {
        for (int i = node.FirstArc; i < end; i++)
        {
            _arcs[i].Output = Join(moved, _arcs[i].Output);
        }

        if (node.IsFinal)
        {
            node.FinalOutput = Join(moved, node.FinalOutput);
        }
    }

    private OutputSlice Join(OutputSlice first, OutputSlice second)
    {
        if (second.Length == 0)
        {
            return first;
        }

        ByteBuffer.EnsureCapacity(ref _outputs, _outputsLength, first.Length + second.Length);
        first.In(_outputs).CopyTo(_outputs.AsSpan(_outputsLength));
        second.In(_outputs).CopyTo(_outputs.AsSpan(_outputsLength + first.Length));
        var joined = new OutputSlice(_outputsLength, first.Length + second.Length);
        _outputsLength += joined.Length;
        return joined;
    }

    private OutputSlice Store(ReadOnlySpan<byte> output)
    {
        ByteBuffer.EnsureCapacity(ref _outputs, _outputsLength, output.Length);
        output.CopyTo(_outputs.AsSpan(_outputsLength));
        var slice = new OutputSlice(_outputsLength, output.Length);
        _outputsLength += output.Length;
        return slice;
    }

    /// <summary>Throws away the outputs of nodes that are written.</summary>
    private void CollectOutputs(int depth)
    {
        byte[] old = _outputs;
        _outputs = new byte[old.Length];
        _outputsLength = 0;
        for (int i = 0; i < _arcCount; i++)
        {
            _arcs[i].Output = Store(_arcs[i].Output.In(old));
            _arcs[i].FinalOutput = Store(_arcs[i].FinalOutput.In(old));
        }

        for (int i = 0; i <= depth; i++)
        {
            _nodes[i].FinalOutput = Store(_nodes[i].FinalOutput.In(old));
        }

        _collectAt = Math.Max(1 << 16, _outputsLength * 2);
    }
}
