using System.Xml;
using AngleSharp.Dom;
using ArticleSearch.Ingest.Html;
using ArticleSearch.Ingest.Texts;

namespace ArticleSearch.Ingest.Documents;

/// <summary>
/// What the parts of an EPUB say of the book: its files in reading order, its table of contents (EPUB 3 and 2), title, author and date. Names
/// are those of entries of the archive; one that leads out of it leads nowhere.
/// </summary>
internal sealed class EpubBook
{
    /// <summary>The part that every book has.</summary>
    public const string ContainerPart = "META-INF/container.xml";

    private const int MaxContents = 10_000;

    private readonly Dictionary<string, (string Part, string Type, string Properties)> _manifest = new(StringComparer.Ordinal);

    public string? Title { get; private set; }

    public string? Author { get; private set; }

    public string? Date { get; private set; }

    /// <summary>The files in reading order.</summary>
    public List<string> Spine { get; } = [];

    /// <summary>The file that is the table of contents for readers; null where there is none.</summary>
    public string? Navigation { get; private set; }

    /// <summary>The titles of chapters that are files.</summary>
    public Dictionary<string, string> Contents { get; } = new(StringComparer.Ordinal);

    /// <summary>The titles of chapters that begin inside a file, by file and id.</summary>
    public Dictionary<string, Dictionary<string, string>> Fragments { get; } = new(StringComparer.Ordinal);

    /// <summary>Files that can not be read.</summary>
    public HashSet<string> Encrypted { get; } = new(StringComparer.Ordinal);

    public static EpubBook Read(Func<string, Stream?> open, CancellationToken cancellation)
    {
        var book = new EpubBook();
        string? package = Attributes(open, ContainerPart, "rootfile", "full-path", cancellation).FirstOrDefault();
        if (package is null)
        {
            return book;
        }

        using (var stream = open(package))
        {
            if (stream is null)
            {
                return book;
            }

            book.ReadPackage(stream, package, cancellation);
        }

        book.Encrypted.UnionWith(Attributes(open, "META-INF/encryption.xml", "CipherReference", "URI", cancellation).Select(uri => Resolve("", uri)));
        book.Navigation = book._manifest.Values.FirstOrDefault(item => item.Properties.Split(' ').Contains("nav")).Part;
        if (book.Navigation is not null)
        {
            book.ReadNavigation(open, cancellation);
        }

        if (book.Contents.Count + book.Fragments.Count == 0)
        {
            book.ReadNcx(open, cancellation);
        }

        return book;
    }

    private static List<string> Attributes(Func<string, Stream?> open, string part, string element, string attribute, CancellationToken cancellation)
    {
        var values = new List<string>();
        using var stream = open(part);
        if (stream is null)
        {
            return values;
        }

        using var reader = XmlLimits.Open(stream);
        while (reader.Next(cancellation))
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == element && reader.GetAttribute(attribute) is { } value)
            {
                values.Add(value);
            }
        }

        return values;
    }

    // A name relative to another, as the name of an entry.
    private static string Resolve(string from, string href)
    {
        int fragment = href.IndexOf('#', StringComparison.Ordinal);
        string path = Uri.UnescapeDataString(fragment < 0 ? href : href[..fragment]);
        var parts = new List<string>(from.Split('/')[..^1]);
        foreach (string part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("." or ".." or ""))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    private void ReadPackage(Stream stream, string package, CancellationToken cancellation)
    {
        using var reader = XmlLimits.Open(stream);
        string name = "";
        bool isPublication = false;
        while (reader.Next(cancellation))
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.LocalName == "item" && reader.GetAttribute("id") is { } id && reader.GetAttribute("href") is { } href:
                    _manifest[id] = (Resolve(package, href), reader.GetAttribute("media-type") ?? "", reader.GetAttribute("properties") ?? "");
                    break;
                case XmlNodeType.Element when reader.LocalName == "itemref" && reader.GetAttribute("idref") is { } reference && _manifest.TryGetValue(reference, out var item):
                    if (reader.GetAttribute("linear") != "no" && !Spine.Contains(item.Part))
                    {
                        Spine.Add(item.Part);
                    }

                    break;
                case XmlNodeType.Element:
                    name = reader.NamespaceURI.StartsWith("http://purl.org/dc/", StringComparison.Ordinal) ? reader.LocalName : "";
                    isPublication = reader.GetAttribute("opf:event") == "publication";
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    switch (name)
                    {
                        case "title":
                            Title ??= OneLine.Of(reader.Value);
                            break;
                        case "creator":
                            Author = Author is null ? OneLine.Of(reader.Value) : $"{Author}, {OneLine.Of(reader.Value)}";
                            break;
                        case "date" when Date is null || isPublication:
                            Date = reader.Value;
                            break;
                    }

                    name = "";
                    break;
            }
        }
    }

    private void ReadNavigation(Func<string, Stream?> open, CancellationToken cancellation)
    {
        using var stream = open(Navigation!);
        if (stream is null)
        {
            return;
        }

        using var text = new StreamReader(stream);
        char[] buffer = new char[1 << 22];
        using var document = HtmlTree.Parse(new string(buffer, 0, text.ReadBlock(buffer)), cancellation);
        var lists = document.GetElementsByTagName("nav");
        var contents = lists.FirstOrDefault(nav => nav.GetAttribute("epub:type") == "toc") ?? (lists.Length > 0 ? lists[0] : null);
        foreach (var link in contents?.GetElementsByTagName("a") ?? Enumerable.Empty<IElement>())
        {
            Add(Navigation!, link.Value("href"), HtmlTree.PlainText(link));
        }
    }

    private void ReadNcx(Func<string, Stream?> open, CancellationToken cancellation)
    {
        string? part = _manifest.Values.FirstOrDefault(item => item.Type == "application/x-dtbncx+xml").Part;
        using var stream = part is null ? null : open(part);
        if (stream is null)
        {
            return;
        }

        using var reader = XmlLimits.Open(stream);
        string label = "";
        bool isText = false;
        bool isPoint = false;
        while (reader.Next(cancellation))
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.LocalName == "navPoint":
                    isPoint = true;
                    break;
                case XmlNodeType.Element when reader.LocalName == "text":
                    isText = true;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when isText:
                    label = reader.Value;
                    isText = false;
                    break;
                case XmlNodeType.Element when reader.LocalName == "content" && isPoint:
                    Add(part!, reader.GetAttribute("src"), label);
                    break;
            }
        }
    }

    // The first title of a place counts: what is deeper in the contents comes after it.
    private void Add(string from, string? href, string label)
    {
        string title = OneLine.Shorten(label, 500);
        if (href is null || title.Length == 0 || Contents.Count + Fragments.Count > MaxContents)
        {
            return;
        }

        string part = Resolve(from, href);
        int fragment = href.IndexOf('#', StringComparison.Ordinal);
        if (fragment < 0 || fragment == href.Length - 1)
        {
            Contents.TryAdd(part, title);
            return;
        }

        if (!Fragments.TryGetValue(part, out var ids))
        {
            ids = new Dictionary<string, string>(StringComparer.Ordinal);
            Fragments[part] = ids;
        }

        if (ids.Count < MaxContents)
        {
            ids.TryAdd(Uri.UnescapeDataString(href[(fragment + 1)..]), title);
        }
    }
}
