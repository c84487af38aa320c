using System.Text;
using ArticleSearch.IndexFormat.DocValues;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Tests.Packed;

namespace ArticleSearch.IndexFormat.Tests.DocValues;

public sealed class DocValuesTests
{
    private const string Suffix = "Lucene80_0";

    private static readonly FieldInfo Number = new() { Name = "number", Number = 0, DocValuesType = DocValuesType.Numeric };
    private static readonly FieldInfo Numbers = new() { Name = "numbers", Number = 1, DocValuesType = DocValuesType.SortedNumeric };
    private static readonly FieldInfo Word = new() { Name = "word", Number = 2, DocValuesType = DocValuesType.Sorted };
    private static readonly FieldInfo Words = new() { Name = "words", Number = 3, DocValuesType = DocValuesType.SortedSet };
    private static readonly FieldInfo Bytes = new() { Name = "bytes", Number = 4, DocValuesType = DocValuesType.Binary };

    /// <summary>How the numbers of a column may lie; each asks for another form on disk.</summary>
    private static readonly Dictionary<string, Func<Random, int, long>> Shapes = new()
    {
        ["constant"] = static (_, _) => 42,
        ["zero or one"] = static (random, _) => random.Next(2),
        ["bytes"] = static (random, _) => random.Next(256),
        ["few and far apart"] = static (random, _) => (random.Next(5) - 2) * 123_456_789_123L,
        ["multiples"] = static (random, _) => 86_400_000L * random.Next(-5000, 5000),
        ["longs"] = static (random, _) => random.NextInt64(long.MinValue, long.MaxValue),
        ["extremes"] = static (random, _) => random.Next(3) switch { 0 => long.MinValue, 1 => long.MaxValue, _ => 0 },
        ["from a distance"] = static (random, _) => 1_000_000_000_000 + random.Next(3000),
        ["blocks of different width"] = static (random, i) => random.NextInt64(1L << (i >> 14) * 9 % 60 + 1) * 3,
        ["constant blocks"] = static (random, i) => (i >> 14) % 2 == 0 ? i >> 14 : random.NextInt64(1L << 40),
    };

    public static TheoryData<string> ShapeNames => [.. Shapes.Keys];

    public static TheoryData<int, int> Sizes
    {
        get
        {
            var sizes = new TheoryData<int, int>();
            foreach (int maxDocument in new[] { 1, 2, 1000, 66_000 })
            {
                foreach (int percent in maxDocument < 66_000 ? new[] { 0, 2, 60, 100 } : [3, 100])
                {
                    sizes.Add(maxDocument, percent);
                }
            }

            return sizes;
        }
    }

    [Theory]
    [MemberData(nameof(ShapeNames))]
    public void Numbers_of_any_shape_and_density_come_back(string shape)
    {
        foreach (var (maxDocument, percent) in new[] { (1, 100), (1, 0), (300, 40), (300, 100), (50_000, 100), (50_000, 70), (140_000, 2) })
        {
            var random = new Random(maxDocument + percent);
            long?[] values = new long?[maxDocument];
            for (int i = 0; i < maxDocument; i++)
            {
                values[i] = random.Next(100) < percent ? Shapes[shape](random, i) : null;
            }

            var segment = Write(maxDocument, writer => writer.WriteNumeric(Number, new ListNumericColumn(values)));
            using var reader = DocValuesReader.Open(segment.Reading, Suffix);
            var column = reader.Numeric(Number)!;
            for (int i = 0; i < maxDocument; i++)
            {
                if (column.TryGet(i, out long value) != values[i].HasValue || value != (values[i] ?? 0))
                {
                    Assert.Fail($"document {i} of {maxDocument}: {value}, not {values[i]}");
                }
            }

            reader.VerifyChecksums(default);
            reader.Check(default);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Lists_of_numbers_come_back(int maxDocument, int percent)
    {
        foreach (int most in new[] { 1, 5 })
        {
            var random = new Random(maxDocument * 100 + percent);
            long[]?[] values = new long[]?[maxDocument];
            for (int i = 0; i < maxDocument; i++)
            {
                values[i] = random.Next(100) < percent
                    ? [.. Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => random.NextInt64(-1000, 1000)).Order()]
                    : null;
            }

            var segment = Write(maxDocument, writer => writer.WriteSortedNumeric(Numbers, new ArraySortedNumericColumn(values)));
            using var reader = DocValuesReader.Open(segment.Reading, Suffix);
            var column = reader.SortedNumeric(Numbers)!;
            var found = new List<long>();
            for (int i = 0; i < maxDocument; i++)
            {
                column.Get(i, found);
                Assert.Equal(values[i] ?? [], found);
            }

            reader.Check(default);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Dictionary_values_come_back(int maxDocument, int percent)
    {
        foreach (int distinct in new[] { 1, 3, 20, 5000 })
        {
            var random = new Random(maxDocument * 100 + percent + distinct);
            byte[][] words = RandomWords(random, distinct);
            int[] ordinals = new int[maxDocument];
            for (int i = 0; i < maxDocument; i++)
            {
                ordinals[i] = random.Next(100) < percent ? random.Next(distinct) : -1;
            }

            var segment = Write(maxDocument, writer => writer.WriteSorted(Word, new ArraySortedColumn(words, ordinals)));
            using var reader = DocValuesReader.Open(segment.Reading, Suffix);
            var column = reader.Sorted(Word)!;
            Assert.Equal(ordinals, Enumerable.Range(0, maxDocument).Select(column.Ordinal));
            CheckTerms(random, column, words);
            reader.Check(default);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Sets_of_dictionary_values_come_back(int maxDocument, int percent)
    {
        foreach (int most in new[] { 1, 4 })
        {
            var random = new Random(maxDocument * 100 + percent + most);
            byte[][] words = RandomWords(random, 700);
            int[]?[] ordinals = new int[]?[maxDocument];
            for (int i = 0; i < maxDocument; i++)
            {
                ordinals[i] = random.Next(100) < percent
                    ? [.. Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => random.Next(words.Length)).Distinct().Order()]
                    : null;
            }

            var segment = Write(maxDocument, writer => writer.WriteSortedSet(Words, new ArraySortedSetColumn(words, ordinals)));
            using var reader = DocValuesReader.Open(segment.Reading, Suffix);
            var column = reader.SortedSet(Words)!;
            var found = new List<long>();
            for (int i = 0; i < maxDocument; i++)
            {
                column.Ordinals(i, found);
                Assert.Equal((ordinals[i] ?? []).Select(static ordinal => (long)ordinal), found);
            }

            CheckTerms(random, column, words);
            reader.Check(default);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Byte_strings_come_back(int maxDocument, int percent)
    {
        foreach (int shortest in new[] { 0, 7 })
        {
            var random = new Random(maxDocument * 100 + percent + shortest);
            byte[]?[] values = new byte[]?[maxDocument];
            for (int i = 0; i < maxDocument; i++)
            {
                if (random.Next(100) < percent)
                {
                    values[i] = new byte[random.Next(shortest, 8)];
                    random.NextBytes(values[i]!);
                }
            }

            var segment = Write(maxDocument, writer => writer.WriteBinary(Bytes, new ArrayBinaryColumn(values)));
            using var reader = DocValuesReader.Open(segment.Reading, Suffix);
            var column = reader.Binary(Bytes)!;
            for (int i = 0; i < maxDocument; i++)
            {
                Assert.Equal(values[i] is not null, column.TryGet(i, out var value));
                Assert.True(value.SequenceEqual(values[i]));
            }

            reader.Check(default);
        }
    }

    [Fact]
    public void A_segment_holds_columns_of_all_kinds()
    {
        using var reader = DocValuesReader.Open(WriteAllKinds().Reading, Suffix);
        Assert.True(reader.Numeric(Number)!.TryGet(2, out long number));
        Assert.Equal(7, number);
        Assert.Equal("b"u8, reader.Sorted(Word)!.Value(reader.Sorted(Word)!.Ordinal(2)));
        Assert.Null(reader.Numeric(Word));
        Assert.Null(reader.Sorted(Words));
        Assert.Null(reader.Binary(Number));
        Assert.Null(reader.SortedSet(Word));
        Assert.Null(reader.SortedNumeric(Number));
        reader.Check(default);
    }

    [Fact]
    public void The_example_of_the_dictionary_is_right()
    {
        var segment = Write(2, writer => writer.WriteSorted(Word, new ArraySortedColumn(["article"u8.ToArray(), "artiste"u8.ToArray()], new[] { 0, 1 })));
        string expected = "07" + Convert.ToHexString("article"u8) + "24" + Convert.ToHexString("ste"u8);
        Assert.Contains(expected, Convert.ToHexString(segment.Folder.Bytes($"_0_{Suffix}.dvd")), StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_columns_are_refused_or_read()
    {
        var segment = WriteAllKinds();
        var longs = new List<long>();
        Damage.Everywhere(segment.Folder, folder =>
        {
            using var reader = DocValuesReader.Open(segment.Over(folder), Suffix);
            try
            {
                ReadAll(reader, segment.MaxDocument, longs);
            }
            catch (CorruptIndexException)
            {
                // The check goes other ways.
            }

            reader.Check(default);
        });
    }

    [Fact]
    public void Damaged_blocks_of_numbers_are_refused_or_read()
    {
        long[] values = new long[40_000];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = i < 1 << 14 ? 5 : i < 2 << 14 ? i & 1 : i * 1_000_003L;
        }

        var segment = Write(values.Length, writer => writer.WriteNumeric(Number, new ArrayNumericColumn(values)));
        var longs = new List<long>();
        foreach (string name in segment.Folder.List())
        {
            byte[] whole = segment.Folder.Bytes(name);
            var random = new Random(1);
            for (int round = 0; round < 150; round++)
            {
                byte[] damaged = [.. whole];
                int at = round < 100 ? 50 + round : random.Next(Math.Max(0, whole.Length - 200), whole.Length);
                if (at >= whole.Length)
                {
                    continue;
                }

                damaged[at] ^= (byte)(1 + random.Next(255));
                Damage.SetChecksum(damaged);
                segment.Folder.SetBytes(name, damaged);
                try
                {
                    using var reader = DocValuesReader.Open(segment.Reading, Suffix);
                    for (int i = 0; i < values.Length; i += 17)
                    {
                        reader.Numeric(Number)!.TryGet(i, out _);
                    }

                    reader.Check(default);
                }
                catch (CorruptIndexException)
                {
                    // That is what is wanted.
                }
            }

            segment.Folder.SetBytes(name, whole);
        }
    }

    private static void ReadAll(DocValuesReader reader, int maxDocument, List<long> longs)
    {
        for (int i = 0; i < maxDocument; i++)
        {
            reader.Numeric(Number)?.TryGet(i, out _);
            reader.SortedNumeric(Numbers)?.Get(i, longs);
            reader.Sorted(Word)?.Ordinal(i);
            reader.SortedSet(Words)?.Ordinals(i, longs);
            reader.Binary(Bytes)?.TryGet(i, out _);
        }

        foreach (TermColumn? column in new TermColumn?[] { reader.Sorted(Word), reader.SortedSet(Words) })
        {
            for (long ordinal = 0; column is not null && ordinal < Math.Min(50, column.ValueCount); ordinal++)
            {
                column.Value(ordinal);
            }

            foreach (string word in new[] { "", "a", "b", "zz" })
            {
                column?.Find(Encoding.UTF8.GetBytes(word));
            }
        }
    }

    private static SegmentInMemory WriteAllKinds() => Write(5, static writer =>
    {
        byte[][] words = ["a"u8.ToArray(), "abbaye et autres lieux de repos"u8.ToArray(), "abbaye et autres lieux de culte, très longs"u8.ToArray(), "b"u8.ToArray()];
        Array.Sort(words, static (a, b) => a.AsSpan().SequenceCompareTo(b));
        writer.WriteNumeric(Number, new ListNumericColumn([1, null, 7, 1000, null]));
        writer.WriteSortedNumeric(Numbers, new ArraySortedNumericColumn([[1, 2], null, [3], [1, 1, 9], null]));
        writer.WriteSorted(Word, new ArraySortedColumn(words, new[] { 0, 1, 3, -1, 2 }));
        writer.WriteSortedSet(Words, new ArraySortedSetColumn(words, [[0, 1], [3], null, [0, 2, 3], [1]]));
        writer.WriteBinary(Bytes, new ArrayBinaryColumn([[1], [1, 2], null, [], [9, 9, 9]]));
    });

    private static SegmentInMemory Write(int maxDocument, Action<DocValuesWriter> write)
    {
        var segment = new SegmentInMemory(maxDocument, Number, Numbers, Word, Words, Bytes);
        using var writer = new DocValuesWriter(segment.Writing, Suffix, maxDocument);
        write(writer);
        writer.Finish();
        return segment;
    }

    private static byte[][] RandomWords(Random random, int count)
    {
        var words = new SortedSet<byte[]>(Comparer<byte[]>.Create(static (a, b) => a.AsSpan().SequenceCompareTo(b)));
        byte[] last = [];
        while (words.Count < count)
        {
            byte[] word = [.. last.Take(random.Next(last.Length + 1)), .. Enumerable.Range(0, random.Next(30)).Select(_ => (byte)random.Next(256))];
            words.Add(word);
            last = random.Next(3) == 0 ? [] : word.Length > 100 ? word[..20] : word;
        }

        return [.. words];
    }

    private static void CheckTerms(Random random, TermColumn column, byte[][] words)
    {
        Assert.Equal(words.Length, column.ValueCount);
        for (int i = 0; i < words.Length; i++)
        {
            Assert.True(column.Value(i).SequenceEqual(words[i]));
        }

        for (int round = 0; round < 300; round++)
        {
            int ordinal = random.Next(words.Length);
            Assert.True(column.Value(ordinal).SequenceEqual(words[ordinal]));
            Assert.Equal(ordinal, column.Find(words[ordinal]));
            byte[] other = [.. words[ordinal].Take(random.Next(words[ordinal].Length + 1)), (byte)random.Next(256)];
            Assert.Equal(Find(words, other), column.Find(other));
        }

        Assert.Equal(Find(words, []), column.Find([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => column.Value(words.Length).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => column.Value(-1).Length);
    }

    // The slow twin: every value is looked at.
    private static long Find(byte[][] words, byte[] value)
    {
        long before = words.LongCount(word => word.AsSpan().SequenceCompareTo(value) < 0);
        return before < words.Length && words[before].AsSpan().SequenceEqual(value) ? before : ~before;
    }

    private sealed class ListNumericColumn(long?[] values) : NumericColumn
    {
        public override bool TryGet(int document, out long value)
        {
            value = values[document] ?? 0;
            return values[document].HasValue;
        }
    }
}
