using ArticleSearch.Analysis.Lexicon;

namespace ArticleSearch.Analysis.French;

/// <summary>
/// What part each term of a query plays. A letter by itself is what is sought (vitamine D), and so is a little word that is a noun
/// where it stands (l’Est, le son).
/// </summary>
internal static class QueryRoles
{
    public static WordRole[] Of(string text, List<QueryToken> tokens)
    {
        var roles = new WordRole[tokens.Count];
        string[] plain = [.. tokens.Select(token => WithoutAccents(token.Term))];
        for (int i = 0; i < roles.Length; i++)
        {
            int asking = AskingPhrases.LengthAt(plain.AsSpan(i));
            if (asking > 0)
            {
                roles.AsSpan(i, asking).Fill(WordRole.Asking);
                i += asking - 1;
                continue;
            }

            roles[i] = MinorWords.Contains(tokens[i].Term) && !IsNoun(text, tokens, i) ? WordRole.Minor : WordRole.Content;
        }

        return roles;
    }

    private static bool IsNoun(string text, List<QueryToken> tokens, int index)
    {
        var token = tokens[index];
        if (!MinorWords.MayBeNoun(token.Term))
        {
            return false;
        }

        if (token.Term.Length == 1)
        {
            // hépatite A; but À Paris, il y a
            return index > 0 && (char.IsUpper(text[token.Start]) || index == tokens.Count - 1) && token.Term is "a" or "y";
        }

        bool isCapital = index > 0 && char.IsUpper(text[token.Start]) && !char.IsUpper(text[token.End - 1]);
        return isCapital || (index > 0 && MinorWords.IsArticle(tokens[index - 1].Term));
    }

    private static string WithoutAccents(string term)
    {
        var plain = new char[AccentFolding.MostGrowth * term.Length];
        return new string(plain, 0, AccentFolding.Fold(term, plain));
    }
}
