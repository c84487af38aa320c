namespace ArticleSearch.Analysis;

/// <summary>
/// The part of a text that the word breaker sees while it looks for the end of one word: 255 UTF-16 code units from the word's
/// start, so that a longer word is cut. It never holds characters, only their bounds.
/// </summary>
/// <remarks>
/// Lucene reads a text through a buffer of that length, and the terms in an index depend on how it does so at two places:
/// a surrogate pair that would straddle the end of the buffer waits for the next word; and where the text ends in half a pair
/// and the last read does not fill the buffer, that read counts as the end of the text for the word under way, or for the whole
/// text if none is (so a short text that ends in half a pair has no words at all). The window moves as that buffer moves: only
/// when the breaker comes to its end.
/// </remarks>
internal struct ReadWindow
{
    /// <summary>The longest word, in UTF-16 code units.</summary>
    public const int Length = 255;

    private int _start;
    private bool _holdsHalfPair;

    /// <summary>The end of what can be seen.</summary>
    public int End { get; private set; }

    /// <summary>An empty window at a place of a text.</summary>
    public static ReadWindow At(int position) => new() { _start = position, End = position };

    /// <summary>Moves the window to the start of the word under way; false if nothing new comes into sight.</summary>
    public bool Advance(ReadOnlySpan<char> text, int wordStart)
    {
        if (wordStart > _start)
        {
            End += _holdsHalfPair ? 1 : 0;
            _holdsHalfPair = false;
            _start = wordStart;
        }

        int room = _start + Length - End - (_holdsHalfPair ? 1 : 0);
        int read = Math.Min(room, text.Length - End);
        if (read <= 0)
        {
            return false;
        }

        End += read;
        if (!char.IsHighSurrogate(text[End - 1]))
        {
            return true;
        }

        if (read < room)
        {
            return false;
        }

        End--;
        _holdsHalfPair = true;
        return read > 1;
    }
}
