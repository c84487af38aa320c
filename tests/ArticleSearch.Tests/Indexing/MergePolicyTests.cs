using ArticleSearch.Indexing;

namespace ArticleSearch.Tests.Indexing;

/// <summary>What the policy promises, over random segments: few of them, little copied, deletions reclaimed, and an end.</summary>
public sealed class MergePolicyTests
{
    private const long Mega = 1L << 20;

    [Fact]
    public void As_many_like_segments_as_a_merge_takes_are_left_alone_and_two_more_are_merged()
    {
        Assert.Empty(MergePolicy.Find([]));
        Assert.Empty(MergePolicy.Find([.. Enumerable.Repeat(Segment(100 * Mega), MergePolicy.Width)]));
        Assert.Equal(Enumerable.Range(0, MergePolicy.Width), MergePolicy.Find([.. Enumerable.Repeat(Segment(100 * Mega), MergePolicy.Width + 2)]));
    }

    [Fact]
    public void Like_segments_are_merged_wherever_they_stand()
    {
        MergeCandidate[] segments = [.. Enumerable.Range(0, 30).Select(i => Segment(i % 3 == 0 ? 900 * Mega : 3 * Mega))];
        Assert.All(MergePolicy.Find(segments), number => Assert.NotEqual(0, number % 3));
    }

    [Fact]
    public void A_segment_that_is_mostly_deleted_is_written_anew()
    {
        Assert.Equal([1], MergePolicy.Find([Segment(100 * Mega), Segment(100 * Mega, 0.4), Segment(100 * Mega, 0.3)]));
        Assert.Equal([2], MergePolicy.Find([Segment(100 * Mega), Segment(100 * Mega, 0.4), Segment(100 * Mega, 0.5)]));
        Assert.Equal([0], MergePolicy.Find([Segment(MergePolicy.LargestMerged * 2, 0.4)]));
        Assert.Empty(MergePolicy.Find([Segment(100 * Mega, 0.3), new MergeCandidate(100 * Mega, 0.9, IsFree: false)]));
    }

    [Fact]
    public void Segments_in_a_merge_and_very_large_ones_are_left_out()
    {
        MergeCandidate[] segments =
        [
            .. Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? Segment(10 * Mega) : new MergeCandidate(10 * Mega, 0, IsFree: false)),
            .. Enumerable.Repeat(Segment(MergePolicy.LargestMerged), 40),
        ];
        int[] due = MergePolicy.Find(segments);
        Assert.Equal(MergePolicy.Width, due.Length);
        Assert.All(due, number => Assert.True(number < 40 && number % 2 == 0));
    }

    [Fact]
    public void However_an_index_grows_its_segments_are_few_and_little_is_copied()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var segments = new List<MergeCandidate>();
            long added = 0;
            long copied = 0;
            for (int step = 0; step < 1500; step++)
            {
                long bytes = (long)(Mega * Math.Pow(2, random.NextDouble() * (seed % 6)));
                segments.Add(Segment(bytes));
                added += bytes;
                while (MergePolicy.Find([.. segments]) is { Length: > 0 } due)
                {
                    Assert.Equal(due.Order().Distinct(), due);
                    Assert.InRange(due.Length, 2, MergePolicy.Width);
                    long merged = due.Sum(number => segments[number].LiveBytes);
                    Assert.True(merged <= MergePolicy.LargestMerged, $"seed {seed}");
                    copied += merged;
                    foreach (int number in due.Reverse())
                    {
                        segments.RemoveAt(number);
                    }

                    segments.Insert(due[0], Segment(merged));
                }

                // Ten for each tier: of small ones, tens and hundreds of megabytes, gigabytes.
                Assert.True(segments.Count <= 4 * MergePolicy.Width, $"seed {seed}: {segments.Count} segments");
            }

            Assert.True(copied < 5 * added, $"seed {seed}: {copied} bytes copied for {added} added");
        }
    }

    [Fact]
    public void The_limit_of_merges_rises_when_they_fall_behind_and_sinks_again()
    {
        var throttle = new MergeThrottle(() => false);
        throttle.Adapt(isBehind: true);
        Assert.Equal(2 * MergeThrottle.InitialRate, throttle.Rate);
        for (int i = 0; i < 100; i++)
        {
            throttle.Adapt(isBehind: false);
        }

        Assert.Equal(MergeThrottle.LowestRate, throttle.Rate);
        for (int i = 0; i < 100; i++)
        {
            throttle.Adapt(isBehind: true);
        }

        Assert.Equal(MergeThrottle.HighestRate, throttle.Rate);
    }

    private static MergeCandidate Segment(long bytes, double deletedShare = 0) => new(bytes, deletedShare, IsFree: true);
}
