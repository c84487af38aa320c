using System.Runtime.InteropServices;

namespace ArticleSearch.Matching;

/// <summary>
/// Sorts the lists of a search; equal elements stay in their order. The sorts of the base library are compiled when a program first
/// sorts values of a type of ours, a dozen methods a type, and a first answer waits for them: this is compiled ahead.
/// </summary>
internal static class StableSort
{
    /// <summary>So many elements are sorted by moving each to its place; more are merged.</summary>
    private const int RunLength = 16;

    public static void Sort<T>(List<T> items, Comparison<T> order) => Sort(CollectionsMarshal.AsSpan(items), order);

    public static void Sort<T>(Span<T> items, Comparison<T> order)
    {
        for (int start = 0; start < items.Length; start += RunLength)
        {
            Insert(items[start..Math.Min(start + RunLength, items.Length)], order);
        }

        if (items.Length <= RunLength)
        {
            return;
        }

        var sorted = items;
        Span<T> merged = new T[items.Length];
        for (int length = RunLength; length < items.Length; length *= 2)
        {
            for (int start = 0; start < items.Length; start += 2 * length)
            {
                int middle = Math.Min(start + length, items.Length);
                int end = Math.Min(middle + length, items.Length);
                Merge(sorted[start..middle], sorted[middle..end], merged[start..end], order);
            }

            var next = sorted;
            sorted = merged;
            merged = next;
        }

        if (sorted != items)
        {
            sorted.CopyTo(items);
        }
    }

    private static void Insert<T>(Span<T> items, Comparison<T> order)
    {
        for (int i = 1; i < items.Length; i++)
        {
            var item = items[i];
            int at = i;
            for (; at > 0 && order(items[at - 1], item) > 0; at--)
            {
                items[at] = items[at - 1];
            }

            items[at] = item;
        }
    }

    private static void Merge<T>(ReadOnlySpan<T> first, ReadOnlySpan<T> second, Span<T> merged, Comparison<T> order)
    {
        int one = 0;
        int other = 0;
        for (int at = 0; at < merged.Length; at++)
        {
            bool takesFirst = other == second.Length || (one < first.Length && order(first[one], second[other]) <= 0);
            merged[at] = takesFirst ? first[one++] : second[other++];
        }
    }
}
