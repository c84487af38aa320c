using ArticleSearch.IndexFormat;
using ArticleSearch.IndexFormat.Checking;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.TestKit;
using ArticleSearch.Tests.Indexing;

namespace ArticleSearch.Tests.Maintenance;

public sealed class RestoreTests
{
    [Fact]
    public void An_index_that_was_lost_is_back()
    {
        using var index = new MemoryFolder();
        using var backup = new MemoryFolder();
        using var restored = new MemoryFolder();
        var history = new IndexHistory(index, seed: 1);
        history.Step();
        history.Step();
        IndexBackupTests.Copy(index, backup);

        var result = Restore(backup, restored);

        Assert.Equal((backup.List().Count - 1, 0), (result.FilesCopied, result.FilesReused));
        IndexBackupTests.AssertIs(history.Articles, restored, "");
        Assert.Contains("no backup", Assert.Throws<ArgumentException>(() => IndexBackupTests.Copy(index, restored)).Message, StringComparison.Ordinal);
        Assert.Equal(0, Restore(backup, restored).FilesCopied);
    }

    [Fact]
    public void Histories_that_part_after_a_backup_and_are_restored_and_backed_up_again_stay_right()
    {
        for (int seed = 0; seed < 15; seed++)
        {
            using var index = new MemoryFolder();
            using var backup = new MemoryFolder();
            var random = new Random(seed);
            var history = new IndexHistory(index, seed);
            var saved = history.Snapshot();
            var contents = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            for (int step = 0; step < 14; step++)
            {
                string context = $"seed {seed}, step {step}";
                switch (step == 0 ? 1 : random.Next(4))
                {
                    case 0:
                        history.Step(merge: random.Next(3) == 0);
                        break;
                    case 1:
                        history.Step();
                        IndexBackupTests.Copy(index, backup);
                        saved = history.Snapshot();
                        break;
                    case 2:
                        IndexBackupTests.Copy(index, backup);
                        saved = history.Snapshot();
                        break;
                    default:
                        Restore(backup, index);
                        history.GoBackTo(saved);
                        break;
                }

                IndexBackupTests.AssertIs(history.Articles, index, context);
                IndexBackupTests.AssertIs(saved, backup, context);

                // No name is ever given to other bytes: a reader of an old commit must never see a new file.
                foreach (string name in index.List())
                {
                    if (contents.TryGetValue(name, out byte[]? bytes))
                    {
                        Assert.True(bytes.AsSpan().SequenceEqual(index.Bytes(name)), $"{context}: {name}");
                    }

                    contents[name] = index.Bytes(name);
                }
            }
        }
    }

    [Fact]
    public void A_damaged_index_is_replaced_its_whole_files_stay_and_its_damaged_ones_do_not()
    {
        using var index = new MemoryFolder();
        using var backup = new MemoryFolder();
        var history = new IndexHistory(index, seed: 2);
        history.Step();
        history.Step();
        IndexBackupTests.Copy(index, backup);
        foreach (string name in index.List().ToList())
        {
            using var damaged = Copied(index);
            damaged.Bytes(name)[damaged.Bytes(name).Length / 2] ^= 1;
            var result = Restore(backup, damaged);
            IndexBackupTests.AssertIs(history.Articles, damaged, name);
            Assert.True(result.FilesReused > 0);
            Assert.Equal(IndexFileNames.IsSegmentFile(name), result.FilesCopied > 0);

            using var cut = Copied(index);
            cut.Delete(name);
            Restore(backup, cut);
            IndexBackupTests.AssertIs(history.Articles, cut, name);
        }
    }

    [Fact]
    public void A_damaged_backup_is_refused_and_the_index_stays()
    {
        using var index = new MemoryFolder();
        using var backup = new MemoryFolder();
        var history = new IndexHistory(index, seed: 2);
        history.Step();
        IndexBackupTests.Copy(index, backup);
        history.Step();
        foreach (string name in backup.List().ToList())
        {
            byte[] good = backup.Bytes(name);
            byte[] bad = [.. good];
            bad[good.Length / 2] ^= 1;
            backup.SetBytes(name, bad);
            Assert.Throws<CorruptIndexException>(() => Restore(backup, index));
            backup.SetBytes(name, good);
        }

        IndexBackupTests.AssertIs(history.Articles, index, "");
    }

    [Fact]
    public void Whatever_fails_the_index_is_as_it_was_or_restored()
    {
        for (int failing = 0; ; failing++)
        {
            using var disk = new MemoryFolder();
            using var backup = new MemoryFolder();
            using var index = new FailingFolder(disk);
            var history = new IndexHistory(disk, seed: 5);
            history.Step();
            IndexBackupTests.Copy(disk, backup);
            var saved = history.Snapshot();
            history.Step();
            history.Step(merge: true);
            index.UntilFailure = failing;
            bool isDone = false;
            try
            {
                Restore(backup, index);
                isDone = true;
            }
            catch (IOException e)
            {
                Assert.StartsWith("No space left", e.Message, StringComparison.Ordinal);
            }

            IndexBackupTests.AssertIs(isDone ? saved : history.Articles, disk, $"failure at operation {failing}");
            if (isDone && index.UntilFailure >= 0)
            {
                Assert.True(failing > 10);
                return;
            }
        }
    }

    [Fact]
    public void An_index_that_is_being_written_is_not_replaced()
    {
        using var folder = new TemporaryFolder();
        using (var builder = IndexBuilder.Open(folder["index"]))
        {
            builder.Add(new Article { Id = "a", Text = "Deux pommes." });
            builder.Commit();
            IndexBackup.Copy(folder["index"], folder["backup"]);
            builder.Delete("a");
            builder.Commit();
            Assert.Throws<IndexLockedException>(() => IndexBackup.Restore(folder["backup"], folder["index"]));
        }

        using var searcher = Searcher.Open(folder["index"]);
        Assert.Empty(searcher.Search("pommes").Hits);
        IndexBackup.Restore(folder["backup"], folder["index"]);
        Assert.True(searcher.Refresh());
        Assert.Single(searcher.Search("pommes").Hits);
    }

    [Fact]
    public void Wrong_folders_are_the_callers_mistake()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["empty"]);
        Assert.Throws<DirectoryNotFoundException>(() => IndexBackup.Copy(folder["nowhere"], folder["backup"]));
        Assert.Throws<FileNotFoundException>(() => IndexBackup.Copy(folder["empty"], folder["backup"]));
        Assert.Throws<FileNotFoundException>(() => IndexBackup.Restore(folder["empty"], folder["index"]));
        Assert.Throws<ArgumentException>(() => IndexBackup.Copy(folder["empty"], folder["empty"] + "/"));
        Assert.False(Directory.Exists(folder["backup"]) || Directory.Exists(folder["index"]));
    }

    private static IndexBackup Restore(IndexFolder backup, IndexFolder index) => IndexBackup.Restore(backup, index, null, threads: 2, default);

    private static MemoryFolder Copied(MemoryFolder folder)
    {
        var copy = new MemoryFolder();
        foreach (string name in folder.List())
        {
            copy.SetBytes(name, [.. folder.Bytes(name)]);
        }

        return copy;
    }
}
