using ArticleSearch.IndexFormat;
using ArticleSearch.TestKit;

namespace ArticleSearch.Tests.Matching;

/// <summary>The public searcher, from articles to marked passages.</summary>
public sealed class SearcherTests
{
    private static readonly Article[] Articles =
    [
        new()
        {
            Id = "paix",
            Title = "La guerre et la paix",
            Date = "2023-09",
            Source = "paix.txt",
            Text = "Fournitures d’armes à la Russie.\n\nLe train blindé du président est arrivé. Les armes aussi, et d’autres armes.\n\nRien.",
            Breaks = ParagraphBreak.BlankLine,
        },
        new() { Id = "pain", Title = "Le pain", Text = "Le boulanger vend du pain.\n\nIl ne vend pas d’armes.", Breaks = ParagraphBreak.BlankLine },
    ];

    [Fact]
    public void Passages_are_found_best_first_and_marked()
    {
        using var folder = Index(Articles);
        using var searcher = Searcher.Open(folder.FolderPath);

        var result = searcher.Search("fournitures d'armes à la Russie");

        var best = result.Hits[0];
        Assert.Equal(("paix#1", "paix", 1, "La guerre et la paix", "2023-09", "paix.txt", 1), (best.Id, best.Article, best.Paragraph, best.Title, best.Date, best.Source, best.Rank));
        Assert.Equal("<Fournitures> d’<armes> à la <Russie>.", best.Mark("<", ">"));
        Assert.Equal(Articles[0].Text.IndexOf("Fournitures", StringComparison.Ordinal), best.Start);
        Assert.Equal("Fournitures d’armes à la Russie.", Articles[0].Text[best.Start..best.End]);
        Assert.Equal(new TotalHits(3, true), result.Total);
        Assert.Equal([1, 2, 3], result.Hits.Select(hit => hit.Rank));
        Assert.Equal(result.Hits.Select(hit => hit.Score).OrderDescending(), result.Hits.Select(hit => hit.Score));
        Assert.Equal(5, searcher.PassageCount);
        Assert.Equal(IndexBuilderOptions.DefaultChain, searcher.Chain);
    }

    [Fact]
    public void An_article_is_shown_once_by_its_best_passage()
    {
        using var folder = Index(Articles);
        using var searcher = Searcher.Open(folder.FolderPath);

        var result = searcher.Search("armes", new SearchOptions { Unit = ResultUnit.Article });

        Assert.Equal(["pain", "paix"], result.Hits.Select(hit => hit.Article).Order(StringComparer.Ordinal));
        Assert.Equal(new TotalHits(2, true), result.Total);
        Assert.Equal(3, searcher.Search("armes").Total.Value);
    }

    [Fact]
    public void A_fragment_knows_where_it_stands_in_the_source()
    {
        using var folder = Index(Articles);
        using var searcher = Searcher.Open(folder.FolderPath);

        var hit = searcher.Search("président", new SearchOptions { FragmentLength = 30 }).Hits.Single();

        Assert.InRange(hit.Text.Length, 1, 30);
        Assert.Equal(hit.Text, Articles[0].Text[hit.Start..hit.End]);
        Assert.Contains("[président]", hit.Mark("[", "]"), StringComparison.Ordinal);
        Assert.Empty(searcher.Search("président", new SearchOptions { Highlight = false }).Hits.Single().Highlights);
    }

    [Fact]
    public void The_explanation_of_a_hit_is_its_score()
    {
        using var folder = Index(Articles);
        using var searcher = Searcher.Open(folder.FolderPath);
        foreach (string query in (string[])["armes", "armes russie", "+armes -boulanger title:paix", "\"train blindé\"~2", "arm*", "armez~1"])
        {
            foreach (var hit in searcher.Search(query, new SearchOptions { Syntax = QuerySyntax.Lucene }).Hits)
            {
                Assert.Equal(hit.Score, (float)searcher.Explain(query, hit.Id, new SearchOptions { Syntax = QuerySyntax.Lucene }).Value);
            }
        }

        Assert.False(searcher.Explain("boulanger", "paix#1").IsMatch);
        Assert.Throws<ArgumentException>(() => searcher.Explain("armes", "paix#99"));
    }

    [Fact]
    public void A_refresh_shows_the_new_commit_and_an_old_searcher_goes_on()
    {
        using var folder = Index(Articles);
        using var old = Searcher.Open(folder.FolderPath);
        using var searcher = Searcher.Open(folder.FolderPath);
        Assert.False(searcher.Refresh());
        using (var builder = IndexBuilder.Open(folder.FolderPath))
        {
            builder.Add(new Article { Id = "pain", Text = "Des armes." });
            builder.Commit();
        }

        Assert.DoesNotContain(searcher.Search("des armes nouvelles \"Des armes\"").Hits, hit => hit.Text == "Des armes.");
        long before = searcher.Generation;
        Assert.True(searcher.Refresh());
        Assert.False(searcher.Refresh());
        Assert.True(searcher.Generation > before);
        Assert.Contains(searcher.Search("armes").Hits, hit => hit.Text == "Des armes.");
        Assert.DoesNotContain(searcher.Search("armes").Hits, hit => hit.Id == "pain#2");
        Assert.Contains(old.Search("armes").Hits, hit => hit.Id == "pain#2");
    }

    [Fact]
    public async Task Many_threads_search_while_the_index_is_refreshed_and_closed()
    {
        using var folder = Index(Articles);
        var searcher = Searcher.Open(folder.FolderPath);
        using var stop = new CancellationTokenSource();
        var threads = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            int searches = 0;
            try
            {
                while (!stop.IsCancellationRequested)
                {
                    Assert.Equal("paix", searcher.Search("fournitures russie").Hits[0].Article);
                    searches++;
                }
            }
            catch (ObjectDisposedException)
            {
                // The searcher was closed: the end.
            }

            return searches;
        })).ToArray();
        using (var builder = IndexBuilder.Open(folder.FolderPath))
        {
            for (int i = 0; i < 10; i++)
            {
                builder.Add(new Article { Id = $"x{i}", Text = "Autre chose." });
                builder.Commit();
                Assert.True(searcher.Refresh());
            }
        }

        searcher.Dispose();
        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(threads), searches => Assert.True(searches >= 0));
        Assert.Throws<ObjectDisposedException>(() => searcher.Search("paix"));
        Assert.Throws<ObjectDisposedException>(() => searcher.Refresh());
    }

    [Fact]
    public void What_is_no_index_is_said_plainly()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<DirectoryNotFoundException>(() => Searcher.Open(folder["missing"]));
        Assert.Throws<FileNotFoundException>(() => Searcher.Open(folder.FolderPath));
        Assert.False(Searcher.Exists(folder["missing"]));
        Assert.False(Searcher.Exists(folder.FolderPath));
        File.WriteAllBytes(folder["segments_1"], [1, 2, 3]);
        Assert.True(Searcher.Exists(folder.FolderPath));
        Assert.Throws<CorruptIndexException>(() => Searcher.Open(folder.FolderPath));
    }

    [Fact]
    public void Options_refuse_what_makes_no_sense()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SearchOptions { Top = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SearchOptions { FragmentLength = 19 });
        Assert.Null(new SearchOptions { FragmentLength = null }.FragmentLength);
    }

    private static TemporaryFolder Index(params Article[] articles)
    {
        var folder = new TemporaryFolder();
        using var builder = IndexBuilder.Open(folder.FolderPath);
        foreach (var article in articles)
        {
            builder.Add(article);
        }

        builder.Commit();
        return folder;
    }
}
