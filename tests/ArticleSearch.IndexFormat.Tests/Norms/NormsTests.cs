using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Tests.Packed;

namespace ArticleSearch.IndexFormat.Tests.Norms;

public sealed class NormsTests
{
    private static readonly FieldInfo Title = new() { Name = "title", Number = 0, IndexOptions = IndexOptions.Positions };
    private static readonly FieldInfo Text = new() { Name = "text", Number = 1, IndexOptions = IndexOptions.Offsets };

    public static TheoryData<int, int, long> Shapes
    {
        get
        {
            var shapes = new TheoryData<int, int, long>();
            foreach (int maxDocument in new[] { 1, 3, 1000, 70_000 })
            {
                foreach (int percent in new[] { 0, 3, 50, 100 })
                {
                    foreach (long range in new[] { 1, 100, 30_000, 2_000_000_000, long.MaxValue })
                    {
                        shapes.Add(maxDocument, percent, range);
                    }
                }
            }

            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Norms_of_any_width_and_density_come_back(int maxDocument, int percent, long range)
    {
        var random = new Random(HashCode.Combine(maxDocument, percent));
        long?[] norms = new long?[maxDocument];
        for (int i = 0; i < maxDocument; i++)
        {
            norms[i] = random.Next(100) < percent ? random.NextInt64(-range, range) : null;
        }

        var segment = Write(maxDocument, new ArrayNorms(norms));
        using var reader = NormsReader.Open(segment.Reading);
        var column = reader.Field(Text)!;
        Assert.Null(reader.Field(Title));
        for (int i = 0; i < maxDocument; i++)
        {
            Assert.Equal(norms[i].HasValue, column.Has(i));
            Assert.Equal(norms[i] ?? 0, column.Get(i));
        }

        var bytes = column.Bytes;
        for (int i = 0; i < bytes.Length; i++)
        {
            Assert.Equal(norms[i], (sbyte)bytes[i]);
        }

        reader.VerifyChecksums(default);
        reader.Check(default);
    }

    [Fact]
    public void Norms_in_memory_are_signed_bytes()
    {
        var all = new ByteNorms(new byte[] { 1, 127, 128, 255 });
        Assert.Equal([1, 127, -128, -1], Enumerable.Range(0, 4).Select(all.Get));
        Assert.All(Enumerable.Range(0, 4), i => Assert.True(all.Has(i)));

        var some = new ByteNorms(new byte[] { 0, 5 }, new ulong[] { 2 });
        Assert.False(some.Has(0));
        Assert.True(some.Has(1));

        var segment = Write(4, all);
        using var reader = NormsReader.Open(segment.Reading);
        Assert.Equal([1, 127, 128, 255], reader.Field(Text)!.Bytes.ToArray());
    }

    [Fact]
    public void The_example_of_the_format_is_right()
    {
        var segment = Write(3, new ByteNorms(new byte[] { 3, 3, 3 }));
        string meta = Convert.ToHexString(segment.Bytes("nvm"));
        Assert.Contains("00000001" + "FFFFFFFFFFFFFFFF0000000000000000FFFFFF" + "00000003" + "00" + "0000000000000003" + "FFFFFFFF", meta, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_norms_are_refused_or_read()
    {
        foreach (var norms in new NormsColumn[]
        {
            new ArrayNorms([1, null, 3, null, 5]),
            new ArrayNorms([1, 2, 3000, 4, 5]),
            new ArrayNorms([7, 7, 7, 7, 7]),
        })
        {
            var segment = Write(5, norms);
            Damage.Everywhere(segment.Folder, folder =>
            {
                using var reader = NormsReader.Open(segment.Over(folder));
                for (int document = 0; document < 5; document++)
                {
                    _ = reader.Field(Text)?.Has(document);
                    _ = reader.Field(Text)?.Get(document);
                    _ = reader.Field(Title)?.Get(document);
                }

                _ = reader.Field(Text) is { Bytes.Length: > 0 };
                reader.Check(default);
            });
        }
    }

    private static SegmentInMemory Write(int maxDocument, NormsColumn norms)
    {
        var segment = new SegmentInMemory(maxDocument, Title, Text);
        using var writer = new NormsWriter(segment.Writing, maxDocument);
        writer.WriteField(Text, norms);
        writer.Finish();
        return segment;
    }

    private sealed class ArrayNorms(long?[] norms) : NormsColumn
    {
        public override long Get(int document) => norms[document] ?? 0;

        public override bool Has(int document) => norms[document].HasValue;
    }
}
