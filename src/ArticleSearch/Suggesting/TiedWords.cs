using ArticleSearch.Analysis.French;
using ArticleSearch.Analysis.Lexicon;
using ArticleSearch.Parsing;

namespace ArticleSearch.Suggesting;

/// <summary>
/// Words that hyphens tie in a query as in the address of a page: <c>incendie-cathedrale-paris</c>. It unties no compound that the
/// lexicon has, no two words, which mostly are one, and nothing beside a sign that says how to match it. It knows no index.
/// </summary>
internal static class TiedWords
{
    private const int FewestHyphens = 2;

    /// <summary>The query with its tied words one by one; null if it has none.</summary>
    public static Suggestion? Untie(string query)
    {
        query = QueryLimits.Beginning(query);
        var tokens = SimpleLexer.Read(query);
        if (!SimpleToken.AreBare(tokens))
        {
            return null;
        }

        char[] untied = query.ToCharArray();
        var changes = new List<Highlight>();
        foreach (var token in tokens)
        {
            var word = query.AsSpan(token.Start, token.End - token.Start);
            if (token.IsPlain && CountHyphens(word) >= FewestHyphens && !IsKnown(word))
            {
                changes.Add(new Highlight(token.Start, word.Length));
                for (int i = 1; i < word.Length - 1; i++)
                {
                    untied[token.Start + i] = IsHyphen(word, i) ? ' ' : word[i];
                }
            }
        }

        return changes.Count == 0 ? null : new Suggestion(new string(untied), changes);
    }

    private static int CountHyphens(ReadOnlySpan<char> word)
    {
        int count = 0;
        for (int i = 1; i < word.Length - 1; i++)
        {
            count += IsHyphen(word, i) ? 1 : 0;
        }

        return count;
    }

    private static bool IsHyphen(ReadOnlySpan<char> word, int index) =>
        FrenchSigns.Fold(word[index]) == '-' && char.IsLetterOrDigit(word[index - 1]) && char.IsLetterOrDigit(word[index + 1]);

    private static bool IsKnown(ReadOnlySpan<char> word)
    {
        string compound = word.ToString().ToLowerInvariant();
        return FrenchLexicon.Shared.Find(compound) != FrenchLexicon.Unknown || FrenchLexicon.Shared.FindAlike(compound, []) > 0;
    }
}
