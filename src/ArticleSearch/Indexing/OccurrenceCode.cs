using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using ArticleSearch.IndexFormat.Postings;

namespace ArticleSearch.Indexing;

/// <summary>
/// The code in which a buffer keeps an <see cref="Occurrence"/>. What is written here only a buffer of the same process reads, and
/// never from a disk.
/// </summary>
/// <remarks>
/// <code>
/// Occurrence   Byte sizes, document in 0 to 3 bytes, position in 1 or 2, and where the field has offsets: start in 1 or 2, length in 1;
///              or Byte 80, then four times Int32
/// sizes        bytes of the document | (bytes of the position - 1) &lt;&lt; 2 | (bytes of the start - 1) &lt;&lt; 3
/// </code>
/// All little-endian. Example: the third word of the text, characters 10 to 14, in the sixth document after the last one is
/// <c>01 06 02 0A 04</c>. Writing and reading take no branch that depends on the numbers but for the rare long form.
/// </remarks>
internal static class OccurrenceCode
{
    /// <summary>How many bytes an occurrence has at most.</summary>
    public const int MaxLength = 1 + (4 * sizeof(int));

    /// <summary>How many bytes must be there to be written over or read, whatever the length.</summary>
    public const int Room = MaxLength;

    private const byte LongForm = 0x80;

    /// <summary>Writes an occurrence and returns where the next one goes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(Span<byte> bytes, int at, in Occurrence occurrence, bool hasOffsets)
    {
        uint document = (uint)occurrence.Document;
        uint position = (uint)occurrence.Position;
        uint start = (uint)occurrence.Start;
        uint length = (uint)occurrence.Length;
        if ((document >> 24 | (position | start) >> 16 | length >> 8) != 0)
        {
            return WriteLong(bytes, at, occurrence);
        }

        int documentBytes = (39 - BitOperations.LeadingZeroCount(document)) >> 3;
        int longPosition = position > byte.MaxValue ? 1 : 0;
        ulong code = document | (ulong)position << (8 * documentBytes);
        int used = documentBytes + 1 + longPosition;
        int sizes = documentBytes | longPosition << 2;
        if (hasOffsets)
        {
            int longStart = start > byte.MaxValue ? 1 : 0;
            sizes |= longStart << 3;
            code |= (ulong)start << (8 * used);
            used += 1 + longStart;
            code |= (ulong)length << (8 * used);
            used++;
        }

        bytes[at] = (byte)sizes;
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[(at + 1)..], code);
        return at + 1 + used;
    }

    /// <summary>Reads an occurrence and moves on to the next one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Occurrence Read(ReadOnlySpan<byte> bytes, ref int at, bool hasOffsets)
    {
        uint sizes = bytes[at];
        ulong code = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(at + 1)..]);
        if (sizes == LongForm)
        {
            return ReadLong(bytes, ref at);
        }

        int documentBits = (int)(sizes & 3) * 8;
        int document = (int)(code & ((1UL << documentBits) - 1));
        code >>= documentBits;
        int positionBits = 8 + (int)(sizes & 4) * 2;
        int position = (int)(code & ((1UL << positionBits) - 1));
        int used = 1 + ((documentBits + positionBits) >> 3);
        if (!hasOffsets)
        {
            at += used;
            return new Occurrence(document, position, 0, 0);
        }

        code >>= positionBits;
        int startBits = 8 + (int)(sizes & 8);
        at += used + (startBits >> 3) + 1;
        return new Occurrence(document, position, (int)(code & ((1UL << startBits) - 1)), (int)(code >> startBits & 0xFF));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WriteLong(Span<byte> bytes, int at, in Occurrence occurrence)
    {
        bytes[at] = LongForm;
        BinaryPrimitives.WriteInt32LittleEndian(bytes[(at + 1)..], occurrence.Document);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[(at + 5)..], occurrence.Position);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[(at + 9)..], occurrence.Start);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[(at + 13)..], occurrence.Length);
        return at + MaxLength;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Occurrence ReadLong(ReadOnlySpan<byte> bytes, ref int at)
    {
        var rest = bytes[(at + 1)..];
        at += MaxLength;
        return new Occurrence(
            BinaryPrimitives.ReadInt32LittleEndian(rest),
            BinaryPrimitives.ReadInt32LittleEndian(rest[4..]),
            BinaryPrimitives.ReadInt32LittleEndian(rest[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(rest[12..]));
    }
}
