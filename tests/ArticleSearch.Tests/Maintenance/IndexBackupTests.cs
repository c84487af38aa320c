using ArticleSearch.IndexFormat;
using ArticleSearch.IndexFormat.Checking;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.TestKit;
using ArticleSearch.Tests.Indexing;

namespace ArticleSearch.Tests.Maintenance;

public sealed class IndexBackupTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_backup_after_each_step_is_the_index_at_that_step_and_copies_only_what_is_new(bool compound)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            using var index = new MemoryFolder();
            using var backup = new MemoryFolder();
            var history = new IndexHistory(index, seed, compound);
            for (int step = 0; step < 8; step++)
            {
                history.Step(merge: step == 5);
                var before = backup.List().ToDictionary(name => name, backup.Bytes, StringComparer.Ordinal);
                var copied = Copy(index, backup);
                AssertIs(history.Articles, backup, $"seed {seed}, step {step}");
                Assert.Equal(CommitPoint.ReadLatest(backup)!.Files, new SortedSet<string>(backup.List(), StringComparer.Ordinal));
                Assert.Equal(copied.FilesCopied, CommitPoint.ReadLatest(backup)!.Segments.SelectMany(segment => segment.Files).Count(name => !before.ContainsKey(name)));
                Assert.All(before.Where(file => backup.Exists(file.Key)), file => Assert.Same(file.Value, backup.Bytes(file.Key)));
            }

            long generation = CommitPoint.ReadLatest(backup)!.Generation;
            var again = Copy(index, backup);
            Assert.Equal((0, 0L, generation), (again.FilesCopied, again.BytesCopied, again.Generation));
            Assert.Equal(history.Articles.Values.Sum(article => article.Text.Split('\n').Length), again.PassageCount);
        }
    }

    [Fact]
    public void Whatever_fails_the_earlier_backup_stands_and_the_next_one_goes_on()
    {
        for (int failing = 0; ; failing++)
        {
            using var index = new MemoryFolder();
            using var disk = new MemoryFolder();
            using var backup = new FailingFolder(disk);
            var history = new IndexHistory(index, seed: 5);
            history.Step();
            Copy(index, disk);
            var first = history.Snapshot();
            history.Step();
            history.Step(merge: failing % 2 == 0);
            backup.UntilFailure = failing;
            bool isDone = false;
            try
            {
                Copy(index, backup);
                isDone = true;
            }
            catch (IOException e)
            {
                Assert.StartsWith("No space left", e.Message, StringComparison.Ordinal);
            }

            AssertIs(isDone ? history.Articles : first, disk, $"failure at operation {failing}");
            Copy(index, disk);
            AssertIs(history.Articles, disk, $"after the failure at operation {failing}");
            Assert.Equal(CommitPoint.ReadLatest(disk)!.Files, new SortedSet<string>(disk.List(), StringComparer.Ordinal));
            if (isDone && backup.UntilFailure >= 0)
            {
                Assert.True(failing > 10);
                return;
            }
        }
    }

    [Fact]
    public void What_a_stopped_backup_left_is_used_where_it_is_whole_and_copied_anew_where_not()
    {
        using var index = new MemoryFolder();
        using var backup = new MemoryFolder();
        var history = new IndexHistory(index, seed: 6);
        history.Step();
        history.Step();
        string[] data = [.. index.List().Where(name => name.EndsWith(".cfs", StringComparison.Ordinal))];
        backup.SetBytes(data[0], [.. index.Bytes(data[0])]);
        backup.SetBytes(data[1], index.Bytes(data[1])[..40]); // cut
        byte[] zeroed = [.. index.Bytes(data[2])];
        zeroed.AsSpan(2000, 10).Clear(); // as long and with the same ends, but not whole
        backup.SetBytes(data[2], zeroed);

        var copied = Copy(index, backup);

        Assert.Equal((1, index.Length(data[0])), (copied.FilesReused, copied.BytesReused));
        AssertIs(history.Articles, backup, "");
    }

    [Fact]
    public void An_index_made_anew_under_the_same_names_takes_the_place_of_the_old_one()
    {
        using var backup = new MemoryFolder();
        for (int seed = 0; seed < 4; seed++)
        {
            using var index = new MemoryFolder();
            var history = new IndexHistory(index, seed);
            history.Step();
            Copy(index, backup);
            AssertIs(history.Articles, backup, $"seed {seed}");
            Assert.Equal(0, Copy(index, backup).FilesCopied);
            history.Step();
            int copied = Copy(index, backup).FilesCopied;
            AssertIs(history.Articles, backup, $"seed {seed}, grown");
            Assert.True(copied < index.List().Count);
        }
    }

    [JavaFact]
    public void Lucene_finds_a_backup_clean_also_one_with_renamed_segments()
    {
        using var folder = new TemporaryFolder();
        using var backup = new FileSystemFolder(folder["backup"]);
        foreach (int seed in (int[])[1, 2])
        {
            using var index = new MemoryFolder();
            var history = new IndexHistory(index, seed);
            history.Step();
            history.Step();
            Copy(index, backup);
            Assert.Equal(CommitPoint.ReadLatest(index)!.Segments.Length, JavaOracle.Shared.CheckIndex(folder["backup"]).Segments);
            AssertIs(history.Articles, backup, $"seed {seed}");
        }
    }

    [Fact]
    public void An_index_that_is_no_backup_or_was_written_to_is_not_overwritten()
    {
        using var index = new MemoryFolder();
        using var other = new MemoryFolder();
        new IndexHistory(index, seed: 1).Step();
        var history = new IndexHistory(other, seed: 2);
        history.Step();
        Assert.Contains("no backup", Assert.Throws<ArgumentException>(() => Copy(index, other)).Message, StringComparison.Ordinal);
        AssertIs(history.Articles, other, "");

        using var backup = new MemoryFolder();
        Copy(index, backup);
        using (var builder = IndexBuilder.Open(backup))
        {
            builder.Add(new Article { Id = "z", Text = "fin" });
            builder.Commit();
        }

        Assert.Contains("written to", Assert.Throws<ArgumentException>(() => Copy(index, backup)).Message, StringComparison.Ordinal);
        backup.Bytes(CommitPoint.ReadLatest(backup)!.FileName)[40] ^= 1;
        Assert.Contains("can not be read", Assert.Throws<ArgumentException>(() => Copy(index, backup)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_index_does_not_get_into_its_backup()
    {
        using var index = new MemoryFolder();
        using var backup = new MemoryFolder();
        var history = new IndexHistory(index, seed: 3);
        history.Step();
        Copy(index, backup);
        var first = history.Snapshot();
        history.Step();
        foreach (string name in CommitPoint.ReadLatest(index)!.Files.Where(name => !backup.Exists(name)))
        {
            byte[] good = index.Bytes(name);
            byte[] bad = [.. good];
            bad[good.Length / 2] ^= 8;
            index.SetBytes(name, bad);
            Assert.Equal(name, Assert.Throws<CorruptIndexException>(() => Copy(index, backup)).File);
            index.Delete(name);
            Assert.ThrowsAny<IOException>(() => Copy(index, backup));
            index.SetBytes(name, good);
            AssertIs(first, backup, name);
        }

        Copy(index, backup);
        AssertIs(history.Articles, backup, "");
    }

    [Fact]
    public async Task Backups_while_a_writer_goes_on_are_each_a_commit()
    {
        using var folder = TemporaryFolder.ForSmallFiles();
        using var index = new FileSystemFolder(folder["index"]);
        using var backup = new FileSystemFolder(folder["backup"]);
        using var builder = IndexBuilder.Open(folder["index"], new IndexBuilderOptions { MaxBufferedPassages = 6, MergeThreads = 1 });
        builder.Commit();
        bool isDone = false;
        var writer = Task.Run(() =>
        {
            // Two articles a commit, always: a copy that is no commit shows.
            for (int i = 0; i < 150; i++)
            {
                builder.Add(new Article { Id = $"a{i}", Text = "Un.\nDeux." });
                builder.Add(new Article { Id = $"b{i}", Text = "Un.\nDeux." });
                builder.Commit();
            }

            Volatile.Write(ref isDone, true);
        });
        int backups = 0;
        for (bool isLast = false; !isLast; backups++)
        {
            isLast = Volatile.Read(ref isDone);
            Copy(index, backup);
            var articles = ArticlesIn.Index(backup);
            Assert.Equal(0, articles.Count % 2);
            Assert.All(articles.Values, text => Assert.Equal("Un.\nDeux.", text));
            Assert.Empty(IndexCheck.Run(backup).Problems);
        }

        await writer;
        Assert.Equal(300, ArticlesIn.Index(backup).Count);
        Assert.True(backups > 1);
    }

    [Fact]
    public void A_cancelled_backup_leaves_the_earlier_one()
    {
        using var index = new MemoryFolder();
        using var backup = new MemoryFolder();
        var history = new IndexHistory(index, seed: 3);
        history.Step();
        Copy(index, backup);
        var first = history.Snapshot();
        var files = backup.List();
        history.Step();
        Assert.Throws<OperationCanceledException>(() => IndexBackup.Copy(index, backup, null, new CancellationToken(canceled: true)));
        AssertIs(first, backup, "");
        Assert.Equal(files, backup.List());
    }

    internal static IndexBackup Copy(IndexFolder index, IndexFolder backup) => IndexBackup.Copy(index, backup, null, default);

    internal static void AssertIs(SortedDictionary<string, Article> articles, IndexFolder folder, string context)
    {
        Assert.True(IndexCheck.Run(folder).IsClean, context);
        Assert.Equal(ArticlesIn.Expected(articles), ArticlesIn.Index(folder));
    }
}
