using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Tests.Postings;

/// <summary>What the writer refuses, which files there are, and that neither postings nor moves make objects.</summary>
public sealed class PostingsWriterTests
{
    private static readonly FieldInfo Field = new() { Name = "text", Number = 0, IndexOptions = IndexOptions.Offsets };

    [Theory]
    [InlineData(IndexOptions.Documents, false, "_0.doc")]
    [InlineData(IndexOptions.Frequencies, false, "_0.doc")]
    [InlineData(IndexOptions.Positions, false, "_0.doc _0.pos")]
    [InlineData(IndexOptions.Positions, true, "_0.doc _0.pay _0.pos")]
    [InlineData(IndexOptions.Offsets, false, "_0.doc _0.pay _0.pos")]
    [InlineData(IndexOptions.Frequencies, true, "_0.doc")]
    internal void The_fields_decide_which_files_there_are_terms_or_no_terms(IndexOptions options, bool payloads, string files)
    {
        var folder = new MemoryFolder();
        var fields = new FieldInfos([Field with { IndexOptions = options, HasPayloads = payloads }]);
        using (var writer = new PostingsWriter(Context(folder), "", 10, fields))
        {
            writer.Finish();
        }

        Assert.Equal(files, string.Join(' ', folder.List()));
        using var reader = PostingsReader.Open(Read(folder, fields), "");
        reader.VerifyChecksums();
        Assert.Equal(folder.List().Count, reader.Files.Count());
    }

    [Fact]
    public void A_missing_file_or_one_of_another_segment_is_reported()
    {
        var folder = new MemoryFolder();
        var fields = new FieldInfos([Field]);
        using (var writer = new PostingsWriter(Context(folder), "", 10, fields))
        {
            writer.Finish();
        }

        Assert.Throws<CorruptIndexException>(() => PostingsReader.Open(Read(folder, fields), "other"));
        Assert.Throws<CorruptIndexException>(() => PostingsReader.Open(
            Read(folder, fields) with { Info = new SegmentInfo { Name = "_0", Id = new byte[16], MaxDocument = 10 } }, ""));
        folder.Delete("_0.pay");
        Assert.Equal("_0.pay", Assert.Throws<CorruptIndexException>(() => PostingsReader.Open(Read(folder, fields), "")).File);
    }

    [Fact]
    public void What_can_not_be_postings_is_refused()
    {
        using var writer = new PostingsWriter(Context(new MemoryFolder()), "", 10, new FieldInfos([Field]));
        Assert.Throws<ArgumentException>(() => writer.StartField(Field with { HasPayloads = true }, null));
        Assert.Throws<ArgumentException>(() => writer.StartField(Field with { IndexOptions = IndexOptions.None }, null));
        writer.StartField(Field, null);
        writer.StartTerm();
        Assert.Throws<ArgumentException>(() => writer.StartDocument(10, 1));
        Assert.Throws<ArgumentException>(() => writer.StartDocument(-1, 1));
        Assert.Throws<ArgumentException>(() => writer.StartDocument(3, 0));
        writer.StartDocument(3, 2);
        writer.AddPosition(5, 20, 25);
        Assert.Throws<ArgumentException>(() => writer.AddPosition(4, 30, 35));
        Assert.Throws<ArgumentException>(() => writer.AddPosition(PostingsWriter.MaxPosition + 1, 30, 35));
        Assert.Throws<ArgumentException>(() => writer.AddPosition(6, 19, 35));
        Assert.Throws<ArgumentException>(() => writer.AddPosition(6, 30, 29));
        writer.AddPosition(5, 20, 25); // several at one position, as synonyms stand
        writer.FinishDocument();
        Assert.Throws<ArgumentException>(() => writer.StartDocument(3, 1));
        Assert.Throws<ArgumentException>(() => writer.FinishTerm(2, 2));
        Assert.Throws<ArgumentException>(() => writer.FinishTerm(1, 3));
        Assert.Equal(3, writer.FinishTerm(1, 2).SingletonDocument);
    }

    [Fact]
    public void Postings_make_no_objects()
    {
        int[] documents = [.. Enumerable.Range(0, 20_000)];
        using var writer = new PostingsWriter(Context(new MemoryFolder()), "", documents.Length, new FieldInfos([Field]));
        writer.StartField(Field, new SampleNorms(40));
        WriteTerm(writer, documents); // lets the buffers of the skip data and the file grow
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 50; i++)
        {
            WriteTerm(writer, documents.AsSpan(0, 100));
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000); // the file in memory may grow once
    }

    [Fact]
    public void Moves_make_no_objects()
    {
        var term = TermSample.Create(new Random(1), 30_000, 10_000, 3);
        using var sample = new PostingsSample(IndexOptions.Offsets, 30_000, new SampleNorms(40), term);
        var cursor = sample.Open(term);
        Move(cursor); // lets the buffers of impacts grow
        cursor = sample.Open(term, reuse: cursor);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Move(cursor);
        cursor = sample.Open(term, reuse: cursor);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(-1, cursor.Document);

        static void Move(PostingsCursor cursor)
        {
            Span<int> documents = stackalloc int[64];
            Span<int> frequencies = stackalloc int[64];
            while (cursor.Document < 29_000)
            {
                cursor.Advance(cursor.Document + 200);
                cursor.AdvanceShallow(cursor.Document);
                for (int level = 0; level < cursor.ImpactLevels; level++)
                {
                    _ = cursor.Impacts(level);
                }

                cursor.NextPosition();
                cursor.ReadBatch(documents, frequencies, cursor.Document + 50);
                cursor.NextDocument();
            }
        }
    }

    private static void WriteTerm(PostingsWriter writer, ReadOnlySpan<int> documents)
    {
        writer.StartTerm();
        foreach (int document in documents)
        {
            writer.StartDocument(document, 1);
            writer.AddPosition(document % 300, document, document + 4);
            writer.FinishDocument();
        }

        writer.FinishTerm(documents.Length, documents.Length);
    }

    private static SegmentWriteContext Context(IndexFolder folder) =>
        new(folder, "_0", [.. Enumerable.Repeat((byte)7, 16)], new SortedSet<string>(StringComparer.Ordinal));

    private static SegmentReadContext Read(IndexFolder folder, FieldInfos fields) =>
        new(folder, new SegmentInfo { Name = "_0", Id = [.. Enumerable.Repeat((byte)7, 16)], MaxDocument = 10 }, fields);
}
