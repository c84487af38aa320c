using System.Collections.Frozen;
using System.Text;
using AngleSharp.Dom;

namespace ArticleSearch.Ingest.Html;

/// <summary>A paragraph of a page.</summary>
/// <param name="Text">What is read: white space as one blank, line breaks kept.</param>
/// <param name="Element">The element whose paragraph it is.</param>
/// <param name="LinkLength">How many of its characters are links.</param>
internal readonly record struct HtmlBlock(string Text, IElement Element, int LinkLength)
{
    /// <summary>Whether nothing of it is outside a link.</summary>
    public bool IsLink => LinkLength > 0 && LinkLength * 10 >= Text.Length * 9;
}

/// <summary>
/// The paragraphs of a tree in reading order: what a browser would set as blocks, text of tables row by row. It walks without recursion, and
/// judges nothing but what can not be seen.
/// </summary>
internal static class HtmlBlocks
{
    private static readonly FrozenSet<string> Unseen = FrozenSet.ToFrozenSet(
        [
            "script", "style", "template", "head", "title", "meta", "link", "noscript", "iframe", "object", "embed", "canvas", "audio", "video", "svg", "select",
            "input", "textarea", "datalist", "option", "map", "area", "base", "img", "picture", "source", "track", "rp", "rt", "rtc",
        ],
        StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Blocks = FrozenSet.ToFrozenSet(
        [
            "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption",
            "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre",
            "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "button",
        ],
        StringComparer.OrdinalIgnoreCase);

    // What makes the cells of a row more than cells.
    private static readonly FrozenSet<string> Inner = FrozenSet.ToFrozenSet(
        ["p", "div", "table", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "pre", "article", "section", "center", "br"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether an element starts a paragraph of its own.</summary>
    public static bool IsBlock(IElement element) => Blocks.Contains(element.LocalName);

    /// <summary>The paragraphs.</summary>
    /// <param name="root">Where the walk starts.</param>
    /// <param name="isLeftOut">What is left out with all below it; nothing if null.</param>
    public static List<HtmlBlock> Read(INode root, Func<IElement, bool>? isLeftOut = null)
    {
        var walk = new Walk(root, isLeftOut);
        walk.Run();
        return walk.Found;
    }

    private sealed class Walk(INode root, Func<IElement, bool>? isLeftOut)
    {
        private readonly StringBuilder _text = new();
        private readonly HashSet<INode> _rows = [];
        private IElement? _owner;
        private int _links; // that are open
        private int _linkLength;
        private int _preformatted;
        private int _breaks; // since the last text
        private IElement? _label; // with which the paragraph begins
        private int _labelLength;

        public List<HtmlBlock> Found { get; } = [];

        // The children by their numbers: to ask a node for the next one is to look for itself among all.
        public void Run()
        {
            var open = new Stack<(INode Node, int Next)>();
            if (Enter(root))
            {
                open.Push((root, 0));
            }

            while (open.TryPop(out var at))
            {
                if (at.Next == at.Node.ChildNodes.Length)
                {
                    Leave(at.Node);
                    continue;
                }

                open.Push(at with { Next = at.Next + 1 });
                var child = at.Node.ChildNodes[at.Next];
                if (Enter(child))
                {
                    open.Push((child, 0));
                }
            }

            Flush();
        }

        // False where nothing below is read.
        private bool Enter(INode node)
        {
            switch (node)
            {
                case ICharacterData { NodeType: NodeType.Text or NodeType.CharacterData } text:
                    Append(text.Data, node);
                    return false;
                case IElement element when element != root && (Unseen.Contains(element.LocalName) || isLeftOut?.Invoke(element) == true):
                    if (IsBlock(element))
                    {
                        Flush();
                    }

                    return false;
                case IElement element:
                    Enter(element);
                    return true;
                default:
                    return node == root || node.NodeType == NodeType.DocumentFragment;
            }
        }

        private void Enter(IElement element)
        {
            switch (element.LocalName)
            {
                case "br":
                    Break();
                    return;
                case "a":
                    _links++;
                    return;
                case "strong" or "b" or "em" or "span" when _text.Length == 0:
                    _label = element;
                    return;
                case "tr" when IsPlainRow(element):
                    Flush();
                    _rows.Add(element);
                    return;
                case "td" or "th" when element.Parent is { } row && _rows.Contains(row):
                    if (_text.Length > 0)
                    {
                        TrimEnd();
                        _text.Append('\t');
                    }

                    return;
                case "pre":
                    Flush();
                    _preformatted++;
                    return;
                default:
                    if (IsBlock(element))
                    {
                        Flush();
                    }

                    return;
            }
        }

        private void Leave(INode node)
        {
            if (node is not IElement element)
            {
                return;
            }

            switch (element.LocalName)
            {
                case "a":
                    _links--;
                    break;
                case "strong" or "b" or "em" or "span" when element == _label:
                    _labelLength = _text.Length;
                    break;
                case "td" or "th" when element.Parent is { } row && _rows.Contains(row):
                    break;
                case "pre":
                    Flush();
                    _preformatted--;
                    break;
                default:
                    if (IsBlock(element))
                    {
                        Flush();
                    }

                    break;
            }
        }

        private static bool IsPlainRow(IElement row)
        {
            int cells = 0;
            foreach (var cell in row.Children)
            {
                cells++;
                foreach (var child in cell.Children)
                {
                    if (Inner.Contains(child.LocalName))
                    {
                        return false;
                    }
                }
            }

            return cells > 1;
        }

        // Two line breaks are a paragraph's end.
        private void Break()
        {
            TrimEnd();
            if (++_breaks > 1)
            {
                Flush();
            }
            else if (_text.Length > 0)
            {
                _text.Append('\n');
            }
        }

        private void Append(string data, INode node)
        {
            int before = _text.Length;
            if (IsAfterLabel(data))
            {
                _text.Append(' ');
            }

            foreach (char c in data)
            {
                if (c == '\n' && _preformatted > 0)
                {
                    Break();
                }
                else if (c is not (' ' or '\t' or '\n' or '\r' or '\f'))
                {
                    _text.Append(c);
                    _breaks = 0;
                }
                else if (_text.Length > 0 && _text[^1] is not (' ' or '\n' or '\t'))
                {
                    _text.Append(' ');
                }
            }

            if (_text.Length > before)
            {
                _owner ??= OwnerOf(node);
                _linkLength += _links > 0 ? _text.Length - before : 0;
            }
        }

        // <strong>enquête</strong>Un train… A page shows the label apart, by its styles.
        private bool IsAfterLabel(string data) =>
            _text.Length == _labelLength && _labelLength is >= 3 and <= 30 && data.Length > 0 && char.IsUpper(data[0]) && char.IsLower(_text[^1]);

        private IElement? OwnerOf(INode node)
        {
            var element = node.ParentElement;
            while (element is not null && element != root && !IsBlock(element) && element.ParentElement is { } parent)
            {
                element = parent;
            }

            return element;
        }

        private void TrimEnd()
        {
            while (_text.Length > 0 && _text[^1] is ' ' or '\n' or '\t')
            {
                _text.Length--;
            }
        }

        private void Flush()
        {
            TrimEnd();
            string text = _text.ToString().Trim();
            if (text.Length > 0 && text.AsSpan().ContainsAnyExcept("\u200B\uFEFF\u00A0 \n") && _owner is not null)
            {
                Found.Add(new HtmlBlock(text, _owner, Math.Min(_linkLength, text.Length)));
            }

            _text.Clear();
            _owner = null;
            _linkLength = 0;
            _breaks = 0;
            _label = null;
            _labelLength = 0;
        }
    }
}
