namespace ArticleSearch.Analysis.French;

/// <summary>What a character of a <see cref="WrittenPiece"/> is to whoever reads it.</summary>
internal enum SignKind : byte
{
    /// <summary>No part of a word, unless a rule says so: points, hyphens, apostrophes, signs.</summary>
    Sign,

    /// <summary>A Latin letter, or what is written in the place of one.</summary>
    Letter,

    /// <summary>0 to 9.</summary>
    Digit,

    /// <summary>Letters of other scripts, emoji: whatever French has no rules for.</summary>
    Foreign,
}

/// <summary>
/// The characters that mean the same: apostrophes, hyphens, raised letters, ligatures, spaces; and those that mean nothing. A table;
/// it knows no words.
/// </summary>
internal static class FrenchSigns
{
    /// <summary>What a character is, small and folded.</summary>
    public static SignKind KindOf(char c) => c switch
    {
        >= 'a' and <= 'z' or '_' => SignKind.Letter,
        >= '0' and <= '9' => SignKind.Digit,
        < '\u0080' => SignKind.Sign,
        'µ' or '²' or '³' or '¹' or 'ª' or 'º' => SignKind.Letter,
        < 'À' or '×' or '÷' => SignKind.Sign,
        <= '\u02AF' or (>= '\u1E00' and <= '\u1EFF') => SignKind.Letter,
        >= '\u2070' and <= '\u209F' => SignKind.Letter,
        (>= '\u2000' and <= '\u206F') or (>= '\u20A0' and <= '\u20CF') => c is '\u200C' or '\u200D' ? SignKind.Foreign : SignKind.Sign,
        _ => SignKind.Foreign,
    };

    /// <summary>Whether a character of a text is never seen: it may stand within a word, and is no part of it.</summary>
    public static bool IsInvisible(char c) => c is '\u00AD' or '\u034F' or '\u061C' or '\u180E' or '\uFEFF'
        or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u2069') or (>= '\uFE00' and <= '\uFE0F');

    /// <summary>Whether an invisible character means something in other scripts and between emoji.</summary>
    public static bool IsJoiner(char c) => c is '\u200C' or '\u200D' or (>= '\uFE00' and <= '\uFE0F');

    /// <summary>Whether a character of a text separates digits of one number, as a space does.</summary>
    public static bool IsDigitSpace(char c) => c is ' ' or '\u00A0' or '\u202F' or '\u2009' or '\u2007';

    /// <summary>The sign that stands for all that mean the same; most stand for themselves.</summary>
    public static char Fold(char c) => c switch
    {
        '\u00A0' or '\u202F' or '\u2009' or '\u2007' => ' ',
        '’' or '‘' or 'ʼ' or '´' or '‛' => '\'',
        '\u2010' or '\u2011' or '\u2013' or '\u2212' => '-',
        '·' or '•' or '‧' or '・' => '·',
        >= '\uFF01' and <= '\uFF5E' => FoldAscii((char)(c - '\uFF01' + '!')),
        _ => c,
    };

    /// <summary>The letter or digit that is written above or below the line; false if the character is on it.</summary>
    public static bool TryRaise(char c, out char plain)
    {
        plain = c switch
        {
            '¹' or '\u2081' => '1',
            '²' or '\u2082' => '2',
            '³' or '\u2083' => '3',
            '\u2070' or '\u2080' => '0',
            >= '\u2074' and <= '\u2079' => (char)(c - '\u2070' + '0'),
            >= '\u2084' and <= '\u2089' => (char)(c - '\u2080' + '0'),
            'ª' or 'ᵃ' => 'a',
            'ᵈ' => 'd',
            'ᵉ' => 'e',
            'ᵍ' => 'g',
            'ʰ' => 'h',
            'ⁱ' => 'i',
            'ˡ' => 'l',
            'ᵐ' => 'm',
            'ⁿ' => 'n',
            'ᵒ' or 'º' => '°',
            'ʳ' => 'r',
            'ˢ' => 's',
            'ᵗ' => 't',
            _ => '\0',
        };
        return plain != 0;
    }

    /// <summary>The letters of a ligature that is typography alone, unlike œ and æ; null for all else.</summary>
    public static string? Ligature(char c) => c switch
    {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' or 'ﬆ' => "st",
        _ => null,
    };

    private static char FoldAscii(char c) => (uint)(c - 'A') <= 'Z' - 'A' ? (char)(c | 0x20) : c;
}
