using System.Globalization;
using ArticleSearch.Analysis;
using ArticleSearch.Expanding;
using ArticleSearch.Matching;
using ArticleSearch.Queries;
using ArticleSearch.Ranking;
using ArticleSearch.TestKit;
using ArticleSearch.Tests.Matching;

namespace ArticleSearch.Tests.Ranking;

/// <summary>Ranking as those who search see it.</summary>
public sealed class RankedSearcherTests
{
    private static readonly Article[] Articles =
    [
        new()
        {
            Id = "paix",
            Title = "La guerre et la paix",
            Text = "Fournitures d’armes à la Russie.\n\nLe train blindé du président est arrivé. Les armes aussi, et d’autres armes.\n\nRien.",
            Breaks = ParagraphBreak.BlankLine,
        },
        new() { Id = "pain", Title = "Le pain", Text = "Le boulanger vend du pain.\n\nIl ne vend pas d’arme.", Breaks = ParagraphBreak.BlankLine },
        new() { Id = "loin", Title = "Ailleurs", Text = "Le président a vu passer un long train de marchandises, et puis un autre, et ce n’est que le soir venu qu’il était blindé." },
    ];

    [Theory]
    [InlineData("armes")]
    [InlineData("armes russie")]
    [InlineData("quelles armes pour la Russie ?")]
    [InlineData("+armes -boulanger paix")]
    [InlineData("\"train blindé\" président")]
    [InlineData("arm* pain^3")]
    [InlineData("title:paix armes")]
    public void The_explanation_of_a_hit_is_its_score(string query)
    {
        using var folder = Index();
        using var searcher = Searcher.Open(folder.FolderPath);
        var result = searcher.Search(query);
        Assert.NotEmpty(result.Hits);
        Assert.Equal(result.Hits.Select(hit => hit.Score).OrderDescending(), result.Hits.Select(hit => hit.Score));
        Assert.All(result.Hits, hit => Assert.Equal(hit.Score, (float)searcher.Explain(query, hit.Id).Value));
    }

    [Fact]
    public void An_explanation_names_what_stands_there_and_how_near_it_is()
    {
        using var folder = Index();
        using var searcher = Searcher.Open(folder.FolderPath);
        string text = searcher.Explain("armes paix", "paix#1").ToString();
        Assert.Contains("armes, which is:", text, StringComparison.Ordinal);
        Assert.Contains("of armes (exact, weight 1)", text, StringComparison.Ordinal);
        Assert.Contains("weighted occurrences in the title", text, StringComparison.Ordinal);
        Assert.False(searcher.Explain("boulanger", "paix#1").IsMatch);
    }

    [Fact]
    public void A_title_finds_its_article_once()
    {
        using var folder = Index();
        using var searcher = Searcher.Open(folder.FolderPath);
        Assert.Equal(["paix#1"], searcher.Search("guerre").Hits.Select(hit => hit.Id));
        Assert.Equal(new TotalHits(1, true), searcher.Search("guerre").Total);
        var articles = searcher.Search("armes", new SearchOptions { Unit = ResultUnit.Article });
        Assert.Equal(["paix", "pain"], articles.Hits.Select(hit => hit.Article));
        Assert.Equal(new TotalHits(2, true), articles.Total);
    }

    [Fact]
    public void Words_that_stand_together_come_first()
    {
        using var folder = Index();
        using var searcher = Searcher.Open(folder.FolderPath);
        Assert.Equal("paix#2", searcher.Search("train blindé du président").Hits[0].Id);
    }

    [Fact]
    public void A_lead_counts_for_more_the_more_passages_follow()
    {
        double few = Ratio(3);
        double many = Ratio(60);
        Assert.True(few > 1 && many > few * 1.1, $"{few} {many}");

        // An article with the word in its first passage, beside one that has it in the last.
        static double Ratio(int passages)
        {
            using var folder = new TemporaryFolder();
            using (var builder = IndexBuilder.Open(folder.FolderPath, new IndexBuilderOptions { Chain = "french" }))
            {
                for (int place = 0; place < passages; place += passages - 1)
                {
                    var paragraphs = Enumerable.Range(0, passages).Select(i => i == place ? "Le phare est ancien." : "Il pleut encore ici.");
                    builder.Add(new Article { Id = place == 0 ? "lead" : "end", Title = "Notes", Text = string.Join('\n', paragraphs) });
                }

                builder.Add(new Article { Id = "other", Title = "Notes", Text = "Il pleut." });
                builder.Commit();
            }

            using var searcher = Searcher.Open(folder.FolderPath);
            var hits = searcher.Search("phare").Hits;
            Assert.Equal(["lead", "end"], hits.Select(hit => hit.Article));
            return hits[0].Score / hits[1].Score;
        }
    }

    [Fact]
    public void Little_words_find_nothing_beside_others_and_what_they_can_alone()
    {
        using var folder = Index();
        using var searcher = Searcher.Open(folder.FolderPath);
        Assert.Equal(searcher.Search("Russie").Hits.Select(hit => hit.Id), searcher.Search("la Russie").Hits.Select(hit => hit.Id));
        Assert.NotEmpty(searcher.Search("la").Hits);
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("fr-FR")]
    [InlineData("")]
    public void Every_culture_finds_and_explains_the_same(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            using var folder = Index();
            using var searcher = Searcher.Open(folder.FolderPath);
            string explanation = searcher.Explain("ARMES IL", "paix#1").ToString();
            Assert.DoesNotContain(',', explanation.Split('\n')[0]);
            Assert.Contains("exact, weight 1", explanation, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Nearer_variants_come_first_other_things_equal()
    {
        string[] forms = ["travail", "trávail", "travaux", "travailler", "trabail"];
        ListedSegment segment = new([.. forms.Reverse().Select(form => new Dictionary<string, string> { ["text"] = $"un {form} ici" })]);
        var index = new IndexView(segment);
        float[] weights = [1, 0.9f, 0.56f, 0.375f, 0.2f];
        var group = new WordGroup(
            "travail",
            ["text"],
            [.. forms.Select((form, i) => new WordVariant([new PhrasePart(0, [form])], (MatchLevel)i, weights[i], VariantReason.Form))],
            WordRole.Content);
        var hits = new Ranker(Ranked(index, new WordNode(group), RankingParameters.Default), CancellationToken.None).Search(10, byArticle: false, 1000).Hits;
        Assert.Equal([4, 3, 2, 1, 0], hits.Select(hit => hit.Document));
        Assert.Equal(hits.Select(hit => hit.Score).Distinct().OrderDescending(), hits.Select(hit => hit.Score));
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public void Many_segments_rank_as_one(int seed)
    {
        var random = new RandomRanking(new Random(seed));
        for (int round = 0; round < 15; round++)
        {
            var passages = random.Passages(deletedOneIn: 0);
            var one = new IndexView(new ListedSegment([.. passages.Select(passage => passage.Fields)], null, "date", "article"));
            var many = random.Index(passages);
            var parameters = random.Parameters();
            for (int i = 0; i < 10; i++)
            {
                var plan = random.Plan(3);
                bool byArticle = random.Random.Next(2) == 0;
                var expected = new Ranker(Ranked(one, plan, parameters), CancellationToken.None).Search(7, byArticle, 0).Hits;
                var found = new Ranker(Ranked(many, plan, parameters), CancellationToken.None).Search(7, byArticle, long.MaxValue).Hits;
                Assert.True(expected.SequenceEqual(found), $"seed {seed}, round {round}: {PlanText.Of(plan)}");
            }
        }
    }

    [Fact]
    public void Searches_at_once_find_what_each_finds_alone()
    {
        using var folder = Index();
        using var searcher = Searcher.Open(folder.FolderPath);
        string[] queries = ["armes", "+armes +russie", "train blindé du président", "pain -arme", "la paix", "\"train blindé\" arm*"];
        var alone = Array.ConvertAll(queries, query => searcher.Search(query).Hits.Select(hit => (hit.Id, hit.Score)).ToArray());
        Parallel.For(0, 300, i => Assert.Equal(alone[i % queries.Length], searcher.Search(queries[i % queries.Length]).Hits.Select(hit => (hit.Id, hit.Score))));
    }

    [Fact]
    public void A_search_that_is_cancelled_stops()
    {
        var index = new IndexView(new ListedSegment([new Dictionary<string, string> { ["text"] = "a b" }]));
        var plan = Ranked(index, new TermNode(new IndexTerm("text", "a")), RankingParameters.Default);
        Assert.Throws<OperationCanceledException>(() => new Ranker(plan, new CancellationToken(canceled: true)).Search(10, byArticle: false, 1000));
    }

    private static RankedPlan Ranked(IndexView index, PlanNode plan, RankingParameters parameters)
    {
        var lookup = new TermLookup(index);
        return new RankedPlan(plan, lookup, new Weigher(lookup, CancellationToken.None), parameters);
    }

    private static TemporaryFolder Index()
    {
        var folder = new TemporaryFolder();
        using var builder = IndexBuilder.Open(folder.FolderPath, new IndexBuilderOptions { Chain = "french" });
        foreach (var article in Articles)
        {
            builder.Add(article);
        }

        builder.Commit();
        return folder;
    }
}
