using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.Ingest;
using ArticleSearch.Tests.Indexing;

namespace ArticleSearch.Tests.Ingest;

public sealed class ArticleFeederTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Items_are_told_in_the_order_of_the_input_and_the_later_article_of_an_id_wins(int threads)
    {
        for (int seed = 0; seed < 3; seed++)
        {
            var random = new Random(seed);
            var items = new List<IngestItem>();
            var expected = new Dictionary<string, string>(StringComparer.Ordinal);
            for (int i = 0; i < 3000; i++)
            {
                string id = $"a{random.Next(random.Next(2) == 0 ? 5 : 2000)}";
                if (random.Next(20) == 0)
                {
                    items.Add(new IngestProblem("f", i + 1, 0, "ingest.broken", $"broken"));
                }
                else if (random.Next(20) == 0)
                {
                    items.Add(Item(id, "", i)); // is refused: it has no text
                }
                else
                {
                    items.Add(Item(id, $"mot{i} {new string('x', random.Next(40) == 0 ? 100_000 : 10)}", i));
                    expected[id] = $"mot{i}";
                }
            }

            using var folder = new MemoryFolder();
            var told = new List<IngestItem>();
            using (var builder = IndexBuilder.Open(folder))
            {
                new ArticleFeeder(builder, threads) { CommitEvery = 1_000_000 }.Run(
                    items,
                    (item, problem) =>
                    {
                        told.Add(item);
                        Assert.Equal(item is IngestProblem || ((IngestedArticle)item).Article.Text.Length == 0, problem is not null);
                    },
                    CancellationToken.None);
                builder.Commit();
            }

            Assert.True(items.SequenceEqual(told), $"seed {seed}");
            using var searcher = Searcher.Open(folder);
            foreach (var (id, word) in expected)
            {
                Assert.True(searcher.Search($"+article:{id} +{word}").Hits.Count == 1, $"seed {seed}: {id} {word}");
            }
        }
    }

    [Fact]
    public void With_one_thread_everything_happens_on_it_and_in_turn()
    {
        using var folder = new MemoryFolder();
        using var builder = IndexBuilder.Open(folder);
        int thread = Environment.CurrentManagedThreadId;
        int read = 0;
        new ArticleFeeder(builder, 1).Run(
            Enumerable.Range(0, 100).Select(i =>
            {
                read++;
                return Item($"a{i}", "mot", i);
            }),
            (item, _) => Assert.Equal((thread, read - 1), (Environment.CurrentManagedThreadId, ((IngestedArticle)item).Line)),
            CancellationToken.None);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_fails_ends_it(int threads)
    {
        // Wherever it comes from: the index, the reading, or who is told.
        using var folder = new FailingFolder(new MemoryFolder()) { UntilFailure = 30 };
        Assert.Throws<IOException>(() =>
        {
            using var builder = IndexBuilder.Open(folder, new IndexBuilderOptions { MaxBufferedPassages = 10 });
            new ArticleFeeder(builder, threads).Run(Endless(), (_, _) => { }, CancellationToken.None);
        });

        using var memory = new MemoryFolder();
        using var sound = IndexBuilder.Open(memory);
        Assert.Throws<FormatException>(() => new ArticleFeeder(sound, threads).Run(Endless(failAt: 500), (_, _) => { }, CancellationToken.None));
        Assert.Throws<FormatException>(() => new ArticleFeeder(sound, threads).Run(Endless(), Refuse, CancellationToken.None));

        static void Refuse(IngestItem item, IngestProblem? problem)
        {
            if (item is IngestedArticle { Line: 500 })
            {
                throw new FormatException();
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void It_can_be_cancelled_and_what_it_took_stays_whole(int threads)
    {
        using var folder = new MemoryFolder();
        using var source = new CancellationTokenSource();
        using (var builder = IndexBuilder.Open(folder))
        {
            int told = 0;
            Assert.ThrowsAny<OperationCanceledException>(() => new ArticleFeeder(builder, threads).Run(
                Endless(),
                (_, _) =>
                {
                    if (++told == 200)
                    {
                        source.Cancel();
                    }
                },
                source.Token));
            builder.Commit();
        }

        using var searcher = Searcher.Open(folder);
        Assert.InRange(searcher.PassageCount, 200, 200 + 2048);
    }

    private static IngestedArticle Item(string id, string text, int line) => new(new Article { Id = id, Text = text }, "f", line);

    private static IEnumerable<IngestItem> Endless(int failAt = int.MaxValue)
    {
        for (int i = 0; ; i++)
        {
            yield return i == failAt ? throw new FormatException() : Item($"a{i}", $"mot{i}", i);
        }
    }
}
