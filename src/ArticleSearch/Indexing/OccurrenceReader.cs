using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace ArticleSearch.Indexing;

/// <summary>Reads the occurrences of one term after another back from the slices; see <see cref="OccurrenceWriter"/> for the code.</summary>
internal struct OccurrenceReader
{
    private readonly BytePool _pool;
    private readonly bool _hasOffsets;
    private byte[] _page;
    private int _at; // in the page
    private int _stop; // in the page: the end of this slice's data
    private int _sliceEnd; // an address
    private int _sliceSize;
    private int _end; // an address
    private int _document;
    private uint _head;
    private bool _hasHead;
    private int[] _positions;
    private int[] _starts;
    private int[] _ends;

    /// <param name="pool">Where the slices are.</param>
    /// <param name="hasOffsets">Whether the field keeps offsets.</param>
    public OccurrenceReader(BytePool pool, bool hasOffsets)
    {
        _pool = pool;
        _hasOffsets = hasOffsets;
        _page = [];
        _positions = new int[16];
        _starts = new int[16];
        _ends = new int[16];
    }

    /// <summary>The current document.</summary>
    public readonly int Document => _document;

    /// <summary>How often the term stands in it.</summary>
    public int Frequency { get; private set; }

    /// <summary>Its positions in the document.</summary>
    public readonly ReadOnlySpan<int> Positions => _positions.AsSpan(0, Frequency);

    /// <summary>Its start offsets; meaningless where the field keeps none.</summary>
    public readonly ReadOnlySpan<int> Starts => _starts.AsSpan(0, Frequency);

    /// <summary>Its end offsets.</summary>
    public readonly ReadOnlySpan<int> Ends => _ends.AsSpan(0, Frequency);

    /// <summary>Starts before the first document of a term that has at least one.</summary>
    /// <param name="head">Where they start (<see cref="OccurrenceWriter.Head"/>).</param>
    /// <param name="end">Where they end (<see cref="TermEnd.Cursor"/>).</param>
    public void Reset(int head, int end)
    {
        _end = end;
        _document = -1;
        _hasHead = false;
        _sliceSize = BytePool.FirstSlice;
        EnterSlice(head, head + BytePool.FirstSlice);
    }

    /// <summary>Moves to the next document and takes in its occurrences; false after the last.</summary>
    public bool MoveNext()
    {
        if (!_hasHead && !TryReadHead())
        {
            return false;
        }

        _hasHead = false;
        _document += (int)Read();
        int position = (int)(_head >> 1);
        int start = 0;
        int count = 0;
        while (true)
        {
            if (count == _positions.Length)
            {
                Grow();
            }

            _positions[count] = position;
            if (_hasOffsets)
            {
                start += (int)Read();
                _starts[count] = start;
                _ends[count] = start + (int)Read();
            }

            count++;
            if (!TryReadHead())
            {
                break;
            }

            if ((_head & 1) != 0)
            {
                _hasHead = true;
                break;
            }

            position += (int)(_head >> 1);
        }

        Frequency = count;
        return true;
    }

    private bool TryReadHead()
    {
        if (_at == _stop && !MoveToNextSlice())
        {
            return false;
        }

        _head = Read();
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Read()
    {
        uint value = ReadByte();
        if (value < 0x80)
        {
            return value;
        }

        value &= 0x7F;
        for (int shift = 7; ; shift += 7)
        {
            uint next = ReadByte();
            value |= (next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte ReadByte()
    {
        if (_at == _stop)
        {
            bool more = MoveToNextSlice();
            Debug.Assert(more, "an occurrence is written whole");
        }

        return _page[_at++];
    }

    private bool MoveToNextSlice()
    {
        if (IsLast(_sliceEnd))
        {
            return false;
        }

        int address = _pool.Link(_sliceEnd);
        _sliceSize = BytePool.SizeAfter(_sliceSize);
        EnterSlice(address, address + _sliceSize);
        return true;
    }

    private void EnterSlice(int address, int end)
    {
        _page = _pool.Pages[address >> BytePool.PageBits];
        _at = address & BytePool.PageMask;
        _sliceEnd = end;
        int count = (IsLast(end) ? _end : BytePool.LinkAddress(end)) - address;
        _stop = _at + count;
    }

    // The stream ends in this slice, whose size is known, or it ends elsewhere.
    private readonly bool IsLast(int sliceEnd) => _end <= sliceEnd && _end > sliceEnd - _sliceSize;

    private void Grow()
    {
        Array.Resize(ref _positions, _positions.Length * 2);
        Array.Resize(ref _starts, _starts.Length * 2);
        Array.Resize(ref _ends, _ends.Length * 2);
    }
}
