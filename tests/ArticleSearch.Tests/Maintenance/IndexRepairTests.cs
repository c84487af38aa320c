using ArticleSearch.IndexFormat;
using ArticleSearch.IndexFormat.Checking;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.Maintenance;
using ArticleSearch.TestKit;
using ArticleSearch.Tests.Indexing;

namespace ArticleSearch.Tests.Maintenance;

/// <summary>Every file of small indexes damaged in many ways: what is left is right, what is lost is told, and nothing gets worse.</summary>
public sealed class IndexRepairTests
{
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 3)]
    public void What_is_left_is_the_articles_of_whole_segments_and_what_is_lost_is_told(bool compound, int seed)
    {
        using var good = new MemoryFolder();
        var history = new IndexHistory(good, seed, compound);
        history.Step();
        history.Step();
        var random = new Random(seed);
        var commit = CommitPoint.ReadLatest(good)!;
        Assert.True(commit.Segments.Length > 3 && commit.Segments.Any(segment => segment.HasDeletions));
        foreach (var segment in commit.Segments)
        {
            var inSegment = ArticlesOf(good, segment);
            foreach (string name in segment.Files)
            {
                for (int kind = 0; kind < 6; kind++)
                {
                    using var folder = Copied(good);
                    string what = $"seed {seed}, {name}, {Damage(folder, name, kind, random)}";
                    var report = Repair(folder);
                    bool isMended = name.EndsWith(".liv", StringComparison.Ordinal) && report.Lost.IsEmpty;

                    // What is left.
                    var expected = ArticlesIn.Expected(history.Articles);
                    foreach (string id in inSegment.Keys.Where(_ => !isMended))
                    {
                        expected.Remove(id);
                    }

                    Assert.True(report.IsRepaired && IndexCheck.Run(folder).IsClean, what);
                    Equal(expected, ArticlesIn.Index(folder), what);

                    // What is lost.
                    if (!isMended)
                    {
                        bool mayBeDeleted = report.Lost.Any(article => article.MayBeDeleted);
                        string[] named = [.. report.Lost.Where(article => article.Id.Length > 0).Select(article => article.Id)];
                        Assert.True(mayBeDeleted || named.All(inSegment.ContainsKey), $"{what}: {string.Join(' ', named)} of {string.Join(' ', inSegment.Keys)}");
                        bool isCut = compound && kind >= 3 && name.EndsWith(".cfs", StringComparison.Ordinal);
                        Assert.True(isCut || inSegment.Keys.All(named.Contains), $"{what}: {string.Join(' ', named)} of {string.Join(' ', inSegment.Keys)}");
                        Assert.All(report.Lost.Where(article => !isCut && article.Id.Length > 0), article => Assert.Equal($"source de {article.Id}", article.Source));
                        Assert.True(
                            mayBeDeleted || report.Lost.Sum(article => article.Passages) == segment.LiveCount,
                            $"{what}: {string.Join(' ', report.Lost)}, {segment.LiveCount} passages");
                    }

                    AssertKept(good, commit, folder, report, name, what);
                    AssertDoesNothing(folder, what);
                    if (kind == 0)
                    {
                        AddAgain(folder, history);
                    }
                }
            }
        }
    }

    [Fact]
    public void Deletions_that_other_articles_explain_are_made_again_and_others_never_come_back()
    {
        int mended = 0;
        int taken = 0;
        for (int seed = 0; seed < 12; seed++)
        {
            using var good = new MemoryFolder();
            var history = new IndexHistory(good, seed);
            history.Step();
            history.Step();
            foreach (var segment in CommitPoint.ReadLatest(good)!.Segments.Where(segment => segment.HasDeletions))
            {
                using var folder = Copied(good);
                folder.Delete(LiveDocumentsFormat.FileName(segment.Info.Name, segment.DeletionGeneration));
                var report = Repair(folder);
                var articles = ArticlesIn.Index(folder);
                var expected = ArticlesIn.Expected(history.Articles);
                Assert.All(articles, article => Assert.Equal(expected[article.Key], article.Value));
                if (report.Lost.IsEmpty)
                {
                    Equal(expected, articles, $"seed {seed}");
                    mended++;
                }
                else
                {
                    Assert.All(report.Lost, article => Assert.True(article.MayBeDeleted));
                    taken++;
                }
            }
        }

        Assert.True(mended > 3 && taken > 3, $"{mended} mended, {taken} taken out");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Where_no_commit_can_be_read_one_is_made_of_the_segments_and_nothing_is_lost(bool compound)
    {
        using var good = new MemoryFolder();
        var history = new IndexHistory(good, seed: 9, compound);
        history.Step();
        history.Step(merge: true);
        history.Step();
        var commit = CommitPoint.ReadLatest(good)!;
        for (int i = 0; i < good.Length(commit.FileName); i += 5)
        {
            using var folder = Copied(good);
            folder.Bytes(commit.FileName)[i] ^= 0x41;
            var report = Repair(folder);
            Assert.Empty(report.Lost);
            IndexBackupTests.AssertIs(history.Articles, folder, $"byte {i}");
            Assert.Equal(commit.UserData, report.Commit.UserData);
            Assert.Equal(commit.Generation + 1, report.Commit.Generation);
            AssertDoesNothing(folder, $"byte {i}");
        }

        using var missing = Copied(good);
        missing.Delete(commit.FileName);
        Assert.Empty(Repair(missing).Lost);
        IndexBackupTests.AssertIs(history.Articles, missing, "no commit");
        AddAgain(missing, history);
    }

    [Fact]
    public void Leftovers_of_a_writer_that_was_stopped_bring_no_article_twice_into_a_commit_made_of_segments()
    {
        for (int seed = 0; seed < 8; seed++)
        {
            using var folder = new MemoryFolder();
            var history = new IndexHistory(folder, seed);
            history.Step();
            using var before = Copied(folder);
            history.Step(merge: true);
            foreach (string name in before.List().Where(name => IndexFileNames.IsSegmentFile(name) && !folder.Exists(name)))
            {
                folder.SetBytes(name, before.Bytes(name)); // what was merged, and should have been deleted
            }

            folder.Delete(CommitPoint.ReadLatest(folder)!.FileName);
            Repair(folder);
            Assert.True(IndexCheck.Run(folder).IsClean);
            var articles = ArticlesIn.Index(folder);
            Assert.All(ArticlesIn.Expected(history.Articles), article => Assert.Equal(article.Value, articles[article.Key]));
        }
    }

    [Fact]
    public void Where_the_newest_commit_can_not_be_read_the_one_before_is_taken_and_what_came_since_is_told()
    {
        for (int seed = 0; seed < 8; seed++)
        {
            using var folder = new MemoryFolder();
            var history = new IndexHistory(folder, seed);
            history.Step();
            var first = history.Snapshot();
            using var before = Copied(folder);
            var old = CommitPoint.ReadLatest(folder)!;
            history.Step();
            foreach (string name in before.List().Where(name => !folder.Exists(name)))
            {
                folder.SetBytes(name, before.Bytes(name)); // kept for a reader, say
            }

            folder.Bytes(CommitPoint.ReadLatest(folder)!.FileName)[50] ^= 1;
            var report = Repair(folder);

            Assert.Equal(old.UserData, report.Commit.UserData);
            Assert.True(report.Commit.Generation > old.Generation + 1);
            IndexBackupTests.AssertIs(first, folder, $"seed {seed}");
            Assert.Equal(
                history.Articles.Keys.Where(id => !first.ContainsKey(id)),
                report.Lost.Where(article => history.Articles.ContainsKey(article.Id)).Select(article => article.Id).Order(StringComparer.Ordinal));
            AssertDoesNothing(folder, $"seed {seed}");
        }
    }

    [Fact]
    public void Whatever_fails_the_index_is_as_it_was_or_repaired()
    {
        using var good = new MemoryFolder();
        var history = new IndexHistory(good, seed: 4);
        history.Step();
        history.Step();
        var commit = CommitPoint.ReadLatest(good)!;
        string[] damaged = ["_0.cfs", commit.Segments.Last(segment => segment.HasDeletions) is var last ? LiveDocumentsFormat.FileName(last.Info.Name, last.DeletionGeneration) : ""];
        for (int failing = 0; ; failing++)
        {
            using var disk = Copied(good);
            foreach (string name in damaged.Where(disk.Exists))
            {
                disk.Bytes(name)[disk.Bytes(name).Length / 2] ^= 1;
            }

            using var before = Copied(disk);
            using var folder = new FailingFolder(disk) { UntilFailure = failing };
            bool isDone = false;
            try
            {
                Repair(folder);
                isDone = true;
            }
            catch (IOException e)
            {
                Assert.Contains("No space left", e.Message, StringComparison.Ordinal);
            }

            if (CommitPoint.ReadLatest(disk)!.Generation == commit.Generation)
            {
                Assert.False(isDone);
                Assert.All(before.List(), name => Assert.Equal(before.Bytes(name), disk.Bytes(name)));
                Repair(disk);
            }

            Assert.True(IndexCheck.Run(disk).IsClean, $"failure at operation {failing}");
            Assert.All(ArticlesIn.Index(disk), article => Assert.Equal(history.Articles[article.Key].Text, article.Value));
            if (isDone && folder.UntilFailure >= 0)
            {
                Assert.True(failing > 10);
                return;
            }
        }
    }

    [Fact]
    public void A_sound_index_is_not_touched()
    {
        using var folder = new MemoryFolder();
        new IndexHistory(folder, seed: 1).Step();
        folder.SetBytes("_zz.cfs", [1, 2, 3]); // left behind by a writer
        AssertDoesNothing(folder, "");
    }

    [Fact]
    public void A_folder_without_an_index_is_told()
    {
        using var folder = new MemoryFolder();
        Assert.Throws<FileNotFoundException>(() => Repair(folder));
        Assert.Empty(folder.List());
    }

    [Fact]
    public void Damage_of_any_files_at_once_leaves_only_articles_as_they_were()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            using var folder = new MemoryFolder();
            var history = new IndexHistory(folder, seed, compound: seed % 2 == 0);
            history.Step();
            history.Step();
            var random = new Random(seed);
            string what = $"seed {seed}";
            for (int i = 0; i <= random.Next(4); i++)
            {
                string name = folder.List()[random.Next(folder.List().Count)];
                what += $", {name} {Damage(folder, name, random.Next(6), random)}";
            }

            var report = Repair(folder);
            Assert.True(IndexCheck.Run(folder).IsClean, what);
            var articles = ArticlesIn.Index(folder);
            bool isRebuilt = report.Problems.Any(problem => problem.File.StartsWith("segments", StringComparison.Ordinal) || problem.File.Length == 0);
            Assert.True(isRebuilt || articles.All(article => history.Articles.TryGetValue(article.Key, out var known) && known.Text == article.Value), what);
            AssertDoesNothing(folder, what);
        }
    }

    [JavaFact]
    public void Lucene_finds_a_repaired_index_clean()
    {
        using var folder = new TemporaryFolder();
        using var index = new FileSystemFolder(folder["index"]);
        var history = new IndexHistory(index, seed: 7);
        history.Step();
        history.Step();
        int segments = CommitPoint.ReadLatest(index)!.Segments.Length;
        byte[] bytes = File.ReadAllBytes(folder["index/_0.cfs"]);
        bytes[500] ^= 1;
        File.WriteAllBytes(folder["index/_0.cfs"], bytes);
        Assert.NotEmpty(IndexVerifier.Repair(folder["index"]).LostArticles);
        Assert.Equal(segments - 1, JavaOracle.Shared.CheckIndex(folder["index"]).Segments);

        File.Delete(folder["index/" + CommitPoint.ReadLatest(index)!.FileName]);
        Assert.Empty(IndexVerifier.Repair(folder["index"]).LostArticles);
        Assert.Equal(segments - 1, JavaOracle.Shared.CheckIndex(folder["index"]).Segments);
    }

    [Fact]
    public void An_index_that_is_being_written_is_not_repaired()
    {
        using var folder = new TemporaryFolder();
        using (IndexBuilder.Open(folder["index"]))
        {
            Assert.Throws<IndexLockedException>(() => IndexVerifier.Repair(folder["index"]));
        }

        Assert.Throws<DirectoryNotFoundException>(() => IndexVerifier.Repair(folder["nowhere"]));
    }

    private static RepairReport Repair(IndexFolder folder) => IndexRepair.Run(folder, threads: 1, progress: null, default);

    private static SortedDictionary<string, string> ArticlesOf(MemoryFolder folder, SegmentCommit segment)
    {
        var articles = new SortedDictionary<string, string>(StringComparer.Ordinal);
        using var reader = SegmentReader.Open(folder, segment);
        ArticlesIn.Read(reader, articles);
        return articles;
    }

    private static string Damage(MemoryFolder folder, string name, int kind, Random random)
    {
        byte[] bytes = folder.Bytes(name);
        switch (kind)
        {
            case < 3 when bytes.Length > 0:
                int position = random.Next(bytes.Length);
                bytes[position] ^= (byte)(1 << random.Next(8));
                return $"byte {position} of {bytes.Length} flipped";
            case 3 or 4:
                int length = kind == 3 ? random.Next(bytes.Length) : 0;
                folder.SetBytes(name, bytes[..length]);
                return $"cut at {length} of {bytes.Length}";
            default:
                folder.Delete(name);
                return "missing";
        }
    }

    /// <summary>Every byte that was there is there still, under one name or another, but for what was damaged.</summary>
    private static void AssertKept(MemoryFolder good, CommitPoint commit, MemoryFolder folder, RepairReport report, string damaged, string what)
    {
        foreach (string name in commit.Files.Where(name => name != damaged))
        {
            string? kept = folder.Exists(name) ? name : report.KeptFiles.FirstOrDefault(kept => kept.EndsWith("_" + name, StringComparison.Ordinal) && kept.StartsWith("damaged_", StringComparison.Ordinal));
            Assert.True(kept is not null && good.Bytes(name).AsSpan().SequenceEqual(folder.Bytes(kept)), $"{what}: {name} is gone");
        }

        Assert.Equal(!report.Lost.IsEmpty, report.KeptFiles.Any(kept => kept.EndsWith("lost.tsv", StringComparison.Ordinal)));
    }

    private static void AssertDoesNothing(MemoryFolder folder, string what)
    {
        using var before = Copied(folder);
        var report = Repair(folder);
        Assert.True(!report.IsRepaired && report.Problems.Count == 0 && report.Lost.IsEmpty, what);
        Assert.Equal(before.List(), folder.List());
        Assert.All(before.List(), name => Assert.Equal(before.Bytes(name), folder.Bytes(name)));
    }

    /// <summary>What was lost is indexed again, and all is as it was.</summary>
    private static void AddAgain(MemoryFolder folder, IndexHistory history)
    {
        var left = ArticlesIn.Index(folder);
        using (var builder = IndexBuilder.Open(folder))
        {
            foreach (var article in history.Articles.Where(article => !left.ContainsKey(article.Key)))
            {
                builder.Add(article.Value);
            }

            builder.Commit();
        }

        IndexBackupTests.AssertIs(history.Articles, folder, "");
    }

    private static void Equal(SortedDictionary<string, string> expected, SortedDictionary<string, string> actual, string what) =>
        Assert.True(expected.SequenceEqual(actual), $"{what}\nexpected {string.Join(' ', expected.Keys)}\nfound    {string.Join(' ', actual.Keys)}");

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
