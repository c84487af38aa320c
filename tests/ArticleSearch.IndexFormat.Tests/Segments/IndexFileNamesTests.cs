using ArticleSearch.IndexFormat.Segments;

namespace ArticleSearch.IndexFormat.Tests.Segments;

public sealed class IndexFileNamesTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(35, "z")]
    [InlineData(36, "10")]
    [InlineData(48, "1c")]
    [InlineData(long.MaxValue, "1y2p0ij32e8e7")]
    public void Numbers_are_written_in_base_36(long value, string text)
    {
        Assert.Equal(text, IndexFileNames.Base36(value));
        Assert.True(IndexFileNames.TryParseBase36(text, out long parsed));
        Assert.Equal(value, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("-1")]
    [InlineData("é")]
    [InlineData("1y2p0ij32e8e8")]
    [InlineData("zzzzzzzzzzzzzzzzzzzz")]
    public void What_is_no_number_in_base_36_is_refused(string text) => Assert.False(IndexFileNames.TryParseBase36(text, out _));

    [Fact]
    public void The_examples_of_the_format_description_hold()
    {
        Assert.Equal("_1c_3.liv", LiveDocumentsFormat.FileName(IndexFileNames.Segment(48), 3));
        Assert.Equal("_1c", IndexFileNames.SegmentOf("_1c_3.liv").ToString());
        Assert.Equal("_Lucene84_0.doc", IndexFileNames.WithoutSegment("_0_Lucene84_0.doc"));
        Assert.Equal(".fdt", IndexFileNames.WithoutSegment("_0.fdt"));
        Assert.Equal("segments_a", IndexFileNames.Commit(10));
    }

    [Theory]
    [InlineData("segments_1", 1)]
    [InlineData("segments_10", 36)]
    [InlineData("segments_0", 0)]
    [InlineData("segments", 0)]
    [InlineData("segments.gen", 0)]
    [InlineData("segments_A", 0)]
    [InlineData("pending_segments_2", 0)]
    public void Only_commits_have_the_name_of_a_commit(string name, long generation)
    {
        Assert.Equal(generation > 0, IndexFileNames.TryParseCommit(name, out long parsed));
        if (generation > 0)
        {
            Assert.Equal(generation, parsed);
        }
    }

    [Theory]
    [InlineData("_0.si", true)]
    [InlineData("_zz_1_Lucene80_0.dvd", true)]
    [InlineData("write.lock", false)]
    [InlineData("segments_1", false)]
    [InlineData("_0", false)]
    [InlineData("_.si", false)]
    [InlineData("_0./../../etc/passwd", false)]
    [InlineData("../_0.si", false)]
    [InlineData("", false)]
    public void Only_files_of_segments_have_the_name_of_one(string name, bool expected) =>
        Assert.Equal(expected, IndexFileNames.IsSegmentFile(name));

    [Fact]
    public void A_new_segment_gets_a_number_above_all_that_lie_about() =>
        Assert.Equal(37, IndexFileNames.NextSegmentNumber(["_10.cfs", "_3.si", "segments_9", "write.lock"], counter: 5));

    [Fact]
    public void Orphans_are_the_index_files_that_no_commit_needs_commits_first()
    {
        var segment = new SegmentCommit(new SegmentInfo
        {
            Name = "_1",
            Id = new byte[16],
            MaxDocument = 3,
            Files = new(StringComparer.Ordinal) { "_1.si", "_1.cfs", "_1.cfe" },
        })
        {
            DeletionGeneration = 2,
            DeletedCount = 1,
        };
        var commit = new CommitPoint { Generation = 4, Segments = [segment] };
        string[] files =
        [
            "_0.si", "_1.cfe", "_1.cfs", "_1.si", "_1_1.liv", "_1_2.liv", "_2.fdt", "notes.txt", "pending_segments_5",
            "segments_3", "segments_4", "write.lock",
        ];
        Assert.Equal(["pending_segments_5", "segments_3", "_0.si", "_1_1.liv"], OrphanFiles.Find(files, [commit], inUse: ["_2.fdt"]));
        Assert.Equal(["_1.cfe", "_1.cfs", "_1.si", "_1_2.liv", "segments_4"], commit.Files);
    }
}
