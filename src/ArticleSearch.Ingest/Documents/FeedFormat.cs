using System.Text;
using System.Xml;
using System.Xml.Linq;
using ArticleSearch.Ingest.Html;
using ArticleSearch.Ingest.Texts;

namespace ArticleSearch.Ingest.Documents;

/// <summary>
/// An RSS (0.9 to 2.0) or Atom feed: each entry is an article, with its full content where the feed has it, else its summary. It reads no document
/// type and fetches nothing.
/// </summary>
/// <remarks>Entries are numbered from 1 in the order of the feed; that number is their place. An entry's id is what the feed says it is.</remarks>
internal sealed class FeedFormat : ArticleFormat
{
    // An entry is an article, and no more.
    private const int MaxElements = 50_000;
    private const int MaxNamesLength = 1000;

    public override string Name => "feed";

    public override IReadOnlyList<string> Extensions { get; } = [".rss", ".atom", ".rdf", ".xml"];

    public override bool Recognizes(ReadOnlySpan<byte> head, bool isWhole)
    {
        var root = XmlStart.After(Encoding.UTF8.GetString(head));
        return root.StartsWith("<rss", StringComparison.OrdinalIgnoreCase) || root.StartsWith("<rdf:RDF", StringComparison.Ordinal)
            || root.StartsWith("<feed", StringComparison.Ordinal) || root.StartsWith("<atom:feed", StringComparison.Ordinal);
    }

    public override IEnumerable<IngestItem> Read(FormatInput input, CancellationToken cancellation)
    {
        byte[] bytes = input.ReadAll(2 * XmlLimits.MaxLength, cancellation);
        string text = TextDecoder.Decode(bytes, HtmlFormat.DeclaredEncoding(bytes));
        XmlRuns.Check(text);
        using var reader = XmlLimits.Open(new FeedText(text));
        string? feedTitle = null;
        int place = 0;
        bool goesOn = reader.Next(cancellation);
        while (goesOn)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName is "item" or "entry")
            {
                var entry = ReadElement(reader, cancellation);
                goesOn = !reader.EOF;
                yield return ToItem(entry, feedTitle, input.File, ++place, cancellation);
                continue;
            }

            if (reader.NodeType == XmlNodeType.Element && reader is { LocalName: "title", Depth: 1 or 2 } && feedTitle is null)
            {
                feedTitle = Text(ReadElement(reader, cancellation), cancellation);
                goesOn = !reader.EOF;
                continue;
            }

            goesOn = reader.Next(cancellation);
        }

        if (place == 0)
        {
            yield return input.Problem("ingest.feed", $"the feed has no entries");
        }
    }

    // What is too large in an entry costs that entry.
    private static IngestItem ToItem(XElement entry, string? feedTitle, SourceFile file, int place, CancellationToken cancellation)
    {
        try
        {
            return ReadEntry(entry, feedTitle, cancellation).ToItem(file, place);
        }
        catch (UnreadableInputException e)
        {
            return new IngestProblem(file.Name, place, 0, e.Wording);
        }
    }

    // One element with all below it; the reader stands behind it then.
    private static XElement ReadElement(XmlReader reader, CancellationToken cancellation)
    {
        var root = new XElement(XName.Get(reader.LocalName, reader.NamespaceURI));
        var open = new Stack<XElement>([root]);
        AddAttributes(reader, root);
        bool isEmpty = reader.IsEmptyElement;
        if (isEmpty)
        {
            reader.Next(cancellation);
            return root;
        }

        int elements = 0;
        long length = 0;
        while (open.Count > 0 && reader.Next(cancellation))
        {
            if (elements > MaxElements || length > XmlRuns.MaxText)
            {
                throw new UnreadableInputException("ingest.feed.entry", $"an entry has more than {MaxElements} elements or {XmlRuns.MaxText} characters");
            }

            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var element = new XElement(XName.Get(reader.LocalName, reader.NamespaceURI));
                    open.Peek().Add(element);
                    isEmpty = reader.IsEmptyElement;
                    elements++;
                    AddAttributes(reader, element);
                    if (!isEmpty)
                    {
                        open.Push(element);
                    }

                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    open.Peek().Add(new XText(reader.Value));
                    length += reader.Value.Length;
                    break;
            }
        }

        reader.Next(cancellation);
        return root;
    }

    private static void AddAttributes(XmlReader reader, XElement element)
    {
        foreach (string name in (ReadOnlySpan<string>)["type", "href", "rel", "isPermaLink", "term"])
        {
            if (reader.GetAttribute(name) is { } value)
            {
                element.SetAttributeValue(name, value);
            }
        }
    }

    private static ArticleDraft ReadEntry(XElement entry, string? feedTitle, CancellationToken cancellation)
    {
        string? whole = null;
        string? summary = null;
        string? id = null, link = null, date = null, title = null, author = null, section = null, source = null;
        foreach (var child in entry.Elements())
        {
            switch (child.Name.LocalName)
            {
                case "encoded":
                    whole = Markup(child);
                    break;
                case "content" when child.Name.NamespaceName != "http://search.yahoo.com/mrss/":
                    whole ??= Markup(child);
                    break;
                case "description" or "summary" when child.Name.NamespaceName != "http://search.yahoo.com/mrss/" && child.Name.NamespaceName != "http://www.itunes.com/dtds/podcast-1.0.dtd":
                    summary ??= Markup(child);
                    break;
                case "title" when child.Name.NamespaceName != "http://search.yahoo.com/mrss/":
                    title ??= Text(child, cancellation);
                    break;
                case "guid" or "id" or "identifier":
                    id ??= child.Value.Trim();
                    break;
                case "link":
                    link ??= child.Value.Trim() is { Length: > 0 } address ? address : child.Attribute("rel")?.Value is null or "alternate" ? child.Attribute("href")?.Value : null;
                    break;
                case "pubDate" or "published" or "issued":
                    date = child.Value;
                    break;
                case "date" or "updated" or "modified":
                    date ??= child.Value;
                    break;
                case "creator":
                    author = Join(author, child.Value);
                    break;
                case "author":
                    author = Join(author, child.Elements().FirstOrDefault(inner => inner.Name.LocalName == "name")?.Value ?? child.Value);
                    break;
                case "category":
                    section ??= child.Attribute("term")?.Value ?? child.Value;
                    break;
                case "source":
                    source ??= child.Elements().FirstOrDefault(inner => inner.Name.LocalName == "title")?.Value ?? child.Value;
                    break;
            }
        }

        var paragraphs = HtmlText.Paragraphs(whole ?? "", cancellation);
        return new ArticleDraft
        {
            Id = string.IsNullOrEmpty(id) ? link : id,
            Title = title,
            Date = date,
            Source = string.IsNullOrWhiteSpace(source) ? feedTitle : source,
            Author = author,
            Section = section,
            Paragraphs = paragraphs.Count > 0 ? paragraphs : HtmlText.Paragraphs(summary ?? "", cancellation),
        };
    }

    private static string? Join(string? first, string second) => string.IsNullOrWhiteSpace(second) || first is { Length: > MaxNamesLength } ? first : first is null ? second.Trim() : $"{first}, {second.Trim()}";

    // What an element holds, as markup: written as text, or as elements.
    private static string Markup(XElement element) =>
        element.HasElements ? string.Concat(element.Nodes().Select(node => node.ToString(SaveOptions.DisableFormatting))) : element.Value;

    private static string? Text(XElement element, CancellationToken cancellation) =>
        OneLine.Of(string.Join(' ', HtmlText.Paragraphs(Markup(element), cancellation))) is { Length: > 0 } text ? text : null;
}
