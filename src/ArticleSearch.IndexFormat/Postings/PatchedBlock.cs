using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Postings;

/// <summary>
/// 128 numbers, none negative, most of them small (patched frame of reference): frequencies, differences of positions, offsets.
/// Whatever the bytes, what is read are numbers from 0 to 2³¹ - 1.
/// </summary>
/// <remarks>
/// <code>
/// Block   Byte token, Body, exceptions × (Byte index, Byte high)
/// token   exceptions &lt;&lt; 5 | bits
/// Body    bits = 0: VLong, the number that all are; otherwise a block of numbers of so many bits (see <see cref="PackedBlock"/>)
/// high    what stands above the bits of number <c>index</c>
/// </code>
/// A writer makes at most three exceptions, and only where they save bits; a reader takes up to seven. Example: 127 ones and a
/// 5 at index 2 are <c>20 01 02 04</c>: one exception, all are 1, number 2 gets 4 more.
/// </remarks>
internal static class PatchedBlock
{
    /// <summary>An upper bound of a block's length in bytes.</summary>
    public const int MaxByteCount = 1 + (31 * 16) + (2 * 7);

    private const int MaxExceptions = 3;

    /// <summary>Writes 128 numbers from 0 to 2³¹ - 1. The numbers are used up: exceptions lose their high bits.</summary>
    public static void Write(Span<int> values, DataOutput output)
    {
        Debug.Assert(values.Length == PackedBlock.Length, "a block is 128 numbers");
        int maxBits = BitLength(Or(values));
        int bits = FewestBits(values, maxBits);
        Span<byte> exceptions = stackalloc byte[2 * MaxExceptions];
        int length = bits < maxBits ? TakeExceptions(values, bits, exceptions) : 0;

        if (maxBits <= 8 && !values.ContainsAnyExcept(values[0]))
        {
            for (int i = 1; i < length; i += 2)
            {
                exceptions[i] = (byte)(exceptions[i] << bits);
            }

            output.WriteByte((byte)(length << 4));
            output.WriteVInt(values[0]);
        }
        else
        {
            output.WriteByte((byte)((length << 4) | bits));
            PackedBlock.Encode(values, bits, output.Take(PackedBlock.ByteCount(bits)));
        }

        output.WriteBytes(exceptions[..length]);
    }

    /// <summary>Reads a block into 128 numbers.</summary>
    /// <exception cref="CorruptIndexException">The block is cut, or a number or an exception is out of range.</exception>
    public static void Read(ref ByteCursor cursor, Span<int> values)
    {
        byte token = cursor.ReadByte();
        int bits = token & 0x1F;
        if (bits == 0)
        {
            long number = cursor.ReadVLong();
            if ((ulong)number > int.MaxValue)
            {
                cursor.Throw($"a block holds the number {number}");
            }

            values[..PackedBlock.Length].Fill((int)number);
        }
        else
        {
            var source = cursor.Rest;
            int length = PackedBlock.ByteCount(bits);
            if (source.Length < length + PackedBlock.Padding)
            {
                cursor.Throw($"a block of {length} bytes does not end before the footer");
            }

            PackedBlock.Decode(source, bits, values);
            cursor.Skip(length);
        }

        for (int exceptions = token >> 5; exceptions > 0; exceptions--)
        {
            int index = cursor.ReadByte();
            ulong high = (ulong)cursor.ReadByte() << bits;
            if (index >= PackedBlock.Length || high > int.MaxValue)
            {
                cursor.Throw($"an exception sets number {index} of a block to {high} or more");
            }

            values[index] |= (int)high;
        }
    }

    /// <summary>Moves over a block without decoding it.</summary>
    /// <exception cref="CorruptIndexException">The block is cut.</exception>
    public static void Skip(ref ByteCursor cursor)
    {
        byte token = cursor.ReadByte();
        int bits = token & 0x1F;
        if (bits == 0)
        {
            cursor.ReadVLong();
        }

        cursor.Skip(PackedBlock.ByteCount(bits) + (2 * (token >> 5)));
    }

    /// <summary>How many bits a number takes; at least one.</summary>
    public static int BitLength(uint value) => Math.Max(1, 32 - BitOperations.LeadingZeroCount(value));

    /// <summary>All numbers or'ed together.</summary>
    public static uint Or(ReadOnlySpan<int> values)
    {
        ref int first = ref MemoryMarshal.GetReference(values);
        var sum = Vector256<int>.Zero;
        for (nuint i = 0; i < PackedBlock.Length; i += 8)
        {
            sum |= Vector256.LoadUnsafe(ref first, i);
        }

        var half = sum.GetLower() | sum.GetUpper();
        return (uint)(half[0] | half[1] | half[2] | half[3]);
    }

    /// <summary>
    /// The fewest bits that at most three numbers exceed; an exception's high part must fit a byte.
    /// </summary>
    private static int FewestBits(ReadOnlySpan<int> values, int maxBits)
    {
        int bits = maxBits;
        int lowest = Math.Max(1, maxBits - 8);
        while (bits > lowest && CountAbove(values, (1 << (bits - 1)) - 1) <= MaxExceptions)
        {
            bits--;
        }

        return bits;
    }

    /// <summary>Takes the high bits from the numbers that have some; returns how many bytes of exceptions that made.</summary>
    private static int TakeExceptions(Span<int> values, int bits, Span<byte> exceptions)
    {
        ref int first = ref MemoryMarshal.GetReference(values);
        int limit = (1 << bits) - 1;
        var limits = Vector256.Create(limit);
        int length = 0;
        for (int start = 0; start < PackedBlock.Length; start += 8)
        {
            uint above = Vector256.GreaterThan(Vector256.LoadUnsafe(ref first, (nuint)start), limits).ExtractMostSignificantBits();
            for (; above != 0; above &= above - 1)
            {
                int index = start + BitOperations.TrailingZeroCount(above);
                exceptions[length++] = (byte)index;
                exceptions[length++] = (byte)(values[index] >> bits);
                values[index] &= limit;
            }
        }

        return length;
    }

    private static int CountAbove(ReadOnlySpan<int> values, int limit)
    {
        ref int first = ref MemoryMarshal.GetReference(values);
        var limits = Vector256.Create(limit);
        var count = Vector256<int>.Zero;
        for (nuint i = 0; i < PackedBlock.Length; i += 8)
        {
            count -= Vector256.GreaterThan(Vector256.LoadUnsafe(ref first, i), limits);
        }

        return Vector256.Sum(count);
    }
}
