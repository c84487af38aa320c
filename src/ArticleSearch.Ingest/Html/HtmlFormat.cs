using System.Text;
using System.Text.RegularExpressions;
using ArticleSearch.Ingest.Texts;

namespace ArticleSearch.Ingest.Html;

/// <summary>
/// A web page is an article: its paragraphs as they stand, and none of the page's furniture. It fetches nothing and runs nothing.
/// </summary>
/// <remarks>Offsets count the characters of the paragraphs, joined by blank lines.</remarks>
internal sealed partial class HtmlFormat : ArticleFormat
{
    // Where pages say their encoding.
    private const int DeclarationLength = 4096;

    private static readonly string[] Starts = ["<!doctype html", "<html", "<head", "<body", "<article", "<meta", "<title"];

    public override string Name => "html";

    public override IReadOnlyList<string> Extensions { get; } = [".html", ".htm", ".xhtml", ".shtml"];

    public override bool Recognizes(ReadOnlySpan<byte> head, bool isWhole)
    {
        string text = Encoding.UTF8.GetString(head[..Math.Min(head.Length, DeclarationLength)]);
        return Starts.Any(start => XmlStart.After(text).StartsWith(start, StringComparison.OrdinalIgnoreCase));
    }

    public override IEnumerable<IngestItem> Read(FormatInput input, CancellationToken cancellation)
    {
        byte[] bytes = input.ReadAll(4L * HtmlTree.MaxLength, cancellation);
        return [Read(TextDecoder.Decode(bytes, DeclaredEncoding(bytes)), cancellation).ToItem(input.File, 0)];
    }

    /// <summary>The article of a page.</summary>
    public static ArticleDraft Read(string html, CancellationToken cancellation)
    {
        using var document = HtmlTree.Parse(html, cancellation);
        var content = new HtmlContent(document, cancellation);
        var metadata = new HtmlMetadata(document, content);
        string? title = metadata.Title;
        var paragraphs = content.Paragraphs(title, metadata.Source);
        if (paragraphs.Count == 0 && metadata.Body is { } body)
        {
            // The page makes its text when it is shown; what it says to machines is there at once.
            paragraphs = [.. HtmlText.Paragraphs(body, cancellation).SelectMany(part => part.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        }

        return new ArticleDraft
        {
            Title = title,
            Date = metadata.Date,
            Source = metadata.Source,
            Author = metadata.Author,
            Section = metadata.Section,
            Paragraphs = paragraphs,
        };
    }

    /// <summary>The encoding that a page declares; null where it does not.</summary>
    public static string? DeclaredEncoding(ReadOnlySpan<byte> bytes)
    {
        string head = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, DeclarationLength)]);
        var match = Declaration().Match(head);
        return match.Success ? match.Groups["name"].Value : null;
    }

    [GeneratedRegex("""(?:charset|encoding)\s*=\s*["']?\s*(?<name>[A-Za-z0-9_:.-]{2,40})""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Declaration();
}

/// <summary>The start of a document of tags.</summary>
internal static class XmlStart
{
    /// <summary>What comes after white space, a byte order mark, XML declarations, processing instructions, comments and a document type other than HTML's.</summary>
    public static ReadOnlySpan<char> After(ReadOnlySpan<char> text)
    {
        while (true)
        {
            text = text.TrimStart(" \t\r\n\uFEFF");
            string? end = text.StartsWith("<?", StringComparison.Ordinal) ? "?>"
                : text.StartsWith("<!--", StringComparison.Ordinal) ? "-->"
                : text.StartsWith("<!DOCTYPE", StringComparison.Ordinal) && !text.StartsWith("<!DOCTYPE html", StringComparison.OrdinalIgnoreCase) ? ">"
                : null;
            int at = end is null ? -1 : text.IndexOf(end, StringComparison.Ordinal);
            if (at < 0)
            {
                return text;
            }

            text = text[(at + end!.Length)..];
        }
    }
}
