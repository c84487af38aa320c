using ArticleSearch.Analysis;
using ArticleSearch.Expanding;
using ArticleSearch.Highlighting;
using ArticleSearch.Matching;
using ArticleSearch.Parsing;
using ArticleSearch.Queries;
using ArticleSearch.TestKit;
using ArticleSearch.Tests.Matching;
using QueryText = ArticleSearch.Queries.QueryText;

namespace ArticleSearch.Tests.Highlighting;

public class HighlighterTests
{
    private static readonly AnalysisChain French = AnalysisChain.Named("lucene-french");

    [Fact]
    public void Marks_are_those_of_the_slow_twin()
    {
        int marked = 0;
        for (int seed = 0; seed < 200; seed++)
        {
            var queries = new RandomQueries(new Random(seed));
            Dictionary<string, string>[] documents = [.. Enumerable.Range(0, 12).Select(_ => Shortened(queries.Document()))];
            var index = new IndexView(
                new ListedSegment(documents[..5], null, "date"), new ListedSegment(documents[5..], null, "date"));
            var searcher = new IndexSearcher(index);
            var twin = new SlowMarks(documents, new SpaceChain(), (phrase, document) => searcher.Search(phrase, 100).Hits.Any(hit => hit.Document == document));
            for (int i = 0; i < 8; i++)
            {
                var query = queries.Query();
                bool isSloppy = IsSloppy(query);
                var highlighter = new Highlighter(index, new WordExpander(index), query, new SpaceChain());
                foreach (var hit in searcher.Search(query, 100).Hits)
                {
                    string text = documents[hit.Document].GetValueOrDefault("text", "");
                    var (matches, marks) = twin.Of(query, hit.Document);
                    var found = highlighter.Mark(hit.Document, text);
                    Highlight[] wanted = [.. marks.OrderBy(mark => mark.Start).Select(mark => new Highlight(mark.Start, mark.End - mark.Start))];
                    string message = $"seed {seed}, query {QueryText.Of(query)}\ntext {text}\nwanted {string.Join(' ', wanted)}\nfound  {string.Join(' ', found.Highlights)}";
                    Assert.Equal((text, 0), (found.Text, found.Start));

                    // Of the ways in which a sloppy phrase stands, Lucene counts some.
                    Assert.True(matches && isSloppy ? found.Highlights.All(wanted.Contains) : matches && wanted.SequenceEqual(found.Highlights), message);
                    marked += found.Highlights.Count;
                }
            }
        }

        Assert.InRange(marked, 3_000, int.MaxValue);
    }

    [Fact]
    public void Marked_words_alone_still_match_and_without_them_nothing_does()
    {
        int checkedHits = 0;
        for (int seed = 0; seed < 400; seed++)
        {
            var queries = new RandomQueries(new Random(seed));
            Dictionary<string, string>[] documents = [.. Enumerable.Range(0, 6).Select(_ => Shortened(queries.Document()))];
            for (int i = 0; i < 6; i++)
            {
                var query = queries.Query();
                if (!IsAboutText(query))
                {
                    continue;
                }

                var index = new IndexView(new ListedSegment(documents, null, "date"));
                foreach (var hit in new IndexSearcher(index).Search(query, 3).Hits)
                {
                    string text = documents[hit.Document]["text"];
                    var starts = new Highlighter(index, new WordExpander(index), query, new SpaceChain()).Mark(hit.Document, text).Highlights.Select(mark => mark.Start).ToHashSet();
                    Assert.True(Matches(query, documents, hit.Document, Blanked(text, start => !starts.Contains(start))), $"seed {seed}: {QueryText.Of(query)} no longer matches the marked words of {text}");
                    Assert.False(Matches(query, documents, hit.Document, Blanked(text, starts.Contains)), $"seed {seed}: {QueryText.Of(query)} matches unmarked words of {text}");
                    checkedHits++;
                }
            }
        }

        Assert.InRange(checkedHits, 1000, int.MaxValue);
    }

    [Fact]
    public void Marks_of_French_articles_on_disk_are_those_of_the_slow_twin()
    {
        string[] words =
        [
            "armes", "d’armes", "l'armée", "Russie", "russes", "fourniture", "fournitures", "la", "des", "aujourd’hui", "contre-offensive", "C#", "10:30", "2023",
            "e\u0301te\u0301", "pêche", "péché", "qu’avions", "😀", "L’ÉTAT", "état", "œuvre", "—", "«", "»,", "n.", "日本", "l’l’arme",
        ];
        string[] queries =
        [
            "armes", "armes russie", "\"fournitures d'armes\"", "\"armes russie\"~4", "arm*", "f*e", "a?m*", "armee~1", "rusie~", "/[af].*/", "[pech TO rus]", "+armes -russie",
            "armes AND (russie OR pêche)", "armes OR (russie AND NOT pêche)", "état", "été", "contre-offensive", "\"contre offensive\"", "😀", "日*", "c~1", "*:*", "\"l’arme russe\"",
        ];
        for (int seed = 0; seed < 4; seed++)
        {
            var random = new Random(seed);
            Dictionary<string, string>[] documents = [.. Enumerable.Range(0, 40).Select(_ => new Dictionary<string, string>
            {
                ["text"] = string.Join(' ', Enumerable.Range(0, 1 + random.Next(25)).Select(_ => words[random.Next(words.Length)])),
            })];
            using var folder = new TemporaryFolder();
            using (var builder = IndexBuilder.Open(folder.FolderPath, new IndexBuilderOptions { Chain = French.Name }))
            {
                for (int i = 0; i < documents.Length; i++)
                {
                    builder.Add(new Article { Id = $"a{i}", Text = documents[i]["text"] });
                    if (i % 15 == 14)
                    {
                        builder.Commit();
                    }
                }

                builder.Commit();
            }

            using var searcher = Searcher.Open(folder.FolderPath);
            var twin = new SlowMarks(documents, French, (_, _) => true);
            foreach (string text in queries)
            {
                var query = LuceneQueryParser.Parse(text, French);
                foreach (var hit in searcher.Search(text, new SearchOptions { Syntax = QuerySyntax.Lucene, Top = 100 }).Hits)
                {
                    var (matches, marks) = twin.Of(query, int.Parse(hit.Article.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture));
                    Highlight[] wanted = [.. marks.OrderBy(mark => mark.Start).Select(mark =>
                    {
                        int elided = French.ElidedLength(hit.Text.AsSpan(mark.Start..mark.End));
                        return new Highlight(mark.Start + elided, mark.End - mark.Start - elided);
                    })];
                    Assert.True(matches);
                    Assert.True(IsSloppy(query) ? hit.Highlights.All(wanted.Contains) : wanted.SequenceEqual(hit.Highlights), $"seed {seed}, {text}: {hit.Mark("[", "]")}");
                }
            }
        }
    }

    [Theory]
    [InlineData("armes", "Fournitures d’armes à la Russie, l'arme", "Fournitures d’[armes] à la Russie, l'[arme]")]
    [InlineData("\"fournitures d'armes\"", "Les fournitures d’armes. Des armes, des fournitures.", "Les [fournitures] d’[armes]. Des armes, des fournitures.")]
    [InlineData("\"fournitures Russie\"", "Fournitures à la Russie", "Fournitures à la Russie")]
    [InlineData("\"fournitures Russie\"~2 OR russie", "Fournitures à la Russie. Puis des canons, des avions, des fournitures.", "[Fournitures] à la [Russie]. Puis des canons, des avions, des fournitures.")]
    [InlineData("four*", "Une fourniture, un four, l’offre", "Une [fourniture], un [four], l’offre")]
    [InlineData("arm?e", "L'armée, l’arme", "L'armée, l’arme")]
    [InlineData("arme~1", "L'armée, l’arme, le charme", "L'[armée], l’[arme], le charme")]
    [InlineData("/ar.*/", "L'armée, l’arme, le charme", "L'[armée], l’[arme], le charme")]
    [InlineData("[arm TO arn]", "L'armée, l’arme, le charme", "L'[armée], l’[arme], le charme")]
    [InlineData("armes -russie", "Des armes", "Des [armes]")]
    [InlineData("armes OR (russie AND chine)", "Des armes et la Russie", "Des [armes] et la Russie")]
    [InlineData("armes OR (russie AND NOT chine)", "Des armes, la Chine et la Russie", "Des [armes], la Chine et la Russie")]
    [InlineData("title:armes russie", "Des armes pour la Russie", "Des armes pour la [Russie]")]
    [InlineData("armes arme* arm~", "Des armes", "Des [armes]")]
    [InlineData("*:*", "Des armes", "Des armes")]
    [InlineData("contre-offensive", "La contre-offensive", "La [contre]-[offensive]")]
    [InlineData("aujourd'hui", "Aujourd’hui, aujourd'hui", "Aujourd’hui, [aujourd'hui]")]
    [InlineData("pêche", "La pe\u0302che et la pêche", "La pe\u0302che et la [pêche]")]
    [InlineData("😀", "Des 😀 et des armes", "Des [😀] et des armes")]
    public void Marks_of_French_text(string query, string text, string marked)
    {
        var parsed = LuceneQueryParser.Parse(query, French);
        var index = new IndexView(new ListedSegment([new Dictionary<string, string> { ["text"] = text, ["title"] = "Armes" }], French, null));
        var hits = new IndexSearcher(index).Search(parsed, 1).Hits;
        string found = hits.IsEmpty ? text : Marked(new Highlighter(index, new WordExpander(index), parsed, French).Mark(0, text));
        Assert.Equal(marked, found);
    }

    [Fact]
    public void An_index_without_offsets_is_marked_by_position()
    {
        const string text = "Les fournitures d’armes à la Russie";
        var listed = new ListedSegment([new Dictionary<string, string> { ["text"] = text }], French, null);
        var index = new IndexView(new WithoutOffsets(listed));
        foreach (string query in new[] { "armes", "arm*", "\"fourniture armes\"", "armez~1" })
        {
            var parsed = LuceneQueryParser.Parse(query, French);
            Assert.Contains("d’[armes] à", Marked(new Highlighter(index, new WordExpander(index), parsed, French).Mark(0, text)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_text_that_is_not_the_one_that_was_indexed_does_not_fail()
    {
        var index = new IndexView(new ListedSegment([new Dictionary<string, string> { ["text"] = "Les fournitures d’armes à la Russie" }], French, null));
        var parsed = LuceneQueryParser.Parse("armes russie fourn*", French);
        foreach (string text in new[] { "", "Les", "Les fournitures d", "\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d" })
        {
            var found = new Highlighter(index, new WordExpander(index), parsed, French).Mark(0, text, 20);
            Assert.All(found.Highlights, highlight => Assert.InRange(highlight.Start + highlight.Length, 1, found.Text.Length));
        }
    }

    private static bool Matches(Query query, Dictionary<string, string>[] documents, int document, string text)
    {
        var changed = documents.ToArray();
        changed[document] = new Dictionary<string, string>(documents[document], StringComparer.Ordinal) { ["text"] = text };
        return new IndexSearcher(new IndexView(new ListedSegment(changed, null, "date"))).Search(query, 10).Hits.Any(hit => hit.Document == document);
    }

    private static string Blanked(string text, Func<int, bool> isBlanked)
    {
        var words = new List<string>();
        int start = 0;
        foreach (string word in text.Split(' '))
        {
            words.Add(isBlanked(start) ? "_" : word);
            start += word.Length + 1;
        }

        return string.Join(' ', words);
    }

    /// <summary>Whether a query asks for words of the text only, and for more of them, never for fewer.</summary>
    private static bool IsAboutText(Query query) => query switch
    {
        TermQuery term => term.Field == "text",
        PhraseQuery phrase => phrase.Field == "text" && !IsSloppy(phrase),
        PrefixQuery prefix => prefix.Field == "text",
        WildcardQuery wildcard => wildcard.Field == "text",
        RegexpQuery regexp => regexp.Field == "text",
        TermRangeQuery range => range.Field == "text",
        FuzzyQuery fuzzy => fuzzy.Field == "text" && fuzzy.MaxExpansions == 50,
        BoostQuery boost => IsAboutText(boost.Query),
        ConstantScoreQuery constant => IsAboutText(constant.Query),
        BooleanQuery boolean => boolean.Clauses.All(clause => clause.Occur != Occur.MustNot && IsAboutText(clause.Query)),
        _ => false,
    };

    internal static string Marked(MarkedText marked) => new Hit
    {
        Rank = 1,
        Score = 1,
        Id = "a#1",
        Article = "a",
        Paragraph = 1,
        Text = marked.Text,
        Highlights = marked.Highlights,
    }.Mark("[", "]");

    private static Dictionary<string, string> Shortened(Dictionary<string, string> document)
    {
        // All ways to lay a phrase over a long text are too many.
        if (document.TryGetValue("text", out string? text))
        {
            document["text"] = string.Join(' ', text.Split(' ').Take(30));
        }

        return document;
    }

    private static bool IsSloppy(Query query) => query switch
    {
        PhraseQuery phrase => phrase.Slop > 0 && phrase.Parts.Length > 1,
        BooleanQuery boolean => boolean.Clauses.Any(clause => IsSloppy(clause.Query)),
        BoostQuery boost => IsSloppy(boost.Query),
        ConstantScoreQuery constant => IsSloppy(constant.Query),
        _ => false,
    };
}
