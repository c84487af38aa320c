using ArticleSearch.Analysis.Lexicon;

namespace ArticleSearch.Analysis.French;

/// <summary>
/// Little words that lose their vowel before another: the <c>l'</c> of <c>l'avion</c>. Words that keep an apostrophe within them are
/// no elisions.
/// </summary>
internal static class Elisions
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Elided = new HashSet<string>(StringComparer.Ordinal)
    {
        "l", "d", "c", "j", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu", "quelqu", "entr",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    // What is one word though it begins like an elision. An entry that ends in - stands for all that begin with it.
    private static readonly string[] Whole = ["presqu'ile-", "presqu'île-", "quelqu'un-", "n'importe", "m'sieur-", "m'dame-", "t'chat-"];

    /// <summary>Whether letters, small and folded, are what an elision leaves of a word.</summary>
    public static bool IsElided(ReadOnlySpan<char> letters) => Elided.Contains(letters);

    /// <summary>How many characters of a word, small and folded, are an elided word and its apostrophe; 0 if none are.</summary>
    public static int Length(ReadOnlySpan<char> word)
    {
        int apostrophe = word.IndexOf('\'');
        if (apostrophe <= 0 || !IsElided(word[..apostrophe]))
        {
            return 0;
        }

        var after = word[(apostrophe + 1)..];
        bool isWhole = word[..apostrophe] switch
        {
            "entr" => after is not ("eux" or "elles" or "autres"), // entr'ouvrir
            "n" or "m" or "t" => !after.IsEmpty && IsConsonant(after[0]), // N'Djamena, N'Golo, M'Bappé
            _ => false,
        };
        foreach (string whole in Whole)
        {
            isWhole |= whole.EndsWith('-')
                ? word.StartsWith(whole.AsSpan(0, whole.Length - 1), StringComparison.Ordinal)
                : word.SequenceEqual(whole);
        }

        return isWhole || Compounds.KeepsApostrophe(word) ? 0 : apostrophe + 1;
    }

    /// <summary>
    /// How many letters at the beginning of a word, small and folded, are an elided word whose apostrophe was not typed; 0 if none are.
    /// Whether the word is another one as it stands is for others to know.
    /// </summary>
    public static int LengthWithoutApostrophe(ReadOnlySpan<char> word)
    {
        int length = word.StartsWith("qu") ? 2 : 1;
        return word.Length > length + 1 && IsElided(word[..length]) && IsBeforeVowel(word[length]) ? length : 0;
    }

    /// <summary>Whether a word that begins with a letter elides the one before it; an h may be mute.</summary>
    public static bool IsBeforeVowel(char letter) => AccentFolding.Fold(letter).First is 'a' or 'e' or 'i' or 'o' or 'u' or 'y' or 'h';

    private static bool IsConsonant(char letter) => "bcdfgjklmnpqrstvwxz".Contains(letter, StringComparison.Ordinal);
}
