using System.Buffers;

namespace ArticleSearch.Indexing;

/// <summary>A paragraph of a text.</summary>
/// <param name="Number">From 1 in the order of the text; 0 is the title of an article that has no text.</param>
/// <param name="Start">Where it starts in the text, in UTF-16 code units.</param>
/// <param name="End">Where it ends in the text.</param>
internal readonly record struct PassageRange(int Number, int Start, int End)
{
    public int Length => End - Start;
}

/// <summary>
/// Cuts a text into paragraphs, front to back. It never changes a character: a paragraph is a range of the text, without
/// the blanks around it, and every character that is not blank lies in exactly one paragraph.
/// </summary>
/// <remarks>
/// A line ends with <c>\n</c>, <c>\r\n</c>, <c>\r</c>, U+2028 or U+2029; the last of these ends a paragraph too, whatever
/// the break. Blank are all white space of Unicode (no-break spaces included), the byte order mark and the zero-width space.
/// </remarks>
internal ref struct PassageSplitter
{
    private const char ParagraphSeparator = '\u2029';

    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\n\r\u2028\u2029");

    private readonly ReadOnlySpan<char> _text;
    private readonly ParagraphBreak _breaks;
    private int _next;

    public PassageSplitter(ReadOnlySpan<char> text, ParagraphBreak breaks)
    {
        _text = text;
        _breaks = breaks;
    }

    /// <summary>The current paragraph.</summary>
    public PassageRange Current { get; private set; }

    public readonly PassageSplitter GetEnumerator() => this;

    /// <summary>Whether a character takes no ink: it neither makes a line a paragraph nor belongs to the edge of one.</summary>
    public static bool IsBlank(char c) => char.IsWhiteSpace(c) || c is '\uFEFF' or '\u200B';

    /// <summary>The range without the blanks at its edges; empty, at its start, if there is nothing else.</summary>
    public static (int Start, int End) Trim(ReadOnlySpan<char> text, int start, int end)
    {
        int first = start;
        while (first < end && IsBlank(text[first]))
        {
            first++;
        }

        if (first == end)
        {
            return (start, start);
        }

        while (IsBlank(text[end - 1]))
        {
            end--;
        }

        return (first, end);
    }

    /// <summary>Moves to the next paragraph; false after the last.</summary>
    public bool MoveNext()
    {
        int start = -1;
        int end = -1;
        while (_next < _text.Length)
        {
            int lineStart = _next;
            int lineEnd = EndOfLine(out bool endsParagraph);
            var (first, last) = Trim(_text, lineStart, lineEnd);
            if (first < last)
            {
                start = start < 0 ? first : start;
                end = last;
                endsParagraph |= _breaks == ParagraphBreak.Line;
            }
            else
            {
                endsParagraph = true;
            }

            if (endsParagraph && start >= 0)
            {
                break;
            }
        }

        if (start < 0)
        {
            return false;
        }

        Current = new PassageRange(Current.Number + 1, start, end);
        return true;
    }

    // The end of the line at _next, without what ends it; moves behind that.
    private int EndOfLine(out bool endsParagraph)
    {
        int length = _text[_next..].IndexOfAny(LineEnds);
        if (length < 0)
        {
            endsParagraph = true;
            _next = _text.Length;
            return _text.Length;
        }

        int end = _next + length;
        endsParagraph = _text[end] == ParagraphSeparator;
        _next = _text[end] == '\r' && end + 1 < _text.Length && _text[end + 1] == '\n' ? end + 2 : end + 1;
        return end;
    }
}
