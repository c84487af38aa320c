using ArticleSearch.IndexFormat.Packed;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Tests.Packed;

public sealed class DocumentSetTests
{
    /// <summary>Segment lengths, and densities in 1/65,536.</summary>
    public static TheoryData<int, int> Shapes
    {
        get
        {
            var shapes = new TheoryData<int, int>();
            foreach (int length in new[] { 1, 2, 100, 65535, 65536, 65537, 140_000 })
            {
                foreach (int density in new[] { 0, 1, 100, 4095, 4096, 5000, 40_000, 65_535, 65_536 })
                {
                    shapes.Add(length, density);
                }
            }

            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_set_of_any_density_says_who_is_in_it_and_how_many_come_before(int maxDocument, int density)
    {
        var random = new Random(maxDocument * 31 + density);
        CheckSet(maxDocument, RandomSet(random, maxDocument, _ => density));
    }

    [Fact]
    public void Blocks_of_all_kinds_follow_each_other_with_gaps()
    {
        int[] densities = [0, 65_536, 100, 0, 0, 30_000, 65_536, 65_536, 4_000, 0, 1];
        for (int rotation = 0; rotation < densities.Length; rotation += 2)
        {
            int start = rotation;
            int maxDocument = densities.Length * DocumentSet.BlockSize - 1234;
            CheckSet(maxDocument, RandomSet(new Random(rotation), maxDocument, block => densities[(block + start) % densities.Length]));
        }
    }

    [Theory]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(65535)]
    public void The_limits_between_the_kinds_of_blocks_hold(int count)
    {
        bool[] members = new bool[70_000];
        members.AsSpan(0, count).Fill(true);
        members[69_000] = true;
        CheckSet(members.Length, members);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5000)]
    public void A_damaged_set_is_refused_or_read(int count)
    {
        bool[] members = new bool[66_000];
        for (int i = 0; i < count; i++)
        {
            members[i * 13 + 7] = true;
        }

        members[65_900] = true;
        var location = default(DocumentSetLocation);
        var file = PackedNumberTests.DataFile(output => location = Write(output, members), out _);
        byte[] whole = file.Span(0, (int)file.Length).ToArray();
        var random = new Random(count);
        for (int round = 0; round < 160; round++)
        {
            byte[] damaged = [.. whole];

            // The first and the last bytes are headers and jump table; of the many between, a few.
            int at = round < 40 ? round : round < 80 ? damaged.Length - 1 - (round - 40) : random.Next(damaged.Length);
            damaged[at] ^= (byte)(1 + random.Next(255));
            try
            {
                var set = DocumentSet.Open(new MemoryFile("data", damaged), location, count + 1, members.Length);
                for (int document = 0; document < members.Length; document += 1 + random.Next(60))
                {
                    Assert.InRange(set.IndexOf(document), -1, count);
                }

                set.Check(default);
            }
            catch (CorruptIndexException)
            {
                // That is what is wanted.
            }
        }
    }

    private static bool[] RandomSet(Random random, int maxDocument, Func<int, int> density)
    {
        bool[] members = new bool[maxDocument];
        for (int i = 0; i < maxDocument; i++)
        {
            members[i] = random.Next(65_536) < density(i >> 16);
        }

        return members;
    }

    private static DocumentSetLocation Write(DataOutput output, bool[] members)
    {
        ulong[] words = new ulong[(members.Length + 63) / 64];
        for (int i = 0; i < members.Length; i++)
        {
            words[i >> 6] |= members[i] ? 1UL << (i & 63) : 0;
        }

        return DocumentSetWriter.Write(output, words, members.Count(static member => member), members.Length);
    }

    private static void CheckSet(int maxDocument, bool[] members)
    {
        var location = default(DocumentSetLocation);
        var file = PackedNumberTests.DataFile(output => location = Write(output, members), out _);
        int count = members.Count(static member => member);
        var set = DocumentSet.Open(file, location, count, maxDocument);
        Assert.Equal(count, set.Count);
        Assert.Equal(count == maxDocument, set.IsAll);
        int before = 0;
        for (int document = 0; document < maxDocument; document++)
        {
            int expected = members[document] ? before++ : -1;
            if (set.IndexOf(document) != expected)
            {
                Assert.Fail($"document {document} of {maxDocument}: {set.IndexOf(document)}, not {expected}");
            }
        }

        set.Check(default);
    }
}
