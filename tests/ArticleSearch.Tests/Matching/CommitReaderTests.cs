using ArticleSearch.TestKit;

namespace ArticleSearch.Tests.Matching;

/// <summary>Conditions, pages, order by date, counts, context, whole articles and similar ones, each against a slow and obvious twin.</summary>
public sealed class CommitReaderTests : IDisposable
{
    private static readonly string[] Words = ["guerre", "paix", "armes", "russie", "sommet", "pommes", "récolte", "missiles", "traité", "été"];
    private static readonly string?[] Dates = [null, "2022", "2023", "2023-01", "2023-09", "2023-09-04", "2023-09-30", "2023-12-31", "2024-01-01"];
    private static readonly string?[] Sources = [null, "Le Monde", "Libération", "https://exemple.fr/a", "https://exemple.fr/b"];

    private readonly TemporaryFolder _folder = new();
    private readonly List<Article> _articles = [];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Conditions_keep_what_holds_and_change_no_score(int seed)
    {
        using var searcher = Build(seed);
        var random = new Random(seed);
        for (int round = 0; round < 40; round++)
        {
            string query = RandomQuery(random);
            string? since = Pick(random, [null, "2022", "2023", "09/2023", "4 septembre 2023", "2023-09-30"]);
            string? until = Pick(random, [null, "2023", "2023-09", "30/9/2023", "déc. 2023"]);
            string[] sources = Pick(random, new string[]?[] { [], ["Le Monde"], ["Le Monde", "Libération"], ["*exemple.fr*"], ["nirgends"] })!;
            var unit = (ResultUnit)random.Next(2);
            var all = searcher.Search(query, new SearchOptions { Top = 10_000 });
            var expected = all.Hits
                .Where(hit => Holds(hit.Date, since, until) && (sources.Length == 0 || (hit.Source is { } source && sources.Any(wanted => wanted.StartsWith('*') ? source.Contains("exemple.fr", StringComparison.Ordinal) : source == wanted))))
                .Select(hit => (hit.Id, hit.Score))
                .ToList();

            var found = searcher.Search(query, new SearchOptions { Top = 10_000, Since = since, Until = until, Sources = sources });

            Assert.Equal(expected, found.Hits.Select(hit => (hit.Id, hit.Score)));
            Assert.Equal(expected.Count, found.Total.Value);

            int offset = random.Next(6);
            int top = random.Next(6);
            var page = searcher.Search(query, new SearchOptions { Top = top, Offset = offset, Since = since, Until = until, Sources = sources });
            Assert.Equal(expected.Skip(offset).Take(top), page.Hits.Select(hit => (hit.Id, hit.Score)));
            Assert.Equal(Enumerable.Range(offset + 1, page.Hits.Count), page.Hits.Select(hit => hit.Rank));
            Assert.Equal(found.Total, page.Total);
        }
    }

    [Theory]
    [InlineData(4, ResultUnit.Passage)]
    [InlineData(5, ResultUnit.Article)]
    public void Newest_first_and_counts_equal_those_of_all_results(int seed, ResultUnit unit)
    {
        using var searcher = Build(seed);
        var random = new Random(seed);
        for (int round = 0; round < 30; round++)
        {
            string query = RandomQuery(random);
            var all = searcher.Search(query, new SearchOptions { Top = 10_000, Unit = unit, Facets = true });
            var newest = searcher.Search(query, new SearchOptions { Top = 7, Offset = 2, Unit = unit, NewestFirst = true });

            // A sort keeps equals in their order, which is that of their scores.
            Assert.Equal(
                all.Hits.OrderByDescending(hit => hit.Date ?? "", StringComparer.Ordinal).Skip(2).Take(7).Select(hit => (hit.Id, hit.Score)),
                newest.Hits.Select(hit => (hit.Id, hit.Score)));
            Assert.Equal(all.Total, newest.Total);
            Assert.Equal(
                all.Hits.GroupBy(hit => hit.Date is { } date ? date[..Math.Min(7, date.Length)] : "").OrderBy(group => group.Key.Length == 0).ThenBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => new FacetCount(group.Key, group.Count())),
                all.Months);
            Assert.Equal(
                all.Hits.GroupBy(hit => hit.Source ?? "").OrderBy(group => group.Key.Length == 0).ThenByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => new FacetCount(group.Key, group.Count())),
                all.Sources);
        }
    }

    [Fact]
    public void Context_is_the_neighbouring_paragraphs_and_no_others()
    {
        using var searcher = Build(6);
        foreach (var hit in searcher.Search("guerre paix", new SearchOptions { Top = 100, Context = 2 }).Hits)
        {
            string[] paragraphs = _articles.Single(article => article.Id == hit.Article).Text.Split('\n');
            int at = hit.Paragraph - 1;
            Assert.Equal(paragraphs[Math.Max(0, at - 2)..at], hit.Before);
            Assert.Equal(paragraphs[(at + 1)..Math.Min(paragraphs.Length, at + 3)], hit.After);
        }
    }

    [Fact]
    public void An_article_is_read_whole_and_marked_where_it_matches()
    {
        using var searcher = Build(7);
        foreach (var article in _articles)
        {
            var passages = searcher.ReadArticle(article.Id!, "guerre");
            var hits = searcher.Search("guerre", new SearchOptions { Top = 10_000 }).Hits.ToDictionary(hit => hit.Id, StringComparer.Ordinal);

            Assert.Equal(article.Text.Split('\n'), passages.Select(passage => passage.Text));
            foreach (var passage in passages)
            {
                var hit = hits.GetValueOrDefault(passage.Id);
                Assert.Equal(hit?.Score ?? 0, passage.Score);
                Assert.Equal(hit?.Highlights ?? [], passage.Highlights);
            }
        }

        Assert.Empty(searcher.ReadArticle("nirgends"));
    }

    [Fact]
    public void Articles_that_are_read_and_added_again_are_the_same()
    {
        using var searcher = Build(8);
        using var copy = new TemporaryFolder();
        var read = searcher.ReadArticles().ToList();
        using (var builder = IndexBuilder.Open(copy.FolderPath))
        {
            read.ForEach(article => builder.Add(article));
            builder.Commit();
        }

        using var again = Searcher.Open(copy.FolderPath);

        Assert.Equal(_articles.Count, read.Count);
        Assert.Equal(
            _articles.OrderBy(article => article.Id, StringComparer.Ordinal).Select(article => (article.Id, article.Title, article.Date, article.Source, article.File, article.Place, article.Text)),
            again.ReadArticles().OrderBy(article => article.Id, StringComparer.Ordinal).Select(article => (article.Id, article.Title, article.Date, article.Source, article.File, article.Place, article.Text)));
    }

    [Fact]
    public void Paragraphs_of_several_lines_and_articles_of_a_title_alone_are_given_back()
    {
        using (var builder = IndexBuilder.Open(_folder.FolderPath))
        {
            builder.Add(new Article { Id = "vers", Text = "Un vers,\nun autre.\n\nUne strophe.", Breaks = ParagraphBreak.BlankLine });
            builder.Add(new Article { Id = "titre", Title = "Rien qu’un titre", Text = "" });
            builder.Commit();
        }

        using var searcher = Searcher.Open(_folder.FolderPath);
        var articles = searcher.ReadArticles().ToDictionary(article => article.Id!, StringComparer.Ordinal);

        Assert.Equal(("Un vers,\nun autre.\n\nUne strophe.", ParagraphBreak.BlankLine), (articles["vers"].Text, articles["vers"].Breaks));
        Assert.Equal(("Rien qu’un titre", ""), (articles["titre"].Title, articles["titre"].Text));
    }

    [Fact]
    public void Similar_passages_share_rare_words_and_are_of_other_articles()
    {
        using (var builder = IndexBuilder.Open(_folder.FolderPath))
        {
            builder.Add(new Article { Id = "a", Text = "Le porte-avions quitte la rade de Toulon avec ses hélicoptères.\nToulon et ses hélicoptères, encore." });
            builder.Add(new Article { Id = "b", Text = "Des hélicoptères survolent la rade." });
            builder.Add(new Article { Id = "c", Text = "La récolte des pommes est bonne." });
            for (int i = 0; i < 20; i++)
            {
                builder.Add(new Article { Id = $"d{i}", Text = $"Les pommes de la récolte numéro {i}, avec le cidre." });
            }

            builder.Commit();
        }

        using var searcher = Searcher.Open(_folder.FolderPath);
        var similar = searcher.FindSimilar("a#1");

        Assert.Equal(["b#1"], similar.Hits.Select(hit => hit.Id));
        Assert.Contains("[hélicoptères]", similar.Hits[0].Mark("[", "]"), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => searcher.FindSimilar("nirgends#1"));
    }

    [Fact]
    public void Words_that_name_no_field_are_sought_where_the_options_say()
    {
        using var searcher = Build(9);
        foreach (var syntax in Enum.GetValues<QuerySyntax>())
        {
            var inTitle = searcher.Search("sommet", new SearchOptions { Top = 1000, Field = "title", Syntax = syntax });
            Assert.Equal(
                searcher.Search("title:sommet", new SearchOptions { Top = 1000, Syntax = syntax }).Hits.Select(hit => (hit.Id, hit.Score)),
                inTitle.Hits.Select(hit => (hit.Id, hit.Score)));
            Assert.NotEmpty(inTitle.Hits);
        }
    }

    [Theory]
    [InlineData("2023", "2023")]
    [InlineData("2023-09", "2023-09")]
    [InlineData("2023-09-04", "2023-09-04")]
    [InlineData("9/2023", "2023-09")]
    [InlineData("4/9/2023", "2023-09-04")]
    [InlineData(" 04/09/2023 ", "2023-09-04")]
    [InlineData("septembre 2023", "2023-09")]
    [InlineData("Sept. 2023", "2023-09")]
    [InlineData("lundi 4 septembre 2023", "2023-09-04")]
    [InlineData("mardi, 1er août 2023", "2023-08-01")]
    [InlineData("1er AOUT 2023", "2023-08-01")]
    [InlineData("28 févr. 2023", "2023-02-28")]
    [InlineData("3\u00A0juil. 2023", "2023-07-03")]
    public void Dates_as_the_French_write_them(string text, string expected) =>
        Assert.Equal((expected, expected), (new SearchOptions { Since = text }.Since, new SearchOptions { Until = text }.Until));

    [Theory]
    [InlineData("")]
    [InlineData("hier")]
    [InlineData("2023-13")]
    [InlineData("30 février 2023")]
    [InlineData("4 ju 2023")]
    [InlineData("ma 2023")]
    [InlineData("4 september 2023")]
    [InlineData("4/9/23")]
    [InlineData("99/2023")]
    public void What_is_no_date_is_refused(string text) => Assert.Throws<ArgumentException>(() => new SearchOptions { Since = text });

    [Fact]
    public void What_can_not_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SearchOptions { Offset = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SearchOptions { Context = -1 });
        Assert.Throws<ArgumentException>(() => new SearchOptions { Field = "auteur" });
    }

    // By the first and last day that a bound may mean; an article of a month or a year counts with the start of its date.
    private static bool Holds(string? date, string? since, string? until)
    {
        string from = since is null ? "" : new SearchOptions { Since = since }.Since!;
        string to = until is null ? "9" : new SearchOptions { Until = until }.Until! + (new SearchOptions { Until = until }.Until!.Length < 10 ? "-99" : "");
        return (since is null && until is null) || (date is not null && string.CompareOrdinal(date, from) >= 0 && string.CompareOrdinal(date, to) <= 0);
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private static string RandomQuery(Random random) => random.Next(5) switch
    {
        0 => Pick(random, Words),
        1 => $"+{Pick(random, Words)} {Pick(random, Words)}",
        2 => $"{Pick(random, Words)} -{Pick(random, Words)}",
        3 => $"-{Pick(random, Words)}",
        _ => $"{Pick(random, Words)} {Pick(random, Words)} {Pick(random, Words)}",
    };

    private Searcher Build(int seed)
    {
        var random = new Random(seed);
        using (var builder = IndexBuilder.Open(_folder.FolderPath))
        {
            for (int i = 0; i < 80; i++)
            {
                bool isOfFile = random.Next(2) == 0;
                var article = new Article
                {
                    Id = $"a{i}",
                    Title = random.Next(4) == 0 ? "Le sommet" : null,
                    Date = Pick(random, Dates),
                    Source = Pick(random, Sources),
                    File = isOfFile ? "archive.jsonl" : null,
                    Place = isOfFile ? i : 0,
                    Text = string.Join('\n', Enumerable.Range(0, 1 + random.Next(5)).Select(_ => string.Join(' ', Enumerable.Range(0, 3 + random.Next(8)).Select(_ => Pick(random, Words))))),
                };
                _articles.Add(article);
                builder.Add(article);
                if (random.Next(20) == 0)
                {
                    builder.Commit();
                }
            }

            // Some are replaced, so that there are deletions.
            foreach (int at in Enumerable.Range(0, 10).Select(_ => random.Next(_articles.Count)).Distinct())
            {
                _articles[at] = _articles[at] with { Text = string.Join('\n', Words.Take(1 + random.Next(4))) };
                builder.Add(_articles[at]);
            }

            builder.Commit();
        }

        return Searcher.Open(_folder.FolderPath);
    }
}
