using ArticleSearch.Analysis.Lexicon;

namespace ArticleSearch.Indexing;

/// <summary>
/// How the field of acronyms writes what it knows: <c>onu␀organisation des nations unies</c> and
/// <c>&gt;organisation nations unies␀onu</c>, where ␀ is U+0000, so that either is found by its beginning. Acronyms, and names that
/// are looked up, have no accents, and such names no little words, which a query may leave out.
/// </summary>
internal static class AcronymTerms
{
    private const char Separator = '\0';
    private const char NameSign = '>';

    /// <summary>What the terms of an acronym begin with; the words of its name follow, a blank between them.</summary>
    public static string OfAcronym(string folded) => folded + Separator;

    /// <summary>What the terms of a name begin with; its acronym follows.</summary>
    public static string OfName(ReadOnlySpan<string> words) => NameStarting(words) + Separator;

    /// <summary>What the terms of all names begin with that begin with some words.</summary>
    public static string NameStarting(ReadOnlySpan<string> words)
    {
        string name = string.Join(' ', words.ToArray().Where(word => !AcronymFit.IsLittle(word)));
        var folded = new char[AccentFolding.MostGrowth * name.Length];
        return NameSign + new string(folded, 0, AccentFolding.Fold(name, folded));
    }

    /// <summary>What stands behind the beginning.</summary>
    public static string Rest(string term) => term[(term.IndexOf(Separator, StringComparison.Ordinal) + 1)..];
}
