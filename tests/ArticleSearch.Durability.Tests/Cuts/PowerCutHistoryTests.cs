using System.Globalization;
using ArticleSearch.Durability.Cuts;
using ArticleSearch.Durability.Disks;
using ArticleSearch.Durability.Histories;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.TestKit;

namespace ArticleSearch.Durability.Tests.Cuts;

/// <summary>Power cuts at random moments of random histories. The program of this name runs any number of them.</summary>
public sealed class PowerCutHistoryTests
{
    [Fact]
    public void Twenty_thousand_power_cuts_lose_nothing()
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        Assert.True(CutRun.Run(20_000, seed: 1, Environment.ProcessorCount, output) == 0, output.ToString());
    }

    [Theory]
    [InlineData(nameof(DiskCall.Sync))]
    [InlineData(nameof(DiskCall.SyncFolder))]
    public void A_disk_that_only_pretends_to_sync_is_found_out(string call)
    {
        int lost = 0;
        for (int seed = 0; seed < 8; seed++)
        {
            var history = SerialHistory.Run(seed, new SimulatedDisk { Pretends = Enum.Parse<DiskCall>(call) });
            for (int cut = 0; cut < 20; cut++)
            {
                var (disk, _, expected) = CutTrial.Cut(history, cut);
                try
                {
                    Recovery.Inspect(disk, expected);
                }
                catch (ViolationException)
                {
                    lost++;
                }
            }
        }

        Assert.InRange(lost, 20, 160);
    }

    [JavaFact]
    public void Lucene_finds_an_index_clean_after_a_cut_and_after_the_next_writer()
    {
        for (int seed = 0; seed < 24; seed++)
        {
            var history = History.Run(seed);
            for (int cut = 0; cut < 8; cut++)
            {
                var (disk, _, expected) = CutTrial.Cut(history, cut);
                var found = Recovery.Inspect(disk, expected);
                if (found.Id is not [])
                {
                    AssertClean(disk, $"history {seed}, cut {cut}");
                }

                Recovery.GoOn(disk, found, seed);
                AssertClean(disk, $"history {seed}, cut {cut}, gone on with");
            }
        }
    }

    private static void AssertClean(SimulatedDisk disk, string context)
    {
        using var folder = TemporaryFolder.ForSmallFiles();
        disk.WriteTo(folder.FolderPath);
        var commit = CommitPoint.ReadLatest(disk)!;
        var (segments, documents) = JavaOracle.Shared.CheckIndex(folder.FolderPath);
        Assert.True((segments, documents) == (commit.Segments.Length, commit.MaxDocument), context);
    }
}
