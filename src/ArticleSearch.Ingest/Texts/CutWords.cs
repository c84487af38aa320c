using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using ArticleSearch.Indexing;

namespace ArticleSearch.Ingest.Texts;

/// <summary>
/// Joins words that a hyphen cuts at the end of a line. What comes before and after stands where it stood: the line break moves behind
/// the word, and where the hyphen goes too, a blank makes up for it. It leaves alone what may be no cut word.
/// </summary>
/// <remarks>
/// <c>gouverne-⏎ment de</c> becomes <c>gouvernement ⏎ de</c> with a blank for the hyphen, <c>porte-⏎avions et</c> becomes <c>porte-avions⏎ et</c>. A cut is a hyphen
/// between two letters, small after the break. Whether the hyphen is the word's own is decided, in this order, by how the
/// word is written elsewhere in the text, by words that are written with one (<c>porte-</c>, <c>vice-</c>, <c>-il</c>, <c>-ci</c>), and by the rule that
/// French does not cut before a vowel after a consonant; else it goes.
/// </remarks>
internal static class CutWords
{
    // A long book has some thousands; what comes after so many stays as it stands.
    private const int MaxCuts = 1 << 18;

    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\n\r");

    // First parts of compounds. Those that are also the beginning of many plain words (en, par, sur, ad) are not here.
    private static readonly FrozenSet<string> CompoundStarts = FrozenSet.ToFrozenSet(
        """
        abat accroche aide ainsi amuse anglo appuie après arc arrière audio auto avant baby bas basse beau beaux belle belles bien bloc brise bric cache
        casse celle celles celui centre cerf cessez ceux chasse chauffe chef chefs chou ci compte contre coupe couvre croque cure demi demie dernier
        deux dix euro ex extrême faire fausse faux fer franco garde germano gratte grand grande grands grandes gréco haut haute hauts hispano
        hors huit indo israélo italo judéo laissez lance lave libre longue lui mi micro mini moins moyen moyens mort mot mots moyenne nippo nord non nous nouveau nouveaux nouvelle
        nu ouest ouvre papier pare passe passez perce perche petit petite petits petites peut plein porte portes pot presqu presse quasi quatre quelque quelques quinze
        ramasse remue rendez réveille rez russo saint sainte saints sans sèche semi serre sept sino six social soi soixante sous soutien souffre sud taille tire tourne tout toute trente trois trompe
        trop vice vide vingt vis vous wagon
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    // What follows a hyphen as a word of its own.
    private static readonly FrozenSet<string> CompoundEnds = FrozenSet.ToFrozenSet(
        ["ce", "ci", "là", "je", "tu", "il", "ils", "elle", "elles", "on", "y", "en", "même", "mêmes", "t"], StringComparer.Ordinal);

    // What follows an imperative or an inversion.
    private static readonly FrozenSet<string> Pronouns = FrozenSet.ToFrozenSet(["le", "la", "les", "lui", "leur", "moi", "toi", "nous", "vous"], StringComparer.Ordinal);

    // Prefixes that end in a consonant and are cut off as they are made, vowel or not.
    private static readonly FrozenSet<string> Prefixes = FrozenSet.ToFrozenSet(
        ["dés", "in", "mal", "sub", "trans", "inter", "hyper", "super", "més", "bis", "per", "ad", "ab", "en", "con", "sur", "pén", "post", "mon", "nor", "ex"], StringComparer.OrdinalIgnoreCase);

    private static readonly SearchValues<char> Vowels = SearchValues.Create("aàâeéèêëiîïoôuùûüyœæAÀÂEÉÈÊËIÎÏOÔUÙÛÜYŒÆ");

    /// <summary>The text with its words whole; the same string where none is cut. Its length is the same.</summary>
    public static string Join(string text)
    {
        var cuts = Find(text);
        if (cuts.Count == 0)
        {
            return text;
        }

        var written = WrittenForms(text, cuts);
        var joined = new StringBuilder(text.Length);
        int copied = 0;
        foreach (var cut in cuts)
        {
            bool keeps = KeepsHyphen(cut.Before(text), cut.After(text), cut.IsCompound, written);
            int hyphen = cut.Break - 1;
            joined.Append(text, copied, hyphen + (keeps ? 1 : 0) - copied);
            joined.Append(text, cut.Next, cut.RunEnd - cut.Next);
            joined.Append(' ', keeps ? 0 : 1);

            // Where the line has nothing else, its break is enough: two would be a blank line.
            bool endsLine = IsLineEnd(text, cut.RunEnd);
            joined.Append(endsLine ? new string(' ', cut.Next - cut.Break) : text[cut.Break..cut.Next]);
            copied = cut.RunEnd;
        }

        return joined.Append(text, copied, text.Length - copied).ToString();
    }

    private static List<Cut> Find(string text)
    {
        var cuts = new List<Cut>();
        for (int i = 0; cuts.Count < MaxCuts && text.AsSpan(i).IndexOfAny(LineEnds) is var found and >= 0;)
        {
            int lineBreak = i + found;
            i = lineBreak + 1;
            if (lineBreak < 3 || text[lineBreak - 1] is not ('-' or '\u2010') || !char.IsLetter(text[lineBreak - 2]))
            {
                continue;
            }

            int next = text[lineBreak] == '\r' && i < text.Length && text[i] == '\n' ? i + 1 : i;
            while (next < text.Length && text[next] is ' ' or '\t')
            {
                next++;
            }

            if (next >= text.Length || !char.IsLower(text[next]))
            {
                continue;
            }

            int start = lineBreak - 1;
            while (start > 0 && char.IsLetter(text[start - 1]))
            {
                start--;
            }

            int end = next;
            while (end < text.Length && char.IsLetter(text[end]))
            {
                end++;
            }

            int runEnd = end;
            while (runEnd < text.Length && !PassageSplitter.IsBlank(text[runEnd]))
            {
                runEnd++;
            }

            // A word that goes on after its second part may be cut again: that one stays.
            cuts.Add(new Cut(start, lineBreak, next, end, runEnd, start > 0 && text[start - 1] is '-' or '\u2010'));
            i = Math.Min(runEnd + 1, text.Length);
        }

        return cuts;
    }

    // Which of the forms in question stand elsewhere in the text, on one line.
    private static HashSet<string> WrittenForms(string text, List<Cut> cuts)
    {
        var wanted = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var cut in cuts)
        {
            wanted.Add($"{cut.Before(text)}{cut.After(text)}");
            wanted.Add($"{cut.Before(text)}-{cut.After(text)}");
        }

        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var lookup = wanted.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsLetter(text[i]))
            {
                continue;
            }

            int start = i;
            while (i < text.Length && (char.IsLetter(text[i]) || (text[i] == '-' && i + 1 < text.Length && char.IsLetter(text[i + 1]))))
            {
                i++;
            }

            if (lookup.TryGetValue(text.AsSpan(start, i - start), out string? form))
            {
                found.Add(form);
            }
        }

        return found;
    }

    private static bool KeepsHyphen(ReadOnlySpan<char> before, ReadOnlySpan<char> after, bool isCompound, HashSet<string> written)
    {
        bool isJoined = written.Contains($"{before}{after}");
        bool isHyphened = written.Contains($"{before}-{after}");
        if (isJoined != isHyphened)
        {
            return isHyphened;
        }

        string start = before.ToString();
        string end = after.ToString();
        return isCompound || before.Length == 1 || CompoundStarts.Contains(start) || CompoundEnds.Contains(end)
            || (Pronouns.Contains(end) && (start.EndsWith("ez", StringComparison.Ordinal) || start.EndsWith("ons", StringComparison.Ordinal)))
            || (Vowels.Contains(after[0]) && !Vowels.Contains(before[^1]) && !Prefixes.Contains(start));
    }

    private static bool IsLineEnd(string text, int position)
    {
        while (position < text.Length && text[position] is ' ' or '\t')
        {
            position++;
        }

        return position >= text.Length || LineEnds.Contains(text[position]);
    }

    /// <summary>A hyphen at the end of a line.</summary>
    /// <param name="Start">Where the letters before it start.</param>
    /// <param name="Break">The line break, just behind it.</param>
    /// <param name="Next">Where the next line's letters start.</param>
    /// <param name="End">Where they end.</param>
    /// <param name="RunEnd">Where the blank after them is.</param>
    /// <param name="IsCompound">Whether the word has a hyphen before this one.</param>
    private readonly record struct Cut(int Start, int Break, int Next, int End, int RunEnd, bool IsCompound)
    {
        public ReadOnlySpan<char> Before(string text) => text.AsSpan(Start, Break - 1 - Start);

        public ReadOnlySpan<char> After(string text) => text.AsSpan(Next, End - Next);
    }
}
