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
