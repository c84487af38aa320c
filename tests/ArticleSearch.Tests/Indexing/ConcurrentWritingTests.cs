using System.Collections.Concurrent;
using System.Globalization;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.TestKit;

namespace ArticleSearch.Tests.Indexing;

/// <summary>Many threads add, replace, delete, commit and merge at once; what comes of it is what a list of articles would be.</summary>
public sealed class ConcurrentWritingTests
{
    private const int Threads = 4;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Any_history_of_many_threads_leaves_what_a_list_of_articles_would(int mergeThreads)
    {
        for (int seed = 0; seed < 12; seed++)
        {
            using var folder = new MemoryFolder();
            var options = new IndexBuilderOptions { MaxBufferedPassages = 2 + (seed * 5), MergeThreads = mergeThreads, Compound = seed % 2 == 0 };
            var articles = new ConcurrentDictionary<string, Article>(StringComparer.Ordinal);
            using (var builder = IndexBuilder.Open(folder, options))
            {
                Run(thread => Change(builder, articles, new Random((seed * 100) + thread), thread));
                builder.Commit();
            }

            Compare(folder, articles, $"seed {seed}");
            using (var builder = IndexBuilder.Open(folder, options))
            {
                Run(thread => Change(builder, articles, new Random((seed * 100) + 50 + thread), thread));
                builder.FinishMerges();
                builder.Commit();
                Compare(folder, articles, $"seed {seed}, written to again");
                builder.Merge();
                builder.Commit();
                Assert.True(CommitPoint.ReadLatest(folder)!.Segments.Length <= 1);
            }

            Compare(folder, articles, $"seed {seed}, merged");
            Assert.Equal(CommitPoint.ReadLatest(folder)!.Files, new SortedSet<string>(folder.List(), StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_commit_has_every_article_that_was_added_before_it_and_each_once(int mergeThreads)
    {
        for (int seed = 0; seed < 6; seed++)
        {
            using var folder = new MemoryFolder();
            using var builder = IndexBuilder.Open(folder, new IndexBuilderOptions { MaxBufferedPassages = 6, MergeThreads = mergeThreads });
            int[] begun = new int[40]; // the version of each article that was last begun to be added
            int[] added = new int[40]; // … and last added
            using var done = new CancellationTokenSource();
            var committing = Task.Run(() =>
            {
                while (!done.IsCancellationRequested)
                {
                    int[] before = [.. added.Select((_, i) => Volatile.Read(ref added[i]))];
                    builder.Commit();
                    var found = Versions(folder);
                    for (int i = 0; i < before.Length; i++)
                    {
                        int version = found.GetValueOrDefault("a" + i.ToString(CultureInfo.InvariantCulture));
                        Assert.True(version >= before[i] && version <= Volatile.Read(ref begun[i]), $"seed {seed}, article {i}: version {version}, {before[i]} was added before the commit");
                    }
                }
            });
            Run(thread =>
            {
                var random = new Random((seed * 10) + thread);
                for (int step = 0; step < 150; step++)
                {
                    int i = (random.Next(begun.Length / Threads) * Threads) + thread;
                    int version = Interlocked.Increment(ref begun[i]);
                    builder.Add(new Article { Id = "a" + i.ToString(CultureInfo.InvariantCulture), Title = version.ToString(CultureInfo.InvariantCulture), Text = "un\ndeux\ntrois" });
                    Volatile.Write(ref added[i], version);
                }
            });
            await done.CancelAsync();
            await committing;
        }
    }

    [Fact]
    public void One_budget_holds_for_all_threads()
    {
        using var folder = new MemoryFolder();
        var articles = new ConcurrentDictionary<string, Article>(StringComparer.Ordinal);
        using (var builder = IndexBuilder.Open(folder, new IndexBuilderOptions { MemoryBudget = IndexBuilderOptions.MinMemoryBudget }))
        {
            Run(thread =>
            {
                var random = new Random(thread);
                for (int step = 0; step < 250; step++)
                {
                    string id = $"{thread}-{step}";
                    var article = IndexBuilderTests.RandomArticle(random, id) with { Text = string.Concat(Enumerable.Range(0, 20).Select(_ => IndexBuilderTests.RandomArticle(random, id).Text)) };
                    builder.Add(article);
                    articles[id] = article;
                }
            });
            Assert.True(builder.SegmentCount > 1, "the budget was reached");
            builder.Commit();
        }

        Compare(folder, articles, "");
    }

    [Fact]
    public void A_reader_keeps_its_files_until_it_is_closed()
    {
        using var temporary = TemporaryFolder.ForSmallFiles();
        using var folder = new FileSystemFolder(temporary.FolderPath);
        using var builder = IndexBuilder.Open(temporary.FolderPath);
        builder.Add(new Article { Id = "a", Text = "un" });
        builder.Commit();
        using var snapshot = IndexSnapshot.Open(folder);
        builder.Add(new Article { Id = "a", Text = "deux" });
        builder.Commit();
        Assert.Superset(snapshot.Commit.Files, new SortedSet<string>(folder.List(), StringComparer.Ordinal));
        using var newer = snapshot.OpenNewer(folder)!;
        snapshot.Dispose();
        builder.Add(new Article { Id = "b", Text = "trois" });
        builder.Commit();
        Assert.DoesNotContain(snapshot.Commit.FileName, folder.List());
        Assert.Superset(newer.Commit.Files, new SortedSet<string>(folder.List(), StringComparer.Ordinal));
        newer.Dispose();
        builder.Merge();
        builder.Commit();
        Assert.Equal(CommitPoint.ReadLatest(folder)!.Files, new SortedSet<string>(folder.List().Where(OrphanFiles.IsIndexFile), StringComparer.Ordinal));
    }

    [Fact]
    public void A_merge_in_the_background_that_fails_costs_no_article()
    {
        for (int failing = 0; failing < 200; failing += 13)
        {
            using var disk = new MemoryFolder();
            using var folder = new WatchedFolder(disk);
            int untilFailure = failing;
            folder.Creating = () =>
            {
                if (OnMergeThread && Interlocked.Decrement(ref untilFailure) == -1)
                {
                    throw new IOException("No space left");
                }
            };
            var articles = new ConcurrentDictionary<string, Article>(StringComparer.Ordinal);
            bool hasFailed = false;
            using (var builder = IndexBuilder.Open(folder, new IndexBuilderOptions { MaxBufferedPassages = 1, MergeThreads = 2 }))
            {
                Run(thread => Change(builder, articles, new Random(failing + thread), thread));
                builder.Commit();
                try
                {
                    builder.FinishMerges();
                }
                catch (IOException e)
                {
                    Assert.Contains("No space left", e.Message, StringComparison.Ordinal);
                    hasFailed = true;
                }

                builder.Add(new Article { Id = "z", Text = "fin" });
                articles["z"] = new Article { Id = "z", Text = "fin" };
                builder.Commit();
            }

            Assert.Equal(untilFailure < 0, hasFailed);
            Compare(disk, articles, $"failure at {failing}");
            Assert.Equal(CommitPoint.ReadLatest(disk)!.Files, new SortedSet<string>(disk.List(), StringComparer.Ordinal));
        }
    }

    [Fact]
    public void A_merge_that_is_cancelled_leaves_no_trace()
    {
        using var disk = new MemoryFolder();
        using var folder = new WatchedFolder(disk);
        var articles = new ConcurrentDictionary<string, Article>(StringComparer.Ordinal);
        using var builder = IndexBuilder.Open(folder, new IndexBuilderOptions { MaxBufferedPassages = 4, Compound = false });
        Change(builder, articles, new Random(1), thread: 0);
        builder.Commit();
        var before = disk.List();
        bool isMerged = false;
        for (int at = 1; !isMerged; at++)
        {
            using var source = new CancellationTokenSource();
            int created = 0;
            folder.Creating = () =>
            {
                if (++created == at)
                {
                    source.Cancel();
                }
            };
            try
            {
                builder.Merge(source.Token);
                isMerged = true;
                Assert.True(at > 10, "it was cancelled at each file");
            }
            catch (OperationCanceledException)
            {
                Assert.Equal(before, disk.List());
                builder.Commit();
                Compare(disk, articles, $"cancelled at file {at}");
            }
        }

        builder.Commit();
        Compare(disk, articles, "merged");
    }

    [Fact]
    public async Task A_builder_that_is_closed_gives_up_its_merges_without_a_trace()
    {
        for (int at = 1; at < 40; at += 4)
        {
            using var disk = new MemoryFolder();
            using var folder = new WatchedFolder(disk);
            var articles = new ConcurrentDictionary<string, Article>(StringComparer.Ordinal);
            var builder = IndexBuilder.Open(folder, new IndexBuilderOptions { MaxBufferedPassages = 1, MergeThreads = 1, Compound = false });
            Task closing = Task.CompletedTask;
            int created = 0;
            bool isCommitted = false;
            using var reached = new ManualResetEventSlim();
            folder.Creating = () =>
            {
                if (OnMergeThread && Volatile.Read(ref isCommitted) && ++created == at)
                {
                    closing = Task.Run(builder.Dispose);
                    reached.Set();
                }
            };
            for (int i = 0; i < 60; i++)
            {
                string id = "a" + i.ToString(CultureInfo.InvariantCulture);
                articles[id] = new Article { Id = id, Text = "un\ndeux" };
                builder.Add(articles[id]);
                if (i == 9)
                {
                    builder.FinishMerges();
                }
            }

            builder.Commit();
            Volatile.Write(ref isCommitted, true);
            try
            {
                for (int i = 0; !reached.IsSet; i++)
                {
                    builder.Add(new Article { Id = "lost" + i.ToString(CultureInfo.InvariantCulture), Text = "trois" }); // until a merge is due
                }
            }
            catch (ObjectDisposedException)
            {
                // closed between two articles
            }

            reached.Wait(); // "closing" is set by then
            await closing;
            Assert.Equal(CommitPoint.ReadLatest(disk)!.Files, new SortedSet<string>(disk.List(), StringComparer.Ordinal));
            Compare(disk, articles, $"closed at file {at}");
        }
    }

    // Each thread has articles of its own, so that the last change of each is known.
    private static void Change(IndexBuilder builder, ConcurrentDictionary<string, Article> articles, Random random, int thread)
    {
        for (int step = 0; step < 60; step++)
        {
            string id = $"{thread}-{random.Next(9)}";
            switch (random.Next(20))
            {
                case < 14:
                    var article = IndexBuilderTests.RandomArticle(random, id);
                    builder.Add(article);
                    articles[id] = article;
                    break;
                case < 18:
                    Assert.Equal(articles.TryRemove(id, out _), builder.Delete(id));
                    break;
                case 18:
                    builder.Commit();
                    break;
                case 19 when step % 4 == 0:
                    builder.Merge();
                    break;
            }
        }
    }

    private static void Compare(MemoryFolder folder, ConcurrentDictionary<string, Article> articles, string context)
    {
        var content = IndexContent.Read(folder);
        var order = IndexContent.Articles(content);
        Assert.Equal(articles.Keys.Order(StringComparer.Ordinal), order.Order(StringComparer.Ordinal));
        IndexContent.AssertEqual(IndexContent.Expected(order.Select(id => (id, articles[id]))), content, context);
    }

    private static Dictionary<string, int> Versions(MemoryFolder folder)
    {
        var versions = new Dictionary<string, int>(StringComparer.Ordinal);
        using var snapshot = IndexSnapshot.Open(folder);
        foreach (var segment in snapshot.Segments)
        {
            var cursor = segment.StoredFields.OpenCursor();
            var values = new List<IndexFormat.StoredFields.StoredValue>();
            var passages = new Dictionary<string, int>(StringComparer.Ordinal);
            for (int document = 0; document < segment.MaxDocument; document++)
            {
                if (segment.Live is null || segment.Live[document])
                {
                    cursor.Read(document, values);
                    string id = values[1].Text!;
                    versions[id] = int.Parse(values[3].Text!, CultureInfo.InvariantCulture);
                    passages[id] = passages.GetValueOrDefault(id) + 1;
                }
            }

            Assert.All(passages.Values, count => Assert.Equal(3, count));
        }

        Assert.Equal(versions.Count * 3, snapshot.LiveCount);
        return versions;
    }

    private static void Run(Action<int> work)
    {
        var tasks = Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(() => work(thread), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        Task.WaitAll(tasks);
    }

    private static bool OnMergeThread => Thread.CurrentThread.Name?.StartsWith("merge", StringComparison.Ordinal) == true;

    /// <summary>Calls back before each file that is begun.</summary>
    private sealed class WatchedFolder(MemoryFolder inner) : IndexFolder
    {
        public Action Creating { get; set; } = () => { };

        public override IReadOnlyList<string> List() => inner.List();

        public override bool Exists(string name) => inner.Exists(name);

        public override long Length(string name) => inner.Length(name);

        public override IndexFile Open(string name) => inner.Open(name);

        public override IndexOutput Create(string name)
        {
            Creating();
            return inner.Create(name);
        }

        public override void Sync(IReadOnlyCollection<string> names) => inner.Sync(names);

        public override void SyncFolder() => inner.SyncFolder();

        public override void Rename(string from, string to) => inner.Rename(from, to);

        public override void Delete(string name) => inner.Delete(name);

        public override IDisposable AcquireWriteLock() => inner.AcquireWriteLock();
    }
}
