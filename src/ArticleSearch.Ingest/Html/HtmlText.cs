namespace ArticleSearch.Ingest.Html;

/// <summary>Markup inside a field of a record or an entry of a feed, read as paragraphs. It looks for no article: all of it is one.</summary>
internal static class HtmlText
{
    /// <summary>Whether a value is markup: it begins with a tag that pages have, or has paragraphs or line breaks.</summary>
    public static bool IsMarkup(string value)
    {
        var start = value.AsSpan().TrimStart();
        return (start.StartsWith("<", StringComparison.Ordinal) && start.Length > 2 && (char.IsAsciiLetter(start[1]) || start[1] is '!' or '/') && start.Contains('>'))
            || value.Contains("</p>", StringComparison.OrdinalIgnoreCase)
            || value.Contains("<br", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The paragraphs of markup.</summary>
    public static List<string> Paragraphs(string html, CancellationToken cancellation = default)
    {
        if (!html.AsSpan().ContainsAny('<', '&'))
        {
            return html.Trim() is { Length: > 0 } text ? [text] : [];
        }

        using var document = HtmlTree.Parse(html, cancellation);
        return document.Body is { } body ? [.. HtmlBlocks.Read(body).Select(block => block.Text)] : [];
    }

    /// <summary>The paragraphs, joined.</summary>
    public static string Read(string html, string separator) =>
        html.AsSpan().ContainsAny('<', '&') ? string.Join(separator, Paragraphs(html)) : html;
}
