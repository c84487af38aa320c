using ArticleSearch.Analysis.Lexicon;
using ArticleSearch.Matching.Automata;

namespace ArticleSearch.Expanding;

/// <summary>
/// Accents that were typed count, accents that were left out are forgiven: all of a word that has none, and that of the first letter,
/// which a keyboard does not have as a capital. A ligature that was typed as two letters is always forgiven. It compares two words,
/// and knows no others.
/// </summary>
internal static class ForgivenAccents
{
    /// <summary>Whether a word of a text is one that was typed, or has accents where that has none.</summary>
    public static bool Allow(ReadOnlySpan<char> typed, ReadOnlySpan<char> written)
    {
        int at = 0;
        bool forgivesAll = !typed.ContainsAnyExceptInRange('\0', '\u007f');
        foreach (char letter in written)
        {
            if (at < typed.Length && typed[at] == letter)
            {
                at++;
                continue;
            }

            if (forgivesAll && FoldedLetters.IsMark(letter))
            {
                continue;
            }

            var (first, second) = AccentFolding.Fold(letter);
            if ((!forgivesAll && at > 0 && second == 0) || at == typed.Length || typed[at++] != first || (second != 0 && (at == typed.Length || typed[at++] != second)))
            {
                return false;
            }
        }

        return at == typed.Length;
    }
}
