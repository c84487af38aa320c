using System.IO.Compression;
using System.Xml;

namespace ArticleSearch.Ingest.Documents;

/// <summary>
/// A Word document (.docx) is an article: its paragraphs, rows of tables, text boxes and notes; not its headers, footers, comments, field codes, and
/// what was deleted. It reads the parts as they stand and keeps no tree of them.
/// </summary>
internal sealed class WordFormat : PackageFormat
{
    private const string DefaultPart = "word/document.xml";

    public override string Name => "docx";

    public override IReadOnlyList<string> Extensions { get; } = [".docx", ".docm", ".dotx"];

    public override bool IsIn(ZipArchive archive) => archive.GetEntry("[Content_Types].xml") is not null && archive.GetEntry("_rels/.rels") is not null;

    public override IEnumerable<IngestItem> Read(FormatInput input, ZipArchive archive, CancellationToken cancellation)
    {
        string main = MainPart(input, archive);
        string folder = main[..(main.LastIndexOf('/') + 1)];
        var document = new WrittenDocument();
        using (var reader = OpenXml(input, archive, main))
        {
            if (reader is null || !main.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || folder.StartsWith("xl/", StringComparison.Ordinal) || folder.StartsWith("ppt/", StringComparison.Ordinal))
            {
                return [input.Problem("ingest.docx.other", $"it is an Office document, but no text that Word writes")];
            }

            new WordBody(document, Styles(input, archive, folder)).Read(reader, cancellation);
        }

        document.IsNote = true;
        foreach (string notes in (ReadOnlySpan<string>)["footnotes.xml", "endnotes.xml"])
        {
            using var reader = OpenXml(input, archive, folder + notes);
            if (reader is not null)
            {
                new WordBody(document, []).Read(reader, cancellation);
            }
        }

        ReadProperties(input, archive, document);
        return [document.ToDraft().ToItem(input.File, 0)];
    }

    private static string MainPart(FormatInput input, ZipArchive archive)
    {
        using var reader = OpenXml(input, archive, "_rels/.rels");
        while (reader?.Next() == true)
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "Relationship" }
                && reader.GetAttribute("Type")?.EndsWith("/officeDocument", StringComparison.Ordinal) == true && reader.GetAttribute("Target") is { } target)
            {
                return target.TrimStart('/');
            }
        }

        return DefaultPart;
    }

    // What the styles are called: the names are English whatever the language, the ids are not.
    private static Dictionary<string, ParagraphKind> Styles(FormatInput input, ZipArchive archive, string folder)
    {
        var styles = new Dictionary<string, ParagraphKind>(StringComparer.Ordinal);
        using var reader = OpenXml(input, archive, folder + "styles.xml");
        string? id = null;
        while (reader?.Next() == true)
        {
            if (reader.NodeType == XmlNodeType.Element && WordBody.IsWord(reader))
            {
                if (reader.LocalName == "style")
                {
                    id = WordBody.Attribute(reader, "styleId");
                }
                else if (reader.LocalName == "name" && id is not null)
                {
                    styles[id] = WordBody.KindOf(WordBody.Attribute(reader, "val"));
                }
            }
        }

        return styles;
    }

    private static void ReadProperties(FormatInput input, ZipArchive archive, WrittenDocument document)
    {
        using var reader = OpenXml(input, archive, "docProps/core.xml");
        ReadProperties(reader, (name, value) =>
        {
            switch (name)
            {
                case "title":
                    document.Title = value;
                    break;
                case "creator":
                    document.Author = value;
                    break;
                case "created":
                    document.Created = value;
                    break;
            }
        });
    }
}

/// <summary>The body, or the notes, of a Word document.</summary>
internal sealed class WordBody(WrittenDocument document, Dictionary<string, ParagraphKind> styles) : WrittenBody
{
    private bool _isText;
    private int _properties; // of a paragraph, that are open

    /// <summary>Whether an element is one of Word's own.</summary>
    public static bool IsWord(XmlReader reader) =>
        reader.NamespaceURI.EndsWith("/wordprocessingml/2006/main", StringComparison.Ordinal) || reader.NamespaceURI.EndsWith("/wordprocessingml/main", StringComparison.Ordinal);

    /// <summary>An attribute of an element of Word's.</summary>
    public static string? Attribute(XmlReader reader, string name) => reader.GetAttribute(name, reader.NamespaceURI) ?? reader.GetAttribute(name);

    /// <summary>What a style of that name, or of that id in French and English, makes of a paragraph.</summary>
    public static ParagraphKind KindOf(string? style)
    {
        string name = style?.Replace(" ", "", StringComparison.Ordinal) ?? "";
        return name.Equals("Title", StringComparison.OrdinalIgnoreCase) || name.Equals("Titre", StringComparison.OrdinalIgnoreCase) ? ParagraphKind.Title
            : name.Length > 0 && char.IsAsciiDigit(name[^1]) && (name.StartsWith("heading", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Titre", StringComparison.OrdinalIgnoreCase)) ? ParagraphKind.Heading
            : ParagraphKind.Body;
    }

    protected override void Start(XmlReader reader)
    {
        bool isEmpty = reader.IsEmptyElement;
        if (!IsWord(reader))
        {
            // The second of two ways to show the same thing.
            if (reader.LocalName == "Fallback" && !isEmpty)
            {
                PassOver(reader);
            }

            return;
        }

        switch (reader.LocalName)
        {
            case "p" when !isEmpty:
                document.StartParagraph(ParagraphKind.Body);
                break;
            case "pPr" when !isEmpty:
                _properties++;
                break;
            case "pStyle" when Attribute(reader, "val") is { } style:
                document.SetKind(styles.TryGetValue(style, out var kind) ? kind : KindOf(style));
                break;
            case "t" when !isEmpty:
                _isText = true;
                break;
            case "tab" or "ptab" when _properties == 0:
                document.Append(" ");
                break;
            case "br" when Attribute(reader, "type") is null or "textWrapping":
            case "cr":
                document.Append("\n");
                break;
            case "noBreakHyphen":
                document.Append("\u2011");
                break;
            case "softHyphen":
                document.Append("\u00AD");
                break;
            case "tr" when !isEmpty:
                document.StartRow();
                break;
            case "tc" when !isEmpty:
                document.StartCell();
                break;
            case "footnote" or "endnote" when Attribute(reader, "type") is not null && !isEmpty: // the line above the notes
            case "del" or "moveFrom" or "delText" or "instrText" or "rPr" or "sectPr" when !isEmpty:
                PassOver(reader);
                break;
        }
    }

    protected override void End(XmlReader reader)
    {
        if (!IsWord(reader))
        {
            return;
        }

        switch (reader.LocalName)
        {
            case "p":
                document.EndParagraph();
                break;
            case "pPr":
                _properties--;
                break;
            case "t":
                _isText = false;
                break;
            case "tr":
                document.EndRow();
                break;
        }
    }

    protected override void Text(string text)
    {
        if (_isText)
        {
            document.Append(text);
        }
    }
}
