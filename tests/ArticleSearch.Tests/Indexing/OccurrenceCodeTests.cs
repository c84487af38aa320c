using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.Indexing;

namespace ArticleSearch.Tests.Indexing;

/// <summary>What was written is read back, at every size of every number.</summary>
public sealed class OccurrenceCodeTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Numbers_of_every_size_come_back(bool hasOffsets)
    {
        const int seed = 61;
        var random = new Random(seed);
        int[] edges = [0, 1, 2, 127, 128, 255, 256, 65_535, 65_536, (1 << 24) - 1, 1 << 24, int.MaxValue];
        for (int run = 0; run < 200; run++)
        {
            var written = new Occurrence[random.Next(1, 500)];
            byte[] bytes = new byte[(written.Length * OccurrenceCode.MaxLength) + OccurrenceCode.Room];
            int length = 0;
            for (int i = 0; i < written.Length; i++)
            {
                written[i] = new Occurrence(Number(), Number(), hasOffsets ? Number() : 0, hasOffsets ? Number() : 0);
                length = OccurrenceCode.Write(bytes, length, written[i], hasOffsets);
            }

            bytes.AsSpan(length).Fill((byte)run);
            int at = 0;
            foreach (var occurrence in written)
            {
                Assert.True(occurrence == OccurrenceCode.Read(bytes, ref at, hasOffsets), $"seed {seed}, run {run}: {occurrence}");
            }

            Assert.Equal(length, at);
        }

        int Number() => random.Next(3) == 0 ? edges[random.Next(edges.Length)] : random.Next(1 << random.Next(31));
    }

    [Fact]
    public void The_worked_example_has_these_bytes()
    {
        byte[] bytes = new byte[32];
        int length = OccurrenceCode.Write(bytes, 0, new Occurrence(6, 2, 10, 4), hasOffsets: true);
        Assert.Equal("010602 0A04".Replace(" ", "", StringComparison.Ordinal), Convert.ToHexString(bytes.AsSpan(0, length)));
    }
}
