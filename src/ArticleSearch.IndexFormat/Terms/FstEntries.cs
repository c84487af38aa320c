using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Terms;

/// <summary>
/// All inputs of an FST with their outputs, ascending. For checking, not for searching. On damaged bytes the inputs may be many
/// more than there ever were: whoever loops knows how many there can be.
/// </summary>
internal sealed class FstEntries(Fst fst)
{
    private byte[] _input = new byte[16];
    private int[] _nodes = new int[17];
    private int[] _outputLengths = new int[17];
    private byte[] _output = new byte[64];
    private int _depth = -1;
    private int _outputLength;

    /// <summary>The current input.</summary>
    public ReadOnlySpan<byte> Input => _input.AsSpan(0, _depth);

    /// <summary>The output of the current input.</summary>
    public ReadOnlySpan<byte> Output => _output.AsSpan(0, _outputLength);

    /// <summary>Moves to the next input; false after the last.</summary>
    public bool MoveNext()
    {
        if (_depth < 0)
        {
            _depth = 0;
            _nodes[0] = fst.Root;
            if (fst.EmptyOutput is { } output)
            {
                _output = [.. output];
                _outputLength = output.Length;
                return true;
            }
        }

        int label = 0;
        while (true)
        {
            var walk = new FstWalk(fst, _nodes[_depth]);
            int found = walk.FollowNext(label);
            if (found >= 0)
            {
                Descend((byte)found, ref walk);
                if (walk.IsFinal)
                {
                    _outputLength = _outputLengths[_depth];
                    Append(ref walk, walk.FinalOutput);
                    return true;
                }

                label = 0;
            }
            else if (_depth == 0)
            {
                return false;
            }
            else
            {
                _depth--;
                label = _input[_depth] + 1;
            }
        }
    }

    private void Descend(byte label, ref FstWalk walk)
    {
        if (_depth == FstFormat.MaxInputLength)
        {
            fst.Throw($"an input is longer than {FstFormat.MaxInputLength} bytes", _nodes[_depth]);
        }

        if (_depth == _input.Length)
        {
            Array.Resize(ref _input, _depth * 2);
            Array.Resize(ref _nodes, _depth * 2 + 1);
            Array.Resize(ref _outputLengths, _depth * 2 + 1);
        }

        _input[_depth] = label;
        _outputLength = _outputLengths[_depth];
        Append(ref walk, walk.Output);
        _depth++;
        _nodes[_depth] = walk.Node;
        _outputLengths[_depth] = _outputLength;
    }

    private void Append(ref FstWalk walk, FstOutput output)
    {
        ByteBuffer.EnsureCapacity(ref _output, _outputLength, output.Length);
        walk.CopyOutput(output, _output.AsSpan(_outputLength));
        _outputLength += output.Length;
    }
}
