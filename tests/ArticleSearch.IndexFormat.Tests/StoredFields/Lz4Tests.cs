using System.Text;
using ArticleSearch.IndexFormat.StoredFields;

namespace ArticleSearch.IndexFormat.Tests.StoredFields;

public sealed class Lz4Tests
{
    [Fact]
    public void Anything_compressed_comes_back()
    {
        var compressor = new Lz4Compressor();
        for (int seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            byte[] input = Bytes(random, random.Next(seed < 200 ? 60 : 3000));
            int dictionary = random.Next(Math.Min(input.Length, 800) + 1);
            CheckRoundTrip(compressor, input, dictionary);
        }
    }

    [Fact]
    public void Blocks_of_more_than_64_KB_come_back()
    {
        var compressor = new Lz4Compressor();
        foreach (int length in new[] { 65_535, 65_536, 65_537, 131_072, 200_000 })
        {
            var random = new Random(length);
            CheckRoundTrip(compressor, Bytes(random, length), 0);
            CheckRoundTrip(compressor, Bytes(random, length), 7000);
            CheckRoundTrip(compressor, new byte[length], 100);
            byte[] noise = new byte[length];
            random.NextBytes(noise);
            noise.AsSpan(0, 1000).CopyTo(noise.AsSpan(length - 1000)); // too far back for a match
            CheckRoundTrip(compressor, noise, 0);
        }
    }

    [Fact]
    public void The_output_depends_on_the_input_alone()
    {
        var random = new Random(1);
        byte[] input = Bytes(random, 5000);
        byte[] output = new byte[Lz4Compressor.MaxCompressedLength(5000)];
        var compressor = new Lz4Compressor();
        int length = compressor.Compress(input, 100, output);
        byte[] first = output[..length];
        compressor.Compress(Bytes(random, 5000), 0, output);
        length = compressor.Compress(input, 100, output);
        Assert.Equal(first, output[..length]);
    }

    [Fact]
    public void The_example_of_the_format_is_right()
    {
        byte[] output = new byte[100];
        int length = new Lz4Compressor().Compress("abababababababababab"u8, 0, output);
        Assert.Equal("2961620200506261626162", Convert.ToHexString(output.AsSpan(0, length)));
    }

    [Fact]
    public void Repeating_bytes_compress_well()
    {
        byte[] input = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("les mêmes mots reviennent ", 1000)));
        byte[] output = new byte[Lz4Compressor.MaxCompressedLength(input.Length)];
        Assert.InRange(new Lz4Compressor().Compress(input, 0, output), 1, input.Length / 100);
    }

    [Fact]
    public void A_block_may_be_decoded_in_part()
    {
        var random = new Random(3);
        byte[] input = Bytes(random, 2000);
        byte[] output = new byte[Lz4Compressor.MaxCompressedLength(2000)];
        int length = new Lz4Compressor().Compress(input, 300, output);
        for (int part = 1; part < 1700; part += 37)
        {
            byte[] decoded = new byte[part];
            Assert.True(Lz4Decoder.TryDecode(output.AsSpan(0, length), input.AsSpan(0, 300), decoded, out _));
            Assert.Equal(input.AsSpan(300, part).ToArray(), decoded);
        }
    }

    [Fact]
    public void Damaged_blocks_are_refused_or_decoded()
    {
        var random = new Random(4);
        byte[] input = Bytes(random, 300);
        byte[] output = new byte[Lz4Compressor.MaxCompressedLength(300)];
        int length = new Lz4Compressor().Compress(input, 50, output);
        byte[] decoded = new byte[250];
        for (int i = 0; i < length; i++)
        {
            for (int value = 0; value < 256; value++)
            {
                byte[] damaged = output[..length];
                damaged[i] = (byte)value;
                Lz4Decoder.TryDecode(damaged, input.AsSpan(0, 50), decoded, out _);
            }

            Assert.False(Lz4Decoder.TryDecode(output.AsSpan(0, i), input.AsSpan(0, 50), decoded, out _));
        }
    }

    /// <summary>Bytes in which much repeats, as text does.</summary>
    internal static byte[] Bytes(Random random, int length)
    {
        byte[] bytes = new byte[length];
        int alphabet = random.Next(1, 40);
        for (int i = 0; i < length;)
        {
            if (i > 0 && random.Next(4) == 0)
            {
                int back = random.Next(1, Math.Min(i, 70_000) + 1);
                for (int n = random.Next(3, 60); n > 0 && i < length; n--, i++)
                {
                    bytes[i] = bytes[i - back];
                }
            }
            else
            {
                bytes[i++] = (byte)random.Next(alphabet);
            }
        }

        return bytes;
    }

    private static void CheckRoundTrip(Lz4Compressor compressor, byte[] input, int dictionary)
    {
        byte[] output = new byte[Lz4Compressor.MaxCompressedLength(input.Length - dictionary)];
        int length = compressor.Compress(input, dictionary, output);
        byte[] decoded = new byte[input.Length - dictionary];
        Assert.True(Lz4Decoder.TryDecode(output.AsSpan(0, length), input.AsSpan(0, dictionary), decoded, out int consumed));
        Assert.Equal(length, consumed);
        Assert.True(input.AsSpan(dictionary).SequenceEqual(decoded));
    }
}
