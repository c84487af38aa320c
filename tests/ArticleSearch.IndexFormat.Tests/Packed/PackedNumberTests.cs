using ArticleSearch.IndexFormat.Packed;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Tests.Packed;

public sealed class PackedNumberTests
{
    private static readonly int[] AllWidths = [1, 2, 4, 8, 12, 16, 20, 24, 28, 32, 40, 48, 56, 64];

    public static TheoryData<int> Widths => [.. AllWidths];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Direct_numbers_of_every_width_come_back(int bits)
    {
        var random = new Random(bits);
        foreach (int count in new[] { 1, 2, 3, 7, 8, 9, 63, 64, 65, 1000 })
        {
            long[] values = RandomValues(random, count, bits);
            var file = DataFile(output => DirectPacked.Write(output, values, bits), out long length);
            Assert.Equal(BitPacking.ByteCount(count, bits) + 3, length);
            var numbers = DirectPacked.Open(file, 5, length, bits, count);
            for (int i = 0; i < count; i++)
            {
                Assert.Equal(values[i], numbers.Get(i));
                Assert.Equal(values[i], SlowGet(file, 5, bits, i));
            }

            Assert.Throws<CorruptIndexException>(() => numbers.Get(count));
            Assert.Throws<CorruptIndexException>(() => numbers.Get(-1));
            Assert.Throws<CorruptIndexException>(() => DirectPacked.Open(file, 5, BitPacking.ByteCount(count, bits) - 1, bits, count));
        }
    }

    [Fact]
    public void The_width_is_the_smallest_of_the_format_that_holds_the_number()
    {
        for (int bits = 1; bits <= 64; bits++)
        {
            ulong max = bits == 64 ? ulong.MaxValue : (1UL << bits) - 1;
            Assert.Equal(AllWidths.First(width => width >= bits), DirectPacked.Width(max));
        }

        Assert.Equal(1, DirectPacked.Width(0));
        for (int bits = -1; bits <= 70; bits++)
        {
            Assert.Equal(AllWidths.Contains(bits), DirectPacked.IsWidth(bits));
        }
    }

    [Fact]
    public void Numbers_of_every_width_up_to_31_bits_come_back()
    {
        for (int bits = 1; bits <= 31; bits++)
        {
            var random = new Random(bits);
            long[] values = RandomValues(random, 1 + random.Next(200), bits);
            var output = new MemoryOutput();
            BitPacking.Write(output, values, bits);
            Assert.Equal(BitPacking.ByteCount(values.Length, bits), output.Length);
            int[] read = new int[values.Length];
            BitPacking.Read(output.Written, bits, read);
            Assert.Equal(values, read.Select(static value => (long)value));
        }
    }

    [Fact]
    public void The_examples_of_the_format_are_right()
    {
        var packed = new MemoryOutput();
        BitPacking.Write(packed, [1, 2, 3], 12);
        Assert.Equal("0010020030", Convert.ToHexString(packed.Written));

        var direct = new MemoryOutput();
        DirectPacked.Write(direct, [5, 6, 7], 4);
        Assert.Equal("5670000000", Convert.ToHexString(direct.Written));

        var all = new MemoryOutput();
        DocumentSetLocation.All.Write(all);
        Assert.Equal("FFFFFFFFFFFFFFFF0000000000000000FFFFFF", Convert.ToHexString(all.Written));

        var set = new MemoryOutput();
        DocumentSetWriter.Write(set, [0x88], 2, 10);
        Assert.Equal("00000001000300077FFF0000FFFF", Convert.ToHexString(set.Written));

        var meta = new MemoryOutput();
        var data = new MemoryOutput();
        var monotonic = new DirectMonotonicWriter(meta, data, 3, 2);
        foreach (long value in new long[] { 10, 20, 31 })
        {
            monotonic.Add(value);
        }

        monotonic.Finish();
        Assert.Equal(0, data.Length);
        Assert.Equal(21, meta.Length);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(16)]
    public void Monotonic_numbers_come_back(int shift)
    {
        for (int seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            int count = random.Next(0, 300);
            long step = 1L << random.Next(0, 50);
            long[] values = new long[count];
            long value = random.Next(2) == 0 ? -random.NextInt64(step) : random.NextInt64(step);
            for (int i = 0; i < count; i++)
            {
                values[i] = value;
                value += random.Next(3) == 0 ? 0 : random.NextInt64(step);
            }

            var numbers = WriteAndOpen(values, shift);
            Assert.Equal(count, numbers.Count);
            for (int i = 0; i < count; i++)
            {
                Assert.Equal(values[i], numbers[i]);
                foreach (long key in new[] { values[i] - 1, values[i], values[i] + 1 })
                {
                    Assert.Equal(Array.FindLastIndex(values, found => found <= key), numbers.FindFloor(key));
                }
            }

            numbers.Check(default);
            Assert.Throws<CorruptIndexException>(() => numbers[count]);
        }
    }

    private static DirectMonotonic WriteAndOpen(long[] values, int shift)
    {
        var meta = new MemoryOutput();
        var file = DataFile(
            output =>
            {
                var writer = new DirectMonotonicWriter(meta, output, values.Length, shift);
                foreach (long value in values)
                {
                    writer.Add(value);
                }

                writer.Finish();
            },
            out long length);
        var metaFile = new MemoryFile("meta", meta.ToArray());
        var cursor = metaFile.CursorAt(0);
        var read = DirectMonotonic.ReadMeta(ref cursor, values.Length, shift);
        Assert.Equal(0, cursor.Remaining);
        return read.Open(file, 5, length);
    }

    /// <summary>A file with five bytes, what is written, and something as long as a footer.</summary>
    internal static MemoryFile DataFile(Action<DataOutput> write, out long length)
    {
        var output = new MemoryOutput();
        output.WriteBytes([1, 2, 3, 4, 5]);
        write(output);
        length = output.Length - 5;
        output.WriteBytes(new byte[CodecHeader.FooterLength]);
        return new MemoryFile("data", output.ToArray());
    }

    private static long[] RandomValues(Random random, int count, int bits)
    {
        long[] values = new long[count];
        for (int i = 0; i < count; i++)
        {
            ulong value = (ulong)random.NextInt64(long.MinValue, long.MaxValue);
            values[i] = (long)(random.Next(8) == 0 ? ulong.MaxValue >> (64 - bits) : value >> (64 - bits));
        }

        return values;
    }

    /// <summary>The definition: bit after bit, the highest first.</summary>
    private static long SlowGet(MemoryFile file, long offset, int bits, int index)
    {
        long value = 0;
        for (long bit = (long)index * bits; bit < (index + 1L) * bits; bit++)
        {
            value = value << 1 | (long)(file.Span(offset + bit / 8, 1)[0] >> (int)(7 - bit % 8) & 1);
        }

        return value;
    }
}
