using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Tests.Postings;

/// <summary>Every byte damaged, every length cut: cursors work on or report the file and the place; they never do anything else.</summary>
public sealed class DamagedPostingsTests
{
    private const int MaxDocument = 5_000;

    [Theory]
    [InlineData("doc")]
    [InlineData("pos")]
    [InlineData("pay")]
    public void A_damaged_byte_is_survived_or_reported(string extension)
    {
        using var sample = Create();
        var folder = (MemoryFolder)sample.Folder;
        string name = $"_0_{PostingsSample.Suffix}.{extension}";
        byte[] bytes = folder.Bytes(name);
        var random = new Random(1);
        int reported = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            byte[] damaged = [.. bytes];
            damaged[i] ^= (byte)(random.Next(3) switch { 0 => 1 << random.Next(8), 1 => 0xFF, _ => random.Next(1, 256) });
            folder.SetBytes(name, damaged);
            reported += Use(sample, random, $"{name}, byte {i} {damaged[i]:x2}") ? 1 : 0;
        }

        Assert.True(reported > 0);
    }

    [Theory]
    [InlineData("doc")]
    [InlineData("pos")]
    [InlineData("pay")]
    public void A_cut_file_is_reported(string extension)
    {
        using var sample = Create();
        var folder = (MemoryFolder)sample.Folder;
        string name = $"_0_{PostingsSample.Suffix}.{extension}";
        byte[] bytes = folder.Bytes(name);
        for (int length = 0; length < bytes.Length; length += length < 200 || length > bytes.Length - 40 ? 1 : 7)
        {
            folder.SetBytes(name, bytes[..length]);
            Assert.True(Use(sample, new Random(length), $"{name} cut to {length}"));

            // As if the footer had survived: only what stands before it is missing.
            folder.SetBytes(name, [.. bytes.AsSpan(0, Math.Max(0, length - 16)), .. bytes.AsSpan(^16)]);
            Use(sample, new Random(length), $"{name} cut to {length} before its footer");
        }
    }

    [Fact]
    public void Damaged_metadata_of_a_term_is_survived_or_reported()
    {
        using var sample = Create();
        var random = new Random(3);
        for (int round = 0; round < 40; round++)
        {
            for (int i = 0; i < sample.Metadata.Length; i++)
            {
                byte[] damaged = [.. sample.Metadata];
                damaged[i] = (byte)random.Next(256);
                if (round % 4 == 0)
                {
                    damaged = damaged[..(i + 1)];
                }

                UseStates(sample, random, damaged, $"round {round}, byte {i}");
            }
        }
    }

    [Fact]
    public void Impossible_frequencies_of_a_term_are_reported()
    {
        using var sample = Create();
        foreach (var (documents, frequency) in new[] { (0, 0L), (-1, 5L), (MaxDocument + 1, 1L << 40), (5, 4L), (1, 1L << 31) })
        {
            var state = default(TermState) with { DocumentFrequency = documents, TotalTermFrequency = frequency };
            Assert.Throws<CorruptIndexException>(() =>
            {
                var metadata = new MemoryFile("metadata", sample.Metadata).CursorAt(0);
                sample.Reader.DecodeTerm(ref metadata, sample.Field, ref state, absolute: true);
            });
        }
    }

    private static PostingsSample Create()
    {
        var random = new Random(8);
        return new PostingsSample(
            IndexOptions.Offsets,
            MaxDocument,
            new SampleNorms(40),
            [.. new[] { 1, 1, 5, 140, 1_100 }.Select(count => TermSample.Create(random, MaxDocument, count, count > 200 ? 2 : 4))]);
    }

    /// <summary>Moves through all terms; says whether damage was reported.</summary>
    private static bool Use(PostingsSample sample, Random random, string what)
    {
        bool reported = false;
        try
        {
            sample.Reopen();
        }
        catch (CorruptIndexException)
        {
            return true;
        }

        foreach (var term in sample.Terms)
        {
            reported |= Move(sample, random, term.State, what);
        }

        return reported;
    }

    private static void UseStates(PostingsSample sample, Random random, byte[] bytes, string what)
    {
        var metadata = new MemoryFile("metadata", bytes).CursorAt(0);
        var state = default(TermState);
        for (int i = 0; i < sample.Terms.Length; i++)
        {
            var term = sample.Terms[i];
            try
            {
                state = state with { DocumentFrequency = term.Documents.Length, TotalTermFrequency = term.TotalFrequency };
                sample.Reader.DecodeTerm(ref metadata, sample.Field, ref state, absolute: i == 0);
            }
            catch (CorruptIndexException e)
            {
                Assert.Equal("metadata", e.File);
                return;
            }

            Move(sample, random, state, what);
        }
    }

    private static bool Move(PostingsSample sample, Random random, TermState state, string what)
    {
        bool reported = false;
        foreach (bool shallow in new[] { false, true })
        {
            try
            {
                Move(random, sample.Reader.Open(sample.Field, state, (PostingsFeatures)random.Next(4)), shallow, sample.Field, what);
            }
            catch (CorruptIndexException e)
            {
                Assert.StartsWith("_0_", e.File, StringComparison.Ordinal);
                Assert.True(e.Position >= 0 || e.Position == -1);
                reported = true;
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{what}: {e}");
            }
        }

        return reported;
    }

    private static void Move(Random random, PostingsCursor cursor, bool shallow, FieldInfo field, string what)
    {
        int[] documents = new int[100];
        int[] frequencies = new int[100];
        int last = -1;
        int positionsOf = -1;
        int step = random.Next(1, 700);
        for (int moves = 0; ; moves++)
        {
            Assert.True(moves <= 2 * MaxDocument, what);
            switch (random.Next(3))
            {
                case 0:
                    cursor.NextDocument();
                    break;
                case 1:
                    cursor.Advance(cursor.Document + 1 + random.Next(step));
                    break;
                default:
                    int count = cursor.ReadBatch(documents.AsSpan(0, random.Next(1, 100)), frequencies, cursor.Document + random.Next(step));
                    for (int i = 0; i < count; i++)
                    {
                        Check(documents[i]);
                        Assert.True(frequencies[i] > 0, what);
                    }

                    break;
            }

            if (cursor.Document == PostingsCursor.NoMoreDocuments)
            {
                return;
            }

            if (cursor.Document < 0)
            {
                continue;
            }

            Check(cursor.Document);
            Assert.True(cursor.Frequency > 0, what);
            if (shallow)
            {
                cursor.AdvanceShallow(cursor.Document);
                for (int level = 0; level < cursor.ImpactLevels; level++)
                {
                    Assert.True(cursor.ImpactsEnd(level) >= cursor.Document, what);
                    Assert.False(cursor.Impacts(level).IsEmpty, what);
                }
            }

            if (positionsOf != cursor.Document && random.Next(2) == 0)
            {
                positionsOf = cursor.Document; // they are read only once
                int position = 0;
                for (int i = random.Next(Math.Min(cursor.Frequency, 300) + 1); i > 0; i--)
                {
                    int next = cursor.NextPosition();
                    Assert.True(next == -1 || next >= position, what);
                    Assert.True(cursor.EndOffset >= cursor.StartOffset, what);
                    position = next;
                }
            }
        }

        void Check(int document)
        {
            Assert.True(document >= last && document < MaxDocument, what);
            last = document;
        }
    }
}
