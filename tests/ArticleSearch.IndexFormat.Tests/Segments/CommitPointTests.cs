using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Tests.Segments;

public sealed class CommitPointTests
{
    private static readonly byte[] SegmentId = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];

    [Fact]
    public void A_folder_without_a_commit_has_none()
    {
        using var folder = new MemoryFolder();
        folder.SetBytes("notes.txt", [1]);
        folder.SetBytes("pending_segments_1", [2]);
        Assert.Null(CommitPoint.ReadLatest(folder));
        Assert.Throws<FileNotFoundException>(() => IndexSnapshot.Open(folder));
    }

    [Fact]
    public void The_example_of_the_format_description_holds()
    {
        using var folder = new MemoryFolder();
        Commit(folder, CommitPoint.None with { Version = 1 });
        int start = CodecHeader.IndexHeaderLength("segments", "1");
        Assert.Equal("08080108000000000000000100" + "00000000" + "00", Convert.ToHexString(folder.Bytes("segments_1")[start..^16]));
    }

    [Fact]
    public void A_commit_is_seen_when_it_is_published_and_not_before()
    {
        using var folder = new MemoryFolder();
        var first = Commit(folder, CommitPoint.None with { Version = 1 });
        var next = first with { Version = 2, Segments = [Segment(folder, "_0", 3)], Counter = 1 };
        using (var pending = next.Prepare(folder, first, new IdSource()))
        {
            Assert.Equal(2, pending.Commit.Generation);
            Assert.Contains("pending_segments_2", folder.List());
            Assert.Equal(1, CommitPoint.ReadLatest(folder)!.Version);
            pending.Publish();
            Assert.Throws<ObjectDisposedException>(pending.Publish);
        }

        var read = CommitPoint.ReadLatest(folder)!;
        Assert.Equal((2, 2, 1, 3), (read.Generation, read.Version, read.Counter, read.MaxDocument));
        Assert.DoesNotContain("pending_segments_2", folder.List());
    }

    [Fact]
    public void A_commit_that_is_not_published_leaves_nothing_behind()
    {
        using var folder = new MemoryFolder();
        var first = Commit(folder, CommitPoint.None);
        string before = string.Join(' ', folder.List());
        first.Prepare(folder, first, new IdSource()).Dispose();
        Assert.Equal(before, string.Join(' ', folder.List()));
    }

    [Fact]
    public void A_generation_that_a_crash_left_pending_is_not_used_again()
    {
        using var folder = new MemoryFolder();
        var first = Commit(folder, CommitPoint.None);
        folder.SetBytes("pending_segments_2", [1, 2, 3]);
        Assert.Equal(1, CommitPoint.ReadLatest(folder)!.Generation);
        Assert.Equal(3, Commit(folder, first).Generation);
    }

    [Fact]
    public void A_damaged_newest_commit_is_an_error_although_an_older_one_is_whole()
    {
        using var folder = new MemoryFolder();
        var first = Commit(folder, CommitPoint.None);
        Commit(folder, first);
        byte[] bytes = folder.Bytes("segments_2");
        bytes[^20] ^= 1;
        Assert.Equal("segments_2", Assert.Throws<CorruptIndexException>(() => CommitPoint.ReadLatest(folder)).File);
        Assert.Equal(1, CommitPoint.Read(folder, 1).Generation);
    }

    [Fact]
    public void A_reader_whose_commit_is_replaced_meanwhile_takes_the_newer_one()
    {
        using var folder = new MemoryFolder();
        var commit = Commit(folder, CommitPoint.None);
        int calls = 0;
        var used = CommitPoint.UseLatest(folder, latest =>
        {
            calls++;
            if (latest.Generation < 3)
            {
                folder.Delete(latest.FileName);
                commit = Commit(folder, latest);
                throw new CorruptIndexException("the file is missing", "_0.cfs");
            }

            return latest;
        });
        Assert.Equal(3, used!.Generation);
        Assert.Equal(3, calls);
    }

    [Fact]
    public void Only_files_that_are_not_durable_yet_are_synced_and_the_pending_one_last()
    {
        using var folder = new RecordingFolder();
        var first = Commit(folder, CommitPoint.None with { Segments = [Segment(folder.Inner, "_0", 1)] });
        folder.Log.Clear();
        Commit(folder, first with { Segments = [.. first.Segments, Segment(folder.Inner, "_1", 1)] }, first);
        Assert.Equal(
            ["sync _1.si", "sync folder", "create pending_segments_2", "sync pending_segments_2", "rename pending_segments_2 segments_2", "sync folder"],
            folder.Log);
    }

    [Fact]
    public void A_commit_whose_folder_can_not_be_synced_has_not_taken_place()
    {
        using var folder = new RecordingFolder();
        var first = Commit(folder, CommitPoint.None);
        using var pending = first.Prepare(folder, first, new IdSource());
        folder.FailSync = true;
        Assert.Throws<IOException>(pending.Publish);
        Assert.Equal(["segments_1"], folder.List());
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public void Commits_of_every_version_since_seven_are_read(int version)
    {
        using var folder = new MemoryFolder();
        var segment = Segment(folder, "_0", 10);
        WriteOld(folder, segment, version, FormatNames.Codec);
        var commit = CommitPoint.ReadLatest(folder)!;
        Assert.Equal((5, 77, 3), (commit.Generation, commit.Version, commit.Counter));
        var read = Assert.Single(commit.Segments);
        Assert.Equal(2, read.DeletedCount);
        Assert.Equal(version > 8 ? 1 : 0, read.SoftDeletedCount);
        Assert.Equal(version > 9 ? SegmentId : null, read.Id);
        Assert.Equal("v", commit.UserData["k"]);
    }

    [Fact]
    public void Another_codec_is_unsupported_and_not_damage()
    {
        using var folder = new MemoryFolder();
        WriteOld(folder, Segment(folder, "_0", 10), 10, "Lucene80");
        var exception = Assert.Throws<UnsupportedIndexException>(() => CommitPoint.ReadLatest(folder));
        Assert.Contains("Lucene80", exception.Message, StringComparison.Ordinal);
        Assert.Equal("segments_5", exception.File);
    }

    [Fact]
    public void Every_flipped_byte_and_every_cut_of_the_small_files_is_damage_of_that_file()
    {
        using var folder = new MemoryFolder();
        var fields = new FieldInfos([new FieldInfo { Name = "text", Number = 0, IndexOptions = IndexOptions.Positions }]);
        FieldInfosFormat.Write(new SegmentWriteContext(folder, "_0", SegmentId, []), fields);
        CompoundFormat.Write(new SegmentWriteContext(folder, "_0", SegmentId, []), ["_0.fnm"]);
        var segment = Segment(folder, "_0", 70, compound: true);
        segment = segment.WithLive(folder, LiveDocuments.All(70).WithDeleted([3, 69]), new IdSource());
        Commit(folder, CommitPoint.None with { Segments = [segment], Counter = 1 });

        Damage.Each(folder, (name, _) =>
        {
            try
            {
                var commit = CommitPoint.ReadLatest(folder)!;
                using var compound = CompoundFormat.Open(folder, commit.Segments[0].Info);
                FieldInfosFormat.Read(compound, commit.Segments[0].Info);
                LiveDocumentsFormat.Read(folder, commit.Segments[0].Info, 1, 2);
                return name is "_0.cfs" or "_0.fnm" ? null : "nothing noticed";
            }
            catch (CorruptIndexException e)
            {
                return e.File.EndsWith(name, StringComparison.Ordinal) ? null : e.Message;
            }
        });
    }

    [Fact]
    public void Ids_follow_from_the_seed()
    {
        var one = new IdSource([1]);
        var other = new IdSource([1]);
        byte[] first = one.Next();
        Assert.Equal(first, other.Next());
        Assert.Equal(one.Next(), other.Next());
        Assert.NotEqual(first, one.Next());
        Assert.NotEqual(new IdSource().Next(), new IdSource().Next());
        Assert.Equal(16, first.Length);
    }

    [Fact]
    public void Live_documents_count_and_forget()
    {
        var random = new Random(4);
        foreach (int length in new[] { 0, 1, 63, 64, 65, 128, 1000 })
        {
            var live = LiveDocuments.All(length);
            Assert.Equal(length, live.Count);
            var deleted = Enumerable.Range(0, length).Where(_ => random.Next(3) == 0).ToHashSet();
            var fewer = live.WithDeleted(deleted).WithDeleted(deleted.Take(3));
            Assert.Equal((length - deleted.Count, deleted.Count), (fewer.Count, fewer.DeletedCount));
            Assert.Equal(length, live.Count);
            for (int i = 0; i < length; i++)
            {
                Assert.Equal(!deleted.Contains(i), fewer[i]);
            }

            Assert.Throws<ArgumentOutOfRangeException>(() => live.WithDeleted([length]));
            Assert.False(LiveDocuments.TryCreate([.. live.Words, 0], length, out _));
        }

        Assert.False(LiveDocuments.TryCreate([1UL << 5], 5, out _));
    }

    private static CommitPoint Commit(IndexFolder folder, CommitPoint commit, CommitPoint? previous = null)
    {
        using var pending = commit.Prepare(folder, previous, new IdSource());
        pending.Publish();
        return pending.Commit;
    }

    private static SegmentCommit Segment(MemoryFolder folder, string name, int documents, bool compound = false)
    {
        var info = new SegmentInfo
        {
            Name = name,
            Id = SegmentId,
            MaxDocument = documents,
            IsCompound = compound,
            Files = new(StringComparer.Ordinal) { name + ".si" },
        };
        if (compound)
        {
            info.Files.UnionWith([name + ".cfs", name + ".cfe"]);
        }

        SegmentInfoFormat.Write(folder, info);
        return new SegmentCommit(info) { Id = SegmentId };
    }

    /// <summary>The grammar of <see cref="CommitFormat"/> spelled out, for the versions that are not written any more.</summary>
    private static void WriteOld(MemoryFolder folder, SegmentCommit segment, int version, string codec)
    {
        using var output = folder.Create("segments_5");
        CodecHeader.WriteIndexHeader(output, "segments", version, SegmentId, "5");
        output.WriteVInt(8);
        output.WriteVInt(8);
        output.WriteVInt(1);
        output.WriteVInt(7);
        output.WriteInt64(77);
        if (version > 7)
        {
            output.WriteVLong(3);
        }
        else
        {
            output.WriteInt32(3);
        }

        output.WriteInt32(1);
        output.WriteVInt(8);
        output.WriteVInt(8);
        output.WriteVInt(1);
        output.WriteString(segment.Info.Name);
        output.WriteBytes(segment.Info.Id);
        output.WriteString(codec);
        output.WriteInt64(1);
        output.WriteInt32(2);
        output.WriteInt64(-1);
        output.WriteInt64(-1);
        if (version > 8)
        {
            output.WriteInt32(1);
        }

        if (version > 9)
        {
            output.WriteByte(1);
            output.WriteBytes(SegmentId);
        }

        output.WriteStringSet([]);
        output.WriteInt32(0);
        output.WriteStringMap([KeyValuePair.Create("k", "v")]);
        CodecHeader.WriteFooter(output);
    }
}
