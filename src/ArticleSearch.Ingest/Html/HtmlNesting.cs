using System.Collections.Frozen;

namespace ArticleSearch.Ingest.Html;

/// <summary>
/// Refuses pages that open elements by the thousand and close none: a parser looks through all open elements at every tag, so that such a page takes
/// a time that grows with the square of its length. It counts tags and builds nothing.
/// </summary>
internal static class HtmlNesting
{
    /// <summary>The greatest number of elements that are open at once, as far as their tags tell.</summary>
    public const int MaxOpen = 4000;

    // Open elements that a parser passes at all tags together: a page of a hundred thousand tags in five hundred open elements.
    private const long MaxPassed = 50_000_000;

    // They have no end, or need none.
    private static readonly FrozenSet<string> Unended = FrozenSet.ToFrozenSet(
        [
            "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th",
            "tbody", "thead", "tfoot", "colgroup", "rt", "rp", "html", "head", "body",
        ],
        StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> UnendedLookup = Unended.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <exception cref="UnreadableInputException">Too many are open.</exception>
    public static void Check(ReadOnlySpan<char> html)
    {
        var open = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var counts = open.GetAlternateLookup<ReadOnlySpan<char>>();
        int total = 0;
        long passed = 0;
        while (html.IndexOf('<') is var start and >= 0)
        {
            html = html[(start + 1)..];
            passed += total;
            if (passed > MaxPassed)
            {
                throw new UnreadableInputException("ingest.html.deep", $"the page has too many elements inside so many others that are open");
            }

            if (html.StartsWith("!--", StringComparison.Ordinal))
            {
                int end = html.IndexOf("-->", StringComparison.Ordinal);
                html = html[(end < 0 ? html.Length : end)..];
                continue;
            }

            bool isEnd = html.StartsWith('/');
            var tag = isEnd ? html[1..] : html;
            int length = 0;
            while (length < Math.Min(tag.Length, 32) && char.IsAsciiLetterOrDigit(tag[length]))
            {
                length++;
            }

            var name = tag[..length];
            if (length == 0 || UnendedLookup.Contains(name))
            {
                continue;
            }

            if (isEnd)
            {
                if (counts.TryGetValue(name, out int count) && count > 0)
                {
                    counts[name] = count - 1;
                    total--;
                }

                continue;
            }

            if (name.Equals("script", StringComparison.OrdinalIgnoreCase) || name.Equals("style", StringComparison.OrdinalIgnoreCase))
            {
                int end = html.IndexOf("</" + name.ToString(), StringComparison.OrdinalIgnoreCase);
                html = html[(end < 0 ? html.Length : end + 2)..];
                continue;
            }

            int close = tag.IndexOf('>');
            if (close > 0 && tag[close - 1] == '/')
            {
                continue;
            }

            counts[name] = counts.TryGetValue(name, out int before) ? before + 1 : 1;
            if (++total > MaxOpen)
            {
                throw new UnreadableInputException("ingest.html.open", $"the page opens more than {MaxOpen} elements and does not close them");
            }
        }
    }
}
