using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace ArticleSearch.Ingest.Html;

/// <summary>
/// Parses hostile HTML into a tree of bounded size and depth. It fetches nothing, runs nothing, and keeps no attribute that nobody asks for.
/// </summary>
internal static class HtmlTree
{
    /// <summary>The longest text that is parsed, in characters: 8 Mi.</summary>
    public const int MaxLength = 1 << 23;

    /// <summary>The greatest number of elements.</summary>
    public const int MaxElements = 100_000;

    /// <summary>The deepest element; what is deeper stands beside it.</summary>
    public const int MaxDepth = 256;

    private const int MaxAttributeLength = 1 << 20;

    // So many nodes may be below one that is looked at for a short text, whatever its length.
    private const int MinNodes = 50;

    private static readonly FrozenSet<string> Attributes = FrozenSet.ToFrozenSet(
        [
            "id", "class", "role", "type", "name", "property", "content", "charset", "http-equiv", "itemprop", "itemtype", "datetime", "pubdate",
            "href", "rel", "hidden", "aria-hidden", "style", "lang", "epub:type", "title",
        ],
        StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> AttributeLookup = Attributes.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The tree of a page or a fragment of one.</summary>
    /// <exception cref="UnreadableInputException">It is too large.</exception>
    public static IHtmlDocument Parse(string html, CancellationToken cancellation)
    {
        if (html.Length > MaxLength)
        {
            throw new UnreadableInputException("ingest.html.long", $"the page has {html.Length} characters; at most {MaxLength} can be taken");
        }

        HtmlNesting.Check(html);
        int elements = 0;
        var options = new HtmlParserOptions
        {
            IsScripting = false,
            SkipComments = true,
            MaximumDepth = MaxDepth,
            DisableElementPositionTracking = true,
            ShouldEmitAttribute = (ref _, name) => AttributeLookup.Contains(name.Span),
            OnCreated = (_, _) =>
            {
                if (++elements > MaxElements)
                {
                    throw new UnreadableInputException("ingest.html.elements", $"the page has more than {MaxElements} elements");
                }

                if ((elements & 0xFFF) == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                }
            },
        };
        try
        {
            return new HtmlParser(options).ParseDocument(html);
        }
        catch (Exception e) when (e is not (UnreadableInputException or OperationCanceledException or OutOfMemoryException))
        {
            // Whatever a parser makes of bytes that someone chose: it costs this file.
            throw new UnreadableInputException("ingest.html", $"the page can not be parsed: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>The value of an attribute; null where there is none worth reading.</summary>
    public static string? Value(this IElement element, string name) =>
        element.GetAttribute(name) is { Length: > 0 and < MaxAttributeLength } value ? value : null;

    /// <summary>The text below a node, white space as single blanks; null where it is longer, or stands in too many nodes to be short.</summary>
    public static string? ShortText(INode node, int maxLength)
    {
        var text = new StringBuilder();
        var waiting = new Stack<INode>([node]);
        for (int nodes = 0; waiting.TryPop(out var next); nodes++)
        {
            if (text.Length > maxLength || nodes > maxLength + MinNodes || waiting.Count > maxLength + MinNodes)
            {
                return null;
            }

            if (next is IText { Data: var data })
            {
                for (int i = 0; i < data.Length && text.Length <= maxLength; i++)
                {
                    if (!char.IsWhiteSpace(data[i]))
                    {
                        text.Append(data[i]);
                    }
                    else if (text.Length > 0 && text[^1] != ' ')
                    {
                        text.Append(' ');
                    }
                }
            }
            else if (next.ChildNodes.Length <= maxLength + MinNodes)
            {
                for (int i = next.ChildNodes.Length - 1; i >= 0; i--)
                {
                    waiting.Push(next.ChildNodes[i]);
                }
            }
            else
            {
                return null;
            }
        }

        return text.Length > maxLength ? null : text.ToString().TrimEnd();
    }

    /// <summary>The text below a node, without what no one reads. Does not recurse.</summary>
    public static string PlainText(INode node) => string.Join('\n', HtmlBlocks.Read(node).Select(block => block.Text));
}
