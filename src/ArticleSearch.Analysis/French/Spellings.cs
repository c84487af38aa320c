using System.Collections.Immutable;
using ArticleSearch.Analysis.Lexicon;

namespace ArticleSearch.Analysis.French;

/// <summary>
/// How else a word may be written: with a hyphen, a space or nothing between its parts, Saint as St. Each way is a row of terms as the
/// chain cuts them; the first is the word as it was typed.
/// </summary>
internal static class Spellings
{
    private const int LeastRest = 4; // of a word behind a beginning such as anti

    private static readonly (string Short, string Long)[] Saints = [("st", "saint"), ("ste", "sainte"), ("sts", "saints"), ("stes", "saintes")];

    // Beginnings that are written to, before and apart from a word.
    private static readonly string[] Beginnings =
    [
        "anti", "auto", "bio", "co", "contre", "cyber", "éco", "électro", "ex", "extra", "hyper", "infra", "inter", "macro", "maxi", "méga",
        "micro", "mini", "multi", "nano", "néo", "non", "para", "photo", "poly", "post", "pré", "pro", "pseudo", "psycho", "radio", "rétro",
        "semi", "socio", "sous", "super", "supra", "sur", "télé", "thermo", "turbo", "ultra", "vice", "vidéo",
    ];

    /// <summary>The ways to write a word that was cut into these terms.</summary>
    public static ImmutableArray<ImmutableArray<string>> Of(List<string> terms)
    {
        List<ImmutableArray<string>> ways = [[.. terms]];
        if (terms.Count == 1)
        {
            AddWaysOf(terms[0], ways);
        }
        else if (terms.Count == 2 && !IsSaint(terms[0]) && IsWord(terms[0]) && (IsWord(terms[1]) || char.IsAsciiDigit(terms[1][0])))
        {
            ways.Add([terms[0] + terms[1]]);
        }

        AddSaints(ways);
        return [.. ways.DistinctBy(way => string.Join(' ', way), StringComparer.Ordinal)];
    }

    /// <summary>The ways to write terms that stand apart as one word; none if they are no word together.</summary>
    public static ImmutableArray<ImmutableArray<string>> Joined(List<string> terms)
    {
        string compound = string.Join('-', terms);
        string joined = string.Concat(terms);
        var ways = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        if (!terms.TrueForAll(IsWord))
        {
            return terms is [var letters, var digits] && IsWord(letters) && digits.All(char.IsAsciiDigit) ? [[joined]] : [];
        }

        bool isSealed = compound.Length <= WordAutomaton.LongestForm && Compounds.IsSealed(compound);
        if (isSealed)
        {
            ways.Add([compound]);
        }

        if (terms.Count == 2 && (isSealed || IsKnown(compound) || (Beginnings.Contains(terms[0], StringComparer.Ordinal) && IsKnown(joined))))
        {
            ways.Add([joined]);
        }

        return ways.ToImmutable();
    }

    private static void AddWaysOf(string term, List<ImmutableArray<string>> ways)
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
                if (beginning is "co" or "cyber" || IsKnown(rest))
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

    private static void AddSaints(List<ImmutableArray<string>> ways)
    {
        foreach (var way in ways.ToArray())
        {
            foreach (var (abbreviated, whole) in Saints)
            {
                ways.Add([.. way.Select(term => term == abbreviated ? whole : term == whole ? abbreviated : term)]);
            }
        }
    }

    private static bool IsSaint(string term) => Saints.Any(saint => saint.Short == term || saint.Long == term);

    private static bool IsKnown(string word) => FrenchLexicon.Shared.FindAlike(word, []) > 0;

    private static bool IsWord(string term) => term.All(char.IsLetter);

    private static ImmutableArray<string> Parts(string compound) =>
        [.. compound.Split('-').SelectMany(part => part.Split('\'') is [var article, var rest] && Elisions.IsElided(article) ? [article + "'", rest] : part.Split('\''))];
}
