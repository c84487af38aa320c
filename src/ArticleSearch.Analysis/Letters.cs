using ArticleSearch.Analysis.Unicode;

namespace ArticleSearch.Analysis;

/// <summary>
/// Small letters and letterhood from a table of Unicode 13.0, one code point at a time: the same under every culture, ICU and
/// runtime version, which the terms of an index must be. Rules of more than one letter (final sigma, the two letters of İ) do not
/// apply.
/// </summary>
internal static class Letters
{
    // An array: without optimisation, a span of anything but bytes allocates at each use.
    private static readonly int[] Distances = LetterTables.Distances.ToArray();

    /// <summary>Makes every letter small, in place; no code point changes its length.</summary>
    public static void ToLower(Span<char> word)
    {
        for (int i = 0; i < word.Length; i++)
        {
            char c = word[i];
            if (c < 0x80)
            {
                word[i] = (uint)(c - 'A') <= 'Z' - 'A' ? (char)(c | 0x20) : c;
            }
            else if (!char.IsHighSurrogate(c) || i + 1 == word.Length || !char.IsLowSurrogate(word[i + 1]))
            {
                word[i] = (char)ToLower((int)c);
            }
            else
            {
                int small = ToLower(char.ConvertToUtf32(c, word[i + 1])) - 0x10000;
                word[i] = (char)(0xD800 | (small >> 10));
                word[++i] = (char)(0xDC00 | (small & 0x3FF));
            }
        }
    }

    /// <summary>The small letter of a code point, or the code point itself.</summary>
    public static int ToLower(int codePoint) => codePoint + Distances[RecordOf(codePoint) & ~LetterTables.LetterBit];

    /// <summary>Whether a UTF-16 code unit is a letter by itself; half a surrogate pair is none.</summary>
    public static bool IsLetter(char c) => (RecordOf(c) & LetterTables.LetterBit) != 0;

    private static byte RecordOf(int codePoint)
    {
        if (codePoint >= LetterTables.RecordLimit)
        {
            return 0;
        }

        int block = LetterTables.RecordIndex[codePoint >> LetterTables.RecordBlockShift];
        return LetterTables.RecordBlocks[
            (block << LetterTables.RecordBlockShift) | (codePoint & ((1 << LetterTables.RecordBlockShift) - 1))];
    }
}
