using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace ArticleSearch.Indexing;

/// <summary>Where the occurrences of a term end, and what came last: all that another occurrence has to see.</summary>
internal struct TermEnd
{
    /// <summary>One more than the last document that holds the term; 0 if none does.</summary>
    public int NextDocument;

    /// <summary>The last position in it.</summary>
    public int Position;

    /// <summary>The last start offset in it.</summary>
    public int Start;

    /// <summary>The address of the next byte to write.</summary>
    public int Cursor;

    /// <summary>The end of the slice in which <see cref="Cursor"/> lies.</summary>
    public int SliceEnd;

    /// <summary>The size of that slice.</summary>
    public int SliceSize;
}

/// <summary>
/// The code in which a buffer keeps the occurrences of a term, one chain of slices a term: the writer's side. What it writes
/// only <see cref="OccurrenceReader"/> reads, and never from a disk.
/// </summary>
/// <remarks>
/// <code>
/// occurrence := position·2 + 1, document − last document [, start, length]     the first in its document
///             | (position − last position)·2 [, start − last start, length]   any other
/// </code>
/// all as variable-length integers of seven bits a byte, low bits first; start and length only where offsets are kept. Example:
/// a term at position 3, characters 10 to 14, of document 5 and nowhere before is <c>07 06 0A 04</c> (the last document was -1).
/// </remarks>
/// <param name="pool">Where the slices are; may be shared with other writers of the thread.</param>
internal sealed class OccurrenceWriter(BytePool pool)
{
    private const int InitialCapacity = 256;

    // Four integers of five bytes.
    private const int MaxBytes = 20;

    private TermEnd[] _ends = new TermEnd[InitialCapacity];
    private int[] _heads = new int[InitialCapacity];

    /// <summary>How many bytes of memory the writer takes, the pool aside.</summary>
    public long MemoryUsed => (long)_ends.Length * (Unsafe.SizeOf<TermEnd>() + sizeof(int));

    /// <summary>Where the occurrences of the terms end. A term without any, and one that was never made room for, has none.</summary>
    public ReadOnlySpan<TermEnd> Ends
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _ends;
    }

    /// <summary>Where the first slice of a term is that has an occurrence.</summary>
    public int Head(int term) => _heads[term];

    /// <summary>Makes room for terms; comes before the first occurrence of a term.</summary>
    /// <param name="count">How many terms there are.</param>
    public void EnsureTerms(int count)
    {
        if (count > _ends.Length)
        {
            int capacity = Math.Max(count, _ends.Length * 2);
            Array.Resize(ref _ends, capacity);
            Array.Resize(ref _heads, capacity);
        }
    }

    /// <summary>Forgets all occurrences, and the memory with them.</summary>
    public void Clear()
    {
        _ends = new TermEnd[InitialCapacity];
        _heads = new int[InitialCapacity];
    }

    /// <summary>Adds an occurrence; documents, and positions and starts within one, never descend.</summary>
    /// <param name="term">The term's number.</param>
    /// <param name="document">The document.</param>
    /// <param name="position">The position of the word in it.</param>
    /// <param name="start">The start offset, or -1 where the field keeps none.</param>
    /// <param name="length">The distance to the end offset.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int term, int document, int position, int start, int length)
    {
        ref var end = ref _ends[term];
        uint documentDelta = (uint)(document + 1 - end.NextDocument);
        uint head;
        if (documentDelta != 0)
        {
            Debug.Assert(document >= end.NextDocument, "documents ascend");
            if (end.NextDocument == 0)
            {
                Begin(term, ref end);
            }

            head = ((uint)position << 1) | 1;
            end.NextDocument = document + 1;
            end.Start = 0;
        }
        else
        {
            Debug.Assert(position >= end.Position && (start < 0 || start >= end.Start), "positions and offsets never descend");
            head = (uint)(position - end.Position) << 1;
        }

        uint startDelta = (uint)(start - end.Start);
        end.Position = position;
        if (start >= 0)
        {
            end.Start = start;
        }

        // Nearly always the code fits one word: two bytes, three, two and one.
        if (head < 1 << 14 && documentDelta < 1 << 21 && (start < 0 || (startDelta < 1 << 14 && length < 1 << 7)))
        {
            ulong code = 0;
            int bits = 0;
            Append(ref code, ref bits, head);
            if (documentDelta != 0)
            {
                Append(ref code, ref bits, documentDelta);
            }

            if (start >= 0)
            {
                Append(ref code, ref bits, startDelta);
                code |= (ulong)(uint)length << bits;
                bits += 8;
            }

            Write(ref end, code, bits >> 3);
        }
        else
        {
            AddLong(ref end, head, documentDelta, start >= 0, startDelta, (uint)length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Append(ref ulong code, ref int bits, uint value)
    {
        while (value >= 0x80)
        {
            code |= (ulong)((value & 0x7F) | 0x80) << bits;
            bits += 8;
            value >>= 7;
        }

        code |= (ulong)value << bits;
        bits += 8;
    }

    private static int Append(Span<byte> code, int count, uint value)
    {
        while (value >= 0x80)
        {
            code[count++] = (byte)(value | 0x80);
            value >>= 7;
        }

        code[count++] = (byte)value;
        return count;
    }

    private void Begin(int term, ref TermEnd end)
    {
        int address = pool.Allocate(BytePool.FirstSlice);
        _heads[term] = address;
        end.Cursor = address;
        end.SliceSize = BytePool.FirstSlice;
        end.SliceEnd = address + BytePool.FirstSlice;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Write(ref TermEnd end, ulong code, int count)
    {
        if (end.SliceEnd - end.Cursor >= sizeof(ulong))
        {
            // What stands behind the code in the same slice is not written yet.
            BinaryPrimitives.WriteUInt64LittleEndian(pool.Bytes(end.Cursor, sizeof(ulong)), code);
            end.Cursor += count;
        }
        else
        {
            WriteTight(ref end, code, count);
        }
    }

    private void WriteTight(ref TermEnd end, ulong code, int count)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, code);
        Write(ref end, bytes[..count]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddLong(ref TermEnd end, uint head, uint documentDelta, bool hasOffsets, uint startDelta, uint length)
    {
        Span<byte> code = stackalloc byte[MaxBytes];
        int count = Append(code, 0, head);
        if (documentDelta != 0)
        {
            count = Append(code, count, documentDelta);
        }

        if (hasOffsets)
        {
            count = Append(code, count, startDelta);
            count = Append(code, count, length);
        }

        Write(ref end, code[..count]);
    }

    private void Write(ref TermEnd end, ReadOnlySpan<byte> code)
    {
        while (code.Length > 0)
        {
            if (end.Cursor == end.SliceEnd)
            {
                end.Cursor = pool.Grow(end.SliceEnd, end.SliceSize, out end.SliceEnd);
                end.SliceSize = BytePool.SizeAfter(end.SliceSize);
            }

            int part = Math.Min(code.Length, end.SliceEnd - end.Cursor);
            code[..part].CopyTo(pool.Bytes(end.Cursor, part));
            end.Cursor += part;
            code = code[part..];
        }
    }
}

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
