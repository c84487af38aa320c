namespace ArticleSearch.Analysis.Lexicon;

/// <summary>
/// Letters without their accents: é = e, ç = c, œ = oe, composed as decomposed, the same in every culture. It never changes the
/// case of a letter, nor letters that are not Latin.
/// </summary>
internal static class AccentFolding
{
    // The letters of Latin-1 and Latin Extended-A and B, then those of Latin Extended Additional (Vietnamese, transliterations): the
    // first letter of what Unicode decomposes each to (UnicodeData.txt 15.0, a test holds the rows to it), and for those with a bar or a
    // hook, which it does not decompose, the letter that bears it. A blank where a letter stands for itself or for two.
    private const char First = 'À';
    private const string Plain =
        "AAAAAA CEEEEIIIIDNOOOOO OUUUUY  aaaaaa ceeeeiiiidnooooo ouuuuy y" // U+00C0
        + "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi  JjKk LlLlLlL" // U+0100
        + "lLlNnNnNn NnOoOoOo  RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs" // U+0140
        + "bB    O  DD    AEFfG   IKkl  NnOOo  Pp     tTtTUu VYyZz         " // U+0180
        + "             AaIiOoUuUuUuUuUu AaAa  GgGgKkOoOo  j   Gg  NnAa  Oo" // U+01C0
        + "AaAaEeEeIiIiOoOoRrRrUuUuSsTt  Hh      AaEeOoOoOoOoYy      ACcLT " // U+0200
        + "   B  EeJj  RrYy"; // U+0240

    private const char FirstAdditional = '\u1E00';
    private const string PlainAdditional =
        "AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMm" // U+1E00
        + "MmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVv" // U+1E40
        + "WwWwWwWwWwXxXxYyZzZzZzhtwyasss  AaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEe" // U+1E80
        + "EeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy      "; // U+1EC0

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
            case 'æ' or 'ǽ' or 'ǣ':
                return ('a', 'e');
            case 'þ':
                return ('t', 'h');
            case 'ĳ':
                return ('i', 'j');
            case 'ß':
                return ('s', 's');
            case 'Œ':
                return ('O', 'E');
            case 'Æ':
                return ('A', 'E');
            case 'Þ':
                return ('T', 'h');
            case 'ə':
                return ('a', '\0'); // Azeri, whose names French writes with an a: Əliyev, Aliyev
            case 'ɓ':
                return ('b', '\0'); // the last four of African languages
            case 'ɖ' or 'ɗ':
                return ('d', '\0');
            case 'ɛ':
                return ('e', '\0');
            case 'ɔ':
                return ('o', '\0');
            case '’' or '‘' or 'ʼ' or '´' or '＇':
                return ('\'', '\0');
        }

        int place = letter - First;
        int additional = letter - FirstAdditional;
        char plain = (uint)place < (uint)Plain.Length ? Plain[place]
            : (uint)additional < (uint)PlainAdditional.Length ? PlainAdditional[additional]
            : ' ';
        return (plain == ' ' ? letter : plain, '\0');
    }
}
