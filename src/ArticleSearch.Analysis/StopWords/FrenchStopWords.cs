namespace ArticleSearch.Analysis;

/// <summary>
/// The French stop words of the Snowball project (<c>algorithms/french/stop.txt</c>; copyright and BSD licence in
/// Snowball-LICENSE.txt beside this file). Words are compared as they are: small letters with their accents.
/// </summary>
internal static class FrenchStopWords
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Set = new HashSet<string>(
        [
            "au", "aux", "avec", "ce", "ces", "dans", "de", "des", "du", "elle", "en", "et", "eux", "il", "je", "la", "le", "leur",
            "lui", "ma", "mais", "me", "même", "mes", "moi", "mon", "ne", "nos", "notre", "nous", "on", "ou", "par", "pas", "pour",
            "qu", "que", "qui", "sa", "se", "ses", "son", "sur", "ta", "te", "tes", "toi", "ton", "tu", "un", "une", "vos", "votre",
            "vous",

            // single letters
            "c", "d", "j", "l", "à", "m", "n", "s", "t", "y",

            // être
            "été", "étée", "étées", "étés", "étant",
            "suis", "es", "est", "sommes", "êtes", "sont",
            "serai", "seras", "sera", "serons", "serez", "seront",
            "serais", "serait", "serions", "seriez", "seraient",
            "étais", "était", "étions", "étiez", "étaient",
            "fus", "fut", "fûmes", "fûtes", "furent",
            "sois", "soit", "soyons", "soyez", "soient",
            "fusse", "fusses", "fût", "fussions", "fussiez", "fussent",

            // avoir
            "ayant", "eu", "eue", "eues", "eus",
            "ai", "as", "avons", "avez", "ont",
            "aurai", "auras", "aura", "aurons", "aurez", "auront",
            "aurais", "aurait", "aurions", "auriez", "auraient",
            "avais", "avait", "avions", "aviez", "avaient",
            "eut", "eûmes", "eûtes", "eurent",
            "aie", "aies", "ait", "ayons", "ayez", "aient",
            "eusse", "eusses", "eût", "eussions", "eussiez", "eussent",

            // added by Jean-Christophe Deschamps
            "ceci", "cela", "celà", "cet", "cette", "ici", "ils", "les", "leurs", "quel", "quels", "quelle", "quelles", "sans", "soi",
        ],
        StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>How many words the list has.</summary>
    public static int Count => Set.Set.Count;

    /// <summary>Whether a word is on the list.</summary>
    public static bool Contains(ReadOnlySpan<char> word) => Set.Contains(word);
}
