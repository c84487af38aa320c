using System.Globalization;
using System.Text;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.StoredFields;
using ArticleSearch.IndexFormat.Tests.Packed;

namespace ArticleSearch.IndexFormat.Tests.StoredFields;

public sealed class StoredFieldsTests
{
    private static readonly FieldInfo[] Fields =
        [.. Enumerable.Range(0, 20).Select(static i => new FieldInfo { Name = "f" + i.ToString(CultureInfo.InvariantCulture), Number = i })];

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 10)]
    [InlineData(5, 100)]
    [InlineData(1023, 30)]
    [InlineData(1024, 30)]
    [InlineData(1025, 30)]
    [InlineData(5000, 100)]
    [InlineData(1500, 1500)]
    [InlineData(6, 400_000)]
    [InlineData(1, 2_000_000)]
    public void Documents_of_any_size_come_back(int count, int size)
    {
        var documents = RandomDocuments(new Random(count), count, size);
        var segment = Write(documents);
        using var reader = StoredFieldsReader.Open(segment.Reading);
        CheckAll(reader, documents);
        reader.VerifyChecksums(default);
        reader.Check(default);
    }

    [Fact]
    public void Empty_documents_come_back()
    {
        List<StoredValue>[] documents = [.. Enumerable.Range(0, 3000).Select(static i => i % 7 == 3 ? RandomDocuments(new Random(i), 1, 20)[0] : [])];
        CheckAll(documents);
        CheckAll([[]]);
        CheckAll([.. Enumerable.Range(0, 1500).Select(static _ => new List<StoredValue>())]);
    }

    [Fact]
    public void Only_the_fields_asked_for_are_read()
    {
        var documents = RandomDocuments(new Random(5), 200, 300);
        using var reader = StoredFieldsReader.Open(Write(documents).Reading);
        var cursor = reader.OpenCursor();
        var found = new List<StoredValue>();
        var wanted = new HashSet<int> { 2, 7, 11 };
        for (int i = 0; i < documents.Length; i++)
        {
            cursor.Read(i, found, wanted);
            AssertEqual(documents[i].Where(value => wanted.Contains(value.FieldNumber)), found);
        }
    }

    [Fact]
    public void The_short_forms_of_numbers_keep_every_number()
    {
        var random = new Random(6);
        float[] floats = [0, -0f, 1, -1, -2, 125, 126, 124.5f, float.NaN, float.MaxValue, float.Epsilon, float.PositiveInfinity, float.NegativeInfinity];
        double[] doubles = [0, -0d, 1, -1, -2, 124, 125, 0.5, 0.1, -0.1, double.NaN, double.MaxValue, double.Epsilon, double.NegativeInfinity, 1e300];
        long[] longs = [0, 1, -1, 1000, 86_400_000, 3_600_000, -86_400_000, 999, long.MaxValue, long.MinValue, long.MaxValue / 86_400_000 * 86_400_000];
        int[] ints = [0, 1, -1, int.MaxValue, int.MinValue];
        List<StoredValue>[] documents =
        [
            [.. floats.Concat(Enumerable.Range(0, 500).Select(_ => BitConverter.Int32BitsToSingle(random.Next()))).Select(static f => Number(1, f))],
            [.. doubles.Concat(Enumerable.Range(0, 500).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64()))).Select(static d => Number(2, d))],
            [.. longs.Concat(Enumerable.Range(0, 500).Select(_ => random.NextInt64() >> random.Next(64))).Select(static l => new StoredValue(3, StoredKind.Int64, null, null, l))],
            [.. ints.Concat(Enumerable.Range(0, 500).Select(_ => random.Next() >> random.Next(32))).Select(static i => new StoredValue(3, StoredKind.Int32, null, null, i))],
        ];
        CheckAll(documents);
    }

    [Fact]
    public void The_example_of_the_format_is_right()
    {
        var segment = Write([[new StoredValue(0, StoredKind.String, "a", null, 0)]]);
        Assert.Contains("00020103" + "00010102020200100010011061" + "C02893E8", Convert.ToHexString(segment.Bytes("fdt")), StringComparison.Ordinal);
    }

    [Fact]
    public void Chunks_and_documents_are_copied_from_segment_to_segment()
    {
        var random = new Random(8);
        List<StoredValue>[] complete = RandomDocuments(random, 4 * 1024, 50);
        List<StoredValue>[] dirty = RandomDocuments(random, 100, 50);
        using var completeReader = StoredFieldsReader.Open(Write(complete).Reading);
        using var dirtyReader = StoredFieldsReader.Open(Write(dirty).Reading);
        Assert.False(completeReader.IsTooDirty);
        Assert.True(dirtyReader.IsTooDirty);

        var expected = new List<List<StoredValue>>();
        var merged = new SegmentInMemory(0, Fields);
        int[] reversed = [.. Enumerable.Range(0, 20).Reverse()];
        using (var writer = new StoredFieldsWriter(merged.Writing))
        {
            Assert.False(writer.TryCopyChunks(dirtyReader));
            var cursor = dirtyReader.OpenCursor();
            for (int i = 0; i < dirty.Length; i += 3)
            {
                writer.CopyDocument(cursor, i);
                expected.Add(dirty[i]);
            }

            Assert.True(writer.TryCopyChunks(completeReader));
            expected.AddRange(complete);
            for (int i = 0; i < dirty.Length; i++)
            {
                writer.CopyDocument(cursor, i, reversed);
                expected.Add([.. dirty[i].Select(value => value with { FieldNumber = reversed[value.FieldNumber] })]);
            }

            writer.Finish(expected.Count);
        }

        var segment = new SegmentInMemory(expected.Count, Fields);
        segment.Attributes.Add(StoredFieldsWriter.SegmentAttribute.Key, StoredFieldsWriter.SegmentAttribute.Value);
        using var reader = StoredFieldsReader.Open(segment.Over(merged.Folder));
        CheckAll(reader, [.. expected]);
        reader.Check(default);
        Assert.Equal(2, reader.DirtyChunks);
    }

    [Fact]
    public void Many_threads_read_at_once()
    {
        var documents = RandomDocuments(new Random(9), 3000, 400);
        using var reader = StoredFieldsReader.Open(Write(documents).Reading);
        Parallel.For(0, 4, thread =>
        {
            var random = new Random(thread);
            var cursor = reader.OpenCursor();
            var found = new List<StoredValue>();
            for (int i = 0; i < 200; i++)
            {
                int document = random.Next(documents.Length);
                cursor.Read(document, found);
                AssertEqual(documents[document], found);
            }
        });
    }

    [Fact]
    public void A_document_that_is_not_there_is_the_callers_mistake()
    {
        using var reader = StoredFieldsReader.Open(Write(RandomDocuments(new Random(1), 3, 10)).Reading);
        var cursor = reader.OpenCursor();
        Assert.Throws<ArgumentOutOfRangeException>(() => cursor.Read(3, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => cursor.Read(-1, []));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(4, 30)]
    public void Damaged_stored_fields_are_refused_or_read(int count, int size)
    {
        var segment = Write(RandomDocuments(new Random(count), count, size));
        var values = new List<StoredValue>();
        Damage.Everywhere(segment.Folder, folder =>
        {
            using var reader = StoredFieldsReader.Open(segment.Over(folder));
            var cursor = reader.OpenCursor();
            for (int i = 0; i < count; i++)
            {
                try
                {
                    cursor.Read(i, values);
                }
                catch (CorruptIndexException)
                {
                    // The next document may be whole.
                }
            }

            var target = new SegmentInMemory(count, Fields);
            using (var writer = new StoredFieldsWriter(target.Writing))
            {
                writer.TryCopyChunks(reader);
            }

            reader.Check(default);
        });
    }

    [Fact]
    public void A_damaged_big_document_is_refused_or_read()
    {
        var segment = Write(RandomDocuments(new Random(3), 2, 1_500_000));
        byte[] whole = segment.Bytes("fdt");
        var random = new Random(4);
        var values = new List<StoredValue>();
        for (int round = 0; round < 40; round++)
        {
            byte[] damaged = [.. whole];
            damaged[round < 25 ? 60 + round : random.Next(damaged.Length)] ^= (byte)(1 + random.Next(255));
            segment.Folder.SetBytes("_0.fdt", damaged);
            try
            {
                using var reader = StoredFieldsReader.Open(segment.Reading);
                var cursor = reader.OpenCursor();
                cursor.Read(0, values);
                cursor.Read(1, values);
            }
            catch (CorruptIndexException)
            {
                // That is what is wanted.
            }
        }
    }

    internal static StoredValue Number(int field, float value) =>
        new(field, StoredKind.Single, null, null, BitConverter.SingleToInt32Bits(value));

    internal static StoredValue Number(int field, double value) =>
        new(field, StoredKind.Double, null, null, BitConverter.DoubleToInt64Bits(value));

    private static List<StoredValue>[] RandomDocuments(Random random, int count, int size)
    {
        var documents = new List<StoredValue>[count];
        for (int i = 0; i < count; i++)
        {
            var values = new List<StoredValue>();
            int length = random.Next(size / 2, size + 1);
            for (int total = 0; total < length;)
            {
                int field = random.Next(20);
                switch (random.Next(6))
                {
                    case 0:
                        values.Add(new StoredValue(field, StoredKind.Int32, null, null, random.Next(-1000, 100_000)));
                        total += 4;
                        break;
                    case 1:
                        byte[] bytes = Lz4Tests.Bytes(random, random.Next(length - total + 1));
                        values.Add(new StoredValue(field, StoredKind.Bytes, null, bytes, 0));
                        total += bytes.Length + 2;
                        break;
                    case 2:
                        values.Add(new StoredValue(field, StoredKind.Int64, null, null, random.NextInt64(1L << 50)));
                        total += 8;
                        break;
                    case 3:
                        values.Add(Number(field, random.NextSingle()));
                        total += 4;
                        break;
                    case 4:
                        values.Add(Number(field, random.NextDouble()));
                        total += 8;
                        break;
                    default:
                        string text = Text(random, random.Next(length - total + 1));
                        values.Add(new StoredValue(field, StoredKind.String, text, null, 0));
                        total += text.Length + 2;
                        break;
                }
            }

            documents[i] = values;
        }

        return documents;
    }

    private static string Text(Random random, int length)
    {
        var text = new StringBuilder(length);
        string[] words = ["armée", "de", "l’Ouest", "œuvre", "𝄞", "Noël", "la", "les"];
        while (text.Length < length)
        {
            text.Append(words[random.Next(words.Length)]).Append(' ');
        }

        return text.ToString();
    }

    private static SegmentInMemory Write(List<StoredValue>[] documents)
    {
        var segment = new SegmentInMemory(documents.Length, Fields);
        segment.Attributes.Add(StoredFieldsWriter.SegmentAttribute.Key, StoredFieldsWriter.SegmentAttribute.Value);
        using var writer = new StoredFieldsWriter(segment.Writing);
        foreach (var document in documents)
        {
            writer.StartDocument();
            foreach (var value in document)
            {
                Write(writer, Fields[value.FieldNumber], value);
            }

            writer.FinishDocument();
        }

        writer.Finish(documents.Length);
        return segment;
    }

    private static void Write(StoredFieldsWriter writer, FieldInfo field, StoredValue value)
    {
        switch (value.Kind)
        {
            case StoredKind.String:
                writer.Write(field, value.Text!);
                break;
            case StoredKind.Bytes:
                writer.Write(field, value.Bytes);
                break;
            case StoredKind.Int32:
                writer.Write(field, (int)value.Number);
                break;
            case StoredKind.Int64:
                writer.Write(field, value.Number);
                break;
            case StoredKind.Single:
                writer.Write(field, BitConverter.Int32BitsToSingle((int)value.Number));
                break;
            default:
                writer.Write(field, BitConverter.Int64BitsToDouble(value.Number));
                break;
        }
    }

    private static void CheckAll(List<StoredValue>[] documents)
    {
        using var reader = StoredFieldsReader.Open(Write(documents).Reading);
        CheckAll(reader, documents);
        reader.Check(default);
    }

    private static void CheckAll(StoredFieldsReader reader, List<StoredValue>[] documents)
    {
        var cursor = reader.OpenCursor();
        var found = new List<StoredValue>();
        for (int i = 0; i < documents.Length; i++)
        {
            cursor.Read(i, found);
            AssertEqual(documents[i], found);
        }

        for (int i = documents.Length - 1; i >= 0; i -= 1 + documents.Length / 20)
        {
            cursor.Read(i, found);
            AssertEqual(documents[i], found);
        }
    }

    private static void AssertEqual(IEnumerable<StoredValue> expected, List<StoredValue> found) =>
        Assert.Equal(expected.Select(Describe), found.Select(Describe));

    private static string Describe(StoredValue value)
    {
        bool isNaN = value.Kind switch
        {
            StoredKind.Single => float.IsNaN(BitConverter.Int32BitsToSingle((int)value.Number)),
            StoredKind.Double => double.IsNaN(BitConverter.Int64BitsToDouble(value.Number)),
            _ => false,
        };
        string content = value.Text ?? (value.Bytes is { } bytes ? Convert.ToHexString(bytes)
            : isNaN ? "NaN" : value.Number.ToString(CultureInfo.InvariantCulture));
        return $"{value.FieldNumber} {value.Kind} {content}";
    }
}
