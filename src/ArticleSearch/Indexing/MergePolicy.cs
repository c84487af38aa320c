namespace ArticleSearch.Indexing;

/// <summary>
/// Decides which neighbouring segments are to become one, so that their number grows with the logarithm of the index only. It looks
/// at sizes alone and keeps the order of documents.
/// </summary>
/// <remarks>
/// From the left, a level goes as far as the last segment that has at least a fifth of the greatest size from there on; the next
/// level begins after it. A level of <see cref="Width"/> segments or more is merged, the <see cref="Width"/> neighbours that
/// cost least first. Segments below <see cref="SmallSize"/> count as of that size: very small ones are one level. A segment
/// above <see cref="LargestMerged"/> is left alone.
/// </remarks>
internal static class MergePolicy
{
    /// <summary>How many segments a merge takes together.</summary>
    public const int Width = 10;

    /// <summary>Bytes below which segments are alike.</summary>
    public const long SmallSize = 2L << 20;

    /// <summary>Bytes above which a segment is merged only when all become one.</summary>
    public const long LargestMerged = 5L << 30;

    private const int LevelRatio = 5;

    /// <summary>The merge that is due, as a range of segments; null if none is.</summary>
    public static Range? Find(ReadOnlySpan<long> sizes)
    {
        Range? best = null;
        long bestCost = long.MaxValue;
        for (int start = 0; start < sizes.Length;)
        {
            int end = EndOfLevel(sizes, start);
            for (int first = start; first + Width <= end; first++)
            {
                long cost = Cost(sizes.Slice(first, Width));
                if (cost < bestCost)
                {
                    bestCost = cost;
                    best = first..(first + Width);
                }
            }

            start = end;
        }

        return best;
    }

    private static int EndOfLevel(ReadOnlySpan<long> sizes, int start)
    {
        long largest = SmallSize;
        foreach (long size in sizes[start..])
        {
            largest = Math.Max(largest, size);
        }

        int end = sizes.Length;
        while (Math.Max(sizes[end - 1], SmallSize) < largest / LevelRatio)
        {
            end--;
        }

        return end;
    }

    private static long Cost(ReadOnlySpan<long> sizes)
    {
        long cost = 0;
        foreach (long size in sizes)
        {
            if (size > LargestMerged)
            {
                return long.MaxValue;
            }

            cost += size;
        }

        return cost;
    }
}
