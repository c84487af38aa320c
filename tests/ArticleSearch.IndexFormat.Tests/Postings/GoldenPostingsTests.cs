using ArticleSearch.IndexFormat.Segments;

namespace ArticleSearch.IndexFormat.Tests.Postings;

/// <summary>
/// Bytes that real Lucene 8.8.1 made of the same numbers, kept in <c>lucene-postings.txt</c>: the format must not drift where
/// there is no Java to ask. A line is a name and the bytes in base64.
/// </summary>
public sealed class GoldenPostingsTests
{
    [Fact]
    public void Blocks_have_the_bytes_that_Lucene_gave_them()
    {
        var golden = ReadGolden();
        foreach (var (name, sample) in Blocks())
        {
            byte[] expected = golden[name];
            Assert.True(expected.AsSpan().SequenceEqual(BlockSamples.Write(sample)), name);
            Assert.Equal(sample.Kind == BlockKind.Deltas ? BlockSamples.Documents(sample) : sample.Numbers, BlockSamples.Read(sample, expected));
        }
    }

    [Fact]
    public void Postings_have_the_bytes_that_Lucene_gave_them()
    {
        var golden = ReadGolden();
        using var sample = Postings();
        Assert.Equal(golden["metadata"], sample.Metadata);
        foreach (string extension in new[] { "doc", "pos", "pay" })
        {
            Assert.Equal(golden[extension], sample.Bytes(extension));
        }
    }

    private static PostingsSample Postings()
    {
        var random = new Random(5);
        return new PostingsSample(
            IndexOptions.Offsets,
            1300,
            new SampleNorms(40),
            [.. new[] { 1, 3, 1, 140, 1200 }.Select(count => TermSample.Create(random, 1300, count, count < 200 ? 6 : 2))]);
    }

    /// <summary>All widths of packed blocks, and of the others every third.</summary>
    private static IEnumerable<(string Name, BlockSample Sample)> Blocks()
    {
        int index = 0;
        foreach (var sample in BlockSamples.Create(new Random(7), rounds: 1))
        {
            if (sample.Kind == BlockKind.Packed || index % 4 == 1)
            {
                yield return ($"{sample.Kind}-{index}", sample);
            }

            index++;
        }
    }

    private static Dictionary<string, byte[]> ReadGolden() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Postings", "lucene-postings.txt"))
            .Select(line => line.Split(' '))
            .ToDictionary(words => words[0], words => Convert.FromBase64String(words[1]), StringComparer.Ordinal);
}
