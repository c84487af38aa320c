using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace ArticleSearch.Ingest.Documents;

/// <summary>
/// An OpenDocument text (.odt) is an article: its paragraphs, rows of tables, frames and notes; not its comments, and not what was deleted. It
/// reads the parts as they stand and keeps no tree of them.
/// </summary>
internal sealed class OpenDocumentFormat : PackageFormat
{
    private const string TextType = "application/vnd.oasis.opendocument.text";
    private const string AnyType = "application/vnd.oasis.opendocument.";

    // No text has so many blanks side by side.
    private const int MaxBlanks = 1000;

    public override string Name => "odt";

    public override IReadOnlyList<string> Extensions { get; } = [".odt", ".ott"];

    public override bool IsIn(ZipArchive archive) =>
        HasType(archive, AnyType) || (archive.GetEntry("content.xml") is not null && archive.GetEntry("META-INF/manifest.xml") is not null);

    public override IEnumerable<IngestItem> Read(FormatInput input, ZipArchive archive, CancellationToken cancellation)
    {
        if (HasType(archive, AnyType) && !HasType(archive, TextType))
        {
            return [input.Problem("ingest.odt.other", $"it is an OpenDocument file, but no text")];
        }

        var document = new WrittenDocument();
        using (var reader = OpenXml(input, archive, "content.xml"))
        {
            if (reader is null)
            {
                return [input.Problem("ingest.odt.empty", $"the document has no content")];
            }

            new Body(document).Read(reader, cancellation);
        }

        ReadProperties(input, archive, document);
        return [document.ToDraft().ToItem(input.File, 0)];
    }

    private static void ReadProperties(FormatInput input, ZipArchive archive, WrittenDocument document)
    {
        using var reader = OpenXml(input, archive, "meta.xml");
        ReadProperties(reader, (name, value) =>
        {
            switch (name)
            {
                case "title":
                    document.Title = value;
                    break;
                case "initial-creator":
                    document.Author = value;
                    break;
                case "creator":
                    document.Author ??= value;
                    break;
                case "creation-date":
                    document.Created = value;
                    break;
            }
        });
    }

    private sealed class Body(WrittenDocument document) : WrittenBody
    {
        private readonly Dictionary<string, string> _parents = new(StringComparer.Ordinal);
        private readonly Stack<(int Depth, bool WasNote)> _notes = new();

        private static bool IsText(XmlReader reader) => reader.NamespaceURI.EndsWith(":xmlns:text:1.0", StringComparison.Ordinal);

        private static bool IsTable(XmlReader reader) => reader.NamespaceURI.EndsWith(":xmlns:table:1.0", StringComparison.Ordinal);

        protected override void Start(XmlReader reader)
        {
            bool isEmpty = reader.IsEmptyElement;
            switch (reader.LocalName)
            {
                case "style" when reader.GetAttribute("style:name") is { } name && reader.GetAttribute("style:parent-style-name") is { } parent:
                    _parents[name] = parent;
                    break;
                case "annotation" or "tracked-changes" or "note-citation" or "ruby-text" or "index-title-template" or "forms" or "sequence-decls" or "table-of-content" when !isEmpty:
                    PassOver(reader);
                    break;
                case "p" when IsText(reader) && !isEmpty:
                    document.StartParagraph(KindOf(reader.GetAttribute("text:style-name")));
                    break;
                case "h" when IsText(reader) && !isEmpty:
                    var kind = KindOf(reader.GetAttribute("text:style-name"));
                    document.StartParagraph(kind == ParagraphKind.Title ? kind : ParagraphKind.Heading);
                    break;
                case "s" when IsText(reader):
                    _ = int.TryParse(reader.GetAttribute("text:c") ?? "1", NumberStyles.None, CultureInfo.InvariantCulture, out int count);
                    document.Append(new string(' ', Math.Clamp(count, 1, MaxBlanks)));
                    break;
                case "tab" when IsText(reader):
                    document.Append(" ");
                    break;
                case "line-break" when IsText(reader):
                    document.Append("\n");
                    break;
                case "note-body" when !isEmpty:
                    _notes.Push((reader.Depth, document.IsNote));
                    document.IsNote = true;
                    break;
                case "table-row" when IsTable(reader) && !isEmpty:
                    document.StartRow();
                    break;
                case "table-cell" when IsTable(reader) && !isEmpty:
                    document.StartCell();
                    break;
            }
        }

        protected override void End(XmlReader reader)
        {
            switch (reader.LocalName)
            {
                case "p" or "h" when IsText(reader):
                    document.EndParagraph();
                    break;
                case "note-body" when _notes.TryPop(out var note):
                    document.IsNote = note.WasNote;
                    break;
                case "table-row" when IsTable(reader):
                    document.EndRow();
                    break;
            }
        }

        protected override void Text(string text) => document.AppendCollapsed(text);

        // Names of styles have signs written as _20_.
        private ParagraphKind KindOf(string? style)
        {
            for (int i = 0; style is not null && i < 5; i++)
            {
                if (WordBody.KindOf(style.Replace("_20_", "", StringComparison.Ordinal)) is var kind && kind != ParagraphKind.Body)
                {
                    return kind;
                }

                style = _parents.GetValueOrDefault(style);
            }

            return ParagraphKind.Body;
        }
    }
}
