using System.Text;

namespace ArticleSearch.Ingest.Texts;

/// <summary>
/// Turns the bytes of a text into characters: by its byte order mark, by being valid UTF-8, by what it declares, by what it looks
/// like, in this order. It replaces nothing in silence: bytes that are no text are an <see cref="UnreadableInputException"/>.
/// </summary>
internal static class TextDecoder
{
    // ISO-8859-1 and ASCII are declared where Windows-1252 is meant.
    private static readonly string[] WesternNames =
        ["windows-1252", "cp1252", "cp-1252", "x-cp1252", "iso-8859-1", "iso8859-1", "iso88591", "iso_8859-1", "latin1", "latin-1", "l1", "us-ascii", "ascii"];

    private static readonly string[] Latin9Names = ["iso-8859-15", "iso8859-15", "iso885915", "iso_8859-15", "latin9", "latin-9", "l9"];

    /// <summary>The encoding of that kind; strict where it can be.</summary>
    public static Encoding Find(TextEncoding encoding) => encoding switch
    {
        TextEncoding.Utf16LittleEndian => new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true),
        TextEncoding.Utf16BigEndian => new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true),
        TextEncoding.Windows1252 => CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
        TextEncoding.Latin9 => CodePagesEncodingProvider.Instance.GetEncoding(28605)!,
        _ => Encoding.UTF8,
    };

    /// <summary>The text, without a byte order mark.</summary>
    /// <param name="bytes">All of it.</param>
    /// <param name="declared">The name of the encoding that the text declares; null where it does not.</param>
    public static string Decode(ReadOnlySpan<byte> bytes, string? declared = null)
    {
        var (encoding, markLength) = EncodingGuess.Mark(bytes);
        var content = bytes[markLength..];
        if (markLength == 0 || (encoding == TextEncoding.Utf8 && Utf8Text.FindInvalid(content) >= 0))
        {
            encoding = EncodingGuess.Of(content, isWhole: true);
            if (encoding is TextEncoding.Windows1252 or TextEncoding.Latin9 && Declared(declared) is { } said)
            {
                encoding = said;
            }
        }

        switch (encoding)
        {
            case TextEncoding.None when content.Contains((byte)0):
                int nul = content.IndexOf((byte)0);
                throw new UnreadableInputException("ingest.nul", $"byte {markLength + nul} is NUL: the file is not text", content[..nul].Count((byte)'\n') + 1);
            case TextEncoding.None or TextEncoding.DamagedUtf8:
                int invalid = Utf8Text.FindInvalid(content);
                throw Utf8Text.InvalidAt(content, invalid, markLength, line: 1);
            default:
                return Decode(content, Find(encoding));
        }
    }

    /// <summary>The text as UTF-8, without a byte order mark: the same bytes where they are that.</summary>
    public static ReadOnlySpan<byte> ToUtf8(ReadOnlySpan<byte> bytes)
    {
        var content = Utf8Text.WithoutMark(bytes);
        return Utf8Text.FindInvalid(content) < 0 && !content.Contains((byte)0) ? content : Encoding.UTF8.GetBytes(Decode(bytes));
    }

    /// <summary>A line or a field of a file that is taken for UTF-8: one of an older encoding among others is read as that.</summary>
    public static bool TryDecodePart(ReadOnlySpan<byte> bytes, out string? text)
    {
        var encoding = Utf8Text.FindInvalid(bytes) < 0 ? TextEncoding.Utf8 : EncodingGuess.Of(bytes, isWhole: true);
        text = encoding is TextEncoding.Utf8 or TextEncoding.Windows1252 or TextEncoding.Latin9 ? Find(encoding).GetString(bytes) : null;
        return text is not null;
    }

    private static TextEncoding? Declared(string? name) =>
        name is null ? null
        : WesternNames.Contains(name, StringComparer.OrdinalIgnoreCase) ? TextEncoding.Windows1252
        : Latin9Names.Contains(name, StringComparer.OrdinalIgnoreCase) ? TextEncoding.Latin9
        : null;

    private static string Decode(ReadOnlySpan<byte> content, Encoding encoding)
    {
        try
        {
            return encoding.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            throw new UnreadableInputException("ingest.wide", $"the file is not valid UTF-16");
        }
    }
}
