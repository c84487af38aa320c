using System.Diagnostics;
using System.Numerics;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Packed;

/// <summary>
/// Numbers of a fixed width in bits, one after the other, the highest bit first. Knows no file and no padding: what frames the
/// bits is the caller's business.
/// </summary>
/// <remarks>
/// <code>
/// Packed   count × (the low WIDTH bits of a number, highest bit first), filled up with zero bits to a whole byte
/// </code>
/// Example: 1, 2, 3 in 12 bits stand as <c>00 10 02 00 30</c>.
/// </remarks>
internal static class BitPacking
{
    /// <summary>The bits that numbers up to and including <paramref name="max"/> need, at least one.</summary>
    public static int BitsRequired(ulong max) => Math.Max(1, 64 - BitOperations.LeadingZeroCount(max));

    /// <summary>The bytes that packed numbers take.</summary>
    public static long ByteCount(long count, int bits)
    {
        Debug.Assert(count >= 0 && bits is >= 0 and <= 64);
        return (count / 8 * bits) + (((count % 8 * bits) + 7) / 8); // the product of both may be too large
    }

    /// <summary>Writes the low <paramref name="bits"/> bits of each number: 1 to 56, or 64.</summary>
    public static void Write(DataOutput output, ReadOnlySpan<long> values, int bits)
    {
        Debug.Assert(bits is (> 0 and <= 56) or 64);
        if (bits == 64)
        {
            foreach (long value in values)
            {
                output.WriteInt64(value);
            }

            return;
        }

        ulong pending = 0; // the low FILLED bits wait to be written; what is above them is spent
        int filled = 0;
        foreach (long value in values)
        {
            Debug.Assert((ulong)value >> bits == 0);
            pending = (pending << bits) | (ulong)value;
            filled += bits;
            while (filled >= 8)
            {
                filled -= 8;
                output.WriteByte((byte)(pending >> filled));
            }
        }

        if (filled > 0)
        {
            output.WriteByte((byte)(pending << (8 - filled)));
        }
    }

    /// <summary>Reads as many numbers as <paramref name="values"/> has room for.</summary>
    /// <param name="packed">At least <see cref="ByteCount"/> bytes.</param>
    /// <param name="bits">1 to 31.</param>
    /// <param name="values">Receives the numbers.</param>
    public static void Read(ReadOnlySpan<byte> packed, int bits, Span<int> values)
    {
        Debug.Assert(bits is > 0 and <= 31);
        uint mask = (1u << bits) - 1;
        ulong pending = 0;
        int filled = 0;
        int next = 0;
        for (int i = 0; i < values.Length; i++)
        {
            while (filled < bits)
            {
                pending = (pending << 8) | packed[next++];
                filled += 8;
            }

            filled -= bits;
            values[i] = (int)((uint)(pending >> filled) & mask);
        }
    }
}
