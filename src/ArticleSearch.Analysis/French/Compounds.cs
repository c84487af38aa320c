using ArticleSearch.Analysis.Lexicon;

namespace ArticleSearch.Analysis.French;

/// <summary>
/// Which words with hyphens are one word, sealed, and which are their parts: a <c>porte-avions</c> is no door, but a
/// <c>vice-ministre</c> is a minister and <c>Saint-Malo</c> is Malo. By rule where the lexicon knows the compound as a common noun or
/// an adverb, by table where the rule is wrong. It decides by the word alone, whatever its accents and capitals are.
/// </summary>
internal static class Compounds
{
    private const int LongestEnglish = 3; // beginnings in o that are no combining form: pro-

    // Beginnings whose rest says what is spoken of: the parts are to be found.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> OpenBeginnings = SetOf(
        "anti auto bas basse bio centre chretien co contre cyber demi democrate eco est ex extra haut haute hyper infra inter intra macro maxi mega mi micro "
        + "mini mono multi nano neo non nord ouest para photo poly post pre pro pseudo quasi radio re retro saint sainte semi social sous sud "
        + "super supra sur tele thermo trans tri turbo ultra uni vice video");

    // One word all the same, without accents, in the singular: what begins as above and names another thing than its last part.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Sealed = SetOf(
        "bas-bleu bas-cote bas-fond bas-relief bas-ventre basse-cour basse-fosse "
        + "contre-allee contre-coup contre-courant contre-emploi contre-jour contre-la-montre contre-pied contre-plaque contre-poil contre-ut "
        + "demi-mot demi-sang demi-sel demi-tour extra-muros extra-terrestre intra-muros "
        + "haut-de-chausses haut-de-forme haut-fond haut-fourneau haut-le-coeur haut-le-corps haut-parleur haute-contre haute-fidelite "
        + "mi-chemin mi-temps micro-onde micro-ondes non-dit non-etre non-lieu non-retour non-sens photo-finish "
        + "sous-bois sous-entendu sous-fifre sous-jacent sous-main sous-marin sous-sol sous-tasse sous-verre sous-vetement "
        + "nord-est nord-ouest sud-est sud-ouest sur-le-champ sur-mesure "

        // two nouns that are neither
        + "bec-de-lievre belle-de-nuit chef-lieu etat-major mot-valise "

        // not in the lexicon, or no noun there
        + "c'est-a-dire e-mail e-mails fait-tout hi-fi lo-fi sci-fi t-shirt tee-shirt wi-fi");

    // Known as one noun, and yet each part is what it says; in the singular.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Open = SetOf(
        "auteur-compositeur carte-reponse cours-moyen enseignant-chercheur expert-comptable infirmier-anesthesiste marie-jeanne marin-pompier ministre-president mont-blanc "
        + "nouveau-venu porte-fenetre premier-ministre president-directeur refere-liberte sapeur-pompier terre-neuve timbre-poste vieux-lille");

    private static readonly Dictionary<string, string> ByLetters = WithoutHyphens(Sealed.Set);

    /// <summary>
    /// How many characters at the start of a word, small and folded, with hyphens in it are one sealed word; 0 if none are.
    /// </summary>
    public static int SealedLength(ReadOnlySpan<char> word)
    {
        for (int length = word.Length; length > 0; length = word[..length].LastIndexOf('-'))
        {
            if (length > 0 && word[..length].Contains('-') && IsSealed(word[..length]))
            {
                return length;
            }
        }

        return 0;
    }

    /// <summary>The sealed word of the table that is written like this but for its hyphens; null if there is none: <c>wifi</c>.</summary>
    public static string? SealedOf(string joined) => ByLetters.GetValueOrDefault(joined);

    /// <summary>Whether a word that begins like an elision is a compound that the lexicon knows: <c>m'as-tu-vu</c>.</summary>
    public static bool KeepsApostrophe(ReadOnlySpan<char> word) =>
        word.Contains('-') && SealedLength(word) is var length and > 0 && word[..length].Contains('\'') && word.IndexOf('\'') < word.IndexOf('-');

    /// <summary>Whether a word with hyphens is one word.</summary>
    public static bool IsSealed(ReadOnlySpan<char> word)
    {
        if (word.Length > WordAutomaton.LongestForm)
        {
            return false;
        }

        Span<char> plain = stackalloc char[AccentFolding.MostGrowth * WordAutomaton.LongestForm];
        plain = plain[..AccentFolding.Fold(word, plain)];
        if (Sealed.Contains(plain))
        {
            return true;
        }

        Span<int> forms = stackalloc int[FrenchLexicon.MostAlike];
        var lexicon = FrenchLexicon.Shared;
        int count = Math.Min(forms.Length, lexicon.FindAlike(word, forms));
        foreach (int form in forms[..count])
        {
            foreach (var reading in lexicon.Lemmas(form))
            {
                if (IsSealed(lexicon, reading.Lemma))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether a compound that the lexicon knows is one word: in the singular, so that the plural is cut alike.</summary>
    private static bool IsSealed(FrenchLexicon lexicon, int lemma)
    {
        Span<char> word = stackalloc char[WordAutomaton.LongestForm];
        word = word[..lexicon.Spell(lexicon.BaseOf(lemma), word)];
        Span<char> plain = stackalloc char[AccentFolding.MostGrowth * WordAutomaton.LongestForm];
        plain = plain[..AccentFolding.Fold(word, plain)];
        int hyphen = plain.IndexOf('-');
        var parts = lexicon.PartsOf(lemma);
        if (Sealed.Contains(plain))
        {
            return true;
        }

        if (hyphen <= 0 || Open.Contains(plain) || OpenBeginnings.Contains(plain[..hyphen])
            || (hyphen > LongestEnglish && plain[hyphen - 1] == 'o') // franco-russe, politico-judiciaire
            || (parts & (PartsOfSpeech.Noun | PartsOfSpeech.Adverb | PartsOfSpeech.Other | PartsOfSpeech.Verb)) == PartsOfSpeech.None
            || (parts & (PartsOfSpeech.Name | PartsOfSpeech.Number)) != PartsOfSpeech.None)
        {
            return false;
        }

        // Two nouns side by side are both what they say (camion-citerne), unless one may be an adjective (beau-frère, sang-froid) or
        // the first a verb (porte-parole).
        hyphen = word.IndexOf('-');
        return !(IsNounAlone(lexicon, word[..hyphen]) && IsNounAlone(lexicon, word[(hyphen + 1)..]));
    }

    private static bool IsNounAlone(FrenchLexicon lexicon, ReadOnlySpan<char> word)
    {
        int form = lexicon.Find(word);
        if (form == FrenchLexicon.Unknown)
        {
            return false;
        }

        var parts = PartsOfSpeech.None;
        foreach (var reading in lexicon.Lemmas(form))
        {
            parts |= lexicon.PartsOf(reading.Lemma);
        }

        return (parts & PartsOfSpeech.Noun) != PartsOfSpeech.None
            && (parts & (PartsOfSpeech.Adjective | PartsOfSpeech.Verb | PartsOfSpeech.Function)) == PartsOfSpeech.None;
    }

    private static Dictionary<string, string> WithoutHyphens(HashSet<string> words)
    {
        var byLetters = new Dictionary<string, string>(words.Count, StringComparer.Ordinal);
        foreach (string word in words)
        {
            byLetters.TryAdd(word.Replace("-", "", StringComparison.Ordinal), word);
        }

        return byLetters;
    }

    private static HashSet<string>.AlternateLookup<ReadOnlySpan<char>> SetOf(string words) =>
        words.Split(' ').ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
}
