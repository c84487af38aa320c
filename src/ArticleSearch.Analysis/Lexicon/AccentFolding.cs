namespace ArticleSearch.Analysis.Lexicon;

/// <summary>
/// Letters without their accents: é = e, ç = c, œ = oe, composed as decomposed, the same in every culture. It never changes the
/// case of a letter, nor letters that are not Latin.
/// </summary>
internal static class AccentFolding
{
    private const char First = 'À';

    // From À (U+00C0) to ž (U+017E); a blank where a letter stands for itself or for two.
    private const string Plain =
        "AAAAAA CEEEEIIII NOOOOO OUUUUY  aaaaaa ceeeeiiii nooooo ouuuuy y"
        + "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiI   JjKk LlLlLlLlLlNnNnNn   OoOoOo  RrRrRr"
        + "SsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZz";

    /// <summary>How much longer than a word its folding may be: each letter at most two.</summary>
    public const int MostGrowth = 2;

    /// <summary>
    /// Writes a word without its accents into a destination at least <see cref="MostGrowth"/> times as long, and returns how many
    /// letters that were. Folding twice is folding once.
    /// </summary>
    public static int Fold(ReadOnlySpan<char> word, Span<char> destination)
    {
        int length = 0;
        foreach (char letter in word)
        {
            if (letter < 0x80)
            {
                destination[length++] = letter;
                continue;
            }

            if (letter is >= '\u0300' and <= '\u036F')
            {
                continue; // the accent of a decomposed letter
            }

            var (first, second) = Fold(letter);
            destination[length++] = first;
            if (second != 0)
            {
                destination[length++] = second;
            }
        }

        return length;
    }

    /// <summary>The one or two letters that a letter is without its accents; no second letter is 0.</summary>
    public static (char First, char Second) Fold(char letter)
    {
        switch (letter)
        {
            case 'œ':
                return ('o', 'e');
            case 'æ':
                return ('a', 'e');
            case 'ß':
                return ('s', 's');
            case 'Œ':
                return ('O', 'E');
            case 'Æ':
                return ('A', 'E');
            case '’' or '‘' or 'ʼ' or '´' or '＇':
                return ('\'', '\0');
        }

        int place = letter - First;
        char plain = (uint)place < (uint)Plain.Length ? Plain[place] : ' ';
        return (plain == ' ' ? letter : plain, '\0');
    }
}
