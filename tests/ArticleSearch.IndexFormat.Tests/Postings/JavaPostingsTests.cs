using System.Buffers.Binary;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.TestKit;

namespace ArticleSearch.IndexFormat.Tests.Postings;

/// <summary>Real Lucene writes the same bytes, and what it alone writes is read.</summary>
public sealed class JavaPostingsTests
{
    [JavaFact]
    public void Blocks_are_packed_as_Lucene_packs_them()
    {
        var blocks = BlockSamples.Create(new Random(1), rounds: 12);
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["blocks"], BlockSamples.Describe(blocks));
        var answer = JavaOracle.Shared.Ask("blocks", folder["blocks"]);
        Assert.Equal(blocks.Count, answer.Count);
        for (int i = 0; i < blocks.Count; i++)
        {
            Assert.True(
                answer[i] == Convert.ToHexStringLower(BlockSamples.Write(blocks[i])),
                $"block {i}, kind {blocks[i].Kind}, {blocks[i].Bits} bits: {string.Join(' ', blocks[i].Numbers)}");
        }
    }

    [JavaTheory]
    [InlineData(1, 3_000, 40, false)]
    [InlineData(2, 9_000, 256, false)]
    [InlineData(3, 300, 30, true)]
    [InlineData(4, 70_000, 60, false)]
    [InlineData(5, 20_000, 256, true)]
    [InlineData(6, 1, 1, false)]
    public void Postings_are_written_byte_for_byte_as_Lucene_writes_them(int seed, int maxDocument, int norms, bool largeNorms)
    {
        var random = new Random(seed);
        int[] counts = [1, 1, 3, 1, 1, 127, 128, 129, 256, 257, 1024, 1025, 1152, 8191, 8192, 8193, 65_537, maxDocument, 1];
        foreach (var options in new[] { IndexOptions.Documents, IndexOptions.Frequencies, IndexOptions.Positions, IndexOptions.Offsets })
        {
            TermSample[] terms = [.. counts.Where(count => count <= maxDocument)
                .Select(count => TermSample.Create(random, maxDocument, count, count > 5_000 ? 3 : 1 + random.Next(200)))];
            var column = new SampleNorms(norms, largeNorms);
            // Norms that are all bytes are read as such while blocks are written; both ways must come to the same.
            using var sample = new PostingsSample(options, maxDocument, !largeNorms && seed % 2 == 0 ? column.ToBytes(maxDocument) : column, terms);
            using var folder = new TemporaryFolder();
            string metadata = WriteByJava(folder, sample, column, payloads: false);
            Assert.Equal(metadata, Convert.ToHexStringLower(sample.Metadata));
            string[] names = [.. sample.Folder.List()];
            Assert.Equal(names, Directory.GetFiles(folder["segment"]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
            foreach (string name in names)
            {
                byte[] ours = sample.Bytes(Path.GetExtension(name)[1..]);
                byte[] theirs = File.ReadAllBytes(Path.Combine(folder["segment"], name));
                Assert.True(ours.AsSpan().SequenceEqual(theirs), $"seed {seed}, {options}: {name} differs at {ours.AsSpan().CommonPrefixLength(theirs)}");
            }
        }
    }

    [JavaTheory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Postings_with_payloads_are_read_past_the_payloads(int seed, bool offsets)
    {
        var random = new Random(seed);
        const int MaxDocument = 12_000;
        TermSample[] terms = [.. new[] { 1, 2, 100, 128, 129, 700, 5_000, MaxDocument }
            .Select(count => TermSample.Create(random, MaxDocument, count, count > 1_000 ? 3 : 30))];
        var norms = new SampleNorms(40);
        using var model = new PostingsSample(offsets ? IndexOptions.Offsets : IndexOptions.Positions, MaxDocument, norms, terms);
        using var folder = new TemporaryFolder();
        byte[] metadata = Convert.FromHexString(WriteByJava(folder, model, norms, payloads: true));
        using var sample = new PostingsSample(
            new FileSystemFolder(folder["segment"]), metadata, model.Field with { HasPayloads = true }, MaxDocument, terms);
        PostingsCursor? cursor = null;
        foreach (var term in terms)
        {
            for (int round = 0; round < 12; round++)
            {
                var features = (PostingsFeatures)random.Next(4);
                cursor = sample.Open(term, features, cursor);
                PostingsCursorTests.Walk(random, sample, term, features, cursor, $"seed {seed}, {term.Documents.Length} documents");
            }
        }
    }

    private static string WriteByJava(TemporaryFolder folder, PostingsSample sample, SampleNorms norms, bool payloads)
    {
        using var description = new MemoryStream();
        WriteInt((int)sample.Field.IndexOptions);
        WriteInt(payloads ? 1 : 0);
        WriteInt(sample.MaxDocument);
        for (int document = 0; document < sample.MaxDocument; document++)
        {
            long norm = norms.Get(document);
            WriteInt((int)(norm >> 32));
            WriteInt((int)norm);
        }

        WriteInt(sample.Terms.Length);
        foreach (var term in sample.Terms)
        {
            WriteInt(term.Documents.Length);
            for (int i = 0; i < term.Documents.Length; i++)
            {
                WriteInt(term.Documents[i]);
                WriteInt(term.Frequencies[i]);
                if (sample.Field.IndexOptions >= IndexOptions.Positions)
                {
                    foreach (var (position, start, end) in term.Positions[i])
                    {
                        WriteInt(position);
                        WriteInt(start);
                        WriteInt(end);
                    }
                }
            }
        }

        File.WriteAllBytes(folder["description"], description.ToArray());
        Directory.CreateDirectory(folder["segment"]);
        return JavaOracle.Shared.Ask("postings", folder["segment"], PostingsSample.Suffix, folder["description"])[0];

        void WriteInt(int value)
        {
            Span<byte> bytes = stackalloc byte[4];
            BinaryPrimitives.WriteInt32BigEndian(bytes, value);
            description.Write(bytes);
        }
    }
}
