using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Tests.Storage;

public sealed class ByteCursorTests
{
    private static readonly int[] Ints = [0, 1, 127, 128, 16_383, 16_384, 16_385, 1 << 21, 1 << 28, int.MaxValue, -1, int.MinValue];
    private static readonly long[] Longs = [0, 1, 127, 128, 1L << 35, 1L << 62, long.MaxValue, -1, -64, -65, long.MinValue];
    private static readonly string[] Strings = ["", "a", "pêche", "\u2019\U0001F600", new string('é', 300)];

    [Fact]
    public void The_example_of_the_format_description_holds()
    {
        var output = new MemoryOutput();
        output.WriteVInt(16_385);
        Assert.Equal(new byte[] { 0x81, 0x80, 0x01 }, output.ToArray());
    }

    [Fact]
    public void Every_primitive_reads_back_as_written()
    {
        var output = new MemoryOutput(capacity: 1);
        foreach (int value in Ints)
        {
            output.WriteInt16((short)value);
            output.WriteInt32(value);
            output.WriteInt32LittleEndian(value);
            output.WriteVInt(value);
            output.WriteZInt(value);
        }

        foreach (long value in Longs)
        {
            output.WriteInt64(value);
            output.WriteInt64LittleEndian(value);
            output.WriteZLong(value);
            output.WriteVLong(value & long.MaxValue);
        }

        output.WriteStringSet(Strings);
        output.WriteStringMap(Strings.ToDictionary(s => s, s => s + s, StringComparer.Ordinal));

        using var file = new MemoryFile("file", output.ToArray());
        var cursor = file.CursorAt(0);
        foreach (int value in Ints)
        {
            Assert.Equal((short)value, cursor.ReadInt16());
            Assert.Equal(value, cursor.ReadInt32());
            Assert.Equal(value, cursor.ReadInt32LittleEndian());
            Assert.Equal(value, cursor.ReadVInt());
            Assert.Equal(value, cursor.ReadZInt());
        }

        foreach (long value in Longs)
        {
            Assert.Equal(value, cursor.ReadInt64());
            Assert.Equal(value, cursor.ReadInt64LittleEndian());
            Assert.Equal(value, cursor.ReadZLong());
            Assert.Equal(value & long.MaxValue, cursor.ReadVLong());
        }

        Assert.Equal(Strings.ToHashSet(StringComparer.Ordinal), cursor.ReadStringSet());
        Assert.Equal(Strings.ToDictionary(s => s, s => s + s, StringComparer.Ordinal), cursor.ReadStringMap());
        Assert.Equal(0, cursor.Remaining);
        Assert.Equal(output.Length, cursor.Position);
    }

    [Fact]
    public void A_negative_long_is_no_VLong() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MemoryOutput().WriteVLong(-1));

    [Theory]
    [InlineData("FFFFFFFF10", "VInt")]
    [InlineData("FFFFFFFFFF", "VInt")]
    [InlineData("FFFFFFFFFFFFFFFFFF", "VLong")]
    [InlineData("FFFFFFFFFFFFFFFFFF02", "ZLong")]
    [InlineData("FFFFFFFFFFFFFFFFFFFF", "ZLong")]
    [InlineData("05616263", "String")]
    [InlineData("FFFFFFFF0F", "String")]
    [InlineData("FFFFFFFF07", "Map")]
    [InlineData("FFFFFFFF0F", "Set")]
    [InlineData("", "Byte")]
    [InlineData("000000", "Int32")]
    [InlineData("80", "VInt")]
    public void What_can_not_be_read_is_damage_with_file_and_position(string hex, string what)
    {
        using var file = new MemoryFile("_0.xyz", Convert.FromHexString(hex));
        var exception = Assert.Throws<CorruptIndexException>(() =>
        {
            var cursor = file.CursorAt(0);
            switch (what)
            {
                case "VInt":
                    cursor.ReadVInt();
                    break;
                case "VLong":
                    cursor.ReadVLong();
                    break;
                case "ZLong":
                    cursor.ReadZLong();
                    break;
                case "String":
                    cursor.ReadString();
                    break;
                case "Map":
                    cursor.ReadStringMap();
                    break;
                case "Set":
                    cursor.ReadStringSet();
                    break;
                case "Byte":
                    cursor.ReadByte();
                    break;
                default:
                    cursor.ReadInt32();
                    break;
            }
        });
        Assert.Equal("_0.xyz", exception.File);
        Assert.InRange(exception.Position, 0, hex.Length / 2);
    }

    [Fact]
    public void Random_values_survive_the_way_through_a_file_with_spills()
    {
        const int Seed = 7;
        var random = new Random(Seed);
        using var folder = new MemoryFolder();
        var values = new long[40_000];
        using (var output = folder.Create("file"))
        {
            foreach (ref long value in values.AsSpan())
            {
                value = random.NextInt64() >> random.Next(64);
                output.WriteZLong(value);
                if (random.Next(1000) == 0)
                {
                    output.WriteBytes(new byte[random.Next(200_000)]);
                }
            }

            CodecHeader.WriteFooter(output);
        }

        using var file = folder.Open("file");
        CodecHeader.VerifyChecksum(file);
        random = new Random(Seed);
        var cursor = file.CursorAt(0);
        foreach (long value in values)
        {
            _ = random.NextInt64() >> random.Next(64);
            Assert.Equal(value, cursor.ReadZLong());
            if (random.Next(1000) == 0)
            {
                cursor.Skip(random.Next(200_000));
            }
        }

        Assert.Equal(CodecHeader.FooterLength, cursor.Remaining);
    }
}
