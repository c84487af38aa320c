using ArticleSearch.IndexFormat.Packed;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.DocValues;

/// <summary>Writes the numbers of a column in the smallest of the format's forms (see <see cref="NumericEntry"/>).</summary>
internal sealed class NumericValuesWriter(IndexOutput data, DataOutput meta)
{
    private const int BlockShift = 14;
    private const int BlockSize = 1 << BlockShift;
    private const int MaxTableSize = 256;
    private const int NoTable = -1;
    private const int NoJumpTable = -1;
    private const byte BlocksWidth = 0xFF;

    /// <summary>Blocks are worth their headers if they need no more than this of the bits.</summary>
    private const double MaxBlockShare = 0.9;

    /// <summary>Writes all numbers of a column, in the order of their documents.</summary>
    public void Write(ReadOnlySpan<long> values)
    {
        var shape = Shape.Of(values);
        meta.WriteInt64(values.Length);
        if (shape.Min >= shape.Max)
        {
            meta.WriteInt32(NoTable);
            WriteHead(0, shape.Min, shape.Factor, out long start);
            WriteTail(start, NoJumpTable);
        }
        else if (shape.Table is { } table && DirectPacked.Width((ulong)table.Length - 1) < Width(shape.Max - shape.Min, shape.Factor))
        {
            WriteTable(values, table);
        }
        else if ((double)shape.BlockBits / shape.AllBits <= MaxBlockShare)
        {
            meta.WriteInt32(-2 - BlockShift);
            WriteHead(BlocksWidth, shape.Min, shape.Factor, out long start);
            long jumpTable = WriteBlocks(values, shape.Factor);
            WriteTail(start, jumpTable);
        }
        else
        {
            WriteLinear(values, shape);
        }
    }

    private static int Width(long range, long factor) => DirectPacked.Width((ulong)(range / factor));

    private void WriteHead(byte width, long min, long factor, out long start)
    {
        meta.WriteByte(width);
        meta.WriteInt64(min);
        meta.WriteInt64(factor);
        start = data.Position;
        meta.WriteInt64(start);
    }

    private void WriteTail(long start, long jumpTable)
    {
        meta.WriteInt64(data.Position - start);
        meta.WriteInt64(jumpTable);
    }

    private void WriteTable(ReadOnlySpan<long> values, long[] table)
    {
        meta.WriteInt32(table.Length);
        foreach (long value in table)
        {
            meta.WriteInt64(value);
        }

        long[] indexes = new long[values.Length];
        for (int i = 0; i < indexes.Length; i++)
        {
            indexes[i] = Array.BinarySearch(table, values[i]);
        }

        int width = DirectPacked.Width((ulong)table.Length - 1);
        WriteHead((byte)width, 0, 1, out long start);
        DirectPacked.Write(data, indexes, width);
        WriteTail(start, NoJumpTable);
    }

    private void WriteLinear(ReadOnlySpan<long> values, in Shape shape)
    {
        int width = Width(shape.Max - shape.Min, shape.Factor);
        long min = shape.Min;
        if (shape.Factor == 1 && min > 0 && DirectPacked.Width((ulong)shape.Max) == DirectPacked.Width((ulong)(shape.Max - min)))
        {
            min = 0; // nothing is gained by taking it away
        }

        meta.WriteInt32(NoTable);
        WriteHead((byte)width, min, shape.Factor, out long start);
        DirectPacked.Write(data, Reduce(values, min, shape.Factor), width);
        WriteTail(start, NoJumpTable);
    }

    private long WriteBlocks(ReadOnlySpan<long> values, long factor)
    {
        var starts = new List<long>();
        for (; !values.IsEmpty; values = values[Math.Min(values.Length, BlockSize)..])
        {
            starts.Add(data.Position);
            WriteBlock(values[..Math.Min(values.Length, BlockSize)], factor);
        }

        long jumpTable = data.Position;
        foreach (long start in starts)
        {
            data.WriteInt64(start);
        }

        data.WriteInt64(jumpTable);
        return jumpTable;
    }

    private void WriteBlock(ReadOnlySpan<long> values, long factor)
    {
        long min = values[0];
        long max = values[0];
        foreach (long value in values)
        {
            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }

        if (min == max)
        {
            data.WriteByte(0);
            data.WriteInt64(min);
            return;
        }

        int width = DirectPacked.Width((ulong)(max - min)); // as the format has it, without regard to the factor
        var packed = new MemoryOutput();
        DirectPacked.Write(packed, Reduce(values, min, factor), width);
        data.WriteByte((byte)width);
        data.WriteInt64(min);
        data.WriteInt32(packed.Length);
        data.WriteBytes(packed.Written);
    }

    private static long[] Reduce(ReadOnlySpan<long> values, long min, long factor)
    {
        long[] reduced = new long[values.Length];
        for (int i = 0; i < reduced.Length; i++)
        {
            long difference = values[i] - min;
            reduced[i] = factor == 1 ? difference : difference / factor;
        }

        return reduced;
    }

    /// <summary>What decides on the form of a column.</summary>
    /// <param name="Min">The smallest number.</param>
    /// <param name="Max">The largest.</param>
    /// <param name="Factor">The greatest common divisor of their differences; 0 if there is but one number.</param>
    /// <param name="Table">The distinct numbers, ascending, if they are few.</param>
    /// <param name="AllBits">The bits that all need in one block.</param>
    /// <param name="BlockBits">The bits that all need in blocks.</param>
    private readonly record struct Shape(long Min, long Max, long Factor, long[]? Table, long AllBits, long BlockBits)
    {
        public static Shape Of(ReadOnlySpan<long> values)
        {
            long min = long.MaxValue;
            long max = long.MinValue;
            long factor = 0;
            long blockBits = 0;
            HashSet<long>? distinct = [];
            for (var rest = values; !rest.IsEmpty; rest = rest[Math.Min(rest.Length, BlockSize)..])
            {
                long blockMin = long.MaxValue;
                long blockMax = long.MinValue;
                var block = rest[..Math.Min(rest.Length, BlockSize)];
                foreach (long value in block)
                {
                    if (factor != 1)
                    {
                        factor = Divisor(factor, value, min);
                    }

                    min = Math.Min(min, value);
                    max = Math.Max(max, value);
                    blockMin = Math.Min(blockMin, value);
                    blockMax = Math.Max(blockMax, value);
                    if (distinct is not null && distinct.Add(value) && distinct.Count > MaxTableSize)
                    {
                        distinct = null;
                    }
                }

                blockBits += Bits(blockMin, blockMax, block.Length);
            }

            long[]? table = distinct is null ? null : [.. distinct.Order()];
            return new Shape(min, max, factor, table, Bits(min, max, values.Length), blockBits);
        }

        /// <summary>The divisor that a further number leaves; extreme numbers leave 1, as their differences may overflow.</summary>
        private static long Divisor(long factor, long value, long min)
        {
            if (value is < long.MinValue / 2 or > long.MaxValue / 2)
            {
                return 1;
            }

            return min == long.MaxValue ? factor : (long)GreatestCommonDivisor((ulong)factor, (ulong)Math.Abs(value - min));
        }

        private static ulong GreatestCommonDivisor(ulong a, ulong b)
        {
            while (b != 0)
            {
                (a, b) = (b, a % b);
            }

            return a;
        }

        private static long Bits(long min, long max, int count) =>
            max > min ? (long)DirectPacked.Width((ulong)(max - min)) * count : 0;
    }
}
