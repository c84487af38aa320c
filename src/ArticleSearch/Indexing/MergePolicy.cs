namespace ArticleSearch.Indexing;

/// <summary>A segment as the policy sees it.</summary>
/// <param name="Bytes">The length of its files.</param>
/// <param name="DeletedShare">Which share of its passages is deleted, from 0 to 1.</param>
/// <param name="IsFree">Whether it may be merged now: it is in no merge, and holds nothing that can not be merged.</param>
internal readonly record struct MergeCandidate(long Bytes, double DeletedShare, bool IsFree)
{
    /// <summary>The length that its live passages would take.</summary>
    public long LiveBytes => (long)(Bytes * (1 - DeletedShare));
}

/// <summary>
/// Decides which segments are to become one. It looks at sizes and deletions alone; segments of like size are merged wherever they
/// stand, so that each passage is copied about as often as there are tiers, log₁₀ of the index in smallest segments.
/// </summary>
/// <remarks>
/// Tiers: an index may have <see cref="Width"/> segments of the smallest size, as many of ten times that size, and so on up to
/// <see cref="LargestMerged"/>; sizes below <see cref="SmallSize"/> count as that size. With more segments than that, of all windows
/// of up to <see cref="Width"/> neighbours in order of size the one is merged whose largest member has the smallest share
/// of the whole (so that little is copied in vain), those with deletions and smaller ones first. With not too many segments, one of
/// which more than <see cref="MostDeleted"/> is deleted is written anew by itself.
/// </remarks>
internal static class MergePolicy
{
    /// <summary>How many segments a merge takes together, and how many a tier has.</summary>
    public const int Width = 10;

    /// <summary>Bytes below which segments are alike.</summary>
    public const long SmallSize = 2L << 20;

    /// <summary>Bytes that a merge does not make more of, but when all segments become one.</summary>
    public const long LargestMerged = 5L << 30;

    /// <summary>The share of deleted passages above which a segment is written anew.</summary>
    public const double MostDeleted = 1.0 / 3;

    // How much a merge's size counts beside its balance: a merge ten times as large is preferred if its balance is 1.12 times better.
    private const double SizeWeight = 0.05;

    /// <summary>The merge that is due, as the ascending numbers of its segments; empty if none is.</summary>
    public static int[] Find(ReadOnlySpan<MergeCandidate> segments)
    {
        var free = new List<(int Number, long Bytes, double DeletedShare)>();
        for (int i = 0; i < segments.Length; i++)
        {
            if (segments[i].IsFree && segments[i].LiveBytes <= LargestMerged / 2)
            {
                free.Add((i, Math.Max(segments[i].LiveBytes, SmallSize), segments[i].DeletedShare));
            }
        }

        // Descending; the order of the index decides between equals, so that the same sizes give the same merges.
        free.Sort((a, b) => a.Bytes != b.Bytes ? b.Bytes.CompareTo(a.Bytes) : a.Number.CompareTo(b.Number));
        int[] best = free.Count > Allowed(free.Select(segment => segment.Bytes)) ? Best(free) : [];
        return best.Length > 0 ? best : MostlyDeleted(segments);
    }

    /// <summary>How many segments of such sizes an index may have.</summary>
    private static int Allowed(IEnumerable<long> sizes)
    {
        long left = 0;
        long tier = long.MaxValue;
        foreach (long size in sizes)
        {
            left += size;
            tier = Math.Min(tier, size);
        }

        int allowed = 0;
        while (left > 0)
        {
            long fitting = (left + tier - 1) / tier;
            if (fitting <= Width || tier >= LargestMerged)
            {
                return Math.Max(Width, allowed + (int)fitting);
            }

            allowed += Width;
            left -= Width * tier;
            tier = Math.Min(LargestMerged, tier * Width);
        }

        return Math.Max(Width, allowed);
    }

    private static int[] Best(List<(int Number, long Bytes, double DeletedShare)> free)
    {
        int[] best = [];
        double bestScore = double.MaxValue;
        for (int start = 0; start + 1 < free.Count; start++)
        {
            // The largest first; those that would make too much of it are left out, smaller ones behind them taken.
            var members = new List<(int Number, long Bytes, double DeletedShare)>();
            long bytes = 0;
            for (int i = start; i < free.Count && members.Count < Width; i++)
            {
                if (bytes + free[i].Bytes <= LargestMerged)
                {
                    members.Add(free[i]);
                    bytes += free[i].Bytes;
                }
            }

            if (members.Count < 2 || (free.Count - start < Width && start > 0))
            {
                continue; // an earlier window has them too
            }

            double balance = (double)members[0].Bytes / bytes;
            double live = 1 - (members.Sum(member => member.DeletedShare) / members.Count);
            double score = balance * Math.Pow(bytes, SizeWeight) * live * live;
            if (score < bestScore)
            {
                bestScore = score;
                best = [.. members.Select(member => member.Number).Order()];
            }
        }

        return best;
    }

    private static int[] MostlyDeleted(ReadOnlySpan<MergeCandidate> segments)
    {
        int worst = -1;
        for (int i = 0; i < segments.Length; i++)
        {
            if (segments[i].IsFree && segments[i].DeletedShare > Math.Max(MostDeleted, worst < 0 ? 0 : segments[worst].DeletedShare))
            {
                worst = i;
            }
        }

        return worst < 0 ? [] : [worst];
    }
}
