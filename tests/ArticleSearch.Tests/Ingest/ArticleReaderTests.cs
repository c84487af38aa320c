using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using ArticleSearch.Ingest;
using ArticleSearch.Ingest.Records;
using ArticleSearch.TestKit;

namespace ArticleSearch.Tests.Ingest;

public sealed class ArticleReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_text_file_is_an_article_with_title_date_and_paragraphs()
    {
        const string Source = "\uFEFF date 2023-09 Kim Jong Un se rendra\u00A0en Russie.\n\nPremier\nparagraphe.\r\n\r\nSecond.\n";
        var article = Assert.Single(Articles(Write("sous/2023/kim.txt", Source)));
        Assert.Equal("kim", article.Id);
        Assert.Equal("2023-09", article.Date);
        Assert.Equal("Kim Jong Un se rendra\u00A0en Russie.", article.Title);
        Assert.Equal(ParagraphBreak.BlankLine, article.Breaks);
        Assert.Equal(_folder["sous/2023/kim.txt"], article.Source);
        string text = Source[1..]; // offsets do not count the mark
        Assert.Equal(text[article.TextOffset..], article.Text);
        Assert.Equal(article.Title, text.Substring(article.TitleOffset!.Value, article.Title!.Length));
    }

    [Theory]
    [InlineData("date 2023 Titre", "2023", "Titre")]
    [InlineData("date 2023-02-28\tTitre", "2023-02-28", "Titre")]
    [InlineData("date 2023-02-29 Titre", null, "date 2023-02-29 Titre")]
    [InlineData("date 2023-13 Titre", null, "date 2023-13 Titre")]
    [InlineData("date 2023-9 Titre", null, "date 2023-9 Titre")]
    [InlineData("date 20231 Titre", null, "date 20231 Titre")]
    [InlineData("date ２０２３ Titre", null, "date ２０２３ Titre")]
    [InlineData("dates 2023 Titre", null, "dates 2023 Titre")]
    [InlineData("date2023 Titre", null, "date2023 Titre")]
    [InlineData("date", null, "date")]
    [InlineData("Titre\nsur deux\r\n lignes", null, "Titre sur deux lignes")]
    public void The_date_is_read_off_the_title(string first, string? date, string title)
    {
        foreach (string culture in Cultures.Names)
        {
            Cultures.Run(culture, () =>
            {
                var article = Assert.Single(Articles(Write("a.txt", first + "\n\nTexte")));
                Assert.Equal((date, title), (article.Date, article.Title));
                Assert.Equal("Texte", article.Text.Trim());
            });
        }
    }

    [Fact]
    public void A_date_alone_is_a_date_and_no_title()
    {
        var article = Assert.Single(Articles(Write("a.txt", "date 2023\n\nTexte")));
        Assert.Equal(("2023", null), (article.Date, article.Title));
        Assert.Equal("a.txt: the file has a date and no text", Assert.Single(Problems(Write("a.txt", "date 2023\n\n"))));
    }

    [Fact]
    public void A_first_paragraph_longer_than_any_title_is_text()
    {
        string text = string.Concat(Enumerable.Repeat("une ligne\n", 10_000));
        var article = Assert.Single(Articles(Write("a.txt", text)));
        Assert.Equal((null, null, text, 0), (article.Title, article.Date, article.Text, article.TextOffset));
    }

    [Fact]
    public void A_large_file_gives_what_a_small_one_gives()
    {
        // The two are read differently: where the first paragraph ends, what it is, and characters of every length at the border.
        string[] titles = ["Titre", "date 2020", "date 2020 Titre\nsur deux lignes", new string('t', 70_000), new string('é', 300_000), "😀 " + new string(' ', 600_000) + "x"];
        foreach (string title in titles)
        {
            for (int shift = 0; shift < 4; shift++)
            {
                string start = new string('\n', shift) + title + "\n\nTexte.";
                var small = Assert.Single(Articles(Write("a.txt", start)));
                string rest = "\n\n" + string.Concat(Enumerable.Repeat("😀é", 200_000));
                var large = Assert.Single(Articles(Write("a.txt", start + rest)));
                Assert.Equal(small with { Text = small.Text + rest, FileDigest = large.FileDigest }, large);
            }
        }
    }

    [Fact]
    public void Folders_are_walked_in_ordinal_order_and_hidden_files_and_indexes_are_left_out()
    {
        foreach (string name in new[] { "b.txt", "a/z.txt", "a.txt", "a/b/c.txt", "a-b.txt", "Z.txt", ".cache/x.txt", ".x.txt", "idx/segments_1", "idx/y.txt", "é.txt" })
        {
            Write(name, "Titre\n\nTexte");
        }

        Assert.Equal(["Z", "a-b", "a", "a/b/c", "a/z", "b", "é"], Articles(_folder.FolderPath).Select(article => article.Id!));
        Assert.Equal(_folder["a/b/c.txt"], Articles(_folder.FolderPath + "/").Single(article => article.Id == "a/b/c").Source);
    }

    [Fact]
    public void Json_lines_give_an_article_each()
    {
        string path = Write("x/articles.jsonl", """
            {"id":"a","title":"T","date":"2020-01-02","source":"s","text":"un\n\ndeux","autre":{"x":[1,2]}}

            {"text":"trois","id":7,"date":2020,"title":null}
            { "text" : "\u0000 \ud83d\ude00" }
            """);
        var articles = Articles(_folder.FolderPath);
        Assert.Equal(["a", "7", "x/articles.jsonl:4"], articles.Select(article => article.Id!));
        Assert.Equal(new Article { Id = "a", Title = "T", Date = "2020-01-02", Source = "s", Text = "un\n\ndeux" }, WithoutOrigin(articles[0]));
        Assert.Equal(new Article { Id = "7", Date = "2020", Source = path, Text = "trois" }, WithoutOrigin(articles[1]));
        Assert.Equal("\0 😀", articles[2].Text);
    }

    [Theory]
    [InlineData("""{"text":"x" "id":1}""", ":2:13: broken JSON")]
    [InlineData("""{"texte":"é", "id":}""", ":2:20: broken JSON")]
    [InlineData("""{"text":"x"} y""", ":2:14: broken JSON")]
    [InlineData("""{"text":"x" """, ":2:")]
    [InlineData("[1]", ":2: the line is not a JSON object")]
    [InlineData("""{"id":"a"}""", ":2: there is no \"text\"")]
    [InlineData("""{"text":7}""", ":2: \"text\" is not a string")]
    [InlineData("""{"text":[1]}""", ":2: \"text\" is not a string")]
    [InlineData("""{"text":true}""", ":2: \"text\" is not a string")]
    [InlineData("""{"text":"x","title":{}}""", ":2: \"title\" is not a string")]
    [InlineData("""{"text":" \n ","title":""}""", ":2: the article has neither text nor title")]
    [InlineData("""{"text":"\ud800"}""", ":2:9: half a surrogate pair in a string")]
    public void A_broken_line_is_named_and_the_others_are_taken(string line, string problem)
    {
        string path = Write("a.jsonl", $"{{\"text\":\"avant\"}}\r\n{line}\r\n{{\"text\":\"après\"}}\r\n");
        Assert.Equal(["avant", "après"], Articles(path).Select(article => article.Text));
        Assert.StartsWith("a.jsonl" + problem, Assert.Single(Problems(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Deeply_nested_json_is_a_broken_line()
    {
        string path = Write("a.jsonl", "{\"x\":" + new string('[', 100_000) + "\n{\"text\":\"après\"}");
        Assert.Equal(["après"], Articles(path).Select(article => article.Text));
        Assert.Contains("broken JSON", Assert.Single(Problems(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Content_decides_the_format_before_the_extension()
    {
        Assert.Equal("un", Assert.Single(Articles(Write("a.txt", "{\"text\":\"un\"}\n"))).Text);
        Assert.Equal("{accolade} Titre", Assert.Single(Articles(Write("b.txt", "{accolade} Titre\n\nTexte"))).Title);
        Assert.Equal("Titre", Assert.Single(Articles(Write("c", "Titre\n\nTexte"))).Title);
        Assert.Contains("c.jsonl:1", Problems(Write("c.jsonl", "Titre"))[0], StringComparison.Ordinal);
        Assert.Equal("x", Assert.Single(Articles(Write("d.txt", "{\n\"text\":\"x\"\n}"))).Text);
        Assert.Equal("Titre", Assert.Single(Articles(Write("e.txt", "<!DOCTYPE html><title>Titre</title>"))).Title);
        Assert.Equal("Titre", Assert.Single(Articles(Write("f.txt", "<rss><channel><item><title>Titre</title></item></channel></rss>"))).Title);
        Assert.Equal("Titre", Assert.Single(Articles(Write("g.txt", "titre;texte\nTitre;Texte\n"))).Title);
        Assert.Equal("Titre", Assert.Single(Articles(Write("h.txt", "---\ntitle: Titre\n---\nTexte\n"))).Title);
    }

    [Fact]
    public void Invalid_utf8_is_named_with_its_place()
    {
        Assert.Equal("a.txt:3:4: byte 12 (0xFF) is not valid UTF-8", Assert.Single(Problems(WriteBytes("a.txt", [.. "Titré\n\néx"u8, 0x20, 0xFF]))));
        string lines = WriteBytes("b.jsonl", [.. "{\"text\":\"un\"}\n{\"text\":\"é"u8, 0xC3, .. "\"}\n{\"text\":\"trois\"}"u8]);
        Assert.Equal(["un", "trois"], Articles(lines).Select(article => article.Text));
        Assert.Equal("b.jsonl:2:11: byte 25 (0xC3) is not valid UTF-8", Assert.Single(Problems(lines)));
    }

    [Fact]
    public void What_is_no_text_or_not_there_is_one_problem_each_and_the_rest_goes_on()
    {
        Write("vide.txt", "");
        Write("blanc.jsonl", "\n \r\n");
        Write("blanc.txt", " \n\u00A0\n");
        WriteBytes("image.bin", [0x89, 0x50, 0, 1]);
        WriteBytes("image.png", [0x89, 0x50, 0, 1]);
        WriteBytes("utf16.txt", [0xFF, 0xFE, 0x41, 0, 0, 0xD8, 0x41, 0]);
        WriteBytes("vieux.doc", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]);
        WriteBytes("tard.txt", [.. Enumerable.Repeat((byte)'a', 70_000), 0]);
        Write("bon.txt", "Titre\n\nTexte");
        Assert.Equal("Titre", Assert.Single(Articles(_folder.FolderPath)).Title);
        Assert.Equal(
            [
                "absent: there is no such file or folder",
                "blanc.jsonl: the file has no article",
                "blanc.txt: the file has no text",
                "image.bin: the file is not text: it has NUL bytes",
                "tard.txt:1: byte 70000 is NUL: the file is not text",
                "utf16.txt: the file is not valid UTF-16",
                "vide.txt: the file is empty",
                "vieux.doc: it is an old Office file; save it as .docx or .odt",
            ],
            Problems(_folder.FolderPath, _folder["absent"]));
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_a_problem()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            return; // nothing is forbidden to root, and Windows has no such mode
        }

        string path = Write("secret.txt", "Titre");
        File.SetUnixFileMode(path, UnixFileMode.None);
        Assert.Equal("secret.txt: permission denied", Assert.Single(Problems(path)));
    }

    [Fact]
    public void The_later_of_two_articles_of_one_id_is_named()
    {
        string path = Write("a.jsonl", "{\"id\":\"x\",\"text\":\"un\"}\n{\"id\":\"x\",\"text\":\"deux\"}\n");
        Assert.Equal(["un", "deux"], Articles(path).Select(article => article.Text));
        Assert.Equal($"a.jsonl:2: the id \"x\" stands at {path}:1 too; this article replaces that one", Assert.Single(new ArticleReader([path]).Read().OfType<IngestProblem>()).ToString()[(_folder.FolderPath.Length + 1)..]);
    }

    [Fact]
    public void A_line_of_fifty_megabytes_is_taken()
    {
        string text = string.Concat(Enumerable.Repeat("mot ", 13_000_000));
        string path = Write("a.jsonl", $"{{\"text\":\"avant\"}}\n{{\"text\":\"{text}\"}}\n{{\"text\":\"après\"}}");
        var reader = new ArticleReader([path]);
        Assert.Equal([5, text.Length, 5], reader.Read().Cast<IngestedArticle>().Select(item => item.Article.Text.Length));
        Assert.Equal(new IngestProgress(1, 1, new FileInfo(path).Length, new FileInfo(path).Length), reader.Progress);
    }

    [Fact]
    public void Lines_are_cut_alike_wherever_a_read_ends()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var text = new StringBuilder(random.Next(2) == 0 ? "\uFEFF" : "");
            for (int i = random.Next(20); i > 0; i--)
            {
                text.Append('x', random.Next(3) == 0 ? random.Next(random.Next(30) == 0 ? 6_000_000 : 300_000) : random.Next(10)).Append(random.Next(3) == 0 ? "" : "\n");
            }

            string[] expected = text.ToString().TrimStart('\uFEFF').Split('\n');
            var lines = new LineScanner(new Dribble(Encoding.UTF8.GetBytes(text.ToString()), random));
            var actual = new List<string>();
            long offset = 0;
            while (lines.MoveNext(default))
            {
                Assert.Equal(actual.Count + 1, lines.Number);
                Assert.True(lines.Offset >= offset, $"seed {seed}");
                offset = lines.Offset;
                actual.Add(Encoding.UTF8.GetString(lines.Current));
                if (random.Next(2) == 0)
                {
                    lines.Forget();
                }
            }

            // A byte order mark and nothing else is an empty line.
            bool isLastLeftOut = expected[^1].Length == 0 && !text.ToString().EndsWith('\uFEFF');
            Assert.True((isLastLeftOut ? expected[..^1] : expected).SequenceEqual(actual), $"seed {seed}");
        }
    }

    [Fact]
    public void Reading_stops_when_it_is_cancelled()
    {
        string path = Write("a.jsonl", "{\"text\":\"un\"}\n{\"text\":\"deux\"}\n");
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var item in new ArticleReader([path]).Read(source.Token))
            {
                source.Cancel();
            }
        });
    }

    [Fact]
    public void An_article_knows_its_file_its_place_and_the_digest_and_the_last_one_how_many_there_are()
    {
        string lines = Write("x/a.jsonl", "{\"text\":\"un\"}\n\n{\"text\":\"deux\"}\n");
        Write("x/b.txt", "Titre");
        Write("x/c.jsonl", "{\"text\":\"un\"}\n{}\n");
        Assert.Equal(
            [
                ("x/a.jsonl", 1, Digest("x/a.jsonl"), 0),
                ("x/a.jsonl", 3, Digest("x/a.jsonl"), 2),
                ("x/b.txt", 0, Digest("x/b.txt"), 1),
                ("x/c.jsonl", 1, Digest("x/c.jsonl"), 0), // its other line is a problem
            ],
            Articles(_folder.FolderPath).Select(Origin));
        Assert.Equal(lines.Replace('\\', '/'), Articles(lines)[0].File);
        string large = Write("large.txt", new string('x', 3_000_000));
        Assert.Equal(("large.txt", 0, Digest("large.txt"), 1), Origin(Articles(_folder.FolderPath)[0]));

        static (string?, int, string?, int) Origin(Article article) => (article.File, article.Place, article.FileDigest, article.FileArticles);

        string Digest(string name) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_folder[name])))[..32];
    }

    [Fact]
    public void A_file_that_is_no_file_is_not_waited_for()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // has no such files
        }

        using (var make = Process.Start("mkfifo", [_folder["tuyau.txt"]]))
        {
            make.WaitForExit();
        }

        File.CreateSymbolicLink(_folder["lien.txt"], _folder["tuyau.txt"]);
        Assert.Equal(["lien.txt: the file is empty", "tuyau.txt: the file is empty"], Problems(_folder.FolderPath));
    }

    [Fact]
    public void An_article_file_whose_name_begins_like_a_commit_is_no_index()
    {
        Write("x/segments_de_marché.txt", "Titre");
        Write("x/segments_2.txt", "Titre");
        Assert.Equal(2, Articles(_folder.FolderPath).Count);
    }

    [Fact]
    public void The_index_that_is_written_is_left_out()
    {
        Write("a.txt", "Titre");
        Write("index/write.lock", "process 1");
        Assert.Equal("a", Assert.Single(new ArticleReader([_folder.FolderPath], _folder["index"] + "/").Read().OfType<IngestedArticle>()).Article.Id);
    }

    private static Article WithoutOrigin(Article article) => article with { File = null, Place = 0, FileDigest = null, FileArticles = 0 };

    private string Write(string name, string text) => WriteBytes(name, Encoding.UTF8.GetBytes(text));

    private string WriteBytes(string name, byte[] bytes)
    {
        string path = _folder[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static List<Article> Articles(params string[] paths) =>
        [.. new ArticleReader(paths).Read().OfType<IngestedArticle>().Select(item => item.Article)];

    // Names are shown without the temporary folder; in ordinal order.
    private List<string> Problems(params string[] paths) =>
        [.. new ArticleReader(paths).Read().OfType<IngestProblem>().Select(problem => problem.ToString()[(_folder.FolderPath.Length + 1)..]).Order(StringComparer.Ordinal)];

    /// <summary>Hands out a few bytes at a time.</summary>
    private sealed class Dribble(byte[] bytes, Random random) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1 + random.Next(200_000)));
    }
}
