using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Tests.Postings;

/// <summary>Patched and difference blocks: what is written is read, and what is damaged gives numbers in range or is reported.</summary>
public sealed class BlockTests
{
    [Fact]
    public void Every_block_is_read_back_and_passed_over()
    {
        foreach (var sample in BlockSamples.Create(new Random(3), rounds: 20))
        {
            byte[] bytes = BlockSamples.Write(sample);
            int[] expected = sample.Kind == BlockKind.Deltas ? BlockSamples.Documents(sample) : sample.Numbers;
            Assert.Equal(expected, BlockSamples.Read(sample, bytes));
            if (sample.Kind == BlockKind.Patched)
            {
                Assert.True(bytes.Length <= PatchedBlock.MaxByteCount);
                var cursor = new MemoryFile("block", bytes).CursorAt(0);
                PatchedBlock.Skip(ref cursor);
                Assert.Equal(0, cursor.Remaining);
            }
        }
    }

    [Fact]
    public void The_examples_of_the_descriptions_are_right()
    {
        int[] numbers = [1, 1, 5, .. Enumerable.Repeat(1, 125)];
        Assert.Equal("20010204", Convert.ToHexString(BlockSamples.Write(new BlockSample(BlockKind.Patched, 0, numbers))));
        int[] ones = [.. Enumerable.Repeat(1, 128)];
        Assert.Equal("00", Convert.ToHexString(BlockSamples.Write(new BlockSample(BlockKind.Deltas, 0, ones))));
        ones[0] = 0;
        Assert.Equal(17, BlockSamples.Write(new BlockSample(BlockKind.Deltas, 0, ones)).Length);
    }

    [Fact]
    public void A_patched_block_of_seven_exceptions_is_read()
    {
        byte[] bytes = [0xE0 | 0, 3, .. Enumerable.Range(0, 7).SelectMany(i => new byte[] { (byte)(i * 20), 4 })];
        int[] numbers = BlockSamples.Read(new BlockSample(BlockKind.Patched, 0, []), bytes);
        Assert.Equal(Enumerable.Range(0, 128).Select(i => i % 20 == 0 ? 7 : 3), numbers);
    }

    [Fact]
    public void Both_forms_of_the_running_sum_agree()
    {
        var random = new Random(4);
        for (int bits = 1; bits <= 24; bits++)
        {
            for (int round = 0; round < 20; round++)
            {
                int[] scalar = PackedBlockTests.Numbers(random, bits);
                int[] vector = [.. scalar];
                int previous = random.Next();
                bool ascending = !scalar.Contains(0);
                Assert.Equal(ascending, DeltaBlock.AddUpScalar(scalar, previous));
                Assert.Equal(ascending, DeltaBlock.AddUpVector(vector, previous));
                Assert.Equal(scalar, vector);
            }
        }
    }

    [Theory]
    [InlineData(0, -1, 129)] // documents 1 to 128 of 129
    [InlineData(0, 5, 134)]
    public void Documents_up_to_the_last_one_are_read_and_no_farther(int bits, int previous, int maxDocument)
    {
        byte[] bytes = [(byte)bits, .. new byte[PackedBlock.Padding]];
        int[] documents = new int[128];
        var file = new MemoryFile("block", bytes);
        var cursor = file.CursorAt(0);
        DeltaBlock.Read(ref cursor, previous, maxDocument, documents);
        Assert.Equal(maxDocument - 1, documents[^1]);
        Assert.Throws<CorruptIndexException>(() =>
        {
            var again = file.CursorAt(0);
            DeltaBlock.Read(ref again, previous, maxDocument - 1, documents);
        });
    }

    [Fact]
    public void Whatever_the_bytes_of_a_block_what_is_read_is_in_range()
    {
        var random = new Random(9);
        int read = 0;
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = new byte[random.Next(1, 600)];
            random.NextBytes(bytes);
            bytes[0] = (byte)(random.Next(3) == 0 ? bytes[0] : bytes[0] & 0x0F);
            int maxDocument = random.Next(1, int.MaxValue);
            int previous = random.Next(-1, maxDocument);
            int[] numbers = new int[128];
            var file = new MemoryFile("block", bytes);
            try
            {
                var cursor = file.CursorAt(0);
                PatchedBlock.Read(ref cursor, numbers);
                Assert.False(numbers.AsSpan().ContainsAnyInRange(int.MinValue, -1), $"round {round}");
                cursor = file.CursorAt(0);
                PatchedBlock.Skip(ref cursor);
                cursor = file.CursorAt(0);
                DeltaBlock.Read(ref cursor, previous, maxDocument, numbers);
                int last = previous;
                foreach (int document in numbers)
                {
                    Assert.True(document > last && document < maxDocument, $"round {round}");
                    last = document;
                }

                read++;
            }
            catch (CorruptIndexException e)
            {
                Assert.Equal("block", e.File);
            }
        }

        Assert.True(read > 100, "some blocks must have been whole");
    }
}
