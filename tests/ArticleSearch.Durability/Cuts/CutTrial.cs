using ArticleSearch.Durability.Disks;
using ArticleSearch.Durability.Histories;

namespace ArticleSearch.Durability.Cuts;

/// <summary>
/// One power cut in a history: what the disk may hold then, what becomes of it, and now and then a second cut while the index
/// recovers from the first. It follows from the history and the number of the cut.
/// </summary>
internal static class CutTrial
{
    /// <summary>How often the recovery is cut as well.</summary>
    private const int SecondCuts = 6;

    /// <summary>The disk as one cut leaves it, with the commits it may hold.</summary>
    public static (SimulatedDisk Disk, int After, KnownCommit[] Expected) Cut(History history, int cut)
    {
        var random = new Random(Seed(history, cut));
        int after = random.Next(history.Disk.Changes.Count + 1);
        return (PowerCut.Apply(history.Disk, after, random), after, history.At(after));
    }

    /// <summary>Cuts, looks, goes on.</summary>
    /// <returns>How many cuts there were: one or two.</returns>
    /// <exception cref="ViolationException">Something was lost.</exception>
    public static int Run(History history, int cut)
    {
        try
        {
            int seed = Seed(history, cut);
            var (disk, _, expected) = Cut(history, cut);
            var found = Recovery.Inspect(disk, expected);
            var next = Recovery.GoOn(disk, found, seed);
            if (cut % SecondCuts != 0)
            {
                return 1;
            }

            Recovery.Check(disk);
            var random = new Random(~seed);
            int after = random.Next(disk.Changes.Count + 1);
            var second = PowerCut.Apply(disk, after, random);
            found = after >= next.Acknowledged ? Recovery.Inspect(second, next) : Recovery.Inspect(second, found, next);
            Recovery.GoOn(second, found, seed);
            return 2;
        }
        catch (ViolationException e)
        {
            // Threads do not run the same way twice: the disk itself is kept.
            string folder = Path.Combine(Path.GetTempPath(), $"articlesearch-cut-{history.Seed}-{cut}");
            Cut(history, cut).Disk.WriteTo(folder);
            throw new ViolationException($"history {history.Seed}, cut {cut}: {e.Message} (replay {history.Seed} {cut}; the disk is in {folder})", e);
        }
    }

    private static int Seed(History history, int cut) => unchecked((history.Seed * 1_000_003) + cut);
}
