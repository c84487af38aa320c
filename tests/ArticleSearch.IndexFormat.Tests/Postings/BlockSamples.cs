using System.Buffers.Binary;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Tests.Postings;

internal enum BlockKind
{
    Packed,
    Patched,
    Deltas,
}

/// <summary>A block's numbers; <paramref name="Bits"/> is told to the packed kind alone. Deltas are never negative.</summary>
internal sealed record BlockSample(BlockKind Kind, int Bits, int[] Numbers);

/// <summary>Blocks of every kind and width, with every number of exceptions, and their bytes.</summary>
internal static class BlockSamples
{
    public static List<BlockSample> Create(Random random, int rounds)
    {
        var samples = new List<BlockSample>();
        for (int round = 0; round < rounds; round++)
        {
            for (int bits = 1; bits <= 31; bits++)
            {
                samples.Add(new BlockSample(BlockKind.Packed, bits, PackedBlockTests.Numbers(random, bits)));
                int[] patched = PackedBlockTests.Numbers(random, bits);
                if (random.Next(3) == 0)
                {
                    patched.AsSpan().Fill(patched[0]);
                }

                for (int exceptions = random.Next(6); exceptions > 0; exceptions--)
                {
                    patched[random.Next(128)] = (int)random.NextInt64(1L << Math.Min(31, bits + random.Next(12)));
                }

                samples.Add(new BlockSample(BlockKind.Patched, 0, patched));

                // What differences add up to must be a document: their width ends where 128 of them leave 31 bits.
                int[] deltas = [.. PackedBlockTests.Numbers(random, Math.Min(bits, 23)).Select(number => Math.Max(1, number))];
                deltas[0] = (int)random.NextInt64(1L << Math.Min(30, bits));
                samples.Add(new BlockSample(BlockKind.Deltas, 0, deltas));
            }

            samples.Add(new BlockSample(BlockKind.Deltas, 0, [.. Enumerable.Repeat(1, 128)]));
            samples.Add(new BlockSample(BlockKind.Deltas, 0, [.. Enumerable.Repeat(2, 128)]));
            samples.Add(new BlockSample(BlockKind.Patched, 0, new int[128]));
        }

        return samples;
    }

    /// <summary>The blocks as the oracle reads them.</summary>
    public static byte[] Describe(List<BlockSample> samples)
    {
        byte[] bytes = new byte[samples.Count * (2 + (4 * 128))];
        var rest = bytes.AsSpan();
        foreach (var sample in samples)
        {
            rest[0] = (byte)sample.Kind;
            rest[1] = (byte)sample.Bits;
            rest = rest[2..];
            foreach (int number in sample.Numbers)
            {
                BinaryPrimitives.WriteInt32BigEndian(rest, number);
                rest = rest[4..];
            }
        }

        return bytes;
    }

    public static byte[] Write(BlockSample sample)
    {
        var output = new MemoryOutput();
        int[] numbers = [.. sample.Numbers];
        switch (sample.Kind)
        {
            case BlockKind.Packed:
                PackedBlock.Encode(numbers, sample.Bits, output.Take(PackedBlock.ByteCount(sample.Bits)));
                break;
            case BlockKind.Patched:
                PatchedBlock.Write(numbers, output);
                break;
            default:
                DeltaBlock.Write(Documents(sample), 0, output);
                break;
        }

        return output.ToArray();
    }

    /// <summary>Reads a block of the sample's kind and returns its numbers (documents, for differences).</summary>
    public static int[] Read(BlockSample sample, byte[] bytes)
    {
        int[] numbers = new int[128];
        byte[] padded = [.. bytes, .. new byte[PackedBlock.Padding]];
        var cursor = new MemoryFile("block", padded).CursorAt(0);
        switch (sample.Kind)
        {
            case BlockKind.Packed:
                PackedBlock.Decode(padded, sample.Bits, numbers);
                cursor.Skip(bytes.Length);
                break;
            case BlockKind.Patched:
                PatchedBlock.Read(ref cursor, numbers);
                break;
            default:
                DeltaBlock.Read(ref cursor, -1, int.MaxValue, numbers);
                break;
        }

        Assert.Equal(bytes.Length, cursor.Position);
        return numbers;
    }

    public static int[] Documents(BlockSample sample)
    {
        int[] documents = [.. sample.Numbers];
        for (int i = 1; i < documents.Length; i++)
        {
            documents[i] += documents[i - 1];
        }

        return documents;
    }
}
