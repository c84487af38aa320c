using ArticleSearch.IndexFormat.Postings;

namespace ArticleSearch.IndexFormat.Tests.Postings;

/// <summary>The vector form of the blocks beside the scalar one, in every width.</summary>
public sealed class PackedBlockTests
{
    public static TheoryData<int> Widths => [.. Enumerable.Range(1, 32)];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Both_forms_write_the_same_bytes_and_read_the_numbers_back(int bits)
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            int[] values = Numbers(new Random(seed), bits);
            byte[] scalar = new byte[PackedBlock.ByteCount(bits)];
            byte[] vector = new byte[PackedBlock.ByteCount(bits)];
            PackedBlockScalar.Encode(values, bits, scalar);
            PackedBlockVector.Encode(values, bits, vector);
            Assert.Equal(scalar, vector);

            byte[] padded = [.. scalar, .. Enumerable.Repeat((byte)0xA5, PackedBlock.Padding)];
            int[] read = new int[128];
            PackedBlockScalar.Decode(padded, bits, read);
            Assert.Equal(values, read);
            read.AsSpan().Clear();
            PackedBlockVector.Decode(padded, bits, read);
            Assert.Equal(values, read);
            read.AsSpan().Clear();
            PackedBlock.Decode(padded, bits, read);
            Assert.Equal(values, read);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Both_forms_read_the_same_numbers_from_any_bytes(int bits)
    {
        var random = new Random(bits);
        byte[] bytes = new byte[PackedBlock.ByteCount(bits) + PackedBlock.Padding];
        for (int round = 0; round < 20; round++)
        {
            random.NextBytes(bytes);
            int[] scalar = new int[128];
            int[] vector = new int[128];
            PackedBlockScalar.Decode(bytes, bits, scalar);
            PackedBlockVector.Decode(bytes, bits, vector);
            Assert.Equal(scalar, vector);
        }
    }

    [Fact]
    public void The_example_of_the_description_is_right()
    {
        int[] values = [.. Enumerable.Range(0, 128).Select(i => i & 1)];
        byte[] bytes = new byte[16];
        PackedBlock.Encode(values, 1, bytes);
        Assert.Equal("0000000000000000FFFFFFFFFFFFFFFF", Convert.ToHexString(bytes));
    }

    [Fact]
    public void Too_few_bytes_or_numbers_are_refused()
    {
        Assert.Throws<ArgumentException>(() => PackedBlock.Decode(new byte[31], 1, new int[128]));
        Assert.Throws<ArgumentException>(() => PackedBlock.Decode(new byte[32], 1, new int[127]));
        Assert.Throws<ArgumentException>(() => PackedBlock.Encode(new int[128], 2, new byte[31]));
    }

    internal static int[] Numbers(Random random, int bits)
    {
        uint mask = uint.MaxValue >> (32 - bits);
        return [.. Enumerable.Range(0, 128).Select(_ => (int)((uint)random.NextInt64(1L << 32) & mask))];
    }
}
