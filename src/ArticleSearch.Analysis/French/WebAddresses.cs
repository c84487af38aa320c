namespace ArticleSearch.Analysis.French;

/// <summary>
/// Addresses of mail and names of sites, which are one word: <c>contact@mairie-brest.fr</c>, <c>lemonde.fr</c>. A point between two
/// words is an address only if what follows is the end of one, as texts forget the space after a point.
/// </summary>
internal static class WebAddresses
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Endings = new HashSet<string>(StringComparer.Ordinal)
    {
        "fr", "com", "org", "net", "eu", "info", "be", "ch", "ca", "uk", "us", "io", "tv", "edu", "int", "biz", "ru", "ua", "cn", "jp",
        "br", "lu", "ma", "dz", "tn", "sn", "ci", "re", "paris", "bzh", "app", "dev", "gov", "gouv", "mil", "nl", "pl", "pt", "ro", "cz",
        "dk", "fi", "gr", "hu", "ie", "il", "in", "ir", "kr", "mx", "no", "nz", "ne", "sk", "tr", "tw", "za", "ht", "nc", "pf", "mc",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>How many characters of a text, small and folded, are an address of mail; 0 if it does not begin with one.</summary>
    public static int MailLength(ReadOnlySpan<char> text)
    {
        int at = 0;
        while (at < text.Length && (IsWord(text[at]) || text[at] is '.' or '-' or '+'))
        {
            at++;
        }

        if (at == 0 || at == text.Length || text[at] != '@')
        {
            return 0;
        }

        int labels = Labels(text[(at + 1)..], out int length);
        return labels > 1 ? at + 1 + length : 0;
    }

    /// <summary>How many characters of a text, small and folded, are the name of a site; 0 if it does not begin with one.</summary>
    public static int SiteLength(ReadOnlySpan<char> text)
    {
        int labels = Labels(text, out int length);
        return labels > 1 && Endings.Contains(text[(text[..length].LastIndexOf('.') + 1)..length]) ? length : 0;
    }

    private static int Labels(ReadOnlySpan<char> text, out int length)
    {
        int labels = 0;
        length = 0;
        while (true)
        {
            int end = labels == 0 ? 0 : length + 1;
            int start = end;
            while (end < text.Length && (IsWord(text[end]) || (text[end] == '-' && end > start)))
            {
                end++;
            }

            while (end > start && text[end - 1] == '-')
            {
                end--;
            }

            if (end == start)
            {
                return labels;
            }

            length = end;
            labels++;
            if (end == text.Length || text[end] != '.')
            {
                return labels;
            }
        }
    }

    private static bool IsWord(char c) => FrenchSigns.KindOf(c) is SignKind.Letter or SignKind.Digit;
}
