using ArticleSearch.IndexFormat.Checking;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.IndexFormat.Tests.Segments;
using ArticleSearch.TestKit;

namespace ArticleSearch.IndexFormat.Tests.Checking;

public sealed class IndexCheckTests
{
    public static TheoryData<string> Kinds => [.. JavaIndex.Kinds];

    [JavaTheory]
    [MemberData(nameof(Kinds))]
    public void Indexes_of_Java_are_clean(string flags)
    {
        using var index = new JavaIndex(flags);
        AssertClean(IndexCheck.Run(index.Folder));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Our_own_index_is_clean(bool compound)
    {
        using var folder = new MemoryFolder();
        SmallIndex.Write(folder, segments: 2, documents: 700, compound, deleted: 5);
        var steps = new List<CheckProgress>();
        var report = IndexCheck.Run(folder, new Recorder(steps));
        AssertClean(report);
        Assert.Empty(report.UnownedFiles);
        Assert.Equal(folder.List().Count, report.FileCount);
        Assert.Equal(folder.List().Sum(folder.Length), report.ByteCount);
        Assert.Equal(steps[^1].Total, steps[^1].Done);
        Assert.Equal(steps.Select(step => step.Done).Order(), steps.Select(step => step.Done));
    }

    [Fact]
    public void A_folder_without_an_index_has_one_problem()
    {
        using var folder = new MemoryFolder();
        folder.SetBytes("notes.txt", [1, 2, 3]);
        Assert.Equal("there is no index in the folder", Assert.Single(IndexCheck.Run(folder).Problems).ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_missing_file_is_named(bool compound)
    {
        using var folder = new MemoryFolder();
        var commit = SmallIndex.Write(folder, segments: 1, documents: 5, compound, deleted: 0);
        foreach (string name in commit.Files.Where(name => name != commit.FileName))
        {
            byte[] bytes = folder.Bytes(name);
            folder.Delete(name);
            Assert.Contains(IndexCheck.Run(folder).Problems, problem => problem.File == name && problem.What.Contains("missing", StringComparison.Ordinal));
            folder.SetBytes(name, bytes);
        }
    }

    [Fact]
    public void Files_that_nobody_owns_are_told_and_no_problem()
    {
        using var folder = new MemoryFolder();
        SmallIndex.Write(folder, segments: 1, documents: 5, compound: false);
        folder.SetBytes("_7.fdt", [1]);
        folder.SetBytes("pending_segments_9", [1]);
        var report = IndexCheck.Run(folder);
        AssertClean(report);
        Assert.Equal(["pending_segments_9", "_7.fdt"], report.UnownedFiles);
    }

    [Fact]
    public void Where_the_commit_is_damaged_the_other_files_are_checked_all_the_same()
    {
        using var folder = new MemoryFolder();
        SmallIndex.Write(folder, segments: 1, documents: 5, compound: true);
        folder.Bytes("segments_1")[60] ^= 1;
        folder.Bytes("_0.cfs")[60] ^= 1;
        var report = IndexCheck.Run(folder);
        Assert.Null(report.Commit);
        Assert.Equal(["_0.cfs", "segments_1"], report.Problems.Select(problem => problem.File).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_check_can_be_cancelled()
    {
        using var folder = new MemoryFolder();
        SmallIndex.Write(folder, segments: 1, documents: 5, compound: true);
        Assert.Throws<OperationCanceledException>(() => IndexCheck.Run(folder, cancellation: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void A_counter_that_fell_behind_is_a_problem()
    {
        using var folder = new MemoryFolder();
        var commit = SmallIndex.Write(folder, segments: 2, documents: 5, compound: true);
        using var pending = (commit with { Counter = 1 }).Prepare(folder, commit, new IdSource());
        pending.Publish();
        Assert.Contains("number 1", Assert.Single(IndexCheck.Run(folder).Problems).What, StringComparison.Ordinal);
    }

    private static void AssertClean(IndexCheckReport report) =>
        Assert.True(report.IsClean && report.Commit is not null, string.Join('\n', report.Problems));

    private sealed class Recorder(List<CheckProgress> steps) : IProgress<CheckProgress>
    {
        public void Report(CheckProgress value) => steps.Add(value);
    }
}
