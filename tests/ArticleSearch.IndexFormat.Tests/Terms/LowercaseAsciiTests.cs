using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.IndexFormat.Terms;

namespace ArticleSearch.IndexFormat.Tests.Terms;

/// <summary>Packing of bytes that are mostly small letters.</summary>
public sealed class LowercaseAsciiTests
{
    [Fact]
    public void The_example_of_the_format_is_what_is_written()
    {
        var output = new MemoryOutput();
        Assert.True(LowercaseAscii.TryCompress("abcdefgh"u8, output));
        Assert.Equal("A2A3A4A5266700", Convert.ToHexString(output.Written));
    }

    [Fact]
    public void What_is_packed_comes_back_and_is_smaller()
    {
        var random = new Random(1);
        int refused = 0;
        for (int round = 0; round < 4000; round++)
        {
            byte[] bytes = new byte[random.Next(0, 1200)];
            int exceptions = random.Next(3) == 0 ? 0 : 40;
            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] = random.Next(1600) < exceptions ? (byte)random.Next(256) : (byte)(random.Next(2) == 0 ? random.Next(0x1F, 0x3F) : random.Next(0x5F, 0x7F));
            }

            var output = new MemoryOutput();
            if (!LowercaseAscii.TryCompress(bytes, output))
            {
                Assert.Equal(0, output.Length);
                refused++;
                continue;
            }

            Assert.True(output.Length < bytes.Length);
            byte[] back = new byte[bytes.Length];
            var cursor = new MemoryFile("packed", output.ToArray()).CursorAt(0);
            LowercaseAscii.Decompress(ref cursor, back);
            Assert.Equal(bytes, back);
            Assert.Equal(0, cursor.Remaining);
        }

        Assert.InRange(refused, 10, 3000);
    }

    [Fact]
    public void Vectors_unpack_as_the_definition_does()
    {
        var random = new Random(2);
        for (int length = 0; length < 400; length++)
        {
            int saved = length >> 2;
            byte[] packed = new byte[length - saved];
            random.NextBytes(packed);
            byte[] fast = new byte[length];
            byte[] slow = new byte[length];
            LowercaseAscii.Unpack(packed, saved, fast);
            LowercaseAscii.UnpackSlowly(packed, saved, slow);
            Assert.Equal(slow, fast);
        }
    }
}
