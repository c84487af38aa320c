using System.Globalization;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.TestKit;

namespace ArticleSearch.IndexFormat.Tests.Segments;

/// <summary>Commits, segments, fields and deletions that real Lucene wrote, and that it reads from us.</summary>
public sealed class JavaCommitTests
{
    public static TheoryData<string> Kinds => [.. JavaIndex.Kinds];

    [JavaTheory]
    [MemberData(nameof(Kinds))]
    public void A_commit_of_Java_survives_being_read_and_committed_again_by_us(string flags)
    {
        using var index = new JavaIndex(flags);
        var before = CommitPoint.ReadLatest(index.Folder)!;
        var digest = JavaOracle.Shared.Ask("digest", index.FolderPath);
        using (var pending = before.Prepare(index.Folder, before, new IdSource([1])))
        {
            pending.Publish();
        }

        var after = CommitPoint.ReadLatest(index.Folder)!;
        Assert.Equal(before.Generation + 1, after.Generation);
        Assert.Equal(before.Counter, after.Counter);
        Assert.Equal(before.Version, after.Version);
        Assert.Equal(before.UserData, after.UserData);
        Assert.Equal(before.Segments.Length, after.Segments.Length);
        foreach (var (one, other) in before.Segments.Zip(after.Segments))
        {
            AssertSame(one, other);
        }

        Assert.Equal((after.Segments.Length, after.MaxDocument), JavaOracle.Shared.CheckIndex(index.FolderPath));
        Assert.Equal(digest, JavaOracle.Shared.Ask("digest", index.FolderPath));
    }

    [JavaTheory]
    [MemberData(nameof(Kinds))]
    public void What_describes_a_segment_of_Java_is_written_again_the_same(string flags)
    {
        using var index = new JavaIndex(flags);
        using var copy = new MemoryFolder();
        foreach (var segment in CommitPoint.ReadLatest(index.Folder)!.Segments)
        {
            var info = segment.Info;
            SegmentInfoFormat.Write(copy, info);
            AssertSame(info, SegmentInfoFormat.Read(copy, info.Name, info.Id));
            Assert.Equal(index.Folder.Length(info.Name + ".si"), copy.Length(info.Name + ".si"));

            using var compound = info.IsCompound ? CompoundFormat.Open(index.Folder, info) : null;
            IndexFolder files = compound is null ? index.Folder : compound;
            var fields = FieldInfosFormat.Read(files, info);
            FieldInfosFormat.Write(new SegmentWriteContext(copy, info.Name, info.Id, []), fields);
            Assert.Equal(files.Length(info.Name + ".fnm"), copy.Length(info.Name + ".fnm"));
            foreach (var (one, other) in fields.All.Zip(FieldInfosFormat.Read(copy, info).All))
            {
                Assert.Equal(one with { Attributes = other.Attributes }, other);
                Assert.Equal(one.Attributes, other.Attributes);
            }

            if (segment.HasDeletions)
            {
                var live = LiveDocumentsFormat.Read(index.Folder, info, segment.DeletionGeneration, segment.DeletedCount);
                LiveDocumentsFormat.Write(copy, info, segment.DeletionGeneration, live);
                string name = LiveDocumentsFormat.FileName(info.Name, segment.DeletionGeneration);
                Assert.Equal(File.ReadAllBytes(Path.Combine(index.FolderPath, name)), copy.Bytes(name));
            }
        }
    }

    [JavaFact]
    public void A_compound_file_of_ours_is_the_one_of_Java_but_for_the_order_of_files()
    {
        using var index = new JavaIndex(seed: 7, documents: 30, "compound,values");
        using var copy = new MemoryFolder();
        var info = CommitPoint.ReadLatest(index.Folder)!.Segments[0].Info;
        using var theirs = CompoundFormat.Open(index.Folder, info);
        foreach (string name in theirs.List())
        {
            using var file = theirs.Open(name);
            CodecHeader.VerifyChecksum(file);
            copy.SetBytes(name, file.Span(0, (int)file.Length).ToArray());
        }

        CompoundFormat.Write(new SegmentWriteContext(copy, info.Name, info.Id, []), theirs.List());
        Assert.Equal(index.Folder.Length(info.Name + ".cfs"), copy.Length(info.Name + ".cfs"));
        Assert.Equal(index.Folder.Length(info.Name + ".cfe"), copy.Length(info.Name + ".cfe"));
        using var ours = CompoundFormat.Open(copy, info);
        Assert.Equal(theirs.List(), ours.List());
        foreach (string name in theirs.List())
        {
            using var one = theirs.Open(name);
            using var other = ours.Open(name);
            Assert.True(one.Span(0, (int)one.Length).SequenceEqual(other.Span(0, (int)other.Length)), name);
        }

        File.WriteAllBytes(Path.Combine(index.FolderPath, info.Name + ".cfs"), copy.Bytes(info.Name + ".cfs"));
        File.WriteAllBytes(Path.Combine(index.FolderPath, info.Name + ".cfe"), copy.Bytes(info.Name + ".cfe"));
        JavaOracle.Shared.CheckIndex(index.FolderPath);
    }

    [JavaTheory]
    [InlineData("compound,many")]
    [InlineData("loose,many,deletes")]
    public void Java_sees_our_deletions_and_user_data(string flags)
    {
        using var index = new JavaIndex(flags);
        var commit = CommitPoint.ReadLatest(index.Folder)!;
        var random = new Random(8);
        var ids = new IdSource([2]);
        for (int round = 0; round < 3; round++)
        {
            var segments = commit.Segments.Select(segment =>
            {
                var live = segment.HasDeletions
                    ? LiveDocumentsFormat.Read(index.Folder, segment.Info, segment.DeletionGeneration, segment.DeletedCount)
                    : LiveDocuments.All(segment.Info.MaxDocument);
                return segment.WithLive(index.Folder, live.WithDeleted([random.Next(live.Length), random.Next(live.Length)]), ids);
            });
            var next = commit with
            {
                Segments = [.. segments],
                Version = commit.Version + 1,
                UserData = new(StringComparer.Ordinal) { ["clé"] = "œuvre " + round.ToString(CultureInfo.InvariantCulture) },
            };
            using var pending = next.Prepare(index.Folder, commit, ids);
            pending.Publish();
            commit = pending.Commit;
            foreach (string orphan in OrphanFiles.Find(index.Folder.List(), [commit]))
            {
                index.Folder.Delete(orphan);
            }

            Assert.Equal((commit.Segments.Length, commit.MaxDocument), JavaOracle.Shared.CheckIndex(index.FolderPath));
        }

        Assert.Equal([.. commit.Files, FileSystemFolder.WriteLockName], index.Folder.List().Order(StringComparer.Ordinal));
        var live = JavaOracle.Shared.Ask("digest", index.FolderPath).Where(line => line.Contains(" live ", StringComparison.Ordinal));
        Assert.Equal(
            commit.MaxDocument - commit.LiveCount,
            live.Sum(line => int.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture)));
    }

    [JavaFact]
    public void An_index_sort_is_recognised()
    {
        using var index = new JavaIndex(seed: 9, documents: 20, "sort");
        var segment = CommitPoint.ReadLatest(index.Folder)!.Segments[0];
        Assert.Equal(new SortField("SortField", "number", "LONG", Reverse: false, Selector: null, Missing: null), Assert.Single(segment.Info.IndexSort));
    }

    [JavaFact]
    public void Kept_commits_are_all_read()
    {
        using var index = new JavaIndex(seed: 10, documents: 60, "keep,deletes");
        var generations = CommitPoint.Generations(index.Folder);
        Assert.True(generations.Length > 2);
        var commits = generations.Select(generation => CommitPoint.Read(index.Folder, generation)).ToList();
        Assert.Equal(commits.Select(commit => commit.MaxDocument), commits.Select(commit => commit.MaxDocument).Order());
        Assert.Empty(OrphanFiles.Find(index.Folder.List(), commits));
        Assert.NotEmpty(OrphanFiles.Find(index.Folder.List(), commits.TakeLast(1)));
    }

    private static void AssertSame(SegmentCommit one, SegmentCommit other)
    {
        AssertSame(one.Info, other.Info);
        Assert.Equal(one.Files, other.Files);
        Assert.Equal(one.Id, other.Id);
        Assert.Equal(one.FieldInfosFiles, other.FieldInfosFiles);
        Assert.Equal(one.DocValuesFiles, other.DocValuesFiles);
        Assert.Equal(
            (one.DeletionGeneration, one.DeletedCount, one.SoftDeletedCount, one.FieldInfosGeneration, one.DocValuesGeneration),
            (other.DeletionGeneration, other.DeletedCount, other.SoftDeletedCount, other.FieldInfosGeneration, other.DocValuesGeneration));
    }

    private static void AssertSame(SegmentInfo one, SegmentInfo other)
    {
        Assert.Equal(one.Id, other.Id);
        Assert.Equal(
            (one.Name, one.MaxDocument, one.Version, one.MinVersion, one.IsCompound),
            (other.Name, other.MaxDocument, other.Version, other.MinVersion, other.IsCompound));
        Assert.Equal(one.Diagnostics, other.Diagnostics);
        Assert.Equal(one.Attributes, other.Attributes);
        Assert.Equal(one.Files, other.Files);
        Assert.Equal(one.IndexSort.AsEnumerable(), other.IndexSort);
    }
}
