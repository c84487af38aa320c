namespace ArticleSearch.Analysis.Lexicon;

/// <summary>
/// The forms of words that the lexicon does not know: plurals, feminines and a few participles of new words. It changes nothing
/// that is known, nothing short, and takes nobody's name for the base of anything.
/// </summary>
/// <remarks>
/// A rule is there only if its ending is one of French words rather than of names; what it makes of a name is harmless as long as
/// nothing else is written like that. The tests hold the examples.
/// </remarks>
internal static class UnknownWords
{
    /// <summary>Nothing shorter is changed.</summary>
    public const int LeastLength = 6;

    // What a rule or a plural adds to a base at most.
    private const int LongestEnding = 8;

    // What a form ends with, what its base ends with, how many letters stand before at least; of two that fit, the first.
    private static readonly Rule[] Rules =
    [
        new("trices", "teur", 3, PartsOfSpeech.Nominal), // twittatrices: twittateur
        new("trice", "teur", 3, PartsOfSpeech.Nominal),
        new("euses", "eur", 4, PartsOfSpeech.Nominal), // tiktokeuses: tiktokeur
        new("euse", "eur", 4, PartsOfSpeech.Nominal),
        new("eures", "eur", 4, PartsOfSpeech.Nominal), // rapporteures: rapporteur
        new("eure", "eur", 4, PartsOfSpeech.Nominal),
        new("iennes", "ien", 3, PartsOfSpeech.Nominal), // bolsonariennes: bolsonarien
        new("ienne", "ien", 3, PartsOfSpeech.Nominal),
        new("éennes", "éen", 4, PartsOfSpeech.Nominal), // intercoréennes: intercoréen
        new("éenne", "éen", 4, PartsOfSpeech.Nominal),
        new("ives", "if", 5, PartsOfSpeech.Nominal), // supersportives: supersportif
        new("ive", "if", 5, PartsOfSpeech.Nominal),
        new("aises", "ais", 4, PartsOfSpeech.Nominal), // montbrisonnaises: montbrisonnais
        new("aise", "ais", 4, PartsOfSpeech.Nominal),
        new("oises", "ois", 4, PartsOfSpeech.Nominal), // wattrelosoises: wattrelosois
        new("oise", "ois", 4, PartsOfSpeech.Nominal),
        new("eaux", "eau", 3, PartsOfSpeech.Nominal),
        new("isées", "iser", 3, PartsOfSpeech.Verb), // plateformisées: plateformiser
        new("isée", "iser", 3, PartsOfSpeech.Verb),
        new("isés", "iser", 3, PartsOfSpeech.Verb),
        new("isé", "iser", 3, PartsOfSpeech.Verb),
        new("isent", "iser", 3, PartsOfSpeech.Verb),
        new("isait", "iser", 3, PartsOfSpeech.Verb),
        new("isaient", "iser", 3, PartsOfSpeech.Verb),
        new("isant", "iser", 3, PartsOfSpeech.Verb),
        new("isera", "iser", 3, PartsOfSpeech.Verb),
        new("iseront", "iser", 3, PartsOfSpeech.Verb),
    ];

    /// <summary>
    /// Writes the base of a word that is unknown, in small letters, and returns its length; the word itself where no rule speaks
    /// of it. The destination takes a letter more than the word.
    /// </summary>
    public static int WriteBase(FrenchLexicon lexicon, ReadOnlySpan<char> word, Span<char> destination)
    {
        word.CopyTo(destination);
        if (word.Length < LeastLength || IsKnown(lexicon, word) || word.ContainsAnyInRange('0', '9'))
        {
            return word.Length;
        }

        foreach (ref readonly var rule in Rules.AsSpan())
        {
            int kept = word.Length - rule.Ending.Length;
            if (kept >= rule.Least && word.EndsWith(rule.Ending, StringComparison.Ordinal))
            {
                rule.Base.CopyTo(destination[kept..]);
                int length = kept + rule.Base.Length;
                if (MayBeBase(lexicon, destination[..length], rule.Parts))
                {
                    return length;
                }

                word.CopyTo(destination);
            }
        }

        // A plural: covids, zemmouristes; not Tsipras, Marcos, Venus, Moulinex.
        return word[^1] == 's' && IsBeforePlural(word[^2])
            && MayBeBase(lexicon, word[..^1], PartsOfSpeech.Nominal)
            ? word.Length - 1
            : word.Length;
    }

    /// <summary>
    /// The unknown words whose base a word is, one after another: <see cref="WriteBase"/> the other way round. Most words are nobody's
    /// base but their own.
    /// </summary>
    public static void AddForms(FrenchLexicon lexicon, string word, List<string> forms)
    {
        Span<char> written = stackalloc char[WordAutomaton.LongestForm + LongestEnding];
        if (word.Length is < LeastLength - 2 or > WordAutomaton.LongestForm)
        {
            return;
        }

        foreach (ref readonly var rule in Rules.AsSpan())
        {
            if (word.Length - rule.Base.Length >= rule.Least && word.EndsWith(rule.Base, StringComparison.Ordinal))
            {
                Add(string.Concat(word.AsSpan(0, word.Length - rule.Base.Length), rule.Ending), written);
            }
        }

        if (IsBeforePlural(word[^1]))
        {
            Add(word + 's', written);
        }

        void Add(string form, Span<char> written)
        {
            if (written[..WriteBase(lexicon, form, written)].SequenceEqual(word))
            {
                forms.Add(form);
            }
        }
    }

    private static bool IsBeforePlural(char letter) => "bcdefgklmnprté".Contains(letter, StringComparison.Ordinal);

    private static bool IsKnown(FrenchLexicon lexicon, ReadOnlySpan<char> word)
    {
        return lexicon.Find(word) != FrenchLexicon.Unknown || lexicon.FindAlike(word, []) > 0;
    }

    /// <summary>A base is unknown as well, or the base of a known word of the right sort and nobody's name.</summary>
    private static bool MayBeBase(FrenchLexicon lexicon, ReadOnlySpan<char> candidate, PartsOfSpeech parts)
    {
        int form = lexicon.Find(candidate);
        if (form == FrenchLexicon.Unknown)
        {
            return !IsKnown(lexicon, candidate);
        }

        bool isBase = false;
        foreach (var reading in lexicon.Lemmas(form))
        {
            var known = lexicon.PartsOf(reading.Lemma);
            if ((known & PartsOfSpeech.Person) != PartsOfSpeech.None)
            {
                return false;
            }

            isBase |= reading.IsBase && (known & (parts | PartsOfSpeech.Place)) != PartsOfSpeech.None;
        }

        return isBase;
    }

    private readonly record struct Rule(string Ending, string Base, int Least, PartsOfSpeech Parts);
}
