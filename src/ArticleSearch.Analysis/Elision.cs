namespace ArticleSearch.Analysis;

/// <summary>
/// Articles and other little words that lose their vowel before another word: the <c>l’</c> of <c>l’avion</c>. It looks at the
/// first apostrophe of a word, and only at ' and ’.
/// </summary>
internal static class Elision
{
    private const int LongestArticle = 6;

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Articles = new HashSet<string>(StringComparer.Ordinal)
    {
        "l", "m", "t", "qu", "n", "s", "j", "d", "c", "jusqu", "quoiqu", "lorsqu", "puisqu",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>How many UTF-16 code units of a word, capital or small, are an elided article and its apostrophe; 0 if none are.</summary>
    public static int Length(ReadOnlySpan<char> word)
    {
        int apostrophe = word[..Math.Min(word.Length, LongestArticle + 1)].IndexOfAny('\'', '’');
        if (apostrophe <= 0)
        {
            return 0;
        }

        Span<char> article = stackalloc char[LongestArticle];
        article = article[..apostrophe];
        word[..apostrophe].CopyTo(article);
        Letters.ToLower(article);
        return Articles.Contains(article) ? apostrophe + 1 : 0;
    }
}
