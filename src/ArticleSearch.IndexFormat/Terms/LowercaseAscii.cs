using System.Diagnostics;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Terms;

/// <summary>
/// Packs bytes that are mostly small letters, digits and the punctuation of names into six bits each. Refuses what it would not
/// make smaller.
/// </summary>
/// <remarks>
/// The bytes 1F-3E and 5F-7E become 0-3F: plus one, low five bits, and bit 6 becomes bit 5. Other bytes are exceptions.
/// <code>
/// Packed     ⌈¾ length⌉ × Byte    low six bits: byte i; high two bits: a third of a byte of the last quarter
///            VInt exceptions, exceptions × (Byte distance from the exception before, or from the start, Byte value)
/// </code>
/// The byte q of the last quarter has its bits 4-5 on top of packed byte q, bits 2-3 on top of the one a quarter further on,
/// bits 0-1 on top of the one two quarters on. Where exceptions are more than 255 apart, bytes between them are listed too.
/// Example: "abcdefgh" is <c>22 23 A4 25 66 A7 00</c>; g and h, 28 and 29 in six bits, lie in the high bits.
/// </remarks>
internal static class LowercaseAscii
{
    /// <summary>Packs <paramref name="bytes"/>, or writes nothing and returns false.</summary>
    public static bool TryCompress(ReadOnlySpan<byte> bytes, MemoryOutput output)
    {
        if (bytes.Length < 8 || CountExceptions(bytes) is not { } exceptions)
        {
            return false;
        }

        int saved = bytes.Length >> 2;
        int packedLength = bytes.Length - saved;
        var packed = output.Take(packedLength);
        for (int i = 0; i < packed.Length; i++)
        {
            packed[i] = SixBits(bytes[i]);
        }

        for (int i = 0; i < saved; i++)
        {
            int b = SixBits(bytes[packedLength + i]);
            packed[i] |= (byte)((b & 0x30) << 2);
            packed[i + saved] |= (byte)((b & 0x0C) << 4);
            packed[i + 2 * saved] |= (byte)((b & 0x03) << 6);
        }

        output.WriteVInt(exceptions);
        int previous = 0;
        for (int i = 0; exceptions > 0; i++)
        {
            if (!IsPackable(bytes[i]))
            {
                for (; i - previous > byte.MaxValue; exceptions--)
                {
                    previous += byte.MaxValue;
                    output.WriteByte(byte.MaxValue);
                    output.WriteByte(bytes[previous]);
                }

                output.WriteByte((byte)(i - previous));
                output.WriteByte(bytes[i]);
                previous = i;
                exceptions--;
            }
        }

        Debug.Assert(exceptions == 0, "The exceptions counted are the exceptions written.");
        return true;
    }

    /// <summary>Unpacks as many bytes as <paramref name="bytes"/> has room for.</summary>
    /// <exception cref="CorruptIndexException">They are not there.</exception>
    public static void Decompress(ref ByteCursor input, Span<byte> bytes)
    {
        int saved = bytes.Length >> 2;
        int packedLength = bytes.Length - saved;
        var packed = input.ReadBytes(packedLength);
        for (int i = 0; i < packed.Length; i++)
        {
            bytes[i] = EightBits(packed[i]);
        }

        for (int i = 0; i < saved; i++)
        {
            int b = (packed[i] & 0xC0) >> 2 | (packed[i + saved] & 0xC0) >> 4 | (packed[i + 2 * saved] & 0xC0) >> 6;
            bytes[packedLength + i] = EightBits(b);
        }

        int exceptions = input.ReadCount(2);
        int at = 0;
        for (; exceptions > 0; exceptions--)
        {
            at += input.ReadByte();
            if (at >= bytes.Length)
            {
                input.Throw($"an exception at byte {at} of {bytes.Length} packed bytes");
            }

            bytes[at] = input.ReadByte();
        }
    }

    private static bool IsPackable(byte b) => ((b + 1) & ~0x1F) is 0x20 or 0x60;

    private static byte SixBits(byte b) => (byte)(((b + 1) & 0x1F) | (((b + 1) & 0x40) >> 1));

    private static byte EightBits(int b) => (byte)(((b & 0x1F) | 0x20 | ((b & 0x20) << 1)) - 1);

    /// <summary>How many exceptions would be listed, or null if that is more than one in 32 bytes.</summary>
    private static int? CountExceptions(ReadOnlySpan<byte> bytes)
    {
        int most = bytes.Length >> 5;
        int count = 0;
        int previous = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            if (!IsPackable(bytes[i]))
            {
                count += 1 + Math.Max(0, i - previous - 1) / byte.MaxValue;
                if (count > most)
                {
                    return null;
                }

                previous = i;
            }
        }

        return count;
    }
}
