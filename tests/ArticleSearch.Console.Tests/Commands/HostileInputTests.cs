using System.Globalization;
using System.IO.Compression;
using System.Text;
using ArticleSearch.TestKit;

namespace ArticleSearch.Console.Tests.Commands;

/// <summary>
/// Files that were made to take memory: one process reads all of them, and has 256 MiB beside the largest. What it asks for beyond that ends it.
/// </summary>
public sealed class HostileInputTests : IDisposable
{
    private const long Allowed = 256L << 20;

    // What the program and the runtime hold before a file is read.
    private const long OfItsOwn = 16L << 20;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void No_file_takes_more_than_its_length_and_256_MiB()
    {
        WriteTexts();
        WriteRecords();
        WriteMarkup();
        WriteArchives();
        long largest = Directory.GetFiles(_folder.FolderPath).Max(path => new FileInfo(path).Length);
        var limit = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DOTNET_GCHeapHardLimit"] = (largest + Allowed + OfItsOwn).ToString("X", CultureInfo.InvariantCulture),

            // It is the readers that are measured: what the collector would leave lying about, it is to clear away.
            ["DOTNET_GCConserveMemory"] = "9",
            ["DOTNET_GCgen0size"] = "1000000",
        };

        var run = ProgramRun.WithEnvironment(_folder.FolderPath, limit, "index", "--dry-run", ".").WithoutStackTrace();

        Assert.True(run.ExitCode == 2, run.Error);
        string[] names = [.. Directory.GetFiles(_folder.FolderPath).Select(path => "./" + Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        Assert.Equal(names, run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')[0]));
        foreach (string refused in (string[])["attributs.xml", "blancs.odt", "bombe.txt.gz", "colonnes.md", "guillemet.csv", "lignes.md", "quotes.md"])
        {
            Assert.Contains($"/{refused}", run.Error, StringComparison.Ordinal);
        }
    }

    private void WriteTexts()
    {
        Fill("coupures.txt", "", "gouverne-\nment a par-\nlé é\n", 4_000_000, "");
        Fill("colonnes.md", Repeat("|a", 400) + "|\n" + Repeat("|-", 400) + "|\n", "|b|\n", 40_000, "");
        Fill("lignes.md", "# T\n\n", "a\n\n", 4_000_000, "");
        Fill("quotes.md", "", Repeat("> ", 2000) + "mot\n", 4_000_000, "");
        Fill("alias.md", "---\na: &a [x,x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range('b', 20).Select(c => $"{(char)c}: &{(char)c} [{Repeat($"*{(char)(c - 1)},", 9)}*{(char)(c - 1)}]\n")), "", 0, "title: [*u,*u]\n---\nT.\n");
    }

    private void WriteRecords()
    {
        Fill("guillemet.csv", "title;text\nUn;\"", "jamais fermé\n", 6_000_000, "");
        Fill("colonnes.csv", "title;text", ";c", 4_000_000, "\nun;deux\n");
        Fill("vides.csv", "title;text\n", ";", 4_000_000, "\n");
        Fill("ligne.jsonl", "{\"text\":\"", "mot ", 20_000_000, "\"}\n");
        Fill("liste.json", "[{\"text\":[\"a\"", ",\"bb\"", 8_000_000, "]}]");
        Fill("fond.json", "", "{\"data\":", 4_000_000, "");
    }

    private void WriteMarkup()
    {
        Fill("signes.html", "<!DOCTYPE html><p>", "<", 4_000_000, "");
        Fill("lignes.html", "<!DOCTYPE html>", "<p>Une phrase de quarante lettres environ.</p>", 4_600_000, "");
        Fill("gras.html", "<!DOCTYPE html>" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"<b id={i}>")), "<p>x", 100_000, "");
        Fill("attributs.xml", "<rss><channel><item ", "", 0, string.Concat(Enumerable.Range(0, 200_000).Select(i => $"a{i}=\"1\" ")) + "/></channel></rss>");
        Fill("vides.xml", "<rss><channel><item>", "<a/>", 8_000_000, "</item></channel></rss>");
        Fill("balises.xml", "<rss><channel><item><description>", "&lt;p&gt;mot mot mot mot mot mot", 8_000_000, "</description></item></channel></rss>");
    }

    private void WriteArchives()
    {
        byte[] letters = Encoding.ASCII.GetBytes(Repeat("mot ", 300_000));
        using (var packed = new GZipStream(File.Create(_folder["bombe.txt.gz"]), CompressionLevel.Optimal))
        {
            for (int i = 0; i < 200; i++)
            {
                packed.Write(letters);
            }
        }

        using (var document = ZipFile.Open(_folder["blancs.odt"], ZipArchiveMode.Create))
        {
            Add(document, "mimetype", "application/vnd.oasis.opendocument.text");
            Add(document, "content.xml", "<d xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><text:p>a" + Repeat("<text:s text:c=\"1000\"/>", 2_000_000) + "b</text:p></d>");
        }

        using var book = ZipFile.Open(_folder["livre.epub"], ZipArchiveMode.Create);
        Add(book, "META-INF/container.xml", "<container><rootfiles><rootfile full-path=\"p.opf\"/></rootfiles></container>");
        Add(book, "p.opf", "<package><manifest><item id=\"c\" href=\"c.xhtml\"/></manifest><spine>" + Repeat("<itemref idref=\"c\"/>", 40) + "</spine></package>");
        Add(book, "c.xhtml", "<html><body>" + Repeat("<p>Une phrase.</p>", 20_000) + "</body></html>");
    }

    private void Fill(string name, string start, string text, long length, string end)
    {
        using var stream = File.Create(_folder[name]);
        stream.Write(Encoding.UTF8.GetBytes(start));
        byte[] block = Encoding.UTF8.GetBytes(text.Length == 0 ? "" : Repeat(text, (int)Math.Min(length, 100_000) / text.Length));
        for (long written = 0; block.Length > 0 && written + block.Length <= length; written += block.Length)
        {
            stream.Write(block);
        }

        stream.Write(Encoding.UTF8.GetBytes(end));
    }

    private static void Add(ZipArchive archive, string name, string text)
    {
        using var writer = new StreamWriter(archive.CreateEntry(name, CompressionLevel.Fastest).Open());
        writer.Write(text);
    }

    private static string Repeat(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();
}
