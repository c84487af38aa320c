using ArticleSearch.Analysis.Lexicon;

namespace ArticleSearch.Analysis.French;

/// <summary>
/// The little words of French, which say next to nothing about what is sought: articles, pronouns, prepositions, conjunctions, forms
/// of <i>être</i> and <i>avoir</i>. Words that are nouns as well (<c>son</c>, <c>est</c>) are little only where nothing speaks for
/// the noun.
/// </summary>
/// <remarks>
/// Our own list, made by going through the closed classes of a grammar one after the other; a word is there only if a text that has
/// it is no better answer than one that has not. Numbers, nouns and adverbs that can carry a question (<c>jamais</c>, <c>hier</c>)
/// are not.
/// </remarks>
internal static class MinorWords
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = SetOf(
        // articles, determiners
        "le la les un une des du de au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs "
        + "quel quelle quels quelles quelque quelques chaque plusieurs tel telle tels telles tout toute tous toutes aucun aucune certain certaine certains certaines "
        // pronouns
        + "je tu il elle on nous vous ils elles me te se moi toi soi lui eux y en ceci cela ça celui celle ceux celles "
        + "qui que quoi dont où lequel laquelle lesquels lesquelles auquel auxquels auxquelles duquel desquels desquelles "
        + "celui-ci celle-ci ceux-ci celles-ci celui-là celle-là ceux-là celles-là moi-même lui-même elle-même eux-mêmes elles-mêmes soi-même "
        + "quelqu'un quelqu'une rien autre autres même mêmes "
        // prepositions
        + "à dans par pour sur sous avec sans entre vers chez depuis pendant durant dès jusque contre selon malgré parmi afin lors envers via hors avant après "
        // conjunctions
        + "et ou mais donc ni car si comme quand lorsque puisque quoique parce tandis "
        // negation and small adverbs
        + "ne pas plus moins très trop peu si aussi ainsi alors encore déjà là ici ci puis bien ensuite peut-être c'est-à-dire "
        + "n'importe y'a y'en "

        // auxiliaries beside être and avoir
        + "peut peuvent peux pouvez pouvons pourra pourront pourrait pourraient pouvait pouvaient doit doivent dois devez devra devront devrait devraient faut faudra "
        // être
        + "être suis es est sommes êtes sont étais était étions étiez étaient fus fut fûmes fûtes furent serai seras sera serons serez seront "
        + "serais serait serions seriez seraient sois soit soyons soyez soient fusse fût fussent étant "
        // avoir
        + "avoir ai as a avons avez ont avais avait aviez avaient eus eut eûmes eûtes eurent aurai auras aura aurons aurez auront "
        + "aurais aurait aurions auriez auraient aie aies ait ayons ayez aient eût eussent eu ayant "
        // elided
        + "l' d' c' j' m' n' s' t' qu' jusqu' lorsqu' puisqu' quoiqu' presqu' quelqu' entr' 's "
        // signs
        + "% n° €");

    private static readonly string[] HavingForms =
        ["a", "ont", "ai", "as", "avons", "avez", "avait", "avaient", "aurait", "auraient", "aura", "auront", "ait", "aient", "ayant", "avoir", "eût"];

    // Nouns as well, and the words behind which they are.
    private static readonly Dictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> NounsAfter = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["est"] = ["l'", "d'", "grand"], // vent d'est; but c'est, n'est
        ["son"] = ["le", "du", "au", "un", "ce"],
        ["ton"] = ["le", "du", "au", "un", "ce"],
        ["as"] = ["l'", "un", "d'", "les", "des", "cet"],
        ["aura"] = ["l'", "une", "d'", "cette", "son"],
        ["car"] = ["le", "un", "du", "au", "en", "les", "des", "par"],
        ["pas"] = ["le", "un", "les", "des", "aux", "faux", "premier", "premiers"],
        ["moi"] = ["le", "du"],
        ["soi"] = ["le", "de", "en"],
        ["être"] = ["l'", "un", "les", "des", "cet"],
        ["avoir"] = ["l'", "un", "les", "des"],
        ["bien"] = ["le", "un", "du", "au"],
        ["sous"] = ["les", "des"],
        ["rien"] = ["un"],
        ["tous"] = ["pour"], // le mariage pour tous
        ["mais"] = ["le", "du", "de"], // maïs, typed without its accent
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    // The other way round: nouns first of all, and verbs where one of these words stands shortly before.
    private static readonly Dictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> VerbsAfter = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["été"] = HavingForms,
        ["ete"] = HavingForms,
        ["avions"] = ["nous"],
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Plain = WithoutAccents(Words.Set);

    /// <summary>Whether a term is a little word, accents aside.</summary>
    public static bool Contains(ReadOnlySpan<char> term)
    {
        if (term.Length > WordAutomaton.LongestForm)
        {
            return false;
        }

        Span<char> plain = stackalloc char[AccentFolding.MostGrowth * WordAutomaton.LongestForm];
        return Words.Contains(term) || Plain.Contains(plain[..AccentFolding.Fold(term, plain)]) && !IsAnotherWord(term);
    }

    /// <summary>Whether a little word can be a noun.</summary>
    public static bool MayBeNoun(ReadOnlySpan<char> term) => NounsAfter.ContainsKey(term);

    /// <summary>Whether a little word is a noun behind another word: <c>l'est</c>.</summary>
    public static bool IsNounAfter(string before, ReadOnlySpan<char> term) =>
        NounsAfter.TryGetValue(term, out string[]? articles) && articles.Contains(before, StringComparer.Ordinal);

    /// <summary>Whether a word that is a noun first of all is a form of être or avoir behind another: <c>a été</c>.</summary>
    public static bool IsVerbAfter(string before, ReadOnlySpan<char> term) =>
        VerbsAfter.TryGetValue(term, out string[]? words) && words.Contains(before, StringComparer.Ordinal);

    // Accents that were left out are forgiven, accents that were typed are not: sûr, dû, mûr, ès are no little words.
    private static bool IsAnotherWord(ReadOnlySpan<char> term)
    {
        Span<char> plain = stackalloc char[AccentFolding.MostGrowth * WordAutomaton.LongestForm];
        return !plain[..AccentFolding.Fold(term, plain)].SequenceEqual(term);
    }

    private static HashSet<string>.AlternateLookup<ReadOnlySpan<char>> SetOf(string words) =>
        words.Split(' ').ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static HashSet<string>.AlternateLookup<ReadOnlySpan<char>> WithoutAccents(HashSet<string> words)
    {
        char[] plain = new char[AccentFolding.MostGrowth * WordAutomaton.LongestForm];
        return words.Select(word => new string(plain, 0, AccentFolding.Fold(word, plain)))
            .ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }
}
