using System.Text;
using ArticleSearch.Indexing;

namespace ArticleSearch.Tests.Indexing;

public sealed class ByteStringListTests
{
    [Fact]
    public void Sorting_equals_comparing_in_pairs()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var list = new ByteStringList();
            var twin = new List<byte[]>();
            int letters = random.Next(1, 4);
            for (int i = random.Next(200); i > 0; i--)
            {
                byte[] value = new byte[random.Next(random.Next(2) == 0 ? 4 : 40)];
                foreach (ref byte b in value.AsSpan())
                {
                    b = (byte)random.Next(letters);
                }

                twin.Add(value);
                list.Add(value);
            }

            int[] expected = [.. Enumerable.Range(0, twin.Count).Order(Comparer<int>.Create((a, b) => twin[a].AsSpan().SequenceCompareTo(twin[b]) is var c && c != 0 ? c : a - b))];
            Assert.True(expected.SequenceEqual(list.Sorted()), $"seed {seed}");
        }
    }

    [Fact]
    public void Long_strings_that_part_late_are_sorted_without_deep_recursion()
    {
        var list = new ByteStringList();
        for (int i = 0; i < 1500; i++)
        {
            list.AddUtf8(new string('a', 8 * i) + (i % 2 == 0 ? "b" : ""));
        }

        int[] order = list.Sorted();
        for (int i = 1; i < order.Length; i++)
        {
            Assert.True(list[order[i - 1]].SequenceCompareTo(list[order[i]]) < 0);
        }
    }

    [Fact]
    public void Texts_are_kept_as_utf8_and_the_last_one_can_be_taken_away()
    {
        var list = new ByteStringList();
        list.AddUtf8("œuvre");
        list.AddUtf8("x");
        list.RemoveLast();
        list.AddUtf8("a#1");
        Assert.Equal(["œuvre", "a#1"], Enumerable.Range(0, list.Count).Select(i => Encoding.UTF8.GetString(list[i])));
    }
}
