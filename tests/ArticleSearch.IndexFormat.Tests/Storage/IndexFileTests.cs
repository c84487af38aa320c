using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Tests.Storage;

public sealed class IndexFileTests
{
    [Fact]
    public void A_slice_shows_its_range_and_nothing_outside()
    {
        using var whole = new MemoryFile("whole", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        using var slice = whole.Slice("slice", 2, 6);
        using var inner = slice.Slice("inner", 1, 3);
        Assert.Equal(new byte[] { 2, 3, 4, 5, 6, 7 }, slice.Span(0, 6));
        Assert.Equal(new byte[] { 3, 4, 5 }, inner.Span(0, 3));
        Assert.Equal("inner", Assert.Throws<CorruptIndexException>(() => inner.Span(0, 4).Length).File);
        Assert.Equal("slice", Assert.Throws<CorruptIndexException>(() => slice.Slice("x", 4, 3)).File);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    [InlineData(0, 11)]
    [InlineData(11, 0)]
    [InlineData(10, 1)]
    [InlineData(long.MaxValue, int.MaxValue)]
    [InlineData(long.MinValue, 1)]
    public void A_range_that_is_not_there_is_damage(long offset, int length)
    {
        using var file = new MemoryFile("file", new byte[10]);
        Assert.Throws<CorruptIndexException>(() => file.Span(offset, length).Length);
        Assert.Throws<CorruptIndexException>(() => file.CursorAt(offset, length).Remaining);
        Assert.Throws<CorruptIndexException>(() => file.Slice("slice", offset, length));
    }

    [Fact]
    public void Files_larger_than_two_gigabytes_are_addressed_by_long_offsets()
    {
        using var file = new HugeFile(5L << 30);
        long offset = 3L << 30;
        Assert.Equal(HugeFile.ByteAt(offset), file.Span(offset, 1)[0]);
        using var slice = file.Slice("slice", offset, 2L << 30);
        Assert.Equal(HugeFile.ByteAt(offset + (1L << 30) + 5), slice.Span((1L << 30) + 5, 1)[0]);
        var cursor = slice.CursorAt((1L << 30) + 5);
        Assert.Equal((1L << 30) + 5, cursor.Position);
        Assert.Throws<CorruptIndexException>(() => slice.Span(2L << 30, 1).Length);
    }

    [Fact]
    public void A_header_and_a_footer_read_back()
    {
        using var folder = new MemoryFolder();
        byte[] id = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];
        using (var output = folder.Create("file"))
        {
            CodecHeader.WriteIndexHeader(output, "Codec", 3, id, "suffix");
            Assert.Equal(CodecHeader.IndexHeaderLength("Codec", "suffix"), output.Position);
            CodecHeader.WriteFooter(output);
        }

        using var file = folder.Open("file");
        var cursor = CodecHeader.OpenVerified(file);
        Assert.Equal(3, CodecHeader.ReadIndexHeader(ref cursor, "Codec", 1, 3, id, "suffix"));
        CodecHeader.ExpectEnd(ref cursor);
    }

    [Fact]
    public void Every_flipped_byte_and_every_cut_of_a_file_is_found()
    {
        using var folder = new MemoryFolder();
        using (var output = folder.Create("file"))
        {
            CodecHeader.WriteHeader(output, "Codec", 0);
            CodecHeader.WriteFooter(output);
        }

        byte[] good = folder.Bytes("file");
        for (int i = 0; i < good.Length; i++)
        {
            byte[] flipped = [.. good];
            flipped[i] ^= 0x10;
            using var damaged = new MemoryFile("file", flipped);
            Assert.Throws<CorruptIndexException>(() => CodecHeader.VerifyChecksum(damaged));
            using var cut = new MemoryFile("file", good[..i]);
            Assert.Throws<CorruptIndexException>(() => CodecHeader.VerifyChecksum(cut));
        }
    }

    /// <summary>A file without bytes of its own: what stands at an offset follows from the offset.</summary>
    private sealed class HugeFile(long length) : IndexFile("huge", length)
    {
        public static byte ByteAt(long offset) => (byte)(offset ^ (offset >> 30));

        protected override ReadOnlySpan<byte> SpanUnchecked(long offset, int length) => new[] { ByteAt(offset) };
    }
}
