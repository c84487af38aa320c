using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.TestKit;

namespace ArticleSearch.IndexFormat.Tests.Storage;

public sealed class FolderTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_folder_keeps_what_is_written(bool onDisk)
    {
        using var temporary = new TemporaryFolder();
        using IndexFolder folder = onDisk ? new FileSystemFolder(temporary["index"]) : new MemoryFolder();
        Assert.Empty(folder.List());
        Assert.False(folder.Exists("b"));
        byte[] bytes = new byte[10_000_000]; // so many that the disk is set to work before the file is whole
        new Random(3).NextBytes(bytes);
        using (var output = folder.Create("b"))
        {
            output.WriteBytes(bytes);
            Assert.Equal(bytes.Length, output.Position);
            Assert.Equal(Crc32.Append(0, bytes), output.Checksum);
        }

        using (folder.Create("a"))
        {
        }

        folder.Sync(["a", "b"]);
        folder.SyncFolder();
        Assert.Equal(["a", "b"], folder.List());
        Assert.Equal(bytes.Length, folder.Length("b"));
        Assert.Throws<IOException>(() => folder.Create("b"));
        Assert.Throws<IOException>(() => folder.Rename("a", "b"));
        folder.Rename("b", "c");
        Assert.Equal(["a", "c"], folder.List());
        using (var file = folder.Open("c"))
        {
            Assert.Equal("c", file.Name);
            folder.Delete("c"); // an open file stays readable
            Assert.Equal(bytes, file.Span(0, bytes.Length));
        }

        using (var empty = folder.Open("a"))
        {
            Assert.Equal(0, empty.Length);
            Assert.Equal(0, empty.Span(0, 0).Length);
            Assert.Equal(0, empty.CursorAt(0).Remaining);
            Assert.Throws<CorruptIndexException>(() => CodecHeader.ReadFooter(empty));
        }

        Assert.False(folder.Exists("c"));
        Assert.Throws<FileNotFoundException>(() => folder.Open("c"));
        Assert.Throws<FileNotFoundException>(() => folder.Length("c"));
    }

    [Fact]
    public void There_is_nothing_to_open_in_a_folder_that_is_not_there()
    {
        using var temporary = new TemporaryFolder();
        using var folder = new FileSystemFolder(temporary["none"]);
        Assert.Throws<FileNotFoundException>(() => folder.Open("segments_1"));
        Assert.False(Directory.Exists(folder.FolderPath));
    }

    [Fact]
    public void A_folder_that_can_not_be_looked_into_is_not_taken_for_an_empty_one()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // links need a privilege there
        }

        using var temporary = new TemporaryFolder();
        Directory.CreateSymbolicLink(temporary["one"], temporary["other"]);
        Directory.CreateSymbolicLink(temporary["other"], temporary["one"]);
        using var folder = new FileSystemFolder(temporary["one"]);
        Assert.ThrowsAny<IOException>(folder.List);
    }

    [Fact]
    public void Folders_are_made_all_the_way_down()
    {
        using var temporary = new TemporaryFolder();
        using var folder = new FileSystemFolder(temporary["a/b/c"]);
        folder.Create("file").Dispose();
        folder.SyncFolder();
        Assert.Equal(["file"], folder.List());
    }

    [Fact]
    public void A_mapped_file_throws_after_it_is_disposed()
    {
        using var temporary = new TemporaryFolder();
        File.WriteAllBytes(temporary["file"], [1, 2, 3]);
        var file = MappedFile.Open(temporary["file"]);
        Assert.Equal(new byte[] { 2, 3 }, file.Span(1, 2));
        file.Dispose();
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(() => file.Span(1, 2).Length);
    }
}
