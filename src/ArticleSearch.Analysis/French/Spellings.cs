using System.Collections.Immutable;
using System.Text;
using ArticleSearch.Analysis.Lexicon;

namespace ArticleSearch.Analysis.French;

/// <summary>
/// How else a word may be written: with a hyphen, a space or nothing between its parts, Saint as St. Each way is a row of terms as the
/// chain cuts them; the first is the word as it was typed.
/// </summary>
internal static class Spellings
{
    private const int LeastRest = 4; // of a word behind a beginning such as anti

    // Letters that names begin with before an apostrophe and a consonant: O'Neill, N'Djamena, M'Bappé.
    private const string BeforeApostrophe = "dgklmnot";

    private const int LongestType = 6; // of letters before a number: covid 19, not été 2022
    private const int LongestTypeNumber = 3;

    // How long words are written short, and the other way round. Abbreviations that are words as well (art, sept), or
    // short for several (av, min), are none here; the professor's (pr) is read, and not written, as it may be another's.
    private static readonly Dictionary<string, string[]> Abbreviations = Table(
        "saint st", "sainte ste", "saints sts", "saintes stes", "madame mme", "mesdames mmes", "mademoiselle mlle", "monseigneur mgr",
        "docteur dr", "docteurs drs", "professeur pr", "boulevard bd", "téléphone tél", "numéro n°", "no n°",
        "janvier janv", "février févr", "juillet juil", "octobre oct", "novembre nov", "décembre déc");

    // Of two that fit, the first.
    private static readonly string[][] OrdinalEndings = [["ère", "ere", "re"], ["ième", "ieme", "ème", "eme", "è", "e"]];

    // What a sign or a unit is in letters, behind a number.
    private static readonly Dictionary<string, string[]> Signs = new(StringComparer.Ordinal)
    {
        ["%"] = ["pour", "cent"],
        ["€"] = ["euros"],
        ["$"] = ["dollars"],
        ["£"] = ["livres"],
        ["h"] = ["heures"],
        ["min"] = ["minutes"],
        ["km"] = ["kilomètres"],
        ["kg"] = ["kilos"],
        ["°c"] = ["degrés"],
    };

    // Beginnings that are written to, before and apart from a word. Not those that many words begin with by chance: pro, pré, sur.
    private static readonly string[] Beginnings =
    [
        "anti", "auto", "co", "contre", "cyber", "éco", "électro", "extra", "hyper", "macro", "maxi", "méga", "micro", "mini", "multi",
        "nano", "néo", "non", "post", "pseudo", "psycho", "radio", "rétro", "semi", "socio", "super", "télé", "thermo", "turbo", "ultra",
        "vice", "vidéo",
    ];

    // Those that many words begin with by chance, taken only off what nobody knows, or off an adjective that leaves one: prorusse.
    private static readonly string[] LikelyBeginnings = ["pro", "pré", "anti", "inter", "intra", "sur", "sous", "trans", "euro", "ex"];

    // What follows co, as by chance many words begin with it: cousine, copies.
    private static readonly string[] AfterCo =
    [
        "accus", "actionn", "administr", "animat", "auteur", "autrice", "détenu", "développ", "direct", "doctor", "écri", "édit", "équip", "fondat",
        "fond", "gérant", "gérance", "gestion", "habit", "listi", "locat", "location", "opér", "organis", "pilot", "présid", "prince", "product", "produ",
        "propriét", "réalis", "rédact", "report", "scénar", "signat", "titul", "tutell", "tutelle", "voitur",
    ];

    // Words that nobody takes for the beginning of a compound: en cas, à propos, de là.
    private static readonly string[] Apart = ["à", "a", "au", "aux", "de", "du", "des", "en", "la", "le", "les", "par", "qui", "que", "tout", "un", "une", "y", "et", "ou"];

    /// <summary>The ways to write a word that was cut into these terms.</summary>
    public static ImmutableArray<string[]> Of(List<string> terms)
    {
        var ways = new List<string[]>(8) { terms.ToArray() };
        if (terms.Count == 1)
        {
            AddWaysOf(terms[0], ways);
        }
        else if (terms is [var first, var second] && IsWord(first)
            && (char.IsAsciiDigit(second[0]) ? first.Length <= LongestType : IsWord(second) && MayJoin(first, second)))
        {
            ways.Add([first + second]);
        }

        for (int i = 1; i < terms.Count; i++)
        {
            if (char.IsAsciiDigit(terms[i - 1][0]) && Signs.TryGetValue(terms[i], out string[]? letters))
            {
                ways.Add([.. terms[..i], .. letters, .. terms[(i + 1)..]]);
            }
        }

        AddAbbreviations(ways);
        return Distinct(ways);
    }

    /// <summary>The parts of a word that capitals show: <c>TikTok</c>, <c>FranceInfo</c>; null if there are none, or one is a letter alone.</summary>
    /// <param name="written">The word as it was typed.</param>
    /// <param name="term">Its term.</param>
    public static string[]? AtCapitals(ReadOnlySpan<char> written, string term)
    {
        if (written.Length != term.Length)
        {
            return null;
        }

        var parts = new List<string>();
        int start = 0;
        for (int i = 1; i < written.Length; i++)
        {
            if (char.IsLower(written[i - 1]) && char.IsUpper(written[i]))
            {
                parts.Add(term[start..i]);
                start = i;
            }
        }

        parts.Add(term[start..]);
        return parts.Count > 1 && parts.TrueForAll(part => part.Length > 1 && IsWord(part)) ? [.. parts] : null;
    }

    private static ImmutableArray<string[]> Distinct(List<string[]> ways)
    {
        var distinct = ImmutableArray.CreateBuilder<string[]>(ways.Count);
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var way in ways)
        {
            if (known.Add(string.Join(' ', way)))
            {
                distinct.Add(way);
            }
        }

        return distinct.DrainToImmutable();
    }

    /// <summary>The ways to write terms that stand apart as one word; none if they are no word together.</summary>
    public static ImmutableArray<string[]> Joined(List<string> terms)
    {
        if (!terms.TrueForAll(term => IsWord(term.TrimEnd('\''))))
        {
            return terms is [var letters, var digits] && letters.Length <= LongestType && digits.Length <= LongestTypeNumber
                && IsWord(letters) && digits.All(char.IsAsciiDigit)
                ? [[letters + digits]]
                : [];
        }

        string compound = string.Join('-', terms).Replace("'-", "'", StringComparison.Ordinal);
        if (Apart.Contains(terms[0], StringComparer.Ordinal) || compound.Length > WordAutomaton.LongestForm || terms[^1].EndsWith('\''))
        {
            return [];
        }

        var ways = ImmutableArray.CreateBuilder<string[]>();
        if (IsKnownAs(compound, PartsOfSpeech.Place))
        {
            ways.Add([.. terms]); // Grande Bretagne: a word of its own, with an adjective and inhabitants
            return ways.ToImmutable();
        }

        if (compound.Contains('-', StringComparison.Ordinal) && Compounds.IsSealed(compound))
        {
            ways.Add([compound]);
        }

        if (terms is [var first, var second] && !first.EndsWith('\''))
        {
            if (ways.Count > 0 || MayJoin(first, second))
            {
                ways.Add([first + second]);
            }

            if (FrenchLexicon.Shared.FindAlike(first + "'" + second, []) > 0)
            {
                ways.Add([first + "'" + second]); // aujourd hui
            }
        }

        return ways.ToImmutable();
    }

    private static void AddWaysOf(string term, List<string[]> ways)
    {
        if (term.AsSpan().ContainsAny('-', '\''))
        {
            if (!term.EndsWith('\'') && !term.StartsWith('\'') && !term.Contains('@', StringComparison.Ordinal) && !term.Contains('.', StringComparison.Ordinal))
            {
                ways.Add(Parts(term));
                ways.Add([term.Replace("-", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal)]);
            }

            return;
        }

        AddOrdinals(term, ways);
        int digits = term.AsSpan().IndexOfAnyInRange('0', '9');
        if (digits > 0 && IsWord(term[..digits]) && term.AsSpan(digits).IndexOfAnyExceptInRange('0', '9') < 0)
        {
            ways.Add([term[..digits], term[digits..]]);
            return;
        }

        if (!IsWord(term) || term.Length > WordAutomaton.LongestForm)
        {
            return;
        }

        Span<int> forms = stackalloc int[2 * FrenchLexicon.MostAlike];
        Span<char> letters = stackalloc char[WordAutomaton.LongestForm];
        var lexicon = FrenchLexicon.Shared;
        int count = Math.Min(forms.Length, lexicon.FindAlike(term, forms, hyphens: true));
        foreach (int form in forms[..count])
        {
            string known = new(letters[..lexicon.Spell(form, letters)]);
            if (known.Contains('-', StringComparison.Ordinal))
            {
                ways.Add(Compounds.IsSealed(known) ? [known] : Parts(known));
                ways.Add(Parts(known));
            }
            else if (known.Contains('\'', StringComparison.Ordinal))
            {
                ways.Add([known]); // aujourdhui
            }
        }

        if (count == 0)
        {
            AddApostrophes(term, ways);
        }

        foreach (string beginning in Beginnings)
        {
            if (term.Length >= beginning.Length + LeastRest && term.StartsWith(beginning, StringComparison.Ordinal))
            {
                string rest = term[beginning.Length..];
                if (beginning switch { "cyber" => true, "co" => AfterCo.Any(word => rest.StartsWith(word, StringComparison.Ordinal)), _ => IsKnown(rest) })
                {
                    ways.Add([beginning, rest]);
                }
            }
        }

        AddLikelyBeginnings(term, isKnown: count > 0, ways);

        if (Compounds.SealedOf(term) is { } apart)
        {
            ways.Add([apart]);
            ways.Add(Parts(apart));
        }
    }

    /// <summary>Takes a beginning off a word that is probably made with it: <c>prorusse</c>, <c>antivax</c>; never off <c>promotion</c>.</summary>
    private static void AddLikelyBeginnings(string term, bool isKnown, List<string[]> ways)
    {
        foreach (string beginning in LikelyBeginnings)
        {
            if (term.Length <= beginning.Length + 2 || !term.StartsWith(beginning, StringComparison.Ordinal))
            {
                continue;
            }

            string rest = term[beginning.Length..];
            if (beginning == "anti" ? !MinorWords.Contains(rest)
                : isKnown ? beginning == "pro" && IsKnownAs(term, PartsOfSpeech.Adjective) && IsKnownAs(rest, PartsOfSpeech.Adjective)
                : rest.Length >= LeastRest && IsKnown(rest))
            {
                ways.Add([beginning, rest]);
            }
        }
    }

    /// <summary>
    /// A word that nobody knows may lack its apostrophe: <c>lunion</c>, <c>dartagnan</c>; and so may a name that begins with one letter of its
    /// own: <c>oneill</c>, <c>mbappe</c>. What is known is what it is: <c>dune</c>, <c>laine</c>.
    /// </summary>
    private static void AddApostrophes(string term, List<string[]> ways)
    {
        // Names mostly follow l' and d', verbs the pronouns: jaime, but Malo is no m'alo.
        int elided = Elisions.LengthWithoutApostrophe(term);
        if (elided > 0 && (term[0] is 'l' or 'd' || IsKnown(term[elided..])))
        {
            ways.Add([term[..elided] + "'", term[elided..]]);
        }
        else if (elided == 0 && term.Length >= LeastRest && BeforeApostrophe.Contains(term[0], StringComparison.Ordinal) && !Elisions.IsBeforeVowel(term[1]))
        {
            ways.Add([term[..1] + "'" + term[1..]]);
        }
    }

    /// <summary>2e, 2ème, 2eme; XIXe, XIXème; 1re, 1ère, 1ere.</summary>
    private static void AddOrdinals(string term, List<string[]> ways)
    {
        foreach (string[] endings in OrdinalEndings)
        {
            string? ending = Array.Find(endings, ending => term.EndsWith(ending, StringComparison.Ordinal));
            string number = ending is null ? "" : term[..^ending.Length];
            bool isNumber = number.Length > 0 && number.All(char.IsAsciiDigit);
            bool isRoman = number.Length > 1 && endings.Length > 3 && number.AsSpan().IndexOfAnyExcept("ivxlc") < 0 && !IsKnown(term);
            if (isNumber || isRoman)
            {
                ways.AddRange(endings.Select(other => new[] { number + other }));
                return;
            }
        }
    }

    private static Dictionary<string, string[]> Table(params string[] rows)
    {
        var table = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (string row in rows)
        {
            string[] words = row.Split(' ');
            table[words[1]] = [.. table.GetValueOrDefault(words[1], []), words[0]];
            if (words[1] != "pr")
            {
                table[words[0]] = [words[1]];
            }
        }

        return table;
    }

    private static void AddAbbreviations(List<string[]> ways)
    {
        foreach (var way in ways.ToArray())
        {
            for (int place = 0; place < way.Length; place++)
            {
                foreach (string other in Abbreviations.GetValueOrDefault(way[place], []))
                {
                    string[] otherWay = [.. way];
                    otherWay[place] = other;
                    ways.Add(otherWay);
                }
            }
        }
    }

    /// <summary>Whether two words may be written as one; names are not.</summary>
    private static bool MayJoin(string first, string second) =>
        first.Length > 1 && !Apart.Contains(first, StringComparer.Ordinal)
        && (Beginnings.Contains(first, StringComparer.Ordinal) ? second.Length >= LeastRest : IsKnown(first + second) || IsCompound(first + "-" + second));

    /// <summary>Whether the lexicon knows a compound that is nobody's and no place's name.</summary>
    private static bool IsCompound(string compound) => IsKnownAs(compound, ~PartsOfSpeech.Name);

    private static bool IsKnownAs(string compound, PartsOfSpeech parts)
    {
        Span<int> forms = stackalloc int[FrenchLexicon.MostAlike];
        var lexicon = FrenchLexicon.Shared;
        int count = Math.Min(forms.Length, lexicon.FindAlike(compound, forms));
        foreach (int form in forms[..count])
        {
            foreach (var reading in lexicon.Lemmas(form))
            {
                if ((lexicon.PartsOf(reading.Lemma) & parts) != PartsOfSpeech.None)
                {
                    return true;
                }
            }
        }

        return false;
    }

    // Accents that were typed count.
    private static bool IsKnown(string word) =>
        Ascii.IsValid(word) ? FrenchLexicon.Shared.FindAlike(word, []) > 0 : FrenchLexicon.Shared.Find(word) != FrenchLexicon.Unknown;

    private static bool IsWord(string term) => term.All(char.IsLetter);

    private static string[] Parts(string compound) =>
        [.. compound.Split('-').SelectMany(part => part.Split('\'') is [var article, var rest] && Elisions.IsElided(article) ? [article + "'", rest] : part.Split('\''))];
}
