using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.Intrinsics;

namespace ArticleSearch.IndexFormat.Postings;

/// <summary>
/// 128 numbers of a fixed count of bits each (frame of reference), the unit in which postings are stored. Chooses between the
/// vector and the scalar form; must never write or read a block in a way that depends on that choice.
/// </summary>
/// <remarks>
/// <code>
/// Lanes   the numbers stand in lanes of 8, 16 or 32 bits, the narrowest that holds them: 8, 4 or 2 lanes to a 64-bit word,
///         16, 32 or 64 words. Word i holds, from its high lane down, numbers i, i + words, i + 2·words, …
/// Block   2·bits words, little-endian. Each lane of a stored word holds as many whole numbers as fit, high bits first:
///         stored words 0, 1, … hold in their highest bits the words 0, 1, …; below them words 2·bits, 2·bits + 1, …; and so on.
///         What is left in the lanes (lane width modulo bits) holds the last words, cut into pieces, high bits first.
/// </code>
/// Example: the numbers 0, 1, 0, 1, … in one bit each fill two words. Lanes have 8 bits, so each lane of word 0 holds words 0,
/// 2, 4, … 14, whose numbers are even and thus 0, and word 1 the odd ones: the block is <c>00</c> ×8, <c>FF</c> ×8.
/// </remarks>
internal static class PackedBlock
{
    /// <summary>How many numbers there are in a block.</summary>
    public const int Length = 128;

    /// <summary>How many bytes must follow a block to be decoded: a file's footer is at least that.</summary>
    public const int Padding = 16;

    /// <summary>Set the environment variable to 1, or the switch to true, to decode without vector instructions.</summary>
    public const string ScalarVariable = "ARTICLESEARCH_SCALAR";
    public const string ScalarSwitch = "ArticleSearch.Scalar";

    /// <summary>Whether blocks are packed and unpacked with vector instructions.</summary>
    public static readonly bool UsesVectors =
        Vector128.IsHardwareAccelerated
        && BitConverter.IsLittleEndian
        && !string.Equals(Environment.GetEnvironmentVariable(ScalarVariable), "1", StringComparison.Ordinal)
        && !(AppContext.TryGetSwitch(ScalarSwitch, out bool scalar) && scalar);

    /// <summary>The length in bytes of a block of numbers of so many bits.</summary>
    public static int ByteCount(int bits) => bits * (Length / 8);

    /// <summary>The width of the lanes in which numbers of so many bits stand.</summary>
    public static int LaneWidth(int bits) => bits <= 8 ? 8 : bits <= 16 ? 16 : 32;

    /// <summary>A word each of whose lanes has its <paramref name="bits"/> lowest bits set (fewer than 64).</summary>
    public static ulong LaneMask(int laneWidth, int bits)
    {
        ulong mask = (1UL << bits) - 1;
        return laneWidth switch
        {
            8 => mask * 0x0101_0101_0101_0101,
            16 => mask * 0x0001_0001_0001_0001,
            _ => mask * 0x0000_0001_0000_0001,
        };
    }

    /// <summary>Writes 128 numbers, each of at most <paramref name="bits"/> bits (1 to 32).</summary>
    /// <param name="values">The numbers, taken as unsigned.</param>
    /// <param name="bits">Their width.</param>
    /// <param name="destination">Exactly <see cref="ByteCount"/> bytes.</param>
    public static void Encode(ReadOnlySpan<int> values, int bits, Span<byte> destination)
    {
        Debug.Assert(bits is >= 1 and <= 32, "bits of a number");
        CheckLengths(values.Length, destination.Length - ByteCount(bits));
        if (UsesVectors)
        {
            PackedBlockVector.Encode(values, bits, destination);
        }
        else
        {
            PackedBlockScalar.Encode(values, bits, destination);
        }
    }

    /// <summary>Reads 128 numbers of <paramref name="bits"/> bits (1 to 32).</summary>
    /// <param name="source">The block and at least <see cref="Padding"/> bytes after it.</param>
    /// <param name="bits">The width of the numbers.</param>
    /// <param name="values">Room for 128 numbers.</param>
    public static void Decode(ReadOnlySpan<byte> source, int bits, Span<int> values)
    {
        Debug.Assert(bits is >= 1 and <= 32, "bits of a number");
        CheckLengths(values.Length, source.Length - ByteCount(bits) - Padding);
        if (UsesVectors)
        {
            PackedBlockVector.Decode(source, bits, values);
        }
        else
        {
            PackedBlockScalar.Decode(source, bits, values);
        }
    }

    private static void CheckLengths(int values, int bytesToSpare)
    {
        if (values < Length || bytesToSpare < 0)
        {
            ThrowTooShort();
        }
    }

    [DoesNotReturn]
    private static void ThrowTooShort() => throw new ArgumentException("A block needs 128 numbers and all of its bytes.");
}
