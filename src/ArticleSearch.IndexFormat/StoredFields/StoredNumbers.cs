using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.StoredFields;

/// <summary>The short forms in which stored fields keep longs and floating-point numbers.</summary>
/// <remarks>
/// <code>
/// TLong     Byte: unit (2 bits: 1, 1,000, 3,600,000 or 86,400,000, as of times in milliseconds), whether more follows (1 bit),
///           5 low bits of the zigzag of the number of units; then the rest as VLong
/// ZFloat    Byte 0x80 | (n + 1) for a whole number n from -1 to 125; or the four bytes of a positive number; or FF and the
///           four bytes of a negative one
/// ZDouble   Byte 0x80 | (n + 1) for a whole number n from -1 to 124; or FE and a float that is equal; or the eight bytes of a
///           positive number; or FF and the eight bytes of a negative one
/// </code>
/// Example: 7,200,000 as TLong is <c>84</c>: two hours, zigzag 4.
/// </remarks>
internal static class StoredNumbers
{
    private const long Second = 1000;
    private const long Hour = 60 * 60 * Second;
    private const long Day = 24 * Hour;
    private const int MoreFollows = 0x20;
    private const int Negative = 0xFF;
    private const int SingleInside = 0xFE;
    private const int SingleNaN = 0x7FC00000;
    private const long DoubleNaN = 0x7FF8000000000000;

    public static void WriteTLong(DataOutput output, long value)
    {
        int unit = value % Second != 0 ? 0 : value % Day == 0 ? 3 : value % Hour == 0 ? 2 : 1;
        value /= UnitLength(unit);
        ulong zigzag = (ulong)((value << 1) ^ (value >> 63));
        ulong rest = zigzag >> 5;
        output.WriteByte((byte)(unit << 6 | (rest != 0 ? MoreFollows : 0) | (int)(zigzag & 0x1F)));
        if (rest != 0)
        {
            output.WriteVLong((long)rest);
        }
    }

    public static long ReadTLong(ref ByteCursor cursor)
    {
        int first = cursor.ReadByte();
        ulong zigzag = (ulong)(first & 0x1F);
        if ((first & MoreFollows) != 0)
        {
            zigzag |= (ulong)cursor.ReadVLong() << 5;
        }

        long value = (long)(zigzag >> 1) ^ -(long)(zigzag & 1);
        return unchecked(value * UnitLength(first >> 6));
    }

    public static void WriteZFloat(DataOutput output, float value)
    {
        int bits = float.IsNaN(value) ? SingleNaN : BitConverter.SingleToInt32Bits(value);
        if (value >= -1 && value <= 125 && value == (int)value && bits != int.MinValue)
        {
            output.WriteByte((byte)(0x80 | ((int)value + 1)));
        }
        else if (bits >= 0)
        {
            output.WriteInt32(bits);
        }
        else
        {
            output.WriteByte(Negative);
            output.WriteInt32(bits);
        }
    }

    public static float ReadZFloat(ref ByteCursor cursor)
    {
        int first = cursor.ReadByte();
        if (first == Negative)
        {
            return BitConverter.Int32BitsToSingle(cursor.ReadInt32());
        }

        if ((first & 0x80) != 0)
        {
            return (first & 0x7F) - 1;
        }

        int bits = first << 24 | (ushort)cursor.ReadInt16() << 8 | cursor.ReadByte();
        return BitConverter.Int32BitsToSingle(bits);
    }

    public static void WriteZDouble(DataOutput output, double value)
    {
        long bits = double.IsNaN(value) ? DoubleNaN : BitConverter.DoubleToInt64Bits(value);
        if (value >= -1 && value <= 124 && value == (int)value && bits != long.MinValue)
        {
            output.WriteByte((byte)(0x80 | ((int)value + 1)));
        }
        else if (value == (float)value)
        {
            output.WriteByte(SingleInside);
            output.WriteInt32(BitConverter.SingleToInt32Bits((float)value));
        }
        else if (bits >= 0)
        {
            output.WriteInt64(bits);
        }
        else
        {
            output.WriteByte(Negative);
            output.WriteInt64(bits);
        }
    }

    public static double ReadZDouble(ref ByteCursor cursor)
    {
        int first = cursor.ReadByte();
        if (first == Negative)
        {
            return BitConverter.Int64BitsToDouble(cursor.ReadInt64());
        }

        if (first == SingleInside)
        {
            return BitConverter.Int32BitsToSingle(cursor.ReadInt32());
        }

        if ((first & 0x80) != 0)
        {
            return (first & 0x7F) - 1;
        }

        long bits = (long)first << 56 | (long)(uint)cursor.ReadInt32() << 24 | (long)(ushort)cursor.ReadInt16() << 8 | cursor.ReadByte();
        return BitConverter.Int64BitsToDouble(bits);
    }

    private static long UnitLength(int unit) => unit switch
    {
        0 => 1,
        1 => Second,
        2 => Hour,
        _ => Day,
    };
}
