using RadLine;

namespace ArticleSearch.Console.Interactive;

/// <summary>
/// Completes the word under the cursor, by Tab, from the words of the index, the most frequent first; Tab again goes on to the next.
/// </summary>
internal sealed class WordCompletion(Searcher searcher) : ITextCompletion
{
    private const int MostWords = 20;

    private string _before = "";
    private IReadOnlyList<string> _shown = [];

    public IEnumerable<string> GetCompletions(string prefix, string word, string suffix)
    {
        // What stands there is what was completed last: the editor goes on to the one after it.
        if (prefix == _before && _shown.Contains(word, StringComparer.Ordinal))
        {
            return _shown;
        }

        // A sign, a field or an elided article before the word stays as it is.
        int start = word.LastIndexOfAny(['"', '(', '+', '-', '=', ':', '\'', '’']) + 1;
        string typed = word[start..];
        _before = prefix;
        _shown = typed.Length == 0
            ? []
            :
            [
                .. searcher.Complete(typed, MostWords)
                    .Select(found => string.Concat(word.AsSpan(0, start), WithCapitalOf(typed, found.Text)))
                    .Where(completed => !string.Equals(completed, word, StringComparison.Ordinal)),
            ];
        return _shown;
    }

    private static string WithCapitalOf(string typed, string word) =>
        char.IsUpper(typed[0]) ? string.Concat(word[..1].ToUpperInvariant(), word.AsSpan(1)) : word;
}
