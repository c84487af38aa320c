using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace ArticleSearch.IndexFormat.Storage;

/// <summary>
/// Writes the format's primitive values (see <see cref="ByteCursor"/> for their grammar) through a buffer. What happens when
/// the buffer is full is the heir's business: a file spills, memory grows.
/// </summary>
internal abstract class DataOutput
{
    private protected byte[] Buffer;
    private protected int Count;

    private protected DataOutput(int capacity) => Buffer = new byte[capacity];

    /// <summary>How many bytes have been written so far.</summary>
    public abstract long Position { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteByte(byte value)
    {
        if ((uint)Count >= (uint)Buffer.Length)
        {
            MakeRoom(1);
        }

        Buffer[Count++] = value;
    }

    public virtual void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > Buffer.Length - Count)
        {
            int part = Buffer.Length - Count;
            bytes[..part].CopyTo(Buffer.AsSpan(Count));
            Count += part;
            bytes = bytes[part..];
            MakeRoom(Math.Min(bytes.Length, 1));
        }

        bytes.CopyTo(Buffer.AsSpan(Count));
        Count += bytes.Length;
    }

    public void WriteInt16(short value) => BinaryPrimitives.WriteInt16BigEndian(Take(2), value);

    public void WriteInt32(int value) => BinaryPrimitives.WriteInt32BigEndian(Take(4), value);

    public void WriteInt64(long value) => BinaryPrimitives.WriteInt64BigEndian(Take(8), value);

    public void WriteInt32LittleEndian(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(4), value);

    public void WriteInt64LittleEndian(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteVInt(int value)
    {
        if ((uint)value < 0x80)
        {
            WriteByte((byte)value);
        }
        else
        {
            WriteVUnsigned((uint)value);
        }
    }

    public void WriteZInt(int value) => WriteVInt((value << 1) ^ (value >> 31));

    /// <summary>Writes a long that is not negative, as the format demands of a VLong.</summary>
    public void WriteVLong(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        WriteVUnsigned((ulong)value);
    }

    public void WriteZLong(long value) => WriteVUnsigned((ulong)((value << 1) ^ (value >> 63)));

    public void WriteString(string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        WriteVInt(length);
        if (length <= Buffer.Length)
        {
            Encoding.UTF8.GetBytes(value, Take(length));
        }
        else
        {
            WriteBytes(Encoding.UTF8.GetBytes(value));
        }
    }

    /// <summary>Writes a map in the order it is enumerated; give a sorted one where bytes must repeat.</summary>
    public void WriteStringMap(IReadOnlyCollection<KeyValuePair<string, string>> map)
    {
        WriteVInt(map.Count);
        foreach (var (key, value) in map)
        {
            WriteString(key);
            WriteString(value);
        }
    }

    public void WriteStringSet(IReadOnlyCollection<string> set)
    {
        WriteVInt(set.Count);
        foreach (string value in set)
        {
            WriteString(value);
        }
    }

    /// <summary>The next <paramref name="length"/> bytes of the buffer, to be filled by the caller at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Take(int length)
    {
        if (length > Buffer.Length - Count)
        {
            MakeRoom(length);
        }

        var span = Buffer.AsSpan(Count, length);
        Count += length;
        return span;
    }

    /// <summary>Makes room for <paramref name="length"/> bytes at <see cref="Count"/>.</summary>
    private protected abstract void MakeRoom(int length);

    private void WriteVUnsigned(ulong value)
    {
        while (value >= 0x80)
        {
            WriteByte((byte)(value | 0x80));
            value >>= 7;
        }

        WriteByte((byte)value);
    }
}
