using System.IO.Compression;
using System.Text;
using ArticleSearch.Indexing;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.IndexFormat.StoredFields;
using ArticleSearch.Ingest;
using ArticleSearch.Ingest.Records;
using ArticleSearch.TestKit;

namespace ArticleSearch.Tests.Ingest;

/// <summary>An index that is kept equal to a folder, against one that is made of the folder anew. Longer than most files: a short test each.</summary>
public sealed class FolderSyncTests : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.ForSmallFiles();

    public FolderSyncTests() => Directory.CreateDirectory(_folder["articles"]);

    private string Articles => _folder["articles"];

    private string Index => _folder["index"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 60)]
    [InlineData(2, 60)]
    [InlineData(3, 60)]
    [InlineData(4, 60)]
    public void After_any_edits_the_index_equals_one_of_the_folder_made_anew(int seed, int rounds)
    {
        var random = new Random(seed);
        var edits = new RandomFolder(Articles, random);
        for (int round = 0; round < rounds; round++)
        {
            string context = $"seed {seed}, round {round}";
            for (int edit = random.Next(6); edit > 0; edit--)
            {
                edits.Edit();
            }

            if (random.Next(4) == 0)
            {
                Lose(random);
            }

            if (random.Next(4) == 0)
            {
                CutShort(random);
            }

            int before = Directory.Exists(Index) ? Content(Index).Articles : 0;
            var problems = new List<string>();
            var result = Sync(problems, threads: 1 + random.Next(3));

            var content = Content(Index);
            Assert.True(content.Lines.SequenceEqual(Content(MakeAnew()).Lines, StringComparer.Ordinal), Difference(context, content.Lines, Content(_folder["anew"]).Lines));
            Assert.True(before + result.Articles.New - result.Articles.Removed == content.Articles, $"{context}: {before}, {result.Articles}, {content.Articles}");
            Assert.True(result.Articles.New + result.Articles.Changed + result.Articles.Unchanged == content.Articles, $"{context}: {result.Articles}, {content.Articles}");

            // Once more: nothing to do, and the same to say.
            var repeated = new List<string>();
            long generation = Generation();
            Assert.False(Sync(repeated, threads: 2).IsChanged, context);
            Assert.Equal(generation, Generation());
            Assert.True(problems.Count == 0 == (repeated.Count == 0), $"{context}: {string.Join('\n', problems.Concat(repeated))}");
        }
    }

    [Fact]
    public void What_happened_to_files_and_articles_is_counted()
    {
        Write("a.txt", "Titre\n\nLa neige.");
        Write("b.jsonl", "{\"id\":\"x\",\"text\":\"un\"}\n{\"id\":\"y\",\"text\":\"deux\"}\n");
        Write("sous/c.txt", "Titre\n\nLe vent.");
        Assert.Equal((new SyncCounts(3, 0, 0, 0), new SyncCounts(4, 0, 0, 0)), Counts(Sync()));
        Assert.Equal((new SyncCounts(0, 0, 0, 3), new SyncCounts(0, 0, 0, 4)), Counts(Sync()));

        Write("a.txt", "Titre\n\nLa pluie.");
        Write("b.jsonl", "{\"id\":\"y\",\"text\":\"deux\"}\n{\"id\":\"z\",\"text\":\"trois\"}\n");
        File.Delete(_folder["articles/sous/c.txt"]);
        Write("d.txt", "Titre\n\nLe soleil.");
        Assert.Equal((new SyncCounts(1, 2, 1, 0), new SyncCounts(2, 2, 2, 0)), Counts(Sync()));
    }

    [Fact]
    public void A_file_under_a_new_name_is_one_removed_and_one_new()
    {
        Write("a.jsonl", "{\"id\":\"x\",\"text\":\"un\"}\n");
        Sync();
        File.Move(_folder["articles/a.jsonl"], _folder["articles/b.jsonl"]);
        Assert.Equal((new SyncCounts(1, 0, 1, 0), new SyncCounts(0, 1, 0, 0)), Counts(Sync()));
    }

    [Fact]
    public void What_was_indexed_without_being_synced_is_known()
    {
        Write("sous/a.txt", "Titre\n\nLa neige.");
        Write("b.jsonl", "{\"id\":\"x\",\"text\":\"un\"}\n");
        Make(Index);
        long generation = Generation();
        Assert.Equal((new SyncCounts(0, 0, 0, 2), new SyncCounts(0, 0, 0, 2)), Counts(Sync()));
        Assert.Equal(generation, Generation());
    }

    [Fact]
    public void Articles_of_no_file_are_not_of_the_folder()
    {
        Write("a.txt", "Titre\n\nLa neige.");
        using (var builder = IndexBuilder.Open(Index))
        {
            builder.Add(new Article { Id = "seul", Text = "neige" });
            builder.Commit();
        }

        Assert.Equal((new SyncCounts(1, 0, 0, 0), new SyncCounts(1, 0, 1, 0)), Counts(Sync()));
    }

    [Fact]
    public void Articles_that_were_lost_come_back_and_the_others_are_not_written_again()
    {
        Write("a.jsonl", string.Concat(Enumerable.Range(0, 20).Select(i => $"{{\"id\":\"a{i}\",\"text\":\"mot{i}\"}}\n")));
        Write("b.txt", "Titre\n\nLa neige.");
        Sync();
        foreach (string[] lost in new[] { ["a7"], ["a19"], ["a0", "a19"], new[] { "b" } })
        {
            using (var builder = IndexBuilder.Open(Index))
            {
                Assert.All(lost, id => Assert.True(builder.Delete(id)));
                builder.Commit();
            }

            Assert.Equal(new SyncCounts(lost.Length, 0, 0, 21 - lost.Length), Sync().Articles);
            Assert.Equal(new SyncCounts(0, 0, 0, 21), Sync().Articles);
        }
    }

    [Fact]
    public void A_run_that_was_cut_short_is_gone_on_with()
    {
        Write("a.jsonl", string.Concat(Enumerable.Range(0, 500).Select(i => $"{{\"id\":\"a{i}\",\"text\":\"mot{i}\"}}\n")));
        using (var source = new CancellationTokenSource())
        using (var builder = IndexBuilder.Open(Index))
        {
            var reader = new ArticleReader([Articles]);
            int count = 0;
            Assert.Throws<OperationCanceledException>(() => new ArticleFeeder(builder, 1) { CommitEvery = 100 }.Run(
                reader.Read(source.Token),
                (_, _) =>
                {
                    if (++count == 300)
                    {
                        source.Cancel();
                    }
                },
                source.Token));
        }

        int kept = Content(Index).Articles;
        Assert.InRange(kept, 200, 300);
        Assert.Equal(new SyncCounts(500 - kept, 0, 0, kept), Sync().Articles);
        Assert.Equal(new SyncCounts(0, 0, 0, 500), Sync().Articles);
    }

    [Fact]
    public void A_file_that_can_not_be_read_keeps_what_the_index_has_of_it()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // links need a privilege there
        }

        Write("a.txt", "Titre\n\nLa neige.");
        Write("b.txt", "Titre\n\nLe vent.");
        Sync();
        File.Delete(_folder["articles/a.txt"]);
        File.CreateSymbolicLink(_folder["articles/a.txt"], _folder["nowhere"]);
        var problems = new List<string>();
        Assert.Equal((new SyncCounts(0, 0, 0, 2), new SyncCounts(0, 0, 0, 2)), Counts(Sync(problems)));
        Assert.EndsWith("a.txt: there is no such file or folder; the index keeps what it has of it", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_removes_nothing()
    {
        Write("a.txt", "Titre\n\nLa neige.");
        Sync();
        Directory.Move(Articles, _folder["away"]);
        Assert.Throws<DirectoryNotFoundException>(() => Sync());
        Directory.Move(_folder["away"], Articles);
        Assert.Equal(new SyncCounts(0, 0, 0, 1), Sync().Articles);
    }

    [Fact]
    public void An_id_that_a_new_file_shares_with_one_that_is_read_again_is_told_once()
    {
        Write("a.jsonl", "{\"id\":\"x\",\"text\":\"premier\"}\n{\"id\":\"y\",\"text\":\"premier\"}\n");
        Write("b.jsonl", "{\"id\":\"y\",\"text\":\"second\"}\n");
        Sync([]);
        Write("c.jsonl", "{\"id\":\"x\",\"text\":\"second\"}\n");
        var problems = new List<string>();
        Sync(problems);
        Assert.Single(problems, problem => problem.Contains("\"x\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_two_files_with_one_id_the_later_wins_however_often_and_the_earlier_steps_in_for_it()
    {
        Write("a.jsonl", "{\"id\":\"x\",\"text\":\"premier\"}\n");
        Write("b.jsonl", "{\"id\":\"x\",\"text\":\"second\"}\n");
        for (int i = 0; i < 3; i++)
        {
            var problems = new List<string>();
            Assert.Equal(i == 0, Sync(problems).IsChanged);
            Assert.Contains("the id \"x\" stands at", Assert.Single(problems), StringComparison.Ordinal);
            Assert.Equal("second", Text("x"));
        }

        Write("a.jsonl", "{\"id\":\"x\",\"text\":\"troisième\"}\n");
        Assert.False(Sync([]).IsChanged);
        File.Delete(_folder["articles/b.jsonl"]);
        Assert.True(Sync().IsChanged);
        Assert.Equal("troisième", Text("x"));
        Assert.False(Sync().IsChanged);
    }

    [Fact]
    public void The_articles_of_an_archive_are_those_of_one_file()
    {
        Zip("a.zip", ("x.txt", "Un\n\nTexte"), ("y/z.jsonl", "{\"text\":\"deux\"}\n{\"text\":\"trois\"}\n"));
        Directory.CreateDirectory(Path.Combine(Articles, "dossier!"));
        File.WriteAllText(Path.Combine(Articles, "dossier!", "b.txt"), "Ceci\n\nn’est pas une archive");
        File.WriteAllText(Path.Combine(Articles, "c.txt"), "Titre\n\nTexte");

        Assert.Equal((new SyncCounts(3, 0, 0, 0), new SyncCounts(5, 0, 0, 0)), Counts(Sync()));
        Assert.Equal((new SyncCounts(0, 0, 0, 3), new SyncCounts(0, 0, 0, 5)), Counts(Sync()));

        Zip("a.zip", ("x.txt", "Un\n\nTexte"), ("y/z.jsonl", "{\"text\":\"deux, mais autre\"}\n"), ("neuf.txt", "Neuf\n\nTexte"));
        Assert.Equal(new SyncCounts(0, 1, 0, 2), Sync().Files);
        Assert.Equal(Content(MakeAnew()).Lines, Content(Index).Lines);

        File.Delete(Path.Combine(Articles, "a.zip"));
        Directory.Delete(Path.Combine(Articles, "dossier!"), recursive: true);
        Assert.Equal((new SyncCounts(0, 0, 2, 1), new SyncCounts(0, 0, 4, 1)), Counts(Sync()));

        void Zip(string name, params (string Name, string Text)[] entries)
        {
            using var archive = new ZipArchive(File.Create(Path.Combine(Articles, name)), ZipArchiveMode.Create);
            foreach (var (entry, text) in entries)
            {
                using var writer = new StreamWriter(archive.CreateEntry(entry).Open());
                writer.Write(text);
            }
        }
    }

    [Fact]
    public void Files_are_read_again_when_the_user_says_how_to_read_them()
    {
        File.WriteAllText(Path.Combine(Articles, "a.jsonl"), "{\"text\":\"un\",\"message\":\"deux\"}\n");
        Sync();
        var options = new IngestOptions { Fields = FieldNames.Parse("text=message") };
        Assert.Equal([1, 0], new[] { options, options }.Select(Changed));
        Assert.Equal(1, Changed(IngestOptions.Default));

        int Changed(IngestOptions reading)
        {
            using var builder = IndexBuilder.Open(Index);
            return new FolderSync(Articles, Index) { Options = reading }.Run(builder, 1, _ => { }, CancellationToken.None).Articles.Changed;
        }
    }

    [Fact]
    public void Digests_that_are_remembered_are_those_of_the_content()
    {
        var memory = new DigestMemory(TimeProvider.System);
        Write("a.txt", "un");
        for (int i = 0; i < 50; i++)
        {
            // As short a time between two contents as there can be: the date alone may not tell them apart.
            Write("a.txt", i % 2 == 0 ? "un" : "deux");
            var file = Describe("a.txt");
            Assert.Equal(SourceContent.DigestOf(file, default), memory.Of(file, default));
        }

        File.SetLastWriteTimeUtc(_folder["articles/a.txt"], new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var old = Describe("a.txt");
        string? digest = memory.Of(old, default);
        File.Delete(old.FullPath);
        Assert.Equal(digest, memory.Of(old, default));
    }

    private static (SyncCounts Files, SyncCounts Articles) Counts(SyncResult result) => (result.Files, result.Articles);

    private static string Difference(string context, List<string> found, List<string> expected) =>
        $"{context}\nmissing: {string.Join('\n', expected.Except(found, StringComparer.Ordinal))}\ntoo many: {string.Join('\n', found.Except(expected, StringComparer.Ordinal))}";

    // All live passages with all that is stored and kept of them, in the order of their ids.
    private static (int Articles, List<string> Lines) Content(string index)
    {
        using var folder = new FileSystemFolder(index);
        using var snapshot = IndexSnapshot.Open(folder);
        var lines = new List<string>();
        var articles = new HashSet<string>(StringComparer.Ordinal);
        var values = new List<StoredValue>();
        foreach (var segment in snapshot.Segments)
        {
            var file = segment.Sorted(PassageFields.File);
            var digest = segment.Sorted(PassageFields.Digest);
            var place = segment.Numeric(PassageFields.Place);
            using var cursor = segment.StoredFields.OpenCursor();
            for (int document = 0; document < segment.MaxDocument; document++)
            {
                if (segment.Live is null || segment.Live[document])
                {
                    cursor.Read(document, values);
                    articles.Add(values[1].Text!);
                    long line = 0;
                    place?.TryGet(document, out line);
                    lines.Add($"{string.Join('|', values.Select(value => value.Text ?? value.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)))}|{Value(file, document)}|{line}|{Value(digest, document)}");
                }
            }
        }

        lines.Sort(StringComparer.Ordinal);
        return (articles.Count, lines);

        static string Value(IndexFormat.DocValues.SortedColumn? column, int document) =>
            column?.Ordinal(document) is >= 0 and var ordinal ? Encoding.UTF8.GetString(column.Value(ordinal)) : "";
    }

    private SyncResult Sync() => Sync(null);

    // Where no list of problems is given there must be none.
    private SyncResult Sync(List<string>? problems, int threads = 2)
    {
        FolderSync.RequireFolder(Articles);
        var found = problems ?? [];
        using var builder = IndexBuilder.Open(Index);
        var result = new FolderSync(Articles, Index).Run(builder, threads, problem => found.Add(problem.ToString()), CancellationToken.None);
        if (problems is null)
        {
            Assert.Empty(found);
        }

        return result;
    }

    private string MakeAnew()
    {
        if (Directory.Exists(_folder["anew"]))
        {
            Directory.Delete(_folder["anew"], recursive: true);
        }

        return Make(_folder["anew"]);
    }

    private string Make(string index)
    {
        using var builder = IndexBuilder.Open(index);
        new ArticleFeeder(builder, 1).Run(new ArticleReader([Articles]).Read(), (_, _) => { }, CancellationToken.None);
        builder.Commit();
        return index;
    }

    // As a repair that gave up damaged segments, or another program at the index.
    private void Lose(Random random)
    {
        using var builder = IndexBuilder.Open(Index);
        for (int i = random.Next(8); i > 0; i--)
        {
            builder.Delete(RandomFolder.Id(random));
        }

        if (random.Next(3) == 0)
        {
            builder.Add(new Article { Id = $"étranger{random.Next()}", Text = "neige" });
        }

        builder.Commit();
    }

    // A run that is interrupted keeps what it took.
    private void CutShort(Random random)
    {
        using var builder = IndexBuilder.Open(Index);
        new ArticleFeeder(builder, 1).Run(new ArticleReader([Articles]).Read().Take(random.Next(60)), (_, _) => { }, CancellationToken.None);
        builder.Commit();
    }

    private long Generation()
    {
        using var searcher = Searcher.Open(Index);
        return searcher.Generation;
    }

    private string Text(string article)
    {
        using var searcher = Searcher.Open(Index);
        return Assert.Single(searcher.Search($"article:{article}").Hits).Text;
    }

    private SourceFile Describe(string name)
    {
        var files = new List<SourceFile>();
        Assert.Empty(new FolderWalk().Collect([_folder["articles/" + name]], files, default));
        return Assert.Single(files);
    }

    private void Write(string name, string text)
    {
        string path = _folder["articles/" + name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
