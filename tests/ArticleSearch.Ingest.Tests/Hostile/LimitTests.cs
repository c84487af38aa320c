using System.IO.Compression;
using System.Text;
using ArticleSearch.Ingest.Archives;
using ArticleSearch.Ingest.Documents;
using ArticleSearch.Ingest.Html;
using ArticleSearch.Ingest.Records;

namespace ArticleSearch.Ingest.Tests.Hostile;

/// <summary>Each limit that keeps a hostile file from taking memory, time or a way out of its archive: what is said when it is reached.</summary>
public sealed class LimitTests
{
    [Fact]
    public void A_bomb_of_gzip_is_read_no_further_than_its_budget()
    {
        byte[] bytes = Packed(stream => Fill(stream, Encoding.ASCII.GetBytes(new string(' ', 4000) + "\n"), ArchiveBudget.Free * 3));
        Assert.Contains("unpacks to more than", Problem("a.jsonl.gz", bytes, new IngestOptions { Format = ArticleFormat.Find("jsonl") }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bomb_in_a_document_is_read_no_further_than_the_longest_text()
    {
        byte[] bytes = Zip(("[Content_Types].xml", s => s.Write("<Types/>"u8)), ("_rels/.rels", s => s.Write("<Relationships/>"u8)), ("word/document.xml", stream =>
        {
            stream.Write("<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>"u8);
            stream.Write("<w:p><w:r><w:t>"u8);
            Fill(stream, "mot mot "u8, ArchiveBudget.Free + (1 << 20));
        }
        ));
        string problem = Problem("a.docx", bytes);
        Assert.Contains("a text of more than", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void All_entries_of_an_archive_share_one_budget()
    {
        var entries = Enumerable.Range(0, 11).Select(number => ($"{number:D2}.txt", (Action<Stream>)(stream => Fill(stream, Encoding.ASCII.GetBytes(new string('x', 999) + "\n"), ArchiveBudget.Free / 4)))).ToArray();
        var items = SampleDocument.Read("a.zip", Zip(entries));
        Assert.Contains(items.OfType<IngestProblem>(), problem => problem.Message.Contains("unpacks to more than", StringComparison.Ordinal));
    }

    [Fact]
    public void Archives_in_archives_in_archives_are_not_read()
    {
        byte[] bytes = "Titre\n\nTexte"u8.ToArray();
        for (int depth = 1; depth <= 4; depth++)
        {
            byte[] inner = bytes;
            bytes = Zip(($"x{depth}.{(depth == 1 ? "txt" : "zip")}", stream => stream.Write(inner)));
            var item = Assert.Single(SampleDocument.Read("a.zip", bytes));
            Assert.Equal(depth > FormatInput.MaxDepth, item is IngestProblem { Message: "it is packed too often: only an archive in an archive is read" });
        }
    }

    [Fact]
    public void An_encrypted_entry_is_named()
    {
        byte[] bytes = Zip(("a.txt", stream => stream.Write("Titre"u8)));
        int local = bytes.AsSpan().IndexOf("PK\u0003\u0004"u8);
        int central = bytes.AsSpan().IndexOf("PK\u0001\u0002"u8);
        bytes[local + 6] |= 1;
        bytes[central + 8] |= 1;
        Assert.Equal("the entry is encrypted", Problem("a.zip", bytes));
    }

    [Fact]
    public void A_page_of_too_many_elements_is_not_held()
    {
        string html = "<p>un" + string.Concat(Enumerable.Repeat("<b></b>", HtmlTree.MaxElements + 1));
        Assert.Equal($"the page has more than {HtmlTree.MaxElements} elements", Problem("a.html", Encoding.UTF8.GetBytes("<!DOCTYPE html>" + html)));
    }

    [Fact]
    public void A_page_nested_deep_is_read_flat_and_one_nested_without_end_is_not_read()
    {
        Assert.Contains("Tout au fond", Article("a.html", Nested(HtmlTree.MaxDepth * 4)).Text, StringComparison.Ordinal);
        Assert.Equal($"the page opens more than {HtmlNesting.MaxOpen} elements and does not close them", Problem("a.html", Nested(HtmlNesting.MaxOpen + 1)));

        static byte[] Nested(int depth) => Encoding.UTF8.GetBytes("<!DOCTYPE html>" + string.Concat(Enumerable.Repeat("<div>", depth)) + "<p>Tout au fond, il y a une phrase entière.</p>");
    }

    [Fact]
    public void A_page_of_many_elements_inside_thousands_is_not_read()
    {
        string lists = "<!DOCTYPE html>" + string.Concat(Enumerable.Repeat("<ul><li>", HtmlNesting.MaxOpen - 1)) + string.Concat(Enumerable.Repeat("<li>mot", 20_000));
        Assert.Equal("the page has too many elements inside so many others that are open", Problem("a.html", Encoding.UTF8.GetBytes(lists)));
    }

    [Fact]
    public void A_line_of_json_that_is_too_large_costs_no_other_line()
    {
        string page = "<p>un" + string.Concat(Enumerable.Repeat("<b></b>", HtmlTree.MaxElements + 1));
        var items = SampleDocument.Read("a.jsonl", Encoding.UTF8.GetBytes($"{{\"body\":\"{page}\"}}\n{{\"text\":\"Après.\"}}\n"));
        Assert.Equal($"a.jsonl:1: the page has more than {HtmlTree.MaxElements} elements", items[0].ToString());
        Assert.Equal("Après.", Assert.IsType<IngestedArticle>(items[1]).Article.Text);
    }

    [Fact]
    public void Blanks_that_a_document_counts_are_not_made()
    {
        byte[] bytes = Zip(("mimetype", s => s.Write("application/vnd.oasis.opendocument.text"u8)), ("content.xml", stream =>
        {
            stream.Write("<d xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><text:p>a"u8);
            Fill(stream, "<text:s text:c=\"1000\"/>"u8, 1 << 20);
            stream.Write("</text:p></d>"u8);
        }
        ));
        Assert.StartsWith("the document has more than", Problem("a.odt", bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Tags_that_need_no_end_and_scripts_do_not_count_as_open()
    {
        string many = string.Concat(Enumerable.Repeat("<li>mot<br><img src=x><p>texte<div></div><path/>", HtmlNesting.MaxOpen)) + "<script>" + string.Concat(Enumerable.Repeat("'<div>'", HtmlNesting.MaxOpen + 1)) + "</script>";
        HtmlNesting.Check(many);
    }

    [Fact]
    public void Xml_nested_without_end_is_not_read()
    {
        string feed = "<rss><channel><item>" + string.Concat(Enumerable.Repeat("<x>", 100_000));
        Assert.Equal($"the XML is nested deeper than {XmlLimits.MaxDepth} elements", Problem("a.xml", Encoding.UTF8.GetBytes(feed)));
    }

    [Fact]
    public void No_entity_is_expanded_and_nothing_outside_is_read()
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, "secret");
        string feed = $"<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c SYSTEM \"{new Uri(path)}\">]><rss><channel><item><title>x &c; &b;</title></item></channel></rss>";
        Assert.Contains("undeclared entity", Problem("a.xml", Encoding.UTF8.GetBytes(feed)), StringComparison.Ordinal);
        File.Delete(path);
    }

    [Fact]
    public void Markdown_nested_without_end_is_a_problem_or_flat()
    {
        foreach (string sign in (string[])["> ", "- ", "[", "*a ", "![", "<b>", "[a]("])
        {
            string text = string.Concat(Enumerable.Repeat(sign, 10_000)) + "mot";
            Assert.NotEmpty(SampleDocument.Read("a.md", Encoding.UTF8.GetBytes(text)));
        }
    }

    [Fact]
    public void Aliases_of_front_matter_multiply_nothing()
    {
        string text = "---\na: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\ntitle: [*c,*c,*c,*c]\nauthor: !!python/object x\n---\nTexte.\n";
        var article = Article("a.md", Encoding.UTF8.GetBytes(text));
        Assert.Equal((null, "Texte."), (article.Title, article.Text));
        string deep = "---\ntitle: " + new string('[', 5000) + "\n---\nTexte.\n";
        Assert.Contains(SampleDocument.Read("a.md", Encoding.UTF8.GetBytes(deep)), item => item is IngestProblem { Message: var message } && message.StartsWith("broken front matter", StringComparison.Ordinal));
    }

    [Fact]
    public void Json_nested_without_end_is_broken()
    {
        Assert.Contains("broken JSON", Problem("a.json", Encoding.UTF8.GetBytes("[" + new string('[', 100_000))), StringComparison.Ordinal);
        Assert.Contains("broken JSON", Problem("a.json", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"data\":", 100_000)))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_never_ends_is_not_held()
    {
        byte[] bytes = Packed(stream =>
        {
            stream.Write("titre;texte\nUn;\""u8);
            Fill(stream, "un guillemet jamais fermé\n"u8, CsvFormat.MaxRowLength + (1 << 20));
        });
        Assert.StartsWith("the row can not be read", Problem("a.csv.gz", [.. bytes]), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_pdftotext_it_is_said_how_to_get_it()
    {
        var format = new PdfFormat("no-such-program-here");
        Assert.Contains("apt install poppler-utils", Problem("a.pdf", "%PDF-1.4\n"u8.ToArray(), new IngestOptions { Format = format }), StringComparison.Ordinal);
    }

    private static string Problem(string name, byte[] bytes, IngestOptions? options = null) =>
        Assert.Single(SampleDocument.Read(name, bytes, options).OfType<IngestProblem>()).Message;

    private static Article Article(string name, byte[] bytes) => Assert.IsType<IngestedArticle>(Assert.Single(SampleDocument.Read(name, bytes))).Article;

    private static byte[] Packed(Action<Stream> write)
    {
        using var held = new MemoryStream();
        using (var stream = new GZipStream(held, CompressionLevel.Optimal, leaveOpen: true))
        {
            write(stream);
        }

        return held.ToArray();
    }

    private static byte[] Zip(params (string Name, Action<Stream> Write)[] entries)
    {
        using var held = new MemoryStream();
        using (var archive = new ZipArchive(held, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, write) in entries)
            {
                using var stream = archive.CreateEntry(name, CompressionLevel.Optimal).Open();
                write(stream);
            }
        }

        return held.ToArray();
    }

    private static void Fill(Stream stream, ReadOnlySpan<byte> text, long length)
    {
        byte[] block = new byte[text.Length * 1024];
        for (int i = 0; i < 1024; i++)
        {
            text.CopyTo(block.AsSpan(i * text.Length));
        }

        for (long written = 0; written < length; written += block.Length)
        {
            stream.Write(block);
        }
    }
}
