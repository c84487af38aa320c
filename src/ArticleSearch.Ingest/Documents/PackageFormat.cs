using System.IO.Compression;
using System.Xml;
using ArticleSearch.Ingest.Archives;

namespace ArticleSearch.Ingest.Documents;

/// <summary>A document that is a zip archive of parts. It is told by its parts, whatever it is called.</summary>
internal abstract class PackageFormat : ArticleFormat
{
    // In the order in which they are asked.
    private static readonly PackageFormat[] Packages = [new EpubFormat(), new OpenDocumentFormat(), new WordFormat()];

    public override bool IsBinary => true;

    /// <summary>Never by the first bytes: they are those of any archive.</summary>
    public override bool Recognizes(ReadOnlySpan<byte> head, bool isWhole) => false;

    /// <summary>The format whose parts an archive has; null where it has those of none.</summary>
    public static PackageFormat? FindIn(ZipArchive archive) => Array.Find(Packages, package => package.IsIn(archive));

    public abstract bool IsIn(ZipArchive archive);

    /// <summary>Reads the document that an archive is.</summary>
    /// <param name="input">The file; its budget is set.</param>
    /// <param name="archive">The archive.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public abstract IEnumerable<IngestItem> Read(FormatInput input, ZipArchive archive, CancellationToken cancellation);

    public override IEnumerable<IngestItem> Read(FormatInput input, CancellationToken cancellation)
    {
        using var archive = ZipFormat.Open(input, cancellation);
        foreach (var item in Read(input with { Budget = ZipFormat.Budget(input) }, archive, cancellation))
        {
            yield return item;
        }
    }

    /// <summary>Opens a part; null where there is none.</summary>
    protected static Stream? OpenPart(FormatInput input, ZipArchive archive, string name)
    {
        var entry = archive.GetEntry(name) ?? archive.Entries.FirstOrDefault(entry => string.Equals(entry.FullName, name, StringComparison.OrdinalIgnoreCase));
        return entry is null ? null
            : entry.IsEncrypted ? throw new UnreadableInputException("ingest.encrypted", $"the document is encrypted")
            : new UnpackedStream(entry.Open(), input.Budget!.Spend);
    }

    /// <summary>Opens a part that is XML; null where there is none.</summary>
    protected static XmlReader? OpenXml(FormatInput input, ZipArchive archive, string name) =>
        OpenPart(input, archive, name) is { } stream ? XmlLimits.Open(stream) : null;

    /// <summary>Hands out the texts of a part with the names of their elements; none where there is no part.</summary>
    protected static void ReadProperties(XmlReader? reader, Action<string, string> take)
    {
        string name = "";
        while (reader?.Next() == true)
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                name = reader.LocalName;
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
            {
                take(name, reader.Value);
            }
        }
    }

    /// <summary>Whether the part <c>mimetype</c> says this.</summary>
    protected static bool HasType(ZipArchive archive, string type)
    {
        if (archive.GetEntry("mimetype") is not { Length: < 200 } entry || entry.IsEncrypted)
        {
            return false;
        }

        try
        {
            using var text = new StreamReader(entry.Open());
            char[] buffer = new char[200];
            int length = text.ReadBlock(buffer);
            return buffer.AsSpan(0, length).Trim().StartsWith(type, StringComparison.OrdinalIgnoreCase);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
