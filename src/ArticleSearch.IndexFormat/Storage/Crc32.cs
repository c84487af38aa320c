using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using Arm = System.Runtime.Intrinsics.Arm.Crc32;

namespace ArticleSearch.IndexFormat.Storage;

/// <summary>
/// The CRC-32 of zlib and gzip (reflected polynomial EDB88320), with which every index file ends. The base library has it only
/// in a package of its own.
/// </summary>
/// <remarks>
/// Long runs go through carry-less products (<see cref="Crc32Folding"/>) or the instruction that ARM has for it; all else through
/// eight tables, eight bytes a step ("slicing by eight", Kounavis and Berry, 2005).
/// </remarks>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private static readonly uint[] Tables = BuildTables();

    /// <summary>The checksum of some bytes that follow bytes whose checksum is <paramref name="crc"/> (0 at the start).</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        if (Crc32Folding.IsSupported && bytes.Length >= Crc32Folding.MinLength)
        {
            int whole = bytes.Length & ~15;
            Span<byte> folded = stackalloc byte[16];
            Crc32Folding.Fold(~crc, bytes[..whole]).CopyTo(folded);
            return AppendByTables(AppendByTables(uint.MaxValue, folded), bytes[whole..]);
        }

        return Arm.Arm64.IsSupported ? AppendByInstruction(crc, bytes) : AppendByTables(crc, bytes);
    }

    /// <summary>The definition, a byte at a time; the twin of <see cref="Append"/>.</summary>
    public static uint AppendSlowly(uint crc, ReadOnlySpan<byte> bytes) => ~AppendBytes(~crc, bytes);

    /// <summary>As <see cref="Append"/>, for machines without instructions for it.</summary>
    public static uint AppendByTables(uint crc, ReadOnlySpan<byte> bytes)
    {
        var tables = Tables.AsSpan();
        uint c = ~crc;
        while (bytes.Length >= 8)
        {
            uint low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ c;
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            c = tables[(int)(7 * 256 + (low & 0xFF))]
                ^ tables[(int)(6 * 256 + (low >> 8 & 0xFF))]
                ^ tables[(int)(5 * 256 + (low >> 16 & 0xFF))]
                ^ tables[(int)(4 * 256 + (low >> 24))]
                ^ tables[(int)(3 * 256 + (high & 0xFF))]
                ^ tables[(int)(2 * 256 + (high >> 8 & 0xFF))]
                ^ tables[(int)(256 + (high >> 16 & 0xFF))]
                ^ tables[(int)(high >> 24)];
            bytes = bytes[8..];
        }

        return ~AppendBytes(c, bytes);
    }

    private static uint AppendByInstruction(uint crc, ReadOnlySpan<byte> bytes)
    {
        uint c = ~crc;
        while (bytes.Length >= 8)
        {
            c = Arm.Arm64.ComputeCrc32(c, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        return ~AppendBytes(c, bytes);
    }

    /// <summary>The checksum of two runs of bytes, one after the other, from the checksums of each: so parts are read side by side.</summary>
    /// <param name="first">The checksum of the first run.</param>
    /// <param name="second">The checksum of the second run.</param>
    /// <param name="length">How many bytes the second run has.</param>
    /// <remarks>
    /// As many zero bytes after the first run multiply its checksum, a polynomial over two elements, by x to the eight times their
    /// number; the second run is then added to them (Kadatch and Jenkins, "Everything we know about CRC", 2010).
    /// </remarks>
    public static uint Combine(uint first, uint second, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        uint power = 1u << 23; // x to the eighth: a byte of zeros
        for (long bytes = length; bytes > 0; bytes >>= 1)
        {
            if ((bytes & 1) != 0)
            {
                first = Multiply(power, first);
            }

            power = Multiply(power, power);
        }

        return first ^ second;
    }

    private static uint AppendBytes(uint c, ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
        {
            c = Tables[(c ^ b) & 0xFF] ^ (c >> 8);
        }

        return c;
    }

    // The product of two polynomials modulo the checksum's own; the highest bit is the coefficient of x to the zeroth.
    private static uint Multiply(uint a, uint b)
    {
        uint product = 0;
        for (uint bit = 1u << 31; bit != 0; bit >>= 1)
        {
            if ((a & bit) != 0)
            {
                product ^= b;
            }

            b = (b & 1) != 0 ? (b >> 1) ^ Polynomial : b >> 1;
        }

        return product;
    }

    private static uint[] BuildTables()
    {
        uint[] tables = new uint[8 * 256];
        for (uint i = 0; i < 256; i++)
        {
            uint c = i;
            for (int bit = 0; bit < 8; bit++)
            {
                c = (c & 1) != 0 ? (c >> 1) ^ Polynomial : c >> 1;
            }

            tables[i] = c;
        }

        for (int i = 256; i < tables.Length; i++)
        {
            uint previous = tables[i - 256];
            tables[i] = tables[(int)(previous & 0xFF)] ^ (previous >> 8);
        }

        return tables;
    }
}
