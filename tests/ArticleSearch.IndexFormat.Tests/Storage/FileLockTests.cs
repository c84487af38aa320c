using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.TestKit;

namespace ArticleSearch.IndexFormat.Tests.Storage;

public sealed class FileLockTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Only_one_writer_of_a_process_has_the_lock(bool onDisk)
    {
        using var temporary = new TemporaryFolder();
        using IndexFolder folder = onDisk ? new FileSystemFolder(temporary["index"]) : new MemoryFolder();
        for (int i = 0; i < 2; i++)
        {
            using var taken = folder.AcquireWriteLock();
            Assert.Contains("another writer", Assert.Throws<IndexLockedException>(folder.AcquireWriteLock).Message, StringComparison.Ordinal);
        }

        if (onDisk)
        {
            Assert.True(File.Exists(temporary["index/write.lock"]));
        }
    }

    [Fact]
    public void A_folder_under_another_name_is_the_same_folder()
    {
        using var temporary = new TemporaryFolder();
        Directory.CreateDirectory(temporary["real/index"]);
        try
        {
            Directory.CreateSymbolicLink(temporary["link"], temporary["real"]);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return; // links need a privilege on some systems
        }

        using var real = new FileSystemFolder(temporary["real/index"]);
        using var link = new FileSystemFolder(temporary["link/index"]);
        using (real.AcquireWriteLock())
        {
            Assert.Throws<IndexLockedException>(link.AcquireWriteLock);
        }

        link.AcquireWriteLock().Dispose();
    }

    [JavaFact]
    public void Java_sees_our_lock_and_we_see_its()
    {
        using var temporary = new TemporaryFolder();
        using var folder = new FileSystemFolder(temporary.FolderPath);
        var oracle = JavaOracle.Shared;
        Assert.Equal(["free"], oracle.Ask("lock", temporary.FolderPath));
        using (folder.AcquireWriteLock())
        {
            Assert.Equal(["held"], oracle.Ask("lock", temporary.FolderPath));
            Assert.Contains($"process {Environment.ProcessId} ", File.ReadAllText(temporary["write.lock.holder"]), StringComparison.Ordinal);
        }

        oracle.Ask("hold", temporary.FolderPath);
        try
        {
            Assert.Contains("another process", Assert.Throws<IndexLockedException>(folder.AcquireWriteLock).Message, StringComparison.Ordinal);
        }
        finally
        {
            oracle.Ask("release");
        }

        folder.AcquireWriteLock().Dispose();
    }
}
