using ArticleSearch.Analysis.Lexicon;

namespace ArticleSearch.Analysis.French;

/// <summary>
/// Which words with hyphens are one word, sealed, and which are their parts: a <c>porte-avions</c> is no door, but a
/// <c>vice-ministre</c> is a minister and <c>Saint-Malo</c> is Malo. By rule where the lexicon knows the compound as a common noun or
/// an adverb, by table where the rule is wrong. It decides by the word alone, whatever its accents and capitals are.
/// </summary>
internal static class Compounds
{
    // Beginnings whose rest says what is spoken of: the parts are to be found.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> OpenBeginnings = SetOf(
        "anti auto bas basse bio centre co contre cyber demi eco est ex extra haut haute hyper infra inter intra macro maxi mega mi micro "
        + "mini mono multi nano neo non nord ouest para photo poly post pre pro pseudo quasi radio re retro semi sous sud super supra sur "
        + "tele thermo trans tri turbo ultra uni vice video");

    // Compounds that begin so and are words of their own all the same, without accents.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Sealed = SetOf(
        "bas-bleu bas-bleus bas-cote bas-cotes bas-fond bas-fonds bas-relief bas-reliefs basse-cour basses-cours " // neither low nor a court
        + "contre-la-montre contre-jour contre-jours contre-pied contre-pieds contre-courant contre-plaque contre-coup contre-coups "
        + "contre-emploi contre-ut "
        + "haut-fond haut-fonds hauts-fonds haut-le-coeur haut-le-corps haut-parleur haut-parleurs haut-commissaire haut-commissariat "
        + "haut-de-forme hauts-de-forme haut-fourneau hauts-fourneaux haute-fidelite haute-contre "
        + "mi-temps mi-chemin micro-onde micro-ondes non-lieu non-lieux non-dit non-dits non-sens non-etre non-retour "
        + "photo-finish "
        + "sous-bois sous-main sous-marin sous-marins sous-marine sous-marines sous-sol sous-sols sous-tasse sous-tasses sous-verre "
        + "sous-vetement sous-vetements sous-fifre sous-fifres sous-jacent sous-jacente sous-jacents sous-jacentes "
        + "sous-entendu sous-entendus sous-entendue sous-entendues sud-ouest sud-est nord-ouest nord-est "
        + "sur-le-champ sur-mesure "
        + "peau-rouge peaux-rouges chef-lieu chefs-lieux mot-valise mots-valises bec-de-lievre belle-de-nuit "
        + "e-mail e-mails wi-fi hi-fi lo-fi sci-fi hip-hop pop-corn cow-boy cow-boys fait-tout fair-play"); // names that no rule speaks of

    // Known as one noun, and yet each part is what it says.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Open = SetOf(
        "premier-ministre premiers-ministres porte-fenetre portes-fenetres timbre-poste timbres-poste carte-reponse "
        + "cours-moyen nouveau-venu nouveaux-venus nouvelle-venue");

    private static readonly Dictionary<string, string> ByLetters = Sealed.Set
        .DistinctBy(word => word.Replace("-", "", StringComparison.Ordinal), StringComparer.Ordinal)
        .ToDictionary(word => word.Replace("-", "", StringComparison.Ordinal), StringComparer.Ordinal);

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

        int hyphen = plain.IndexOf('-');
        if (hyphen <= 0 || Open.Contains(plain) || OpenBeginnings.Contains(plain[..hyphen])
            || (hyphen > 3 && plain[hyphen - 1] == 'o')) // franco-russe, politico-judiciaire
        {
            return false;
        }

        Span<int> forms = stackalloc int[FrenchLexicon.MostAlike];
        var lexicon = FrenchLexicon.Shared;
        int count = Math.Min(forms.Length, lexicon.FindAlike(word, forms));
        foreach (int form in forms[..count])
        {
            if (IsSealed(lexicon, form, word))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSealed(FrenchLexicon lexicon, int form, ReadOnlySpan<char> word)
    {
        var parts = PartsOfSpeech.None;
        foreach (var reading in lexicon.Lemmas(form))
        {
            parts |= lexicon.PartsOf(reading.Lemma);
        }

        if ((parts & (PartsOfSpeech.Noun | PartsOfSpeech.Adverb | PartsOfSpeech.Other | PartsOfSpeech.Verb)) == PartsOfSpeech.None
            || (parts & (PartsOfSpeech.Name | PartsOfSpeech.Number)) != PartsOfSpeech.None)
        {
            return false;
        }

        // Two nouns side by side are both what they say (sapeur-pompier), unless the first is a verb's form (porte-parole).
        int hyphen = word.IndexOf('-');
        var second = word[(hyphen + 1)..];
        return second.Contains('-') || !(IsNounOnly(lexicon, word[..hyphen]) && IsNoun(lexicon, second));
    }

    private static bool IsNounOnly(FrenchLexicon lexicon, ReadOnlySpan<char> word)
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

        return (parts & PartsOfSpeech.Noun) != PartsOfSpeech.None && (parts & (PartsOfSpeech.Verb | PartsOfSpeech.Function)) == PartsOfSpeech.None;
    }

    private static bool IsNoun(FrenchLexicon lexicon, ReadOnlySpan<char> word)
    {
        int form = lexicon.Find(word);
        if (form == FrenchLexicon.Unknown)
        {
            return false;
        }

        foreach (var reading in lexicon.Lemmas(form))
        {
            if ((lexicon.PartsOf(reading.Lemma) & PartsOfSpeech.Noun) != PartsOfSpeech.None)
            {
                return true;
            }
        }

        return false;
    }

    private static HashSet<string>.AlternateLookup<ReadOnlySpan<char>> SetOf(string words) =>
        words.Split(' ').ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
}
