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

    private const int LongestType = 6; // of letters before a number: covid 19, not été 2022
    private const int LongestTypeNumber = 3;

    private static readonly (string Short, string Long)[] Saints = [("st", "saint"), ("ste", "sainte"), ("sts", "saints"), ("stes", "saintes")];

    // Of two that fit, the first.
    private static readonly string[][] OrdinalEndings = [["ère", "ere", "re"], ["ième", "ieme", "ème", "eme", "è", "e"]];

    // What a sign is in letters, behind a number.
    private static readonly Dictionary<string, string[]> Signs = new(StringComparer.Ordinal)
    {
        ["%"] = ["pour", "cent"],
        ["€"] = ["euros"],
        ["$"] = ["dollars"],
        ["£"] = ["livres"],
    };

    // Beginnings that are written to, before and apart from a word. Not those that many words begin with by chance: pro, pré, sur.
    private static readonly string[] Beginnings =
    [
        "anti", "auto", "co", "contre", "cyber", "éco", "électro", "extra", "hyper", "macro", "maxi", "méga", "micro", "mini", "multi",
        "nano", "néo", "non", "post", "pseudo", "psycho", "radio", "rétro", "semi", "socio", "super", "télé", "thermo", "turbo", "ultra",
        "vice", "vidéo",
    ];

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

        if (terms.Count > 1 && Signs.TryGetValue(terms[^1], out string[]? letters))
        {
            ways.Add([.. terms[..^1], .. letters]);
        }

        AddSaints(ways);
        return Distinct(ways);
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

        if (Compounds.SealedOf(term) is { } apart)
        {
            ways.Add([apart]);
            ways.Add(Parts(apart));
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

    private static void AddSaints(List<string[]> ways)
    {
        foreach (var way in ways.ToArray())
        {
            foreach (var (abbreviated, whole) in Saints)
            {
                if (way.Contains(abbreviated) || way.Contains(whole))
                {
                    ways.Add([.. way.Select(term => term == abbreviated ? whole : term == whole ? abbreviated : term)]);
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
