using System.Buffers.Binary;
using ArticleSearch.IndexFormat.Checking;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.IndexFormat.Tests.Segments;

namespace ArticleSearch.IndexFormat.Tests.Checking;

/// <summary>What a check reports does not depend on the threads, nor on a writer that goes on meanwhile.</summary>
public sealed class ParallelCheckTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_report_is_the_same_whatever_the_threads(bool reseal)
    {
        var random = new Random(11);
        for (int round = 0; round < 40; round++)
        {
            using var folder = new MemoryFolder();
            SmallIndex.Write(folder, segments: 3, documents: 60, compound: round % 2 == 0, deleted: 5);
            for (int i = 0; i < 4; i++)
            {
                string name = folder.List()[random.Next(folder.List().Count)];
                byte[] bytes = folder.Bytes(name);
                bytes[random.Next(bytes.Length - 8)] ^= (byte)(1 << random.Next(8));
                if (reseal)
                {
                    BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(bytes.Length - 8), Crc32.Append(0, bytes.AsSpan(0, bytes.Length - 8)));
                }
            }

            var one = IndexCheck.Run(folder, threads: 1);
            var many = IndexCheck.Run(folder, threads: 5);
            Assert.Equal(one.Problems, many.Problems);
            Assert.Equal((one.FileCount, one.ByteCount), (many.FileCount, many.ByteCount));
            Assert.True(reseal || !one.IsClean);
        }
    }

    [Fact]
    public void A_file_of_many_parts_is_read_by_all_threads_and_its_checksum_found()
    {
        using var folder = new MemoryFolder();
        using (var output = folder.Create("_0.fdt"))
        {
            CodecHeader.WriteIndexHeader(output, "Test", 0, new byte[16], "");
            byte[] block = new byte[1 << 16];
            new Random(3).NextBytes(block);
            for (int i = 0; i < 400; i++)
            {
                output.WriteBytes(block);
            }

            CodecHeader.WriteFooter(output);
        }

        Assert.Empty(Check(folder));
        Assert.Empty(FileCheck.Run(folder, "_0.fdt", new byte[16]));
        folder.Bytes("_0.fdt")[20_000_000] ^= 4;
        Assert.Contains("the checksum is", Assert.Single(Check(folder)).What, StringComparison.Ordinal);
        Assert.Equal(Check(folder), FileCheck.Run(folder, "_0.fdt", new byte[16]));
    }

    [Theory]
    [InlineData("_1.si")]
    [InlineData("_1.cfe")]
    public void Damage_of_one_segment_does_not_keep_the_others_from_being_checked(string damaged)
    {
        using var folder = new MemoryFolder();
        SmallIndex.Write(folder, segments: 3, documents: 20, compound: true);
        folder.Bytes(damaged)[30] ^= 1;
        folder.Bytes("_2.cfs")[90] ^= 1;
        var report = IndexCheck.Run(folder, threads: 2);
        Assert.NotNull(report.Commit);
        Assert.Equal(["_1", "_2"], report.Problems.Select(problem => problem.Segment!).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_commit_that_a_writer_replaces_while_it_is_being_opened_is_no_problem()
    {
        using var folder = new MemoryFolder();
        var commit = SmallIndex.Write(folder, segments: 2, documents: 20, compound: true);
        using var racing = new RacingFolder(folder, () =>
        {
            using var pending = (commit with { Segments = [commit.Segments[1]] }).Prepare(folder, commit, new IdSource());
            pending.Publish();
            foreach (string name in OrphanFiles.Find(folder.List(), [pending.Commit]))
            {
                folder.Delete(name);
            }
        });
        var report = IndexCheck.Run(racing);
        Assert.Empty(report.Problems);
        Assert.Single(report.Commit!.Segments);
    }

    [Fact]
    public void Files_that_are_deleted_after_a_commit_was_opened_are_read_all_the_same()
    {
        using var folder = new MemoryFolder();
        SmallIndex.Write(folder, segments: 2, documents: 20, compound: true);
        using var files = CommitFiles.OpenLatest(folder)!;
        foreach (string name in folder.List())
        {
            folder.Delete(name);
        }

        Assert.Empty(IndexCheck.Run(folder, files, progress: null, threads: 2, default).Problems);
    }

    private static IReadOnlyList<IndexProblem> Check(MemoryFolder folder)
    {
        using var file = folder.Open("_0.fdt");
        var queue = new WorkQueue(default);
        var problems = new ProblemList();
        FileCheck.Start(() => file, "_0.fdt", new byte[16], problems, queue, _ => { }, () => { });
        queue.Run(3);
        return problems.Problems;
    }

    /// <summary>A folder in which something happens right after a commit was first read.</summary>
    private sealed class RacingFolder(MemoryFolder inner, Action race) : IndexFolder
    {
        private bool _done;

        public override IReadOnlyList<string> List() => inner.List();

        public override bool Exists(string name) => inner.Exists(name);

        public override long Length(string name) => inner.Length(name);

        public override IndexFile Open(string name)
        {
            if (name == "_0.cfs" && !_done)
            {
                _done = true;
                race();
            }

            return inner.Open(name);
        }

        public override IndexOutput Create(string name) => inner.Create(name);

        public override void Sync(IReadOnlyCollection<string> names) => inner.Sync(names);

        public override void SyncFolder() => inner.SyncFolder();

        public override void Rename(string from, string to) => inner.Rename(from, to);

        public override void Delete(string name) => inner.Delete(name);

        public override IDisposable AcquireWriteLock() => inner.AcquireWriteLock();
    }
}
