using ArticleSearch.Indexing;

namespace ArticleSearch.Tests.Indexing;

public sealed class NumberSortTests
{
    [Fact]
    public void Numbers_ascend_and_equal_ones_keep_their_order()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            ulong[] keys = new ulong[random.Next(random.Next(2) == 0 ? 60 : 3000)];
            ulong mask = 0;
            for (int i = 0; i < sizeof(ulong); i++)
            {
                mask |= random.Next(2) == 0 ? 0 : (ulong)random.Next(256) << (i * 8); // bytes in which all are alike, or few differ
            }

            foreach (ref ulong key in keys.AsSpan())
            {
                key = (ulong)random.NextInt64() & mask;
            }

            int[] items = [.. Enumerable.Range(0, keys.Length)];
            int[] expected = [.. items.OrderBy(item => keys[item])];
            ulong[] sorted = [.. keys.Order()];
            new NumberSort(keys.Length).Sort(keys, items);
            Assert.True(expected.SequenceEqual(items), $"seed {seed}");
            Assert.True(sorted.SequenceEqual(keys), $"seed {seed}");
        }
    }
}
