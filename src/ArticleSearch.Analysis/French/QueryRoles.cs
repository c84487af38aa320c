using ArticleSearch.Analysis.Lexicon;

namespace ArticleSearch.Analysis.French;

/// <summary>
/// What part each term of a query plays. A letter by itself is what is sought (vitamine D), and so is a little word that is a noun
/// where it stands (l’Est, le son).
/// </summary>
internal static class QueryRoles
{
    private const int VerbReach = 3; // words between which an auxiliary and its participle stand
    private const int LongestTitle = 5; // words after a greeting that may be a title with it: Bonjour tristesse

    /// <summary>The part of each term.</summary>
    public static WordRole[] Of(string text, List<QueryToken> tokens)
    {
        var roles = new WordRole[tokens.Count];
        string[] plain = [.. tokens.ConvertAll(token => AskingPhrases.WithoutApostrophe(WithoutAccents(token.Term)))];
        for (int i = 0; i < roles.Length; i++)
        {
            int asking = AskingPhrases.LengthAt(plain.AsSpan(i));
            if (asking > 0 && (!AskingPhrases.IsGreeting(plain[i]) || Greets(text, tokens, plain, i, asking)))
            {
                roles.AsSpan(i, asking).Fill(WordRole.Asking);
                i += asking - 1;
                continue;
            }

            roles[i] = IsLittle(text, tokens, i) ? WordRole.Minor : WordRole.Content;
        }

        return roles;
    }

    // At the beginning, and then a sign, a question or so much that it is no title.
    private static bool Greets(string text, List<QueryToken> tokens, string[] plain, int index, int length)
    {
        int next = index + length;
        return index == 0 && next < tokens.Count
            && (length > 1
                || next + LongestTitle < tokens.Count
                || !text.AsSpan(tokens[index].End, tokens[next].Start - tokens[index].End).IsWhiteSpace()
                || AskingPhrases.LengthAt(plain.AsSpan(next)) > 0);
    }

    private static bool IsLittle(string text, List<QueryToken> tokens, int index)
    {
        string term = tokens[index].Term;
        string next = index + 1 < tokens.Count ? tokens[index + 1].Term : "";
        if (term == "t" && next is "il" or "elle" or "on" or "ils" or "elles")
        {
            return true; // a-t-il
        }

        if (term is "l" or "d" or "j" or "m" or "n" or "s" or "t" or "qu")
        {
            // Typed without the apostrophe: l armee; but vitamine D
            return char.IsLower(text[tokens[index].Start]) && next.Length > 0 && Elisions.IsBeforeVowel(next[0]) && !MinorWords.Contains(next);
        }

        if (Elisions.LengthWithoutApostrophe(term) is var elided and > 0 && MinorWords.Contains(term.AsSpan(elided))
            && FrenchLexicon.Shared.FindAlike(term, []) == 0)
        {
            return true; // cest, quil, jai
        }

        for (int before = index - 1; before >= 0 && before >= index - VerbReach; before--)
        {
            if (MinorWords.IsVerbAfter(tokens[before].Term, term))
            {
                return true; // a été, n'a pas été
            }
        }

        return MinorWords.Contains(term) && !IsNoun(text, tokens, index);
    }

    private static bool IsNoun(string text, List<QueryToken> tokens, int index)
    {
        if (index == 0)
        {
            return false;
        }

        var token = tokens[index];
        if (token.Term is "tous" or "toutes" or "tout")
        {
            // Everybody and everything: mariage pour tous.
            return index == tokens.Count - 1 && tokens[index - 1].Term is ("pour" or "à" or "contre" or "de" or "par" or "avec");
        }

        bool isCapital = char.IsUpper(text[token.Start]) && !text.AsSpan(0, token.Start).TrimEnd(" \u00A0\u202F«\"“(").EndsWithAny(".?!:…");
        return token.Term is "a" or "y" or "à"
            ? token.Term != "à" && (isCapital || index == tokens.Count - 1) // hépatite A
            : MinorWords.MayBeNoun(token.Term)
                && ((isCapital && !char.IsUpper(text[token.End - 1])) || MinorWords.IsNounAfter(tokens[index - 1].Term, token.Term));
    }

    private static bool EndsWithAny(this ReadOnlySpan<char> text, string marks) => !text.IsEmpty && marks.Contains(text[^1], StringComparison.Ordinal);

    private static string WithoutAccents(string term)
    {
        var plain = new char[AccentFolding.MostGrowth * term.Length];
        return new string(plain, 0, AccentFolding.Fold(term, plain));
    }
}
