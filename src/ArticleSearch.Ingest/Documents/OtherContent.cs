using System.Buffers;
using System.Text;
using ArticleSearch.Ingest.Html;
using ArticleSearch.Ingest.Texts;

namespace ArticleSearch.Ingest.Documents;

/// <summary>Names content that is no article this program reads, and says what to do, where there is something.</summary>
internal static class OtherContent
{
    private static readonly (byte[] Start, Wording Message)[] Signatures =
    [
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], new("ingest.other.office", $"it is an old Office file; save it as .docx or .odt")),
        ([.. "{\\rtf"u8], new("ingest.other.rtf", $"it is rich text (RTF); save it as .docx or .odt")),
        ([0x89, .. "PNG"u8], new("ingest.other.picture", $"it is a picture")),
        ([0xFF, 0xD8, 0xFF], new("ingest.other.picture", $"it is a picture")),
        ([.. "GIF8"u8], new("ingest.other.picture", $"it is a picture")),
        ([.. "7z"u8, 0xBC, 0xAF], new("ingest.other.archive", $"it is a {"7z"} archive; make it a .zip")),
        ([.. "Rar!"u8], new("ingest.other.archive", $"it is a {"RAR"} archive; make it a .zip")),
        ([0xFD, .. "7zXZ"u8], new("ingest.other.packed", $"it is packed with {"xz"}; pack it with gzip")),
        ([.. "BZh"u8], new("ingest.other.packed", $"it is packed with {"bzip2"}; pack it with gzip")),
        ([0x28, 0xB5, 0x2F, 0xFD], new("ingest.other.packed", $"it is packed with {"zstd"}; pack it with gzip")),
        ([.. "SQLite format 3"u8], new("ingest.other.database", $"it is a database")),
    ];

    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n/>");

    /// <summary>What the content is, if it can not be read; else null.</summary>
    public static Wording? Tell(ReadOnlySpan<byte> head)
    {
        foreach (var (start, message) in Signatures)
        {
            if (head.StartsWith(start))
            {
                return message;
            }
        }

        if (head.Length > 262 && head[257..].StartsWith("ustar"u8))
        {
            return new Wording("ingest.other.tar", $"it is a tar archive; unpack it, or make it a .zip");
        }

        if (head.Contains((byte)0) && EncodingGuess.Of(head, isWhole: false) == TextEncoding.None)
        {
            return new Wording("ingest.other.nul", $"the file is not text: it has NUL bytes");
        }

        return TellXml(head);
    }

    private static Wording? TellXml(ReadOnlySpan<byte> head)
    {
        if (!head.TrimStart(" \t\r\n"u8).StartsWith("<?xml"u8))
        {
            return null;
        }

        var text = XmlStart.After(Encoding.UTF8.GetString(head));
        int length = text.IsEmpty ? 0 : text[1..].IndexOfAny(NameEnds);
        if (length <= 0 || text[1] == '!')
        {
            return null;
        }

        var root = text[1..(length + 1)];
        var local = root[(root.IndexOf(':') + 1)..];
        return local is "rss" or "feed" or "RDF" or "html" or "document" or "body" or "article" or "div" or "head" ? null
            : new Wording("ingest.other.xml", $"it is XML of a kind that is not read (<{OneLine.Shorten(root.ToString(), 40)}>)");
    }
}
