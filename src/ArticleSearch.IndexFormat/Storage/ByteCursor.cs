using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace ArticleSearch.IndexFormat.Storage;

/// <summary>
/// Reads the format's primitive values one after the other from a window of a file. Lives on the stack inside one call:
/// a long-lived reader keeps the file and an offset and takes a new cursor. Reading past the window throws
/// <see cref="CorruptIndexException"/> with the file and the position, never another exception.
/// </summary>
/// <remarks>
/// <code>
/// Int16, Int32, Int64  big-endian, unless the name says LittleEndian
/// VInt, VLong          seven bits a byte, low bits first, high bit set on all bytes but the last; VInt at most 5 bytes, VLong 9
/// ZInt, ZLong          zigzag ((n &lt;&lt; 1) ^ (n &gt;&gt; 63)) of a signed number, as VInt or VLong
/// String               VInt length in bytes, UTF-8
/// StringMap            VInt count, count × (String key, String value)
/// StringSet            VInt count, count × String
/// </code>
/// Example: the VInt 16,385 stands as <c>81 80 01</c>.
/// </remarks>
internal ref struct ByteCursor
{
    private readonly IndexFile _file;
    private readonly long _start;
    private readonly ReadOnlySpan<byte> _window;
    private int _index;

    public ByteCursor(IndexFile file, long start, ReadOnlySpan<byte> window)
    {
        _file = file;
        _start = start;
        _window = window;
    }

    /// <summary>The offset in the file of the next byte to read.</summary>
    public readonly long Position => _start + _index;

    /// <summary>How many bytes are left in the window.</summary>
    public readonly int Remaining => _window.Length - _index;

    /// <summary>The file that is read, for messages.</summary>
    public readonly IndexFile File => _file;

    /// <summary>The rest of the window, from the next byte on.</summary>
    public readonly ReadOnlySpan<byte> Rest => _window[_index..];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte ReadByte()
    {
        int index = _index;
        if ((uint)index >= (uint)_window.Length)
        {
            ThrowPastEnd(1);
        }

        _index = index + 1;
        return _window[index];
    }

    /// <summary>The next <paramref name="count"/> bytes, without a copy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        if ((uint)count > (uint)(_window.Length - _index))
        {
            ThrowPastEnd(count);
        }

        var bytes = _window.Slice(_index, count);
        _index += count;
        return bytes;
    }

    public void Skip(int count) => ReadBytes(count);

    public short ReadInt16() => BinaryPrimitives.ReadInt16BigEndian(ReadBytes(2));

    public int ReadInt32() => BinaryPrimitives.ReadInt32BigEndian(ReadBytes(4));

    public long ReadInt64() => BinaryPrimitives.ReadInt64BigEndian(ReadBytes(8));

    public int ReadInt32LittleEndian() => BinaryPrimitives.ReadInt32LittleEndian(ReadBytes(4));

    public long ReadInt64LittleEndian() => BinaryPrimitives.ReadInt64LittleEndian(ReadBytes(8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadVInt()
    {
        byte b = ReadByte();
        return b < 0x80 ? b : ReadVIntRest(b);
    }

    public int ReadZInt()
    {
        uint n = (uint)ReadVInt();
        return (int)(n >> 1) ^ -(int)(n & 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long ReadVLong()
    {
        byte b = ReadByte();
        return b < 0x80 ? b : ReadVLongRest(b, maxBytes: 9);
    }

    public long ReadZLong()
    {
        // A zigzag value may need the tenth byte that a VLong, never negative, does not.
        byte b = ReadByte();
        ulong n = b < 0x80 ? b : (ulong)ReadVLongRest(b, maxBytes: 10);
        return (long)(n >> 1) ^ -(long)(n & 1);
    }

    public string ReadString()
    {
        int length = ReadVInt();
        return Encoding.UTF8.GetString(ReadBytes(length));
    }

    /// <summary>A map of strings, in the order of the file.</summary>
    public Dictionary<string, string> ReadStringMap()
    {
        int count = ReadCount(2);
        var map = new Dictionary<string, string>(count, StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            string key = ReadString();
            map[key] = ReadString();
        }

        return map;
    }

    public HashSet<string> ReadStringSet()
    {
        int count = ReadCount(1);
        var set = new HashSet<string>(count, StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            set.Add(ReadString());
        }

        return set;
    }

    /// <summary>A VInt that counts things of at least <paramref name="bytesEach"/> bytes: more than can follow is damage.</summary>
    /// <remarks>Guards allocations: a damaged count must not ask for gigabytes.</remarks>
    public int ReadCount(int bytesEach)
    {
        long position = Position;
        int count = ReadVInt();
        if (count < 0 || (long)count * bytesEach > Remaining)
        {
            Throw($"a count of {count} can not be right: {Remaining} bytes are left", position);
        }

        return count;
    }

    /// <summary>Reports damage at the current position.</summary>
    [DoesNotReturn]
    public readonly void Throw(string problem) => Throw(problem, Position);

    /// <summary>Reports damage at a position.</summary>
    [DoesNotReturn]
    public readonly void Throw(string problem, long position) => throw new CorruptIndexException(problem, _file.Name, position);

    private int ReadVIntRest(int first)
    {
        int value = first & 0x7F;
        for (int shift = 7; shift <= 28; shift += 7)
        {
            byte b = ReadByte();
            value |= (b & 0x7F) << shift;
            if (b < 0x80)
            {
                if (shift == 28 && b > 0x0F)
                {
                    break;
                }

                return value;
            }
        }

        Throw("a variable-length integer has more than 32 bits");
        return 0;
    }

    private long ReadVLongRest(long first, int maxBytes)
    {
        long value = first & 0x7F;
        for (int i = 1; i < maxBytes; i++)
        {
            byte b = ReadByte();
            value |= (long)(b & 0x7F) << (7 * i);
            if (b < 0x80)
            {
                if (i == 9 && b > 1)
                {
                    break;
                }

                return value;
            }
        }

        Throw("a variable-length long has more than 64 bits");
        return 0;
    }

    [DoesNotReturn]
    private readonly void ThrowPastEnd(int wanted) =>
        throw new CorruptIndexException($"{wanted} more bytes are wanted, {Remaining} are left", _file.Name, Position);
}
