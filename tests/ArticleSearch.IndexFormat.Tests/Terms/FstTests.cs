using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.IndexFormat.Terms;

namespace ArticleSearch.IndexFormat.Tests.Terms;

/// <summary>The FST alone against a dictionary.</summary>
public sealed class FstTests
{
    [Fact]
    public void The_example_of_the_format_is_what_is_written()
    {
        var (nodes, metadata) = Write([("a"u8.ToArray(), [5])]);
        Assert.Equal("000501611F", Convert.ToHexString(nodes));
        Assert.EndsWith("0000" + "04" + "05", Convert.ToHexString(metadata), StringComparison.Ordinal);
    }

    [Fact]
    public void The_empty_input_alone_needs_no_node()
    {
        var fst = Build([([], [1, 2, 3])]);
        Assert.Equal(0, fst.Root);
        Assert.Equal([1, 2, 3], fst.EmptyOutput);
        var entries = new FstEntries(fst);
        Assert.True(entries.MoveNext());
        Assert.True(entries.Input.IsEmpty);
        Assert.Equal([1, 2, 3], entries.Output.ToArray());
        Assert.False(entries.MoveNext());
        Assert.False(new FstWalk(fst).Follow(0));
    }

    [Theory]
    [MemberData(nameof(RandomTerms.Kinds), MemberType = typeof(RandomTerms))]
    public void Every_input_gives_its_output_and_no_other_is_accepted(string kind)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            int count = seed < 2 ? seed + 1 : seed == 9 ? 4000 : 20 * seed * seed;
            byte[][] terms = RandomTerms.Make(kind, kind == "long" ? Math.Min(count, 30) : count, seed);
            var random = new Random(seed);
            var twin = new SortedDictionary<byte[], byte[]>(RandomTerms.Order);
            foreach (byte[] term in terms)
            {
                byte[] output = new byte[random.Next(4) == 0 ? random.Next(40) : random.Next(5)];
                for (int i = 0; i < output.Length; i++)
                {
                    output[i] = (byte)(random.Next(3) == 0 ? random.Next(256) : 7);
                }

                twin.Add(term, output);
            }

            var fst = Build(twin.Select(entry => (entry.Key, entry.Value)));
            Assert.True(Agrees(fst, twin, random), $"kind {kind}, seed {seed}");
        }
    }

    [Fact]
    public void Nodes_of_all_three_layouts_are_written_and_read()
    {
        var nodeKinds = new HashSet<byte>();
        for (int seed = 0; seed < 20; seed++)
        {
            byte[][] terms = RandomTerms.Make(seed % 2 == 0 ? "binary" : "ascii", 60 + seed * 10, seed);
            var fst = Build(terms.Where((_, i) => i % 2 == seed % 3 % 2).Select(term => (term, new byte[] { (byte)(term.Length + seed), term.LastOrDefault() })));
            Collect(fst, fst.Root, nodeKinds, depth: 0);
        }

        Assert.Contains(FstFormat.DirectAddressing, nodeKinds);
        Assert.Contains(FstFormat.BinarySearch, nodeKinds);
        Assert.Contains((byte)0, nodeKinds);
    }

    [Fact]
    public void A_damaged_FST_is_walked_to_an_end_or_refused()
    {
        byte[][] terms = RandomTerms.Make("french", 120, seed: 5);
        var (nodes, metadata) = Write(terms.Select(term => (term, new byte[] { 1, term[^1], term[0] })));
        for (int i = 0; i < nodes.Length + metadata.Length; i++)
        {
            foreach (byte flip in new byte[] { 0x05, 0xFF })
            {
                byte[] damagedNodes = [.. nodes];
                byte[] damagedMetadata = [.. metadata];
                (i < nodes.Length ? damagedNodes : damagedMetadata)[i < nodes.Length ? i : i - nodes.Length] ^= flip;
                try
                {
                    var fst = Read(damagedNodes, damagedMetadata);
                    var entries = new FstEntries(fst);
                    for (int count = 0; count < 600 && entries.MoveNext();)
                    {
                        count++;
                    }

                    foreach (byte[] term in terms.Take(20))
                    {
                        var walk = new FstWalk(fst);
                        foreach (byte label in term)
                        {
                            if (!walk.Follow(label))
                            {
                                break;
                            }
                        }
                    }
                }
                catch (CorruptIndexException e)
                {
                    Assert.True(e.Position >= 0);
                }
            }
        }
    }

    internal static (byte[] Nodes, byte[] Metadata) Write(IEnumerable<(byte[] Input, byte[] Output)> entries)
    {
        var builder = new FstBuilder();
        foreach (var (input, output) in entries)
        {
            builder.Add(input, output);
        }

        var metadata = new MemoryOutput();
        var nodes = new MemoryOutput();
        builder.Finish(metadata, nodes);
        return (nodes.ToArray(), metadata.ToArray());
    }

    internal static Fst Read(byte[] nodes, byte[] metadata)
    {
        var cursor = new MemoryFile("fst.tmd", metadata).CursorAt(0);
        return Fst.Read(ref cursor, new MemoryFile("fst.tip", nodes), 0, nodes.Length);
    }

    private static Fst Build(IEnumerable<(byte[] Input, byte[] Output)> entries)
    {
        var (nodes, metadata) = Write(entries);
        return Read(nodes, metadata);
    }

    private static bool Agrees(Fst fst, SortedDictionary<byte[], byte[]> twin, Random random)
    {
        var entries = new FstEntries(fst);
        foreach (var (input, output) in twin)
        {
            if (!entries.MoveNext()
                || !entries.Input.SequenceEqual(input)
                || !entries.Output.SequenceEqual(output)
                || Find(fst, input) is not { } found
                || !found.AsSpan().SequenceEqual(output))
            {
                return false;
            }

            if (input.Length > 0)
            {
                byte[] other = [.. input];
                other[random.Next(other.Length)] ^= (byte)(1 << random.Next(8));
                byte[] longer = [.. input, (byte)random.Next(256)];
                byte[] shorter = input[..^1];
                if (new[] { other, longer, shorter }.Any(term => (Find(fst, term) is not null) != twin.ContainsKey(term)))
                {
                    return false;
                }
            }
        }

        return !entries.MoveNext();
    }

    private static byte[]? Find(Fst fst, byte[] input)
    {
        if (input.Length == 0)
        {
            return fst.EmptyOutput;
        }

        var walk = new FstWalk(fst);
        var output = new List<byte>();
        byte[] buffer = new byte[100];
        foreach (byte label in input)
        {
            if (!walk.Follow(label))
            {
                return null;
            }

            walk.CopyOutput(walk.Output, buffer);
            output.AddRange(buffer.AsSpan(0, walk.Output.Length));
        }

        walk.CopyOutput(walk.FinalOutput, buffer);
        output.AddRange(buffer.AsSpan(0, walk.FinalOutput.Length));
        return walk.IsFinal ? [.. output] : null;
    }

    private static void Collect(Fst fst, int node, HashSet<byte> kinds, int depth)
    {
        if (node <= 0)
        {
            return;
        }

        byte kind = fst.Bytes[node];
        kinds.Add(kind is FstFormat.DirectAddressing or FstFormat.BinarySearch ? kind : (byte)0);
        for (int label = 0; ; label++)
        {
            var walk = new FstWalk(fst, node);
            label = walk.FollowNext(label);
            if (label < 0)
            {
                return;
            }

            Collect(fst, walk.Node, kinds, depth + 1);
        }
    }
}
