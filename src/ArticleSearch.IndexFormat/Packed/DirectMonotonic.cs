using System.Diagnostics.CodeAnalysis;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Packed;

/// <summary>
/// Numbers that never decrease, kept as small differences from a straight line, block by block: addresses, mostly. Each can be
/// read where it stands, in any order and by many threads.
/// </summary>
/// <remarks>
/// The lines stand in a metadata file, the differences in a data file:
/// <code>
/// Meta    per block: Int64 start, Int32 slope (the bits of a float), Int64 offset in the data, Byte width (0: on the line)
/// Data    per block of width over 0: DirectPacked differences
/// Value   start + (long)(slope × index in the block) + difference
/// </code>
/// A block has 2^shift numbers, the last one what is left. Example: 10, 20, 31 has the slope 10.5, the differences 0, 0, 0 once
/// the line (10, 20, 31 after rounding down) is taken away, and so no data at all.
/// </remarks>
internal sealed class DirectMonotonic
{
    public const int MinShift = 2;
    public const int MaxShift = 22;
    private const int MetaBytes = 21;

    private readonly IndexFile _file;
    private readonly Line[] _lines;
    private readonly DirectPacked[] _differences;
    private readonly int _shift;

    private DirectMonotonic(IndexFile file, Line[] lines, DirectPacked[] differences, int shift, long count)
    {
        _file = file;
        _lines = lines;
        _differences = differences;
        _shift = shift;
        Count = count;
    }

    public long Count { get; }

    /// <summary>The number at an index, which may come from damaged bytes.</summary>
    /// <exception cref="CorruptIndexException">There are not so many numbers.</exception>
    public long this[long index]
    {
        get
        {
            if ((ulong)index >= (ulong)Count)
            {
                ThrowOutside(index);
            }

            int block = (int)(index >> _shift);
            long inBlock = index & ((1L << _shift) - 1);
            ref readonly var line = ref _lines[block];
            long value = line.Start + (long)(line.Slope * inBlock);
            return line.Bits == 0 ? value : value + _differences[block].Get(inBlock);
        }
    }

    /// <summary>Reads the metadata of <paramref name="count"/> numbers.</summary>
    /// <exception cref="CorruptIndexException">The count or the shift can not be right.</exception>
    public static Meta ReadMeta(ref ByteCursor meta, long count, int shift)
    {
        if (shift is < MinShift or > MaxShift)
        {
            meta.Throw($"blocks of 2^{shift} numbers are unknown");
        }

        long blocks = count <= 0 ? 0 : ((count - 1) >> shift) + 1;
        if (count < 0 || blocks * MetaBytes > meta.Remaining)
        {
            meta.Throw($"{count} numbers have no place in the {meta.Remaining} bytes that are left");
        }

        var lines = new Line[blocks];
        for (int i = 0; i < lines.Length; i++)
        {
            lines[i] = new Line(
                meta.ReadInt64(), BitConverter.Int32BitsToSingle(meta.ReadInt32()), meta.ReadInt64(), meta.ReadByte());
        }

        return new Meta(lines, shift, count);
    }

    /// <summary>The index of the last number that is at most <paramref name="key"/>; -1 if there is none.</summary>
    public long FindFloor(long key)
    {
        long low = 0;
        long high = Count - 1;
        while (low <= high)
        {
            long middle = (low + high) >>> 1;
            if (this[middle] <= key)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high;
    }

    /// <summary>Reads all numbers and sees that they never decrease.</summary>
    /// <exception cref="CorruptIndexException">They do.</exception>
    public void Check(CancellationToken cancellation)
    {
        long previous = long.MinValue;
        for (long i = 0; i < Count; i++)
        {
            if ((i & 0xFFFF) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            long value = this[i];
            if (value < previous)
            {
                throw new CorruptIndexException($"addresses decrease: {value} at {i} follows {previous}", _file.Name);
            }

            previous = value;
        }
    }

    [DoesNotReturn]
    private void ThrowOutside(long index) =>
        throw new CorruptIndexException($"address {index} is wanted, there are {Count}", _file.Name);

    /// <summary>The metadata, read before it is known where the data lies.</summary>
    internal sealed class Meta(Line[] lines, int shift, long count)
    {
        /// <summary>The numbers, with their data at a place in a file.</summary>
        /// <exception cref="CorruptIndexException">They can not be there.</exception>
        public DirectMonotonic Open(IndexFile file, long offset, long length)
        {
            FileRange.Check(file, offset, length);
            var differences = new DirectPacked[lines.Length];
            for (int i = 0; i < lines.Length; i++)
            {
                ref readonly var line = ref lines[i];
                if (line.Bits == 0)
                {
                    continue;
                }

                if (line.Offset < 0 || line.Offset > length)
                {
                    throw new CorruptIndexException($"a block of addresses starts at {line.Offset} of {length} bytes", file.Name, offset);
                }

                long inBlock = Math.Min(1L << shift, count - ((long)i << shift));
                differences[i] = DirectPacked.Open(file, offset + line.Offset, length - line.Offset, line.Bits, inBlock);
            }

            return new DirectMonotonic(file, lines, differences, shift, count);
        }
    }

    internal readonly record struct Line(long Start, float Slope, long Offset, byte Bits);
}
