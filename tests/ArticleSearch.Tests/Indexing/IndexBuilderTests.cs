using System.Security.Cryptography;
using System.Text;
using ArticleSearch.Analysis;
using ArticleSearch.IndexFormat;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.Indexing;
using ArticleSearch.TestKit;

namespace ArticleSearch.Tests.Indexing;

/// <summary>The public writer, promise by promise. Longer than most files: a short test each, over one small set of helpers.</summary>
public sealed class IndexBuilderTests
{
    private static readonly string[] Vocabulary =
        ["Russie", "armes", "l'eau", "œuvre", "été", "avions", "nord-coréen", "président", "fourniture", "guerre", "😀", "de", "la", "2023", "Ukraine"];

    [Fact]
    public void Any_history_leaves_what_a_list_of_articles_would()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            using var folder = new MemoryFolder();
            var history = new History(folder, seed);
            for (int step = 0; step < 60; step++)
            {
                history.Step();
            }

            history.End();
        }
    }

    [Fact]
    public void Segments_do_not_pile_up()
    {
        using var folder = new MemoryFolder();
        var random = new Random(1);
        var articles = new List<(string, Article)>();
        using (var builder = IndexBuilder.Open(folder, new IndexBuilderOptions { MaxBufferedPassages = 2 }))
        {
            for (int i = 0; i < 150; i++)
            {
                var article = RandomArticle(random, "a" + i);
                builder.Add(article);
                articles.Add((article.Id!, article));
                Assert.InRange(builder.SegmentCount, 0, 11); // ten of the smallest, one of the next tier
            }

            builder.Commit();
        }

        IndexContent.AssertEqual(IndexContent.Expected(articles), IndexContent.Read(folder));
    }

    [Fact]
    public void Merging_leaves_one_segment_without_deletions_and_only_its_files()
    {
        using var folder = new MemoryFolder();
        using var builder = IndexBuilder.Open(folder, new IndexBuilderOptions { MaxBufferedPassages = 3 });
        var random = new Random(2);
        var articles = new List<(string Id, Article)>();
        for (int i = 0; i < 30; i++)
        {
            var article = RandomArticle(random, "a" + i);
            builder.Add(article);
            articles.Add((article.Id!, article));
        }

        builder.Commit();
        Assert.True(builder.Delete("a7"));
        articles.RemoveAll(article => article.Id == "a7");
        builder.Merge();
        builder.Commit();
        using var snapshot = IndexSnapshot.Open(folder);
        var segment = Assert.Single(snapshot.Segments);
        Assert.Null(segment.Live);
        Assert.False(segment.Info.IsCompound);
        Assert.Equal(snapshot.Commit.Files, new SortedSet<string>(folder.List(), StringComparer.Ordinal));
        IndexContent.AssertEqual(IndexContent.Expected(articles), IndexContent.Read(folder));
        long generation = snapshot.Commit.Generation;
        builder.Merge();
        builder.Commit();
        Assert.Equal(generation, CommitPoint.ReadLatest(folder)!.Generation);
    }

    [Fact]
    public void Deleting_says_whether_there_was_an_article()
    {
        using var folder = new MemoryFolder();
        using var builder = IndexBuilder.Open(folder);
        Assert.False(builder.Delete("a"));
        builder.Add(new Article { Id = "a", Text = "un" });
        Assert.True(builder.Delete("a"));
        Assert.False(builder.Delete("a"));
        builder.Add(new Article { Id = "a", Text = "deux" });
        builder.Commit();
        Assert.True(builder.Delete("a"));
        Assert.False(builder.Delete("a"));
        builder.Add(new Article { Id = "a", Text = "trois" });
        builder.Commit();
        Assert.Equal(0, builder.ArticlesReplaced);
        builder.Add(new Article { Id = "a", Text = "quatre" });
        builder.Add(new Article { Id = "a", Text = "cinq" });
        builder.Commit();
        Assert.Equal(2, builder.ArticlesReplaced);
        Assert.Equal(IndexContent.Expected([("a", new Article { Text = "cinq" })]), IndexContent.Read(folder));
        Assert.True(builder.Delete("a"));
        builder.Commit();
        Assert.Empty(CommitPoint.ReadLatest(folder)!.Segments);
    }

    [Fact]
    public void What_was_not_committed_is_forgotten_and_its_files_are_deleted()
    {
        using var folder = new MemoryFolder();
        using (var builder = IndexBuilder.Open(folder, new IndexBuilderOptions { MaxBufferedPassages = 2 }))
        {
            builder.Add(new Article { Id = "a", Text = "un" });
            builder.Commit();
        }

        var before = folder.List();
        var content = IndexContent.Read(folder);
        using (var builder = IndexBuilder.Open(folder, new IndexBuilderOptions { MaxBufferedPassages = 2 }))
        {
            for (int i = 0; i < 9; i++)
            {
                builder.Add(new Article { Id = "a" + i, Text = "un\ndeux" });
            }

            builder.Add(new Article { Id = "a", Text = "un" });
            builder.Delete("a");
            builder.Merge();
        }

        Assert.Equal(before, folder.List());
        Assert.Equal(content, IndexContent.Read(folder));
    }

    [Fact]
    public void A_crash_leaves_the_last_commit_no_lock_and_the_next_writer_cleans_up()
    {
        using var folder = new MemoryFolder();
        using (var builder = IndexBuilder.Open(folder))
        {
            builder.Add(new Article { Id = "a", Text = "un" });
            builder.Commit();
        }

        // As a crash leaves the folder: all files there are, and nobody who holds the lock.
        using var crashed = new MemoryFolder();
        using (var builder = IndexBuilder.Open(folder, new IndexBuilderOptions { MaxBufferedPassages = 2 }))
        {
            for (int i = 0; i < 5; i++)
            {
                builder.Add(new Article { Id = "b" + i, Text = "deux\ntrois" });
            }

            foreach (string name in folder.List())
            {
                crashed.SetBytes(name, folder.Bytes(name));
            }
        }

        crashed.SetBytes("pending_segments_2", [1, 2, 3]);
        crashed.SetBytes("notes.txt", [1]);
        using (var builder = IndexBuilder.Open(crashed))
        {
            Assert.Equal([.. folder.List().Append("notes.txt").Order(StringComparer.Ordinal)], crashed.List());
            builder.Add(new Article { Id = "c", Text = "quatre" });
            builder.Commit();
        }

        Assert.Equal(
            IndexContent.Expected([("a", new Article { Text = "un" }), ("c", new Article { Text = "quatre" })]),
            IndexContent.Read(crashed));
    }

    [Fact]
    public void One_writer_at_a_time()
    {
        using var folder = new TemporaryFolder();
        using (var builder = IndexBuilder.Open(folder.FolderPath))
        {
            Assert.Throws<IndexLockedException>(() => IndexBuilder.Open(folder.FolderPath));
            builder.Commit();
        }

        using var second = IndexBuilder.Open(folder.FolderPath);
        Assert.Equal(IndexBuilderOptions.DefaultChain, second.Chain);
    }

    [Fact]
    public void An_index_keeps_its_chain_and_that_of_another_program_is_not_touched_unasked()
    {
        using var folder = new MemoryFolder();
        Assert.Throws<ArgumentException>(() => IndexBuilder.Open(folder, new IndexBuilderOptions { Chain = "klingon" }));
        using (var builder = IndexBuilder.Open(folder))
        {
            builder.Commit();
        }

        var commit = CommitPoint.ReadLatest(folder)!;
        Assert.Equal(IndexBuilderOptions.DefaultChain, commit.UserData["articlesearch.chain"]);
        Rewrite(folder, commit with { UserData = new(StringComparer.Ordinal) { ["articlesearch.chain"] = "other" } });
        Assert.Contains("other", Assert.Throws<ArgumentException>(() => IndexBuilder.Open(folder, new IndexBuilderOptions { Chain = "lucene-french" })).Message, StringComparison.Ordinal);
        Rewrite(folder, commit with { UserData = new(commit.UserData, StringComparer.Ordinal) { ["articlesearch.version"] = "1" } });
        Assert.Contains("can be searched but not changed", Assert.Throws<ArgumentException>(() => IndexBuilder.Open(folder)).Message, StringComparison.Ordinal);
        using (var searcher = Searcher.Open(folder))
        {
            Assert.Empty(searcher.Search("neige").Hits);
        }

        Rewrite(folder, commit with { UserData = new(StringComparer.Ordinal) });
        Assert.Throws<ArgumentException>(() => IndexBuilder.Open(folder));
        using (var builder = IndexBuilder.Open(folder, new IndexBuilderOptions { AdoptForeignIndex = true }))
        {
            builder.Add(new Article { Text = "un" });
            builder.Commit();
        }

        using var again = IndexBuilder.Open(folder);
    }

    [Fact]
    public void A_refused_article_changes_nothing()
    {
        using var folder = new MemoryFolder();
        using var builder = IndexBuilder.Open(folder);
        builder.Add(new Article { Id = "a", Text = "un" });
        Article[] refused =
        [
            new() { Id = "a", Text = " \n " },
            new() { Id = "", Text = "x" },
            new() { Id = "a\uD800", Text = "x" },
            new() { Id = new string('é', 16_383), Text = "x" },
            new() { Id = "a", Text = "x", Date = new string('1', 32_767) },
            new() { Id = "a", Text = "x", Source = new string('s', 32_767) },
            new() { Id = "a", Text = "x", File = new string('f', 32_767) },
            new() { Id = "a", Text = "x", File = "f", Place = -1 },
            new() { Id = "a", Text = "x", TextOffset = -1 },
            new() { Id = "a", Text = "x", TextOffset = int.MaxValue },
            new() { Id = "a", Text = "x", Title = "t", TitleOffset = int.MaxValue },
            new() { Id = "a", Text = "x", Breaks = (ParagraphBreak)7 },
            new() { Id = "a", Text = null! },
            new() { Id = "a", Text = "x", Title = new string('t', 65_537) },
            new() { Id = "a", Title = new string('t', 300), Text = string.Concat(Enumerable.Repeat("x\n", Article.MaxParagraphs)) },
            new() { Id = "a", Text = string.Concat(Enumerable.Repeat("x\n", Article.MaxParagraphs + 1)) },
        ];
        foreach (var article in refused)
        {
            Assert.Throws<ArgumentException>(() => builder.Add(article));
        }

        Assert.Throws<OperationCanceledException>(() => builder.Add(new Article { Id = "a", Text = "x" }, new CancellationToken(true)));
        string longest = new('é', 16_382);
        Assert.Equal(longest, builder.Add(new Article { Id = longest, Text = "y" }));
        builder.Commit();
        Assert.Equal(
            IndexContent.Expected([("a", new Article { Text = "un" }), (longest, new Article { Text = "y" })]),
            IndexContent.Read(folder));
    }

    [Fact]
    public void An_article_cancelled_halfway_leaves_no_trace()
    {
        using var folder = new MemoryFolder();
        using var segment = new BufferedSegment(AnalysisChain.Named(IndexBuilderOptions.DefaultChain), new PagePool());
        var ids = new IdSource();
        var clock = new ArticleClock();
        segment.Start(folder, "_0", ids);
        Add(new Article { Text = "un" }, "a", [new PassageRange(1, 0, 2)], default);
        using var source = new CancellationTokenSource();
        string text = string.Concat(Enumerable.Repeat("navire et drapeau ", 400));
        var article = new Article { Text = text };
        Assert.Throws<OperationCanceledException>(() => Add(article, "a", new CancellingPassages(text.Length, source), source.Token));
        Assert.Equal(5, segment.DocumentCount);
        Add(new Article { Title = "deux", Text = "" }, "b", [], default);
        var info = segment.Write(compound: true, [])!;
        using var written = new WrittenSegment(folder, info, segment.Retire(written: null), ids);
        written.WriteDeletions(ids);
        var commit = CommitPoint.None with { Segments = [written.Commit], Counter = 1, UserData = new(StringComparer.Ordinal) { [PassageFields.ChainKey] = IndexBuilderOptions.DefaultChain } };
        using (var pending = commit.Prepare(folder, null, ids))
        {
            pending.Publish();
        }

        var expected = IndexContent.Expected([("a", new Article { Text = "un" }), ("b", new Article { Title = "deux", Text = "" })]);
        IndexContent.AssertEqual(expected, IndexContent.Read(folder));
        using var builder = IndexBuilder.Open(folder);
        builder.Merge();
        builder.Commit();
        IndexContent.AssertEqual(expected, IndexContent.Read(folder));

        void Add(Article article, string id, IReadOnlyList<PassageRange> passages, CancellationToken cancellation)
        {
            int first = segment.DocumentCount;
            try
            {
                segment.AddPassages(article, id, passages, cancellation);
                segment.Register(id, first, clock);
            }
            catch (OperationCanceledException)
            {
                segment.DeleteFrom(first);
                throw;
            }
        }
    }

    [Fact]
    public void Articles_without_an_id_are_known_by_their_content()
    {
        using var folder = new MemoryFolder();
        using var builder = IndexBuilder.Open(folder);
        string first = builder.Add(new Article { Title = "t", Text = "x" });
        Assert.Equal(first, builder.Add(new Article { Title = "t", Text = "x" }));
        Assert.NotEqual(first, builder.Add(new Article { Title = "tx", Text = "" }));
        builder.Commit();
        Assert.Equal(2, CommitPoint.ReadLatest(folder)!.LiveCount);
        Assert.Equal(1, builder.ArticlesReplaced);
    }

    [Fact]
    public void A_passage_is_the_source_word_for_word()
    {
        const string Source = "Le titre\r\n\r\n  Premier paragraphe,\r\nsur deux lignes. \r\n\r\n\u00A0Second.\u2029Troisième";
        using var folder = new MemoryFolder();
        using var builder = IndexBuilder.Open(folder);
        builder.Add(new Article { Id = "a", Title = "Le titre", TitleOffset = 0, Text = Source[8..], TextOffset = 8, Breaks = ParagraphBreak.BlankLine });
        builder.Add(new Article { Id = "t", Title = " Le titre", TitleOffset = 0, Text = "" });
        builder.Commit();
        using var snapshot = IndexSnapshot.Open(folder);
        var cursor = snapshot.Segments[0].StoredFields.OpenCursor();
        for (int document = 0; document < 3; document++)
        {
            var values = new List<IndexFormat.StoredFields.StoredValue>();
            cursor.Read(document, values);
            string text = values.Single(value => value.FieldNumber == 6).Text!;
            Assert.Equal(text, Source[(int)values.Single(value => value.FieldNumber == 7).Number..(int)values.Single(value => value.FieldNumber == 8).Number]);
        }
    }

    [Fact]
    public void The_same_input_makes_the_same_bytes_in_every_culture()
    {
        var digests = new HashSet<string>(StringComparer.Ordinal);
        foreach (string culture in Cultures.Names)
        {
            Cultures.Run(culture, () =>
            {
                using var folder = new MemoryFolder();
                var random = new Random(5);
                var options = new IndexBuilderOptions { Ids = new IdSource([1]), Clock = new StoppedClock(), MaxBufferedPassages = 20 };
                using (var builder = IndexBuilder.Open(folder, options))
                {
                    for (int i = 0; i < 60; i++)
                    {
                        builder.Add(RandomArticle(random, "a" + random.Next(40)));
                        if (i % 25 == 0)
                        {
                            builder.Commit();
                        }
                    }

                    builder.Commit();
                }

                using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                foreach (string name in folder.List())
                {
                    hash.AppendData(Encoding.UTF8.GetBytes(name));
                    hash.AppendData(folder.Bytes(name));
                }

                digests.Add(Convert.ToHexString(hash.GetHashAndReset()));
            });
        }

        Assert.Single(digests);
    }

    [Fact]
    public void A_hit_says_from_which_file_its_article_comes()
    {
        using var folder = new MemoryFolder();
        using (var builder = IndexBuilder.Open(folder))
        {
            builder.Add(new Article { Id = "a", Text = "neige\nneige", File = "sous/a.jsonl", Place = 7 });
            builder.Add(new Article { Id = "b", Text = "neige" });
            builder.Commit();
            builder.Add(new Article { Id = "c", Text = "neige", File = "é.txt" });
            builder.Commit();
        }

        using var searcher = Searcher.Open(folder);
        Assert.Equal(
            [("a#1", "sous/a.jsonl", 7), ("a#2", "sous/a.jsonl", 7), ("b#1", null, 0), ("c#1", "é.txt", 0)],
            searcher.Search("neige").Hits.OrderBy(hit => hit.Id, StringComparer.Ordinal).Select(hit => (hit.Id, hit.File, hit.Place)));
        Assert.Equal(["a#1", "a#2"], searcher.Search("file:\"sous/a.jsonl\"").Hits.Select(hit => hit.Id));
    }

    internal static Article RandomArticle(Random random, string id)
    {
        var text = new StringBuilder();
        int paragraphs = random.Next(5);
        for (int i = 0; i < paragraphs; i++)
        {
            text.Append(Words(random, 1 + random.Next(20))).Append(random.Next(3) == 0 ? "\r\n\n" : "\n");
        }

        string? file = random.Next(3) == 0 ? null : "dossier/f" + random.Next(4);
        return new Article
        {
            Id = id,
            File = file,
            Place = file is null ? 0 : random.Next(3),
            FileDigest = file is null || random.Next(4) == 0 ? null : "digest of " + file,
            FileArticles = file is null ? 0 : random.Next(3),
            Title = paragraphs == 0 || random.Next(4) > 0 ? Words(random, 1 + random.Next(4)) : null,
            Date = random.Next(3) == 0 ? null : "20" + random.Next(10, 14),
            Source = random.Next(3) == 0 ? null : "f" + random.Next(3),
            Text = text.ToString(),
            TextOffset = random.Next(100),
        };
    }

    private static string Words(Random random, int count) =>
        string.Join(' ', Enumerable.Range(0, count).Select(_ => random.Next(3) == 0 ? "mot" + random.Next(300) : Vocabulary[random.Next(Vocabulary.Length)]));

    private static void Rewrite(MemoryFolder folder, CommitPoint commit)
    {
        using var pending = commit.Prepare(folder, null, new IdSource());
        pending.Publish();
    }

    /// <summary>The same long passage again and again; the fourth time it is cancelled, and goes on.</summary>
    private sealed class CancellingPassages(int length, CancellationTokenSource source) : IReadOnlyList<PassageRange>
    {
        public int Count => 10;

        public PassageRange this[int index]
        {
            get
            {
                if (index == 3)
                {
                    source.Cancel();
                }

                return new PassageRange(index + 1, 0, length);
            }
        }

        public IEnumerator<PassageRange> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
    }

    /// <summary>An index and, beside it, the list of articles it must hold.</summary>
    private sealed class History(MemoryFolder folder, int seed)
    {
        private readonly Random _random = new(seed);
        private readonly IndexBuilderOptions _options = new() { MaxBufferedPassages = 1 + new Random(seed).Next(12) };
        private List<(string Id, Article Article)> _articles = [];
        private List<(string Id, Article Article)> _committed = [];
        private IndexBuilder? _builder;

        private IndexBuilder Builder => _builder ??= IndexBuilder.Open(folder, _options);

        public void Step()
        {
            string id = "a" + _random.Next(15);
            switch (_random.Next(20))
            {
                case < 12:
                    var article = RandomArticle(_random, id);
                    Builder.Add(article);
                    _articles.RemoveAll(known => known.Id == id);
                    _articles.Add((id, article));
                    break;
                case < 15:
                    Assert.Equal(_articles.RemoveAll(known => known.Id == id) > 0, Builder.Delete(id));
                    break;
                case < 17:
                    Builder.Commit();
                    _committed = [.. _articles];
                    Compare();
                    break;
                case 17:
                    Builder.Merge();
                    break;
                default:
                    Builder.Dispose();
                    _builder = null;
                    _articles = [.. _committed];
                    if (CommitPoint.ReadLatest(folder) is not null)
                    {
                        Compare();
                    }

                    break;
            }
        }

        public void End()
        {
            Builder.Commit();
            _committed = [.. _articles];
            Compare();
            Builder.Merge();
            Builder.Commit();
            Compare();
            Builder.Dispose();
        }

        private void Compare() =>
            IndexContent.AssertEqual(IndexContent.Expected(_committed), IndexContent.Read(folder), $"seed {seed}");
    }
}
