using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Postings;

/// <summary>
/// Documents, frequencies, positions and, where wanted, offsets of a term. Moving from document to document touches neither
/// positions nor offsets: what lies between is counted, and passed over by whole blocks when a position is asked for.
/// </summary>
internal sealed class PositionsCursor : DocumentsCursor
{
    private readonly IndexFile _posFile;
    private readonly IndexFile? _payFile;
    private readonly int[] _deltas = new int[PackedBlock.Length];
    private int[]? _startDeltas;
    private int[]? _lengths;
    private bool _hasPayloads;
    private bool _hasOffsets;
    private bool _wantsOffsets;
    private long _tail; // where the last, not packed positions stand; long.MaxValue where there are none, as far as is known
    private int _tailCount;

    private int _positionDocument; // the document whose positions are being read
    private int _summed; // frequencies of the block up to this place are in what follows
    private long _pending; // positions to pass over before the next one
    private long _left; // positions of that document not read yet

    private int _index; // the next position in the block
    private int _count; // positions in the block
    private long _block; // where the block stands
    private long _nextBlock;
    private long _nextPayBlock;
    private int _position;
    private int _startOffset;
    private int _endOffset;

    public PositionsCursor(PostingsReader reader)
        : base(reader)
    {
        _posFile = reader.PosFile!;
        _payFile = reader.PayFile;
    }

    public override int StartOffset => _startOffset;

    public override int EndOffset => _endOffset;

    public override void Reset(FieldInfo field, in TermState state, PostingsFeatures features)
    {
        base.Reset(field, state, features);
        _hasPayloads = field.HasPayloads;
        _hasOffsets = field.IndexOptions >= IndexOptions.Offsets;
        _wantsOffsets = _hasOffsets && features >= PostingsFeatures.Offsets;
        if (_wantsOffsets)
        {
            _startDeltas ??= new int[PackedBlock.Length];
            _lengths ??= new int[PackedBlock.Length];
        }

        _tailCount = (int)(state.TotalTermFrequency % PackedBlock.Length);
        _tail = state.TotalTermFrequency < PackedBlock.Length ? state.PosStart
            : state.TotalTermFrequency == PackedBlock.Length ? long.MaxValue
            : state.PosStart + state.LastPosBlockOffset;
        _positionDocument = -1;
        _summed = 0;
        _pending = 0;
        _left = 0;
        _index = 0;
        _count = 0;
        _block = -1;
        _nextBlock = state.PosStart;
        _nextPayBlock = state.PayStart;
        _startOffset = -1;
        _endOffset = -1;
    }

    public override int NextPosition()
    {
        Debug.Assert(Document is >= 0 and < NoMoreDocuments, "the cursor stands on a document");
        if (_positionDocument != Document)
        {
            StartPositions();
        }

        Debug.Assert(_left > 0, "a document has as many positions as its frequency");
        if (_pending != 0)
        {
            Pass();
        }

        if (_index == _count)
        {
            ReadBlock();
        }

        int index = _index++;
        int position = _position + _deltas[index];
        if (position < _position)
        {
            ThrowOverflow();
        }

        if (_wantsOffsets)
        {
            int start = _startOffset + _startDeltas![index];
            int end = start + _lengths![index];
            if (start < _startOffset || end < start)
            {
                ThrowOverflow();
            }

            _startOffset = start;
            _endOffset = end;
        }

        _left--;
        return _position = position;
    }

    protected override void LeaveBlock(bool hold)
    {
        if (hold)
        {
            if (_positionDocument != Document && Index >= 0)
            {
                StartPositions();
            }
        }
        else
        {
            _pending += _left + SumFrequencies(_summed, BlockCount);
            _left = 0;
        }

        _summed = 0;
    }

    protected override void Jump(in SkipPoint point)
    {
        _pending = point.PosIndex;
        _left = 0;
        _summed = 0;
        _positionDocument = -1;
        _index = 0;
        if (point.PosOffset != _block) // else the block is here already
        {
            _block = -1;
            _count = 0;
            _nextBlock = point.PosOffset;
            _nextPayBlock = point.PayOffset;
        }
    }

    /// <summary>Turns to the positions of the current document, counting those that lie before it.</summary>
    private void StartPositions()
    {
        int index = Index;
        _pending += _left + SumFrequencies(_summed, index);
        _left = Frequency;
        _summed = index + 1;
        _positionDocument = Document;
        _position = 0;
        _startOffset = _wantsOffsets ? 0 : -1;
    }

    /// <summary>Passes over positions, by whole blocks as far as possible.</summary>
    private void Pass()
    {
        long pending = _pending;
        _pending = 0;
        int inBlock = _count - _index;
        if (pending <= inBlock)
        {
            _index += (int)pending;
            return;
        }

        pending -= inBlock;
        while (pending >= PackedBlock.Length && _nextBlock < _tail)
        {
            SkipBlock();
            pending -= PackedBlock.Length;
        }

        _index = 0;
        _count = 0;
        _block = -1;
        if (pending > 0)
        {
            ReadBlock();
            if (pending > _count)
            {
                ThrowTooMany();
            }

            _index = (int)pending;
        }
    }

    private void SkipBlock()
    {
        var cursor = _posFile.CursorAt(_nextBlock);
        PatchedBlock.Skip(ref cursor);
        _nextBlock = cursor.Position;
        if (_wantsOffsets)
        {
            cursor = _payFile!.CursorAt(_nextPayBlock);
            SkipPayloads(ref cursor);
            PatchedBlock.Skip(ref cursor);
            PatchedBlock.Skip(ref cursor);
            _nextPayBlock = cursor.Position;
        }
    }

    private void ReadBlock()
    {
        _index = 0;
        _block = _nextBlock;
        if (_nextBlock >= _tail || (_tail == long.MaxValue && _nextBlock != State.PosStart))
        {
            ReadTail();
            return;
        }

        var cursor = _posFile.CursorAt(_nextBlock);
        PatchedBlock.Read(ref cursor, _deltas);
        _nextBlock = cursor.Position;
        _count = PackedBlock.Length;
        if (_wantsOffsets)
        {
            cursor = _payFile!.CursorAt(_nextPayBlock);
            SkipPayloads(ref cursor);
            PatchedBlock.Read(ref cursor, _startDeltas);
            PatchedBlock.Read(ref cursor, _lengths);
            _nextPayBlock = cursor.Position;
        }
    }

    /// <summary>A block of payloads: their lengths, the sum of the lengths, their bytes.</summary>
    private void SkipPayloads(ref ByteCursor cursor)
    {
        if (_hasPayloads)
        {
            PatchedBlock.Skip(ref cursor);
            cursor.Skip(cursor.ReadVInt());
        }
    }

    /// <summary>Reads the last positions, with all that belongs to them.</summary>
    private void ReadTail()
    {
        if (_nextBlock != _tail || _tailCount == 0)
        {
            ThrowTooMany();
        }

        var cursor = _posFile.CursorAt(_tail);
        int payloadLength = 0;
        int offsetLength = 0;
        for (int i = 0; i < _tailCount; i++)
        {
            uint delta = (uint)cursor.ReadVInt();
            if (_hasPayloads)
            {
                if ((delta & 1) != 0)
                {
                    payloadLength = cursor.ReadVInt();
                }

                delta >>= 1;
                cursor.Skip(payloadLength);
            }

            _deltas[i] = (int)delta;
            if (_hasOffsets)
            {
                uint startDelta = (uint)cursor.ReadVInt();
                if ((startDelta & 1) != 0)
                {
                    offsetLength = cursor.ReadVInt();
                }

                if (_wantsOffsets)
                {
                    _startDeltas![i] = (int)(startDelta >> 1);
                    _lengths![i] = offsetLength;
                }
            }
        }

        _nextBlock = long.MaxValue; // nothing follows
        _count = _tailCount;
    }

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ThrowOverflow() =>
        throw new CorruptIndexException($"positions or offsets of document {Document} do not ascend", _posFile.Name, _block);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ThrowTooMany() => throw new CorruptIndexException(
        $"the frequencies up to document {Document} say that there are more than {State.TotalTermFrequency} positions", _posFile.Name, State.PosStart);
}
