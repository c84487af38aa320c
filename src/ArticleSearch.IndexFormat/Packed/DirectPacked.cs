using System.Buffers.Binary;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Packed;

/// <summary>
/// Packed numbers of which each can be read where it stands in the file, in any order and by many threads. Decodes one number
/// a call; never keeps a copy.
/// </summary>
/// <remarks>
/// <code>
/// DirectPacked   Packed numbers (see <see cref="BitPacking"/>), 3 zero bytes
/// Width          1, 2, 4, 8, 12, 16, 20, 24, 28, 32, 40, 48, 56 or 64 bits
/// </code>
/// Example: 5, 6, 7 in 4 bits stand as <c>56 70 00 00 00</c>. Every file ends in a footer longer than eight bytes, so that
/// eight bytes can be loaded from where any number starts.
/// </remarks>
internal readonly struct DirectPacked
{
    private const int Padding = 3;

    private readonly IndexFile _file;
    private readonly long _offset;
    private readonly long _count;
    private readonly int _bits;

    private DirectPacked(IndexFile file, long offset, long count, int bits)
    {
        _file = file;
        _offset = offset;
        _count = count;
        _bits = bits;
    }

    public long Count => _count;

    /// <summary>The bits a number.</summary>
    public int Bits => _bits;

    /// <summary>The smallest width of the format that holds numbers up to and including <paramref name="max"/>.</summary>
    public static int Width(ulong max) => BitPacking.BitsRequired(max) switch
    {
        1 => 1,
        2 => 2,
        <= 4 => 4,
        <= 32 and var bits => (bits + 3) & ~3,
        var bits => (bits + 7) & ~7,
    };

    public static bool IsWidth(int bits) => bits is 1 or 2 || (bits is > 2 and <= 32 && (bits & 3) == 0)
        || (bits is > 32 and <= 64 && (bits & 7) == 0);

    public static void Write(DataOutput output, ReadOnlySpan<long> values, int bits)
    {
        Debug.Assert(IsWidth(bits));
        BitPacking.Write(output, values, bits);
        output.Take(Padding).Clear();
    }

    /// <summary>The numbers at a place in a file.</summary>
    /// <param name="file">An index file, which ends in a footer.</param>
    /// <param name="offset">Where they start.</param>
    /// <param name="length">How many bytes belong to them, at least.</param>
    /// <param name="bits">The width.</param>
    /// <param name="count">How many there are.</param>
    /// <exception cref="CorruptIndexException">They can not be there.</exception>
    public static DirectPacked Open(IndexFile file, long offset, long length, int bits, long count)
    {
        if (!IsWidth(bits))
        {
            throw new CorruptIndexException($"numbers of {bits} bits are unknown", file.Name, offset);
        }

        FileRange.Check(file, offset, length);
        if (count < 0 || BitPacking.ByteCount(count, bits) > length)
        {
            throw new CorruptIndexException($"{count} numbers of {bits} bits do not fit into {length} bytes", file.Name, offset);
        }

        return new DirectPacked(file, offset, count, bits);
    }

    /// <summary>The number at an index, which may come from damaged bytes.</summary>
    /// <exception cref="CorruptIndexException">There are not so many numbers.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Get(long index)
    {
        if ((ulong)index >= (ulong)_count)
        {
            ThrowOutside(index);
        }

        long bit = index * _bits;
        ulong window = BinaryPrimitives.ReadUInt64BigEndian(_file.Span(_offset + (bit >> 3), 8));
        return (long)((window << (int)(bit & 7)) >> (64 - _bits));
    }

    [DoesNotReturn]
    private void ThrowOutside(long index) =>
        throw new CorruptIndexException($"number {index} is wanted, there are {_count}", _file.Name, _offset);
}
