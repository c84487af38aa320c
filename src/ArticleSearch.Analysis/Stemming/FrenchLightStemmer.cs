namespace ArticleSearch.Analysis;

/// <summary>
/// The light stemmer for French of Jacques Savoy (UniNE): plural and feminine endings go, frequent suffixes are made alike,
/// accents and doubled letters are levelled in longer words. The word must be in small letters already. It knows no exceptions and
/// looks nothing up.
/// </summary>
/// <remarks>
/// Jacques Savoy, “Light Stemming Approaches for the French, Portuguese, German and Hungarian Languages”, ACM SAC 2006. The
/// algorithm and its suffixes are copyright (c) 2005 Jacques Savoy, all rights reserved, BSD licence: see Savoy-LICENSE.txt.
/// Lengths count UTF-16 code units.
/// </remarks>
internal static class FrenchLightStemmer
{
    /// <summary>
    /// The suffixes, in the order in which they are tried. A word that is longer than the bound and ends so gets the other ending;
    /// most rules are the last that a word meets, a few let it go on to the rules below.
    /// </summary>
    private static readonly SuffixRule[] Rules =
    [
        new("issement", 9, "ir"), new("issant", 8, "ir"),
        new("ement", 6, "e") { ThenEnding = "ive", ThenLongerThan = 3, ThenBecomes = "if" },
        new("ficatrice", 11, "fier"), new("ficateur", 10, "fier"),
        new("catrice", 9, "quer"), new("cateur", 8, "quer"),
        new("atrice", 8, "er"), new("ateur", 7, "er"),
        new("trice", 6, "teur") { GoesOn = true },
        new("ième", 5, ""),
        new("teuse", 7, "ter"), new("teur", 6, "ter"), new("euse", 5, "eu"),
        new("ère", 8, "er"), new("ive", 7, "if"),
        new("folle", 4, "fou"), new("molle", 4, "mou"),
        new("nnelle", 9, "n"), new("nnel", 9, "n"),
        new("ète", 4, "et") { GoesOn = true },
        new("ique", 8, "") { GoesOn = true },
        new("esse", 8, "e"), new("inage", 7, "in"),
        new("isation", 9, "") { ThenEnding = "ual", ThenLongerThan = 5, ThenBecomes = "uel" },
        new("isateur", 9, ""), new("ation", 8, ""), new("ition", 8, ""),
    ];

    /// <summary>Stems a word in place; returns the length of the stem.</summary>
    public static int Stem(Span<char> word)
    {
        int length = WithoutPlural(word, word.Length);
        foreach (var rule in Rules)
        {
            if (rule.Apply(word, ref length) && !rule.GoesOn)
            {
                break;
            }
        }

        return Level(word, length);
    }

    private static int WithoutPlural(Span<char> word, int length)
    {
        if (length > 5 && word[length - 1] == 'x')
        {
            // chevaux → cheval, but bateaux → bateau
            if (word[length - 3] == 'a' && word[length - 2] == 'u' && word[length - 4] != 'e')
            {
                word[length - 2] = 'l';
            }

            length--;
        }

        if (length > 3 && word[length - 1] == 'x')
        {
            length--;
        }

        if (length > 3 && word[length - 1] == 's')
        {
            length--;
        }

        return length;
    }

    /// <summary>Takes accents, doubled letters and the last vowels from a word of more than four letters.</summary>
    private static int Level(Span<char> word, int length)
    {
        if (length > 4)
        {
            length = WithoutDoubledLetters(word, WithoutAccents(word[..length]));
        }

        if (length > 4 && word[..length].EndsWith("ie"))
        {
            length -= 2;
        }

        if (length > 4)
        {
            length -= word[length - 1] == 'r' ? 1 : 0;
            length -= word[length - 1] == 'e' ? 1 : 0;
            length -= word[length - 1] == 'e' ? 1 : 0;
            length -= word[length - 1] == word[length - 2] && Letters.IsLetter(word[length - 1]) ? 1 : 0;
        }

        return length;
    }

    private static int WithoutAccents(Span<char> word)
    {
        foreach (ref char c in word)
        {
            c = c switch
            {
                'à' or 'á' or 'â' => 'a',
                'ç' => 'c',
                'è' or 'é' or 'ê' => 'e',
                'î' => 'i',
                'ô' => 'o',
                'ù' or 'û' => 'u',
                _ => c,
            };
        }

        return word.Length;
    }

    private static int WithoutDoubledLetters(Span<char> word, int length)
    {
        int kept = 1;
        for (int i = 1; i < length; i++)
        {
            if (word[i] != word[kept - 1] || !Letters.IsLetter(word[i]))
            {
                word[kept++] = word[i];
            }
        }

        return kept;
    }

    /// <summary>An ending, the length that a word must exceed, and the ending in its place.</summary>
    private sealed record SuffixRule(string Ending, int LongerThan, string Becomes)
    {
        /// <summary>Whether the rules below see the word as well.</summary>
        public bool GoesOn { get; init; }

        /// <summary>A second ending that may come to light behind the first.</summary>
        public string? ThenEnding { get; init; }

        public int ThenLongerThan { get; init; }

        public string ThenBecomes { get; init; } = "";

        public bool Apply(Span<char> word, ref int length)
        {
            if (!Replace(word, ref length, Ending, LongerThan, Becomes))
            {
                return false;
            }

            if (ThenEnding is not null)
            {
                Replace(word, ref length, ThenEnding, ThenLongerThan, ThenBecomes);
            }

            return true;
        }

        private static bool Replace(Span<char> word, ref int length, string ending, int longerThan, string becomes)
        {
            if (length <= longerThan || !word[..length].EndsWith(ending))
            {
                return false;
            }

            length -= ending.Length;
            becomes.CopyTo(word[length..]);
            length += becomes.Length;
            return true;
        }
    }
}
