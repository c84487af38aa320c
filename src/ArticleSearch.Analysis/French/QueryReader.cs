using System.Text;
using ArticleSearch.Analysis.Lexicon;

namespace ArticleSearch.Analysis.French;

/// <summary>
/// Reads a query: which of its terms are one word, what part each word plays, and how else it may be written. It knows no index: what
/// a word may match is for others to say.
/// </summary>
internal static class QueryReader
{
    private const int MostJoined = 4; // words that may be one compound: cessez le feu

    /// <summary>The words in their order; of those that start together the longer last.</summary>
    public static IReadOnlyList<QueryWord> Read(AnalysisChain chain, string text)
    {
        var tokens = Tokens(chain, text);
        var roles = QueryRoles.Of(text, tokens);
        var words = new List<QueryWord>();
        for (int first = 0; first < tokens.Count;)
        {
            int end = first + 1;
            while (end < tokens.Count && IsJoined(text, tokens, first, end))
            {
                end++;
            }

            var terms = tokens.GetRange(first, end - first).ConvertAll(token => token.Term);
            var role = end - first > 1 ? WordRole.Content : roles[first];
            var spellings = role == WordRole.Minor && LacksApostrophe(text, tokens, first, end) ? [[terms[0]], [terms[0] + "'"]]
                : end == first + 1 && Spellings.AtCapitals(text.AsSpan(tokens[first].Start..tokens[first].End), terms[0]) is { } parts ? [.. Spellings.Of(terms), parts]
                : Spellings.Of(terms);
            words.Add(new QueryWord(tokens[first].Start, tokens[end - 1].End, role, spellings));
            AddCompounds(text, tokens, roles, first, words);
            first = end;
        }

        return words;
    }

    /// <summary>Whether a term is an article or the like that was typed apart from its word, without its apostrophe: <c>cour d appel</c>.</summary>
    private static bool LacksApostrophe(string text, List<QueryToken> tokens, int first, int end) =>
        Elisions.IsElided(tokens[first].Term) && end < tokens.Count && IsSpace(text.AsSpan(tokens[end - 1].End..tokens[end].Start));

    private static List<QueryToken> Tokens(AnalysisChain chain, string text)
    {
        var tokens = new List<QueryToken>(16);
        var stream = chain.RentStream();
        stream.Reset(text.AsMemory());
        while (stream.MoveNext())
        {
            tokens.Add(new QueryToken(stream.Term.ToString(), stream.StartOffset, stream.EndOffset));
        }

        chain.ReturnStream(stream);
        return tokens;
    }

    /// <summary>Adds what the words from one on are if the writer left hyphens out: <c>week end</c>.</summary>
    private static void AddCompounds(string text, List<QueryToken> tokens, WordRole[] roles, int first, List<QueryWord> words)
    {
        for (int end = first + 2; end <= tokens.Count && end <= first + MostJoined; end++)
        {
            var gap = text.AsSpan(tokens[end - 2].End..tokens[end - 1].Start);
            if (!IsSpace(gap) && !(gap.IsEmpty && end > first + 2 && tokens[end - 2].Term.EndsWith('\'')))
            {
                return;
            }

            var terms = tokens.GetRange(first, end - first).ConvertAll(token => token.Term);
            var spellings = Spellings.Joined(terms);
            if (!spellings.IsEmpty && roles.AsSpan(first, end - first).Contains(WordRole.Content))
            {
                words.Add(new QueryWord(tokens[first].Start, tokens[end - 1].End, WordRole.Content, spellings));
            }
        }
    }

    /// <summary>Whether a term belongs to the same word as the one before it.</summary>
    private static bool IsJoined(string text, List<QueryToken> tokens, int first, int next)
    {
        var (before, after) = (tokens[next - 1], tokens[next]);
        if (before.Term.EndsWith('\''))
        {
            return false;
        }

        string gap = Visible(text.AsSpan(before.End..after.Start));
        return gap switch
        {
            "" => !IsSign(after.Term) || char.IsAsciiDigit(before.Term[0]),
            "-" => !IsInversion(text, tokens, next),
            "/" or ":" or "." or "," => char.IsAsciiDigit(tokens[first].Term[0]) && (char.IsAsciiDigit(after.Term[0]) || gap == "/"),
            _ => false,
        };
    }

    /// <summary>What a reader sees between two terms.</summary>
    private static string Visible(ReadOnlySpan<char> between)
    {
        var visible = new StringBuilder();
        foreach (char c in between)
        {
            if (!FrenchSigns.IsInvisible(c))
            {
                visible.Append(FrenchSigns.Fold(c));
            }
        }

        return visible.ToString();
    }

    /// <summary>Whether a term is a pronoun behind its verb (<c>dit-il</c>) and no part of a name (<c>Bourg-la-Reine</c>).</summary>
    private static bool IsInversion(string text, List<QueryToken> tokens, int index)
    {
        if (index < 1 || !IsPronoun(tokens[index].Term))
        {
            return index >= 2 && tokens[index - 1].Term == "t" && IsInversion(text, tokens, index - 1);
        }

        return index + 1 == tokens.Count || !IsHyphen(text, tokens[index].End, tokens[index + 1].Start) || IsPronoun(tokens[index + 1].Term);
    }

    private static bool IsPronoun(string term) => term is "je" or "tu" or "il" or "elle" or "on" or "nous" or "vous" or "ils" or "elles"
        or "ce" or "t" or "y" or "en" or "moi" or "toi" or "lui" or "leur" or "le" or "la" or "les" or "ci" or "là" or "même" or "mêmes";

    private static bool IsHyphen(string text, int start, int end) => end - start == 1 && FrenchSigns.Fold(text[start]) == '-';

    private static bool IsSign(string term) => term is "%" or "€" or "$" or "£";

    private static bool IsSpace(ReadOnlySpan<char> gap)
    {
        foreach (char c in gap)
        {
            if (!char.IsWhiteSpace(c) && !FrenchSigns.IsInvisible(c))
            {
                return false;
            }
        }

        return !gap.IsEmpty;
    }
}

/// <summary>A term of a query and where it stands.</summary>
internal sealed record QueryToken(string Term, int Start, int End);
