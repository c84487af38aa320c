using ArticleSearch.Durability.Disks;
using ArticleSearch.Durability.Faults;
using ArticleSearch.Durability.Histories;
using ArticleSearch.IndexFormat.Checking;

namespace ArticleSearch.Durability.Tests.Faults;

/// <summary>Every way in which a disk fails, at every call: one clear error, or none and nothing lost.</summary>
public sealed class FaultTests
{
    public static TheoryData<string, bool> Faults
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var fault in DiskFault.All)
            {
                data.Add(fault.Name, false);
                data.Add(fault.Name, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_failure_costs_what_was_not_committed_and_nothing_else(string fault, bool isLasting) =>
        Assert.InRange(FaultRun.Run(Named(fault), isLasting), 150, 2000);

    [Theory]
    [MemberData(nameof(Faults))]
    public void Nor_does_a_failure_while_segments_are_merged_in_the_background(string fault, bool isLasting)
    {
        var random = new Random(11);
        for (int trial = 0; trial < 25; trial++)
        {
            FaultTrial.Run(Named(fault), random.Next(400), isLasting, mergeThreads: 1);
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_reader_says_what_the_disk_said_and_holds_nothing_open(string fault, bool isLasting)
    {
        var disk = SerialHistory.Run(4, new SimulatedDisk()).Disk;
        ForEachCall(disk, Named(fault), isLasting, () =>
        {
            try
            {
                Content.Read(disk);
                return true;
            }
            catch (Exception e)
            {
                Assert.True(IsToldOf(e), e.ToString());
                return false;
            }
        });
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void The_check_reports_what_it_can_not_read(string fault, bool isLasting)
    {
        var disk = SerialHistory.Run(4, new SimulatedDisk()).Disk;
        ForEachCall(disk, Named(fault), isLasting, () => IndexCheck.Run(disk).IsClean);
    }

    private static DiskFault Named(string name) => DiskFault.All.First(fault => fault.Name == name);

    private static bool IsToldOf(Exception error) => DiskFault.IsFault(error) || (error.InnerException is { } inner && IsToldOf(inner));

    /// <summary>Does something again and again, with a failure at each call of the disk in turn, until there are no more calls.</summary>
    private static void ForEachCall(SimulatedDisk disk, DiskFault fault, bool isLasting, Func<bool> isWell)
    {
        for (int failing = 0; ; failing++)
        {
            int calls = 0;
            bool hasFailed = false;
            disk.Faults = (call, _) =>
            {
                if (!fault.Befalls(call) || (hasFailed && !isLasting) || calls++ < failing)
                {
                    return null;
                }

                hasFailed = true;
                return fault;
            };
            bool well = isWell();
            disk.Faults = null;
            Assert.True(well || hasFailed, "an error without a cause");
            Assert.Equal(0, disk.OpenCount);
            if (!hasFailed)
            {
                return;
            }
        }
    }
}
