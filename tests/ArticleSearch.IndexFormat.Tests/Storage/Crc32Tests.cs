using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Tests.Storage;

public sealed class Crc32Tests
{
    [Fact]
    public void The_check_value_of_the_standard_comes_out() =>
        Assert.Equal(0xCBF43926u, Crc32.Append(0, "123456789"u8));

    [Fact]
    public void The_fast_one_equals_the_definition_at_every_length_and_cut()
    {
        var random = new Random(1);
        byte[] bytes = new byte[300];
        random.NextBytes(bytes);
        for (int length = 0; length <= bytes.Length; length++)
        {
            var part = bytes.AsSpan(0, length);
            uint expected = Crc32.AppendSlowly(0, part);
            Assert.Equal(expected, Crc32.Append(0, part));
            Assert.Equal(expected, Crc32.AppendByTables(0, part));
            int cut = random.Next(length + 1);
            Assert.Equal(expected, Crc32.Append(Crc32.Append(0, part[..cut]), part[cut..]));
            Assert.Equal(expected, Crc32.AppendByTables(Crc32.AppendByTables(0, part[..cut]), part[cut..]));
        }
    }

    [Fact]
    public void The_fast_one_equals_the_definition_over_long_runs_from_any_state()
    {
        var random = new Random(2);
        byte[] bytes = new byte[70_000];
        random.NextBytes(bytes);
        for (int run = 0; run < 50; run++)
        {
            uint state = (uint)random.NextInt64(uint.MaxValue);
            var part = bytes.AsSpan(random.Next(64), random.Next(bytes.Length - 64));
            Assert.Equal(Crc32.AppendSlowly(state, part), Crc32.Append(state, part));
        }
    }

    [Fact]
    public void Checksums_of_parts_combine_to_that_of_the_whole()
    {
        var random = new Random(7);
        byte[] bytes = new byte[5000];
        random.NextBytes(bytes);
        for (int i = 0; i < 200; i++)
        {
            int end = random.Next(bytes.Length + 1);
            int middle = random.Next(end + 1);
            uint combined = Crc32.Combine(Crc32.Append(0, bytes.AsSpan(0, middle)), Crc32.Append(0, bytes.AsSpan(middle, end - middle)), end - middle);
            Assert.Equal(Crc32.Append(0, bytes.AsSpan(0, end)), combined);
        }
    }

    [Fact]
    public void A_part_of_four_gigabytes_of_zeros_combines_as_its_halves_do()
    {
        uint first = Crc32.Append(0, "abc"u8);
        uint zeros = Crc32.Append(0, new byte[1 << 16]);
        uint half = zeros;
        long length = 1 << 16;
        for (; length < 1L << 31; length *= 2)
        {
            half = Crc32.Combine(half, half, length);
        }

        uint whole = Crc32.Combine(half, half, length);
        Assert.Equal(Crc32.Combine(Crc32.Combine(first, half, length), half, length), Crc32.Combine(first, whole, 2 * length));
    }
}
