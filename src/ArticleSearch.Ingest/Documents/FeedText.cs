using AngleSharp.Html;

namespace ArticleSearch.Ingest.Documents;

/// <summary>
/// The text of a feed for a parser of XML: without the declaration, which says an encoding that the text has no more or a version that nobody
/// has, and with the letters that HTML's names stand for. It makes no copy of the text; all else stands at its line and column.
/// </summary>
internal sealed class FeedText : TextReader
{
    private const int MaxNameLength = 31;

    private readonly string _text;
    private string _pending;
    private int _pendingAt;
    private int _at;

    public FeedText(string text)
    {
        _text = text;
        _pending = DeclarationBlanks(text, out _at);
    }

    public override int Peek() => throw new NotSupportedException();

    public override int Read()
    {
        Span<char> one = stackalloc char[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        int filled = 0;
        while (filled < buffer.Length)
        {
            var rest = _pendingAt < _pending.Length ? _pending.AsSpan(_pendingAt) : _text.AsSpan(_at);
            if (rest.IsEmpty)
            {
                break;
            }

            int length = Math.Min(rest.Length, buffer.Length - filled);
            if (_pendingAt < _pending.Length)
            {
                _pendingAt += length;
            }
            else if (rest[..length].IndexOf('&') is var reference and >= 0)
            {
                // What is before it, and it, as it stands or as what it stands for.
                int taken = Resolve(rest[reference..]);
                length = taken == 0 ? reference + 1 : reference;
                _at += length + taken;
            }
            else
            {
                _at += length;
            }

            rest[..length].CopyTo(buffer[filled..]);
            filled += length;
        }

        return filled;
    }

    // How many characters a reference takes whose letters are pending then; 0 where there is none that XML does not know itself.
    private int Resolve(ReadOnlySpan<char> text)
    {
        int end = 1;
        while (end < text.Length && end <= MaxNameLength && char.IsAsciiLetterOrDigit(text[end]))
        {
            end++;
        }

        if (end == 1 || end == text.Length || text[end] != ';' || text[1..end] is "amp" or "lt" or "gt" or "quot" or "apos"
            || HtmlEntityProvider.Resolver.GetSymbol(text[1..(end + 1)].ToString()) is not { Length: > 0 } letters)
        {
            return 0;
        }

        _pending = letters switch { "<" => "&lt;", "&" => "&amp;", _ => letters };
        _pendingAt = 0;
        return end + 1;
    }

    // In place of the declaration, so that what follows it stands where it stood.
    private static string DeclarationBlanks(string text, out int start)
    {
        start = 0;
        while (start < text.Length && (char.IsWhiteSpace(text[start]) || text[start] == '\uFEFF'))
        {
            start++;
        }

        int end = string.CompareOrdinal(text, start, "<?xml ", 0, 6) == 0 ? text.IndexOf("?>", start, StringComparison.Ordinal) : -1;
        start = end < 0 ? start : end + 2;
        var before = text.AsSpan(0, start);
        return new string('\n', before.Count('\n')) + new string(' ', before.Length - before.LastIndexOf('\n') - 1);
    }
}
