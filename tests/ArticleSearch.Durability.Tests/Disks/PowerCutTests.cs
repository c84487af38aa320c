using ArticleSearch.Durability.Disks;

namespace ArticleSearch.Durability.Tests.Disks;

/// <summary>What a cut keeps and what it may take, on a disk with a few bytes.</summary>
public sealed class PowerCutTests
{
    [Fact]
    public void What_was_synced_is_there_whatever_happens()
    {
        var disk = new SimulatedDisk();
        Write(disk, "a", [1, 2, 3]);
        disk.Sync(["a"]);
        disk.SyncFolder();
        Write(disk, "b", [4]);
        disk.Rename("b", "c");
        foreach (var left in Outcomes(disk))
        {
            Assert.Equal([1, 2, 3], left.BytesOf("a").ToArray());
        }
    }

    [Fact]
    public void Of_what_was_not_synced_anything_may_be_left()
    {
        var disk = new SimulatedDisk();
        using (var output = disk.Create("a"))
        {
            output.WriteBytes([1, 2]);
            _ = output.Checksum; // hands the bytes over
            disk.Sync(["a"]);
            disk.SyncFolder();
            output.WriteBytes([3, 4]);
        }

        var outcomes = Outcomes(disk).Select(left => Convert.ToHexString(left.BytesOf("a").ToArray())).ToHashSet(StringComparer.Ordinal);
        Assert.All(outcomes, outcome => Assert.StartsWith("0102", outcome, StringComparison.Ordinal));
        Assert.Superset(new HashSet<string>(["0102", "010203", "01020304", "01020000", "01020300"], StringComparer.Ordinal), outcomes);
        Assert.Contains(outcomes, outcome => outcome.Length == 8 && !outcome.EndsWith("00", StringComparison.Ordinal) && outcome != "01020304");
    }

    [Fact]
    public void A_name_without_a_sync_of_the_folder_may_be_there_or_not()
    {
        var disk = new SimulatedDisk(new Dictionary<string, byte[]>(StringComparer.Ordinal) { ["old"] = [1] });
        Write(disk, "new", [2]);
        disk.Sync(["new"]);
        disk.Delete("old");
        Assert.Equal(["", "new", "new old", "old"], Outcomes(disk).Select(left => string.Join(' ', left.List())).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        disk.SyncFolder();
        Assert.All(Outcomes(disk), left => Assert.Equal(["new"], left.List()));
    }

    [Fact]
    public void A_rename_may_have_happened_or_not_or_half()
    {
        var disk = new SimulatedDisk(new Dictionary<string, byte[]>(StringComparer.Ordinal) { ["old"] = [1] });
        disk.Rename("old", "new");
        Assert.Equal(["", "new", "new old", "old"], Outcomes(disk).Select(left => string.Join(' ', left.List())).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.All(Outcomes(disk), left => Assert.All(left.List(), name => Assert.Equal([1], left.BytesOf(name).ToArray())));
    }

    [Fact]
    public void A_cut_before_a_change_knows_nothing_of_it()
    {
        var disk = new SimulatedDisk();
        Write(disk, "a", [1]);
        int before = disk.Changes.Count;
        Write(disk, "b", [2]);
        Assert.DoesNotContain("b", PowerCut.Apply(disk, before, new Random(1)).List());
    }

    private static void Write(SimulatedDisk disk, string name, byte[] bytes)
    {
        using var output = disk.Create(name);
        output.WriteBytes(bytes);
    }

    private static List<SimulatedDisk> Outcomes(SimulatedDisk disk) =>
        [.. Enumerable.Range(0, 400).Select(seed => PowerCut.Apply(disk, disk.Changes.Count, new Random(seed)))];
}
