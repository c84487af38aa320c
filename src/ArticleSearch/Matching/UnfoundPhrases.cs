using ArticleSearch.Analysis;
using ArticleSearch.Parsing;

namespace ArticleSearch.Matching;

/// <summary>
/// Quoted phrases among bare words that stand nowhere in an index as they are quoted: a title remembered with a word wrong. There they
/// are read as their words, which say what is sought better than the rest of the query does without them. It changes no query that is
/// a phrase alone, no single word, and none in which a sign or a conjunction says that somebody knows what is to stand there.
/// </summary>
/// <param name="Text">The query without the marks of those phrases.</param>
/// <param name="Phrases">The phrases, in their order.</param>
internal readonly record struct UnfoundPhrases(string Text, IReadOnlyList<string> Phrases)
{
    // Each is searched for; who pastes more than that quotes nothing.
    private const int MostPhrases = 8;

    private const char Mark = '"';

    /// <summary>Reads a query in the simple syntax.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="commit">What is searched; of a chain that matches at levels.</param>
    /// <param name="options">Where words are sought, and how far.</param>
    /// <param name="cancellation">Stops the search for phrases soon.</param>
    public static UnfoundPhrases Of(string text, SearchedCommit commit, SearchOptions options, CancellationToken cancellation)
    {
        if (!text.Contains(Mark, StringComparison.Ordinal))
        {
            return new UnfoundPhrases(text, []);
        }

        var tokens = SimpleLexer.Read(text);
        var quoted = tokens.FindAll(token => token is { Kind: SimpleTokenKind.Phrase, Field: null, Boost: 1, Distance: 0 });
        if (quoted.Count is 0 or > MostPhrases || !SimpleToken.AreBare(tokens) || !HasBareWord(text, tokens, commit.Chain))
        {
            return new UnfoundPhrases(text, []);
        }

        var phrases = new List<string>();
        char[] without = text.ToCharArray();
        var analysis = new FieldAnalysis(commit.Chain, new WordLimits(options.Strictness, options.Variants));
        foreach (var phrase in quoted)
        {
            string words = text[phrase.Start..phrase.End];
            if (HasSeveralWords(words, commit.Chain)
                && SimpleLexer.Read(words).TrueForAll(token => token.IsPlain || token.Kind == SimpleTokenKind.End)
                && analysis.Phrase(options.Field ?? analysis.DefaultField, words, 0) is { } query
                && commit.Searcher.Search(query, 1, 1, cancellation).Hits.IsEmpty)
            {
                phrases.Add(words);
                without[phrase.Start - 1] = ' ';
                without[phrase.End] = ' ';
            }
        }

        return new UnfoundPhrases(new string(without), phrases);
    }

    /// <summary>Whether a text is more than one word, which quoted is meant as it is written.</summary>
    private static bool HasSeveralWords(string text, AnalysisChain chain) => chain.ReadQuery(text) is [var first, .., var last] && last.Start > first.Start;

    /// <summary>Whether a bare word says something: <c>qui a écrit "…"</c> does, <c>les "…"</c> does not.</summary>
    private static bool HasBareWord(string text, List<SimpleToken> tokens, AnalysisChain chain) => tokens.Exists(token =>
        token.IsPlain && chain.ReadQuery(text[token.Start..token.End]).Any(word => word.Role == WordRole.Content));
}
