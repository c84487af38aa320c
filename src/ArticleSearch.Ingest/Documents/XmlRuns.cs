namespace ArticleSearch.Ingest.Documents;

/// <summary>
/// Refuses XML in which a tag or a text is longer than any that people write, before a parser makes one string of it, or compares each of a million
/// attributes with all others. It counts what stands between angle brackets and understands nothing else.
/// </summary>
internal static class XmlRuns
{
    /// <summary>The longest tag: 1 MiB.</summary>
    public const int MaxTag = 1 << 20;

    /// <summary>The longest text between two tags, and the longest section of characters: 8 MiB.</summary>
    public const int MaxText = 1 << 23;

    /// <summary>Looks at a whole document.</summary>
    /// <exception cref="UnreadableInputException">Something in it is too long.</exception>
    public static void Check(ReadOnlySpan<char> text)
    {
        while (true)
        {
            int open = text.IndexOf('<');
            Refuse(open < 0 ? text.Length : open, MaxText);
            if (open < 0)
            {
                return;
            }

            text = text[open..];
            var (end, limit) = text.StartsWith("<![CDATA[", StringComparison.Ordinal) ? ("]]>", MaxText)
                : text.StartsWith("<!--", StringComparison.Ordinal) ? ("-->", int.MaxValue)
                : (">", MaxTag);
            int close = text.IndexOf(end, StringComparison.Ordinal);
            Refuse(close < 0 ? text.Length : close, limit);
            if (close < 0)
            {
                return;
            }

            text = text[(close + end.Length)..];
        }
    }

    /// <summary>The same for a document that is read as it comes.</summary>
    public static Stream Watch(Stream stream) => new Watched(stream);

    private static void Refuse(long length, int limit)
    {
        if (length > limit)
        {
            throw new UnreadableInputException("ingest.xml.run", $"the XML has a tag or a text of more than {limit} characters");
        }
    }

    private sealed class Watched(Stream inner) : ForwardStream(inner)
    {
        private bool _isTag;
        private long _length;

        public override int Read(Span<byte> buffer)
        {
            int count = Inner.Read(buffer);
            ReadOnlySpan<byte> read = buffer[..count];
            while (read.IndexOf(_isTag ? (byte)'>' : (byte)'<') is var at and >= 0)
            {
                Refuse(_length + at, _isTag ? MaxTag : MaxText);
                _isTag = !_isTag;
                _length = 0;
                read = read[(at + 1)..];
            }

            _length += read.Length;
            Refuse(_length, _isTag ? MaxTag : MaxText);
            return count;
        }
    }
}
