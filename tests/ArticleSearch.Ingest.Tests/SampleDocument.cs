using System.IO.Compression;
using System.Text;
using ArticleSearch.Ingest;
using ArticleSearch.TestKit;

namespace ArticleSearch.Ingest.Tests;

/// <summary>
/// A document written for the tests. It stands in <c>Documents/FORMAT/</c> in a form that people can read: as it is; in another encoding, which its name says
/// (<c>name~windows-1252.html</c>); as the parts of an archive (<c>name.docx.parts</c>; one inside it has marks of one sign more); as what is to be packed (<c>name.txt.gz.packed</c>); as the pages of a PDF (<c>name.pdf.pages</c>). Beside it stands what is to be read
/// from it (<c>.expected</c>).
/// </summary>
internal sealed class SampleDocument
{
    private const string PartMark = "=== ";
    private const string Expected = ".expected";

    private static readonly DateTimeOffset PartDate = new(2023, 9, 4, 0, 0, 0, TimeSpan.Zero);

    private readonly string _path;

    private SampleDocument(string path)
    {
        _path = path;
        string name = Path.GetFileName(path);
        foreach (string suffix in (string[])[".parts", ".pages", ".packed"])
        {
            name = name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : name;
        }

        int tilde = name.IndexOf('~', StringComparison.Ordinal);
        Name = tilde < 0 ? name : name[..tilde] + Path.GetExtension(name);
        Bytes = path.EndsWith(".parts", StringComparison.Ordinal) ? Archive(File.ReadAllText(path))
            : path.EndsWith(".packed", StringComparison.Ordinal) ? Pack(File.ReadAllBytes(path))
            : path.EndsWith(".pages", StringComparison.Ordinal) ? PdfWriter.Write(File.ReadAllText(path).Split("=== page\n", StringSplitOptions.RemoveEmptyEntries))
            : tilde < 0 ? File.ReadAllBytes(path)
            : Encode(File.ReadAllText(path), Path.GetFileNameWithoutExtension(name)[(tilde + 1)..]);
    }

    /// <summary>All of them, as <c>format/file</c>.</summary>
    public static IEnumerable<string> All => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Where(path => !path.EndsWith(Expected, StringComparison.Ordinal))
        .Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    /// <summary>The name under which it is read.</summary>
    public string Name { get; }

    public byte[] Bytes { get; }

    public string ExpectedPath => _path + Expected;

    private static string Folder => Repository.PathOf("tests", "ArticleSearch.Ingest.Tests", "Documents");

    public static SampleDocument Open(string name) => new(Path.Combine(Folder, name));

    /// <summary>An archive of parts that are written after one another, each below its name.</summary>
    public static byte[] Archive(string parts)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (string part in ("\n" + parts).Split("\n" + PartMark, StringSplitOptions.RemoveEmptyEntries))
            {
                int lineEnd = part.IndexOf('\n', StringComparison.Ordinal);
                string title = part[..(lineEnd < 0 ? part.Length : lineEnd)].Trim();
                string text = lineEnd < 0 ? "" : part[(lineEnd + 1)..];
                byte[] bytes = Encoding.UTF8.GetBytes(title == "mimetype" ? text.Trim() : text);
                if (title.EndsWith(".parts", StringComparison.Ordinal))
                {
                    (title, bytes) = (title[..^".parts".Length], Archive(("\n" + text).Replace("\n=" + PartMark, "\n" + PartMark, StringComparison.Ordinal)[1..]));
                }
                else if (title.EndsWith(".packed", StringComparison.Ordinal))
                {
                    (title, bytes) = (title[..^".packed".Length], Pack(bytes));
                }

                var entry = archive.CreateEntry(title, title == "mimetype" ? CompressionLevel.NoCompression : CompressionLevel.Fastest);
                entry.LastWriteTime = PartDate;
                using var content = entry.Open();
                content.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    /// <summary>Bytes as gzip packs them.</summary>
    public static byte[] Pack(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var packed = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            packed.Write(bytes);
        }

        return stream.ToArray();
    }

    /// <summary>What is read from a file of that name.</summary>
    public static List<IngestItem> Read(string name, byte[] bytes, IngestOptions? options = null, CancellationToken cancellation = default)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        var file = new SourceFile(name, name, name, bytes.Length);
        return [.. ArticleFormat.ReadAny(new FormatInput(file, stream, options ?? IngestOptions.Default, new IngestCounter()), cancellation)];
    }

    /// <summary>Articles and problems as text, for people to read and to compare.</summary>
    public static string Show(IEnumerable<IngestItem> items)
    {
        var text = new StringBuilder();
        foreach (var item in items)
        {
            if (item is not IngestedArticle { Article: var article } found)
            {
                text.Append("problem: ").Append(item).Append("\n\n");
                continue;
            }

            text.Append("article: ").Append(article.Id).Append('\n');
            Append(text, "place", found.Line == 0 ? null : $"{found.Line}");
            Append(text, "entry", found.Entry);
            Append(text, "title", article.Title);
            Append(text, "date", article.Date);
            Append(text, "source", article.Source);
            Append(text, "author", found.Author);
            Append(text, "section", found.Section);
            int number = 0;
            foreach (var range in new Indexing.PassageSplitter(article.Text, article.Breaks))
            {
                text.Append(++number).Append(": ").Append(article.Text[range.Start..range.End].Replace("\r", "", StringComparison.Ordinal).Replace("\n", "\n   ", StringComparison.Ordinal).Replace("\u00AD", "[-]", StringComparison.Ordinal)).Append('\n');
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, string? value)
    {
        if (value is not null)
        {
            text.Append(name).Append(": ").Append(value).Append('\n');
        }
    }

    private static byte[] Encode(string text, string encoding) => encoding switch
    {
        "utf-8-bom" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
        "utf-16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
        "utf-16be" => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)],
        "utf-16-bare" => Encoding.Unicode.GetBytes(text),
        "nfd" => Encoding.UTF8.GetBytes(text.Normalize(NormalizationForm.FormD)),
        "mojibake" => Encoding.UTF8.GetBytes(CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(Encoding.UTF8.GetBytes(text))),
        "crlf" => Encoding.UTF8.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal)),
        "iso-8859-1" => Encoding.Latin1.GetBytes(text),
        _ => CodePagesEncodingProvider.Instance.GetEncoding(encoding)!.GetBytes(text),
    };
}
