using ArticleSearch.Analysis.Unicode;

namespace ArticleSearch.Analysis.Tests;

/// <summary>
/// The slow, obvious twin of <see cref="WordBreaker"/>: at every place the automaton runs from the start over at most 255 code
/// units. For texts that do not end in half a surrogate pair.
/// </summary>
internal static class PlainWordBreaker
{
    public static IEnumerable<(int Start, int End, WordKind Kind)> Words(string text)
    {
        for (int start = 0; start < text.Length;)
        {
            int limit = Math.Min(text.Length, start + ReadWindow.Length);
            if (limit - start == ReadWindow.Length && char.IsHighSurrogate(text[limit - 1]))
            {
                limit--;
            }

            var (length, kind) = LongestWord(text[start..limit]);
            if (kind != WordKind.None)
            {
                yield return (start, start + length, kind);
            }

            start += length;
        }
    }

    private static (int Length, WordKind Kind) LongestWord(string text)
    {
        int state = WordBreakTables.Start;
        int position = 0;
        (int Length, WordKind Kind) longest = (char.IsSurrogatePair(text, 0) ? 2 : 1, WordKind.None);
        while (position < text.Length && state != WordBreakTables.Dead)
        {
            bool pair = char.IsSurrogatePair(text, position);
            int character = pair ? char.ConvertToUtf32(text, position) : text[position];
            position += pair ? 2 : 1;
            state = WordBreakTables.Transitions[(state * (1 << WordBreakTables.RowShift)) + ClassOf(character)];
            int kind = WordBreakTables.Kinds[state] & ~WordBreakTables.NothingFollows;
            if (kind != 0)
            {
                longest = (position, (WordKind)kind);
            }
        }

        return longest;
    }

    /// <summary>The class of a code point, without the shortcut for Latin letters.</summary>
    public static int ClassOf(int codePoint)
    {
        const int length = 1 << WordBreakTables.ClassBlockShift;
        return codePoint >= WordBreakTables.ClassLimit
            ? 0
            : WordBreakTables.ClassBlocks[(WordBreakTables.ClassIndex[codePoint / length] * length) + (codePoint % length)];
    }
}
