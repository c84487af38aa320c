using System.Text;
using ArticleSearch.Analysis.Lexicon;
using ArticleSearch.Expanding;

namespace ArticleSearch.Suggesting;

/// <summary>
/// How people who write French miswrite it, and how likely each way is: a table that a reader may dispute line by line. It knows
/// letters, no words and no index.
/// </summary>
/// <remarks>
/// A cost is twice the negative natural logarithm of a probability, roughly: an error of cost 10 is about e² times rarer than one
/// of cost 6. The costs of several errors in one word add up. Letters are compared without their accents, but for œ and æ and where the table has the accent.
/// </remarks>
internal static class TypingErrors
{
    /// <summary>An accent that was left out.</summary>
    public const int AccentLeftOut = 3;

    /// <summary>An accent that is wrong or too much.</summary>
    public const int AccentWrong = 4;

    /// <summary>A hyphen or an apostrophe inside a word that was left out, or is too much.</summary>
    public const int Sign = 3;

    /// <summary>One letter of a pair that was left out, or a letter doubled that is single.</summary>
    public const int Doubling = 5;

    /// <summary>A silent h.</summary>
    public const int SilentH = 5;

    /// <summary>A silent letter at the end.</summary>
    public const int SilentEnd = 6;

    /// <summary>Two letters in the wrong order.</summary>
    public const int Transposition = 10;

    /// <summary>A letter too much that lies beside its neighbour on the keyboard: two keys were hit at once.</summary>
    public const int TwoKeys = 10;

    /// <summary>The key beside the right one.</summary>
    public const int KeyBeside = 11;

    /// <summary>A letter left out.</summary>
    public const int LeftOut = 11;

    /// <summary>A letter too much.</summary>
    public const int TooMuch = 12;

    /// <summary>A vowel for another, a consonant for one that sounds much like it.</summary>
    public const int Alike = 12;

    /// <summary>Any letter for any other.</summary>
    public const int Wrong = 16;

    /// <summary>What an error of the hand costs more at the first letter, which people look at.</summary>
    public const int AtStart = 5;

    /// <summary>The space between two words left out, or one too much inside a word.</summary>
    public const int Space = 9;

    /// <summary>The apostrophe behind an elided word left out.</summary>
    public const int Apostrophe = 4;

    private const string Vowels = "aeiouy";

    private const int Letters = 26;

    // Pairs of letters that sound alike and are no vowels.
    private static readonly string[] AlikePairs = ["bp", "dt", "fv", "gk", "mn", "cg", "sz", "lr"];

    private static readonly Sound[] LigaturesAsSounds = Both(("oe", "œ", 2), ("ae", "æ", 2));

    /// <summary>
    /// Two ways to write one sound, in either direction, and what it costs to take one for the other. A dollar is the end of the
    /// word; an empty side is a letter that is not heard.
    /// </summary>
    public static ReadOnlySpan<Sound> Sounds => AllSounds.Table;

    /// <summary>Those that differ in their accents alone, as it were: two letters that are written as one.</summary>
    public static ReadOnlySpan<Sound> Ligatures => LigaturesAsSounds;

    /// <summary>A letter as the table has it: without its accent, unless it is two letters then.</summary>
    public static int Plain(int codePoint)
    {
        if (codePoint is < 0x80 or > char.MaxValue)
        {
            return codePoint;
        }

        var (first, second) = AccentFolding.Fold((char)codePoint);
        return second == '\0' ? first : codePoint;
    }

    /// <summary>What it costs to have typed one letter for another, both plain.</summary>
    public static int Substitution(int typed, int meant) =>
        FrenchKeyboard.AreBeside(typed, meant) ? KeyBeside : AreAlike(typed, meant) ? Alike : Wrong;

    /// <summary>The letters that cost less than any in the place of a plain letter.</summary>
    public static string LikelyFor(int typed) => typed is >= 'a' and <= 'z' ? LikelyByLetter.Letters[typed - 'a'] : "";

    /// <summary>Whether a letter may stand at the end of a word without being heard.</summary>
    public static bool IsSilentAtEnd(int plain) => plain is 'e' or 's' or 't' or 'd' or 'x' or 'z' or 'p' or 'h';

    public static bool IsSign(int codePoint) => codePoint is '-' or '\'';

    private static bool AreAlike(int one, int other) =>
        one is >= 'a' and <= 'z' && other is >= 'a' and <= 'z'
        && ((Vowels.Contains((char)one, StringComparison.Ordinal) && Vowels.Contains((char)other, StringComparison.Ordinal))
            || Array.Exists(AlikePairs, pair => pair.Contains((char)one, StringComparison.Ordinal) && pair.Contains((char)other, StringComparison.Ordinal)));

    private static Sound[] Both(params (string One, string Other, int Cost)[] table)
    {
        var sounds = new Sound[2 * table.Length];
        int count = 0;
        foreach (var (one, other, cost) in table)
        {
            bool atEnd = one.EndsWith('$') || other.EndsWith('$');
            (string a, string b) = (one.TrimEnd('$'), other.TrimEnd('$'));
            sounds[count++] = new Sound(a, b, cost, atEnd);
            sounds[count++] = new Sound(b, a, cost, atEnd);
        }

        return sounds;
    }

    private static string[] LikelyLetters()
    {
        string[] likely = new string[Letters];
        for (int i = 0; i < likely.Length; i++)
        {
            char letter = (char)('a' + i);
            var letters = new StringBuilder();
            Add(FrenchKeyboard.Beside(letter));
            if (Vowels.Contains(letter, StringComparison.Ordinal))
            {
                Add(Vowels);
            }
            else
            {
                foreach (string pair in AlikePairs)
                {
                    if (pair.Contains(letter, StringComparison.Ordinal))
                    {
                        Add(pair);
                    }
                }
            }

            likely[i] = letters.ToString();

            void Add(string others)
            {
                foreach (char other in others)
                {
                    if (other != letter && !letters.ToString().Contains(other, StringComparison.Ordinal))
                    {
                        letters.Append(other);
                    }
                }
            }
        }

        return likely;
    }

    /// <summary>By the letter, from a to z: those that cost less in its place than any other.</summary>
    private static class LikelyByLetter
    {
        public static readonly string[] Letters = LikelyLetters();
    }

    /// <summary>Made when it is first asked for: most searches ask for accents alone.</summary>
    private static class AllSounds
    {
        public static readonly Sound[] Table = [.. LigaturesAsSounds, .. Both(
            ("e", "œ", 7), ("eu", "œu", 4), ("eu", "oeu", 5), ("euil", "œil", 5), ("euil", "ueil", 4),
            ("f", "ph", 4), ("k", "qu", 5), ("c", "qu", 6), ("k", "c", 5), ("k", "ck", 5), ("c", "ck", 6), ("q", "qu", 4), ("q", "k", 7),
            ("qu", "cqu", 5), ("cu", "qu", 6), ("k", "ch", 6), ("c", "ch", 6), ("ch", "sh", 6), ("ch", "sch", 6),
            ("s", "c", 6), ("ss", "c", 5), ("se", "sce", 6), ("si", "sci", 6), ("ce", "sce", 5), ("ci", "sci", 5), ("sse", "sce", 5), ("ssi", "sci", 5), ("s", "z", 7), ("s", "x", 9), ("ti", "si", 7), ("tion", "sion", 5),
            ("tion", "ssion", 5), ("tion", "cion", 5), ("x", "xc", 5), ("x", "cc", 6), ("x", "cs", 6), ("x", "ks", 6), ("x", "gz", 7), ("s$", "x$", 6), ("cc", "xc", 5),
            ("g", "j", 6), ("ge", "j", 6), ("g", "ge", 6), ("g", "gu", 5), ("gn", "ni", 7), ("gn", "ny", 7),
            ("o", "eau", 5), ("o", "au", 5), ("au", "eau", 4), ("ot$", "o$", 6), ("ot$", "au$", 7), ("ots$", "os$", 6), ("aux$", "eaux$", 4), ("aus$", "aux$", 5),
            ("als$", "aux$", 8), ("als$", "aus$", 9), ("é", "ai", 5), ("è", "ai", 5), ("e", "ai", 8), ("è", "ei", 5), ("e", "ei", 8), ("ai", "ei", 6), ("er$", "é$", 6), ("ez$", "é$", 6), ("ez$", "er$", 7), ("er$", "ai$", 8),
            ("et$", "é$", 7), ("et$", "ai$", 7), ("ait$", "é$", 7), ("ait$", "ais$", 6), ("ais$", "é$", 8), ("ai$", "ait$", 6), ("aient$", "ait$", 8),
            ("an", "en", 5), ("am", "em", 5), ("am", "an", 7), ("em", "en", 7), ("am", "en", 8), ("em", "an", 8), ("om", "on", 6), ("im", "in", 6), ("in", "ain", 6), ("in", "ein", 6), ("ain", "ein", 5),
            ("in", "im", 6), ("in", "aim", 7), ("in", "un", 8), ("ien", "iin", 8), ("in", "en", 7), ("aind", "eind", 5), ("aint", "eint", 5), ("amment", "emment", 4), ("ament", "amment", 5),
            ("y", "i", 5), ("y", "ii", 7), ("ill", "y", 7), ("il", "ill", 6), ("y", "ye", 8), ("i", "ie$", 7), ("ai", "aill", 8), ("ail$", "aille$", 5), ("eil$", "eille$", 5), ("euil$", "euille$", 5),
            ("oi", "oua", 7), ("oi", "wa", 7), ("ou", "w", 8), ("ou", "oo", 8), ("v", "w", 7), ("u", "eu", 9), ("u", "ou", 9),
            ("t", "th", 5), ("r", "rh", 5), ("t", "pt", 8), ("n", "mn", 8), ("an", "aon", 7), ("eo", "o", 8),
            ("t$", "d$", 7), ("", "ent$", 11),
            ("é", "2", 8), ("è", "7", 8), ("ç", "9", 8), ("à", "0", 8))];
    }
}

/// <summary>Letters that were typed for others which sound the same.</summary>
/// <param name="Typed">What was typed; empty for a letter that was left out.</param>
/// <param name="Meant">What was meant.</param>
/// <param name="Cost">How unlikely that is.</param>
/// <param name="AtEnd">Whether both stand at the end of the word.</param>
internal readonly record struct Sound(string Typed, string Meant, int Cost, bool AtEnd);
