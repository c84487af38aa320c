using System.Collections.Immutable;
using ArticleSearch.Analysis.Lexicon;
using ArticleSearch.Indexing;
using ArticleSearch.Matching;
using ArticleSearch.Matching.Automata;
using ArticleSearch.Queries;

namespace ArticleSearch.Expanding;

/// <summary>
/// Finds out which terms of an index a word of a query matches, and how near they are. It reads the dictionaries of terms, never
/// postings, and remembers nothing that is not true of the commit. Safe for many threads.
/// </summary>
internal sealed class WordExpander(IndexView index)
{
    // The words of some hundred queries; a group is a few hundred bytes.
    private const int Remembered = 1024;

    // Behind a hyphen there are rarely ten.
    private const int MostBeginnings = 256;

    private readonly Vocabulary _vocabulary = new(index);
    private readonly RecentlyUsed<WordQuery, WordGroup> _groups = new(Remembered);
    private readonly RecentlyUsed<(string Field, string Term), ImmutableArray<string>> _exact = new(Remembered);

    /// <summary>What a word matches, from near to far, each term once.</summary>
    /// <exception cref="IndexFormat.CorruptIndexException">A dictionary is damaged where it was read.</exception>
    public WordGroup Expand(WordQuery query, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!_groups.TryGet(query, out var group))
        {
            var fields = Fields(query.Field);
            group = new WordGroup(
                string.Join(' ', query.Spellings[0]),
                fields,
                new GroupBuilder(_vocabulary, FrenchLexicon.Shared, fields, query, cancellation).Build(),
                query.Role);
            _groups.Add(query, group);
        }

        return group;
    }

    /// <summary>
    /// The terms that a word between quotation marks matches: itself, and those with accents where it has none. Itself always, even
    /// where the index does not have it.
    /// </summary>
    public ImmutableArray<string> ExactForms(string field, string term, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!_exact.TryGet((field, term), out var forms))
        {
            var graph = new SpellingGraph();
            graph.AddWord(WordKin.Fold(term));
            forms =
            [
                term,
                .. _vocabulary.Find(Fields(field), graph, cancellation)
                    .Select(found => found.Text)
                    .Where(found => !string.Equals(found, term, StringComparison.Ordinal) && ForgivenAccents.Allow(term, found))
                    .Order(StringComparer.Ordinal),
            ];
            _exact.Add((field, term), forms);
        }

        return forms;
    }

    /// <summary>
    /// The terms that begin like the last word of a phrase, whatever their accents, the first <see cref="MostBeginnings"/> in their
    /// order; the letters themselves if there are none.
    /// </summary>
    public ImmutableArray<string> Beginning(string field, string letters, CancellationToken cancellation)
    {
        var terms = _vocabulary.Find(Fields(field), SpellingMatcher.Prefix(letters), cancellation);
        return terms.Count == 0
            ? [letters]
            : [.. terms.Select(term => term.Text).Order(StringComparer.Ordinal).Take(MostBeginnings)];
    }

    private static ImmutableArray<string> Fields(string field) =>
        field == PassageFields.Anywhere ? [PassageFields.Text, PassageFields.Title] : [field];
}
