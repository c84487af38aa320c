using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.IndexFormat.StoredFields;
using ArticleSearch.TestKit;

namespace ArticleSearch.IndexFormat.Tests.Segments;

public sealed class SegmentTests
{
    [JavaTheory]
    [InlineData(true, 1, 1)]
    [InlineData(false, 3, 200)]
    [InlineData(true, 2, 1500)]
    public void Java_finds_our_index_clean(bool compound, int segments, int documents)
    {
        using var temporary = new TemporaryFolder();
        using var folder = new FileSystemFolder(temporary["index"]);
        SmallIndex.Write(folder, segments, documents, compound);
        Assert.Equal((segments, segments * documents), JavaOracle.Shared.CheckIndex(folder.FolderPath));
        IndexDump.AssertEqualToLucene(folder.FolderPath);
    }

    [JavaTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Java_goes_on_writing_our_index(bool compound)
    {
        using var temporary = new TemporaryFolder();
        using var folder = new FileSystemFolder(temporary["index"]);
        SmallIndex.Write(folder, segments: 3, documents: 50, compound, deleted: 7);
        Assert.Equal(["147"], JavaOracle.Shared.Ask("extend", folder.FolderPath, "_1#3"));
        Assert.Equal((1, 147), JavaOracle.Shared.CheckIndex(folder.FolderPath));
        IndexDump.AssertEqualToLucene(folder.FolderPath);
        var commit = CommitPoint.ReadLatest(folder)!;
        Assert.Equal("_4", Assert.Single(commit.Segments).Info.Name);
        Assert.Empty(OrphanFiles.Find(folder.List(), [commit]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_written_is_read(bool compound)
    {
        using var folder = new MemoryFolder();
        var commit = SmallIndex.Write(folder, segments: 2, documents: 300, compound, deleted: 7);
        Assert.Equal(commit.Files, folder.List());
        using var snapshot = IndexSnapshot.Open(folder);
        Assert.Equal((600, 598, 2), (snapshot.MaxDocument, snapshot.LiveCount, snapshot.Segments.Length));
        Assert.Equal([0, 300], snapshot.Bases.AsEnumerable());
        Assert.Equal((0, 0, 1, 1), (snapshot.SegmentOf(0), snapshot.SegmentOf(299), snapshot.SegmentOf(300), snapshot.SegmentOf(599)));
        var values = new List<StoredValue>();
        foreach (var segment in snapshot.Segments)
        {
            Assert.False(segment.Live![7]);
            Assert.Null(segment.Terms("nothing"));
            Assert.Null(segment.Norms("id"));
            Assert.Null(segment.Numeric("bytes"));
            Assert.Null(segment.Sorted("text"));
            var cursor = segment.Terms("id")!.OpenCursor();
            var stored = segment.StoredFields.OpenCursor();
            for (int document = 0; document < segment.MaxDocument; document++)
            {
                string id = $"{segment.Info.Name}#{document}";
                Assert.True(cursor.SeekExact(System.Text.Encoding.UTF8.GetBytes(id)));
                var postings = segment.Terms("id")!.OpenPostings(cursor.State, PostingsFeatures.Documents);
                Assert.Equal(document, postings.NextDocument());
                stored.Read(document, values);
                Assert.Equal(id, values[0].Text);
                Assert.Equal(segment.Norms("text")!.Get(document), values[1].Text!.Split(' ').Length);
                Assert.Equal(new SmallIndex.Numbers().TryGet(document, out long expected), segment.Numeric("number")!.TryGet(document, out long number));
                Assert.Equal(document % 5 == 0 ? 0 : expected, number);
                Assert.True(segment.Binary("bytes")!.TryGet(document, out var bytes));
                Assert.Equal(document % 10, bytes.Length);
            }
        }
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes()
    {
        using var one = new MemoryFolder();
        using var other = new MemoryFolder();
        SmallIndex.Write(one, segments: 2, documents: 50, compound: false, deleted: 1);
        SmallIndex.Write(other, segments: 2, documents: 50, compound: false, deleted: 1);
        Assert.Equal(one.List(), other.List());
        Assert.All(one.List(), name => Assert.Equal(one.Bytes(name), other.Bytes(name)));
    }

    [Fact]
    public void A_segment_that_is_given_up_leaves_nothing_behind()
    {
        using var folder = new MemoryFolder();
        using (var writer = new SegmentWriter(folder, "_0", 3, new FieldInfos([new FieldInfo { Name = "f", Number = 0, IndexOptions = IndexOptions.Positions }])))
        {
            _ = writer.Terms;
            _ = writer.Norms;
            writer.StoredFields.StartDocument();
            writer.StoredFields.FinishDocument();
        }

        Assert.Empty(folder.List());
    }

    [Fact]
    public void A_segment_described_again_keeps_its_stored_fields_alone()
    {
        using var folder = new MemoryFolder();
        var fields = new FieldInfos([new FieldInfo { Name = "f", Number = 0, IndexOptions = IndexOptions.Documents }]);
        using var writer = new SegmentWriter(folder, "_0");
        Assert.Throws<InvalidOperationException>(() => writer.Terms);
        Assert.Throws<InvalidOperationException>(() => writer.Norms);
        writer.StoredFields.StartDocument();
        writer.StoredFields.Write(fields.All[0], "kept");
        writer.StoredFields.FinishDocument();
        writer.Describe(1, fields);
        writer.Terms.StartField(writer.Fields.All[0], norms: null);
        writer.Terms.StartTerm("wrong"u8);
        writer.Describe(1, fields);
        writer.Terms.StartField(writer.Fields.All[0], norms: null);
        writer.Terms.StartTerm("right"u8);
        writer.Postings.StartDocument(0, 1);
        writer.Postings.FinishDocument();
        writer.Terms.FinishTerm(1, 1);
        writer.Terms.FinishField(1);
        var info = writer.Finish(compound: true, []);
        Assert.Equal(info.Files, folder.List());
        using var reader = SegmentReader.Open(folder, new SegmentCommit(info));
        Assert.Equal("kept", ReadId(reader));
        Assert.Equal("right"u8, reader.Terms("f")!.MaxTerm);
    }

    [Fact]
    public void An_index_made_anew_is_newer_though_its_commits_count_from_one_again()
    {
        using var folder = new MemoryFolder();
        SmallIndex.Write(folder, segments: 1, documents: 20, compound: true);
        using var before = IndexSnapshot.Open(folder);
        using var anew = new MemoryFolder();
        var commit = SmallIndex.Write(anew, segments: 1, documents: 5, compound: true, seed: 12);
        Assert.Equal(before.Commit.Generation, commit.Generation);

        Assert.Null(before.OpenNewer(folder));
        using var after = before.OpenNewer(anew)!;
        Assert.Equal((20, 5), (before.LiveCount, after.LiveCount));
    }

    [Fact]
    public void A_newer_snapshot_shares_what_has_not_changed()
    {
        using var folder = new MemoryFolder();
        var commit = SmallIndex.Write(folder, segments: 2, documents: 20, compound: true);
        using var before = IndexSnapshot.Open(folder);
        Assert.Null(before.OpenNewer(folder));

        var ids = new IdSource();
        var info = SmallIndex.WriteSegment(folder, "_2", 5, compound: true, ids, seed: 9);
        var next = commit with
        {
            Segments =
            [
                commit.Segments[0].WithLive(folder, LiveDocuments.All(20).WithDeleted([3, 4]), ids),
                commit.Segments[1],
                new SegmentCommit(info),
            ],
            Counter = 3,
        };
        using var pending = next.Prepare(folder, commit, ids);
        pending.Publish();
        using var after = before.OpenNewer(folder)!;
        Assert.Equal((45, 43), (after.MaxDocument, after.LiveCount));
        Assert.Equal((40, 40), (before.MaxDocument, before.LiveCount));
        Assert.Same(before.Segments[0].StoredFields, after.Segments[0].StoredFields);
        Assert.Same(before.Segments[1].StoredFields, after.Segments[1].StoredFields);
        before.Dispose();
        Assert.Equal("_0#0", ReadId(after.Segments[0]));
    }

    [Fact]
    public async Task Readers_open_the_index_while_a_writer_commits_and_deletes()
    {
        const int Commits = 60;
        using var temporary = new TemporaryFolder();
        using var folder = new FileSystemFolder(temporary["index"]);
        var commit = SmallIndex.Write(folder, segments: 1, documents: 3, compound: true);
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            long newest = 0;
            while (!done.IsCancellationRequested)
            {
                using var snapshot = IndexSnapshot.Open(folder);
                Assert.True(snapshot.Commit.Generation >= newest);
                newest = snapshot.Commit.Generation;
                using var newer = snapshot.OpenNewer(folder);
                ReadId((newer ?? snapshot).Segments[^1]);
            }
        })).ToArray();
        for (int i = 1; i <= Commits; i++)
        {
            var ids = new IdSource();
            var info = SmallIndex.WriteSegment(folder, IndexFileNames.Segment(i), 2, compound: true, ids, seed: i);
            var next = commit with { Segments = [new SegmentCommit(info) { Id = ids.Next() }], Counter = i + 1 };
            using var pending = next.Prepare(folder, commit, ids);
            pending.Publish();
            commit = pending.Commit;
            foreach (string orphan in OrphanFiles.Find(folder.List(), [commit]))
            {
                folder.Delete(orphan);
            }
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);
        Assert.Equal(Commits + 1, CommitPoint.ReadLatest(folder)!.Generation);
    }

    [Fact]
    public async Task Leases_taken_by_many_threads_are_all_returned()
    {
        using var folder = new MemoryFolder();
        SmallIndex.Write(folder, segments: 1, documents: 3, compound: true);
        for (int round = 0; round < 20; round++)
        {
            var snapshot = IndexSnapshot.Open(folder);
            var tasks = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            {
                try
                {
                    while (true)
                    {
                        using var lease = snapshot.Acquire();
                        ReadId(snapshot.Segments[0]);
                    }
                }
                catch (ObjectDisposedException)
                {
                    return; // no lease is given after the snapshot is disposed
                }
            })).ToArray();
            await Task.Yield();
            snapshot.Dispose();
            await Task.WhenAll(tasks);
        }
    }

    [Fact]
    public void Files_stay_mapped_until_the_last_lease_is_returned()
    {
        using var temporary = new TemporaryFolder();
        using var folder = new FileSystemFolder(temporary["index"]);
        SmallIndex.Write(folder, segments: 1, documents: 10, compound: true);
        var snapshot = IndexSnapshot.Open(folder);
        var segment = snapshot.Segments[0];
        var lease = snapshot.Acquire();
        var other = snapshot.Acquire();
        snapshot.Dispose();
        Assert.Throws<ObjectDisposedException>(snapshot.Acquire);
        lease.Dispose();
        lease.Dispose();
        Assert.Equal("_0#0", ReadId(segment));
        other.Dispose();
        Assert.Throws<ObjectDisposedException>(() => ReadId(segment));
    }

    [JavaTheory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_index_of_Java_is_read_as_Java_reads_it(string flags)
    {
        using var index = new JavaIndex(flags);
        IndexDump.AssertEqualToLucene(index.FolderPath);
    }

    public static TheoryData<string> Kinds => [.. JavaIndex.Kinds];

    [Fact]
    public void A_field_in_another_format_is_unsupported_and_not_damage()
    {
        using var folder = new MemoryFolder();
        var commit = SmallIndex.Write(folder, segments: 1, documents: 3, compound: false);
        var info = commit.Segments[0].Info;
        var fields = FieldInfosFormat.Read(folder, info);
        fields.Find("text")!.Attributes[FormatNames.PostingsFormatAttribute] = "Memory";
        folder.Delete("_0.fnm");
        FieldInfosFormat.Write(new SegmentWriteContext(folder, "_0", info.Id, []), fields);
        var exception = Assert.Throws<UnsupportedIndexException>(() => IndexSnapshot.Open(folder));
        Assert.Equal("_0.fnm: the postings of field text are in format Memory; readable is Lucene84", exception.Message);
    }

    private static string ReadId(SegmentReader segment)
    {
        var values = new List<StoredValue>();
        segment.StoredFields.OpenCursor().Read(0, values);
        return values[0].Text!;
    }
}
