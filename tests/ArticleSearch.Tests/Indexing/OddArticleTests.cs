using System.Globalization;
using System.Text;
using ArticleSearch.IndexFormat.Checking;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.Tests.Indexing;

/// <summary>Articles that nobody has in mind, through the library: taken or refused, and the index sound whatever they are.</summary>
public sealed class OddArticleTests
{
    private static readonly string[] Pieces =
    [
        "\uD800", "\uDC00", "\uD83D\uDE00", "\0", "\uFFFF", "\uFFFE", "\uFEFF", "\u2028", "\u200B", "\u0301", "\u202E", "œ", "İ", "l’", "'", "-", " ", "\n", "\r", "\t",
        "neige", "俄罗斯", "اجتماع", "1.000,5", "a_b", "\u001B[31m", "#", "\uDBFF\uDFFF",
    ];

    [Fact]
    public void Whatever_stands_in_the_texts_the_index_is_sound_and_the_offsets_are_those_of_the_source()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            using var folder = new MemoryFolder();
            var articles = new Dictionary<string, Article>(StringComparer.Ordinal);
            using (var builder = IndexBuilder.Open(folder, new IndexBuilderOptions { MaxBufferedPassages = 1 + random.Next(20) }))
            {
                for (int i = 0; i < 30; i++)
                {
                    var article = new Article
                    {
                        Id = random.Next(3) == 0 ? Odd(random, 3) : $"a{i}",
                        Title = random.Next(3) == 0 ? null : Odd(random, 5),
                        Date = random.Next(3) == 0 ? Odd(random, 2) : null,
                        Source = random.Next(3) == 0 ? Odd(random, 3) : null,
                        File = random.Next(3) == 0 ? Odd(random, 3) : null,
                        Text = Odd(random, 40) + " neige",
                    };
                    try
                    {
                        articles[builder.Add(article)] = article;
                    }
                    catch (ArgumentException e)
                    {
                        Assert.True(article.Id!.Length == 0 || Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(article.Id)) != article.Id, $"seed {seed}: {e.Message}");
                    }
                }

                builder.Commit();
            }

            Assert.Empty(IndexCheck.Run(folder, null, 1, CancellationToken.None).Problems);
            using var searcher = Searcher.Open(folder);
            var hits = searcher.Search("neige", new SearchOptions { Top = 10_000 }).Hits;
            Assert.True(articles.Keys.ToHashSet(StringComparer.Ordinal).SetEquals(hits.Select(hit => hit.Article)), $"seed {seed}");
            foreach (var hit in hits)
            {
                // Half a pair is shown as the sign for what can not be shown; all else is as it was.
                string source = articles[hit.Article].Text[hit.Start..hit.End];
                Assert.True(hit.Text == Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(source)), $"seed {seed}");
                Assert.All(hit.Highlights, mark => Assert.Equal("neige", WithoutMarks(hit.Text.Substring(mark.Start, mark.Length))));
            }
        }
    }

    [Fact]
    public void Ids_as_long_as_a_term_may_be_are_found_replaced_and_deleted()
    {
        using var folder = new MemoryFolder();
        string longest = new('i', 30_000);
        using (var builder = IndexBuilder.Open(folder))
        {
            for (int i = 0; i < 20; i++)
            {
                builder.Add(new Article { Id = $"{longest}{i}", Text = "neige" });
                builder.Add(new Article { Id = $"{longest}{i}", Text = "pluie" });
                builder.Commit();
            }

            Assert.True(builder.Delete(longest + "7"));
            builder.Merge();
            builder.Commit();
        }

        Assert.Empty(IndexCheck.Run(folder, null, 1, CancellationToken.None).Problems);
        using var searcher = Searcher.Open(folder);
        Assert.Empty(searcher.Search("neige").Hits);
        Assert.Equal(19, searcher.Search("pluie", new SearchOptions { Top = 30 }).Hits.Count);
    }

    /// <summary>An accent that chance has put behind the word belongs to it.</summary>
    private static string WithoutMarks(string word) =>
        string.Concat(word.Where(c => char.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format)));

    private static string Odd(Random random, int most) => string.Concat(Enumerable.Range(0, random.Next(most + 1)).Select(_ => Pieces[random.Next(Pieces.Length)]));
}
