using ArticleSearch.Matching;
using Xunit;

namespace ArticleSearch.Tests.Matching;

/// <summary>The sort of a search beside the one of the base library that keeps equal elements in their order.</summary>
public sealed class StableSortTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Sorts_as_the_base_library_does_and_keeps_equal_elements_in_their_order(int seed)
    {
        var random = new Random(seed);
        for (int length = 0; length < 200; length++)
        {
            int values = 1 + random.Next(2 * (length + 1));
            var items = new (int Key, int Place)[length];
            for (int i = 0; i < length; i++)
            {
                items[i] = (random.Next(values), i);
            }

            var expected = items.OrderBy(item => item.Key).ToArray();
            StableSort.Sort(items.AsSpan(), static (a, b) => a.Key.CompareTo(b.Key));
            Assert.True(expected.SequenceEqual(items), $"seed {seed}, {length} elements");
        }
    }
}
