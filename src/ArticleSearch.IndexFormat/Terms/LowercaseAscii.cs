using System.Diagnostics;
using System.Runtime.Intrinsics;
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
/// Example: "abcdefgh" is <c>A2 A3 A4 A5 26 67 00</c>; g and h, 28 and 29 in six bits, lie in the high bits.
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
        Unpack(packed, saved, bytes);

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

    /// <summary>Widens packed bytes, leaving exceptions aside.</summary>
    public static void Unpack(ReadOnlySpan<byte> packed, int saved, Span<byte> bytes)
    {
        int i = 0;
        for (; i <= packed.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            EightBits(Vector128.Create(packed[i..])).CopyTo(bytes[i..]);
        }

        int j = 0;
        var mask = Vector128.Create((byte)0xC0);
        var rest = bytes[packed.Length..];
        for (; j <= saved - Vector128<byte>.Count; j += Vector128<byte>.Count)
        {
            var top = Vector128.Create(packed[j..]) & mask;
            var middle = Vector128.Create(packed[(j + saved)..]) & mask;
            var low = Vector128.Create(packed[(j + 2 * saved)..]) & mask;
            EightBits((top >> 2) | (middle >> 4) | (low >> 6)).CopyTo(rest[j..]);
        }

        UnpackSlowly(packed, saved, bytes, i, j);
    }

    /// <summary>The definition of <see cref="Unpack"/>, from some packed byte and some byte of the last quarter on.</summary>
    public static void UnpackSlowly(ReadOnlySpan<byte> packed, int saved, Span<byte> bytes, int fromPacked = 0, int fromSaved = 0)
    {
        for (int i = fromPacked; i < packed.Length; i++)
        {
            bytes[i] = EightBits(packed[i]);
        }

        for (int i = fromSaved; i < saved; i++)
        {
            int b = (packed[i] & 0xC0) >> 2 | (packed[i + saved] & 0xC0) >> 4 | (packed[i + 2 * saved] & 0xC0) >> 6;
            bytes[packed.Length + i] = EightBits(b);
        }
    }

    private static Vector128<byte> EightBits(Vector128<byte> b) =>
        ((b & Vector128.Create((byte)0x1F)) | Vector128.Create((byte)0x20) | ((b & Vector128.Create((byte)0x20)) << 1)) - Vector128<byte>.One;

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
