namespace ArticleSearch.Analysis.Tests;

/// <summary>A growing array holds what a list holds after the same calls.</summary>
public sealed class GrowingArrayTests
{
    [Fact]
    public void It_is_a_list_whatever_is_done_to_it()
    {
        const int seed = 11;
        var random = new Random(seed);
        for (int round = 0; round < 200; round++)
        {
            var list = new List<(int, string)>();
            var array = new GrowingArray<(int, string)>(random.Next(5));
            for (int step = 0; step < 60; step++)
            {
                switch (random.Next(12))
                {
                    case 0:
                        int kept = random.Next(list.Count + 1);
                        list.RemoveRange(kept, list.Count - kept);
                        array.Cut(kept);
                        break;
                    case 1 when list.Count > 0:
                        int at = random.Next(list.Count);
                        list[at] = (step, "changed");
                        array[at] = (step, "changed");
                        break;
                    case 2 when random.Next(5) == 0:
                        list.Clear();
                        array.Clear();
                        break;
                    default:
                        list.Add((step, "added"));
                        array.Add((step, "added"));
                        break;
                }

                var seen = new List<(int, string)>();
                foreach (var item in array)
                {
                    seen.Add(item);
                }

                Assert.True(list.SequenceEqual(seen) && array.Span.SequenceEqual(list.ToArray()) && array.Count == list.Count, $"seed {seed}, round {round}, step {step}");
            }
        }
    }

    [Fact]
    public void What_is_not_there_is_not_handed_out()
    {
        var array = new GrowingArray<int>(8);
        array.Add(1);

        Assert.Throws<IndexOutOfRangeException>(() => array[1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => array.Cut(2));
    }

    [Fact]
    public void What_is_cut_off_is_let_go()
    {
        var array = new GrowingArray<string?>(4);
        array.Add("kept");
        array.Add("gone");
        array.Cut(1);

        Assert.Null(System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref array[0], 2)[1]);
    }
}
