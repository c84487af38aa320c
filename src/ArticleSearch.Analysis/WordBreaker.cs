using ArticleSearch.Analysis.Unicode;

namespace ArticleSearch.Analysis;

/// <summary>
/// Finds the words of a text, one after another, by the word-break rules of UAX #29 (Unicode 9.0), with emoji sequences of
/// UTS #51 (Emoji 11.0). It knows no French and changes nothing: a word is a start and an end.
/// </summary>
/// <remarks>
/// The rules are an automaton over character classes (see <c>Unicode/derive-word-breaks.py</c>). A word is the longest match
/// from a place where any rule matches; what no rule matches is passed over character by character. Letters of the Latin
/// alphabet that end at a space never reach the automaton. <see cref="WordScanner"/> finds the same words faster.
/// </remarks>
internal struct WordBreaker
{
    private ReadWindow _window;
    private bool _atEnd;

    /// <summary>Where the word starts, in UTF-16 code units of the text.</summary>
    public int Start { get; private set; }

    /// <summary>Where the word ends, in UTF-16 code units of the text.</summary>
    public int End { get; private set; }

    /// <summary>What the word is made of.</summary>
    public WordKind Kind { get; private set; }

    /// <summary>A breaker that stands before a place of a text without surrogates, at which it finds what it would find coming from the start.</summary>
    public static WordBreaker At(int position) => new() { End = position, _window = ReadWindow.At(position) };

    /// <summary>Moves to the next word; false after the last. A new breaker stands before the first; the text must stay the same.</summary>
    public bool MoveNext(ReadOnlySpan<char> text)
    {
        var latin = WordBreakTables.LatinClasses;
        int start = End;
        while (!_atEnd)
        {
            int limit = _window.End;
            while (start < limit && text[start] < latin.Length && latin[text[start]] == 0)
            {
                start++;
            }

            int position = start;
            while (position < limit && text[position] < latin.Length && latin[text[position]] == WordBreakTables.LetterClass)
            {
                position++;
            }

            if (position > start && position < limit && text[position] < latin.Length && latin[text[position]] == 0)
            {
                (Start, End, Kind) = (start, position, WordKind.Word);
                return true;
            }

            if (Match(text, start, position))
            {
                return true;
            }

            start = End;
        }

        return false;
    }

    /// <summary>
    /// Runs the automaton from a start, of which letters up to a position are known, and sets <see cref="End"/> to the end of the
    /// longest word, or behind one character if there is none.
    /// </summary>
    private bool Match(ReadOnlySpan<char> text, int start, int position)
    {
        var kinds = WordBreakTables.Kinds;
        var transitions = WordBreakTables.Transitions;
        (Start, End, Kind) = (start, position, position > start ? WordKind.Word : WordKind.None);
        int state = position > start ? WordBreakTables.AfterLetters : WordBreakTables.Start;
        while (true)
        {
            if (position == _window.End && !_window.Advance(text, start))
            {
                _atEnd = position == start;
                return Kind != WordKind.None;
            }

            int character = text[position++];
            if (char.IsHighSurrogate((char)character) && position < _window.End && char.IsLowSurrogate(text[position]))
            {
                character = char.ConvertToUtf32((char)character, text[position++]);
            }

            state = transitions[(state << WordBreakTables.RowShift) | ClassOf(character)];
            if (Kind == WordKind.None && End == start)
            {
                End = position;
            }

            if (state == WordBreakTables.Dead)
            {
                return Kind != WordKind.None;
            }

            int kind = kinds[state];
            if (kind != 0)
            {
                Kind = (WordKind)(kind & ~WordBreakTables.NothingFollows);
                End = position;
                if ((kind & WordBreakTables.NothingFollows) != 0)
                {
                    // Not to look further matters: the window must not move (see ReadWindow).
                    return true;
                }
            }
        }
    }

    /// <summary>The word-break class of a code point.</summary>
    internal static byte ClassOf(int codePoint)
    {
        if (codePoint >= WordBreakTables.ClassLimit)
        {
            return 0;
        }

        int block = WordBreakTables.ClassIndex[codePoint >> WordBreakTables.ClassBlockShift];
        return WordBreakTables.ClassBlocks[
            (block << WordBreakTables.ClassBlockShift) | (codePoint & ((1 << WordBreakTables.ClassBlockShift) - 1))];
    }
}
