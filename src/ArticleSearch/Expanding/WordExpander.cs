using System.Collections.Immutable;
using ArticleSearch.Analysis;
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

    // The longest name that is looked for in a query, in words.
    private const int LongestName = 12;

    private readonly Vocabulary _vocabulary = new(index);
    private readonly LearntNames _names = new(new Vocabulary(index));
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
                new GroupBuilder(_vocabulary, _names, FrenchLexicon.Shared, fields, query, cancellation).Build(),
                query.Role);
            _groups.Add(query, group); // compared by what is matched, whatever its place
        }

        return group;
    }

    /// <summary>
    /// What each of several words matches that stand next to each other in a query. Words that together are the name of something with
    /// an acronym match the acronym as well, each of them: a text that has it says all that they say.
    /// </summary>
    public ImmutableArray<WordGroup> ExpandRow(ImmutableArray<WordQuery> row, CancellationToken cancellation)
    {
        var groups = ImmutableArray.CreateBuilder<WordGroup>(row.Length);
        foreach (var word in row)
        {
            groups.Add(Expand(word, cancellation));
        }

        for (int start = 0; start < row.Length; start++)
        {
            var (end, acronyms) = LongestNameAt(row, start, cancellation);
            for (int i = start; i < end; i++)
            {
                if (row[i].Role == WordRole.Content)
                {
                    groups[i] = With(groups[i], acronyms, cancellation);
                }
            }

            start = Math.Max(start, end - 1);
        }

        return groups.MoveToImmutable();
    }

    /// <summary>The acronyms that a text may have for a row of terms, which the index has.</summary>
    private ImmutableArray<string> AcronymsOf(string field, ReadOnlySpan<string> terms, CancellationToken cancellation)
    {
        var acronyms = _names.AcronymsOf(terms, cancellation);
        return acronyms.Count == 0 ? [] : [.. acronyms.SelectMany(acronym => ExactForms(field, acronym, cancellation)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Where the longest name ends that starts at a word, and its acronyms; the start itself if there is none.</summary>
    private (int End, ImmutableArray<string> Acronyms) LongestNameAt(ImmutableArray<WordQuery> row, int start, CancellationToken cancellation)
    {
        (int End, ImmutableArray<string> Acronyms) longest = (start, []);
        if (row[start].Role != WordRole.Content)
        {
            return longest;
        }

        var terms = new List<string>();
        for (int end = start; end < row.Length && GroupBuilder.TakesVariants(row[end]) && terms.Count < LongestName; end++)
        {
            if (end > start && IsCompoundOf(row[end - 1], row[end]))
            {
                continue; // the words that it is made of follow
            }

            terms.AddRange(row[end].Spellings[0]);
            string[] name = [.. terms];
            if (end > start && !_names.IsBeginning(name))
            {
                break;
            }

            if (AcronymsOf(row[start].Field, name, cancellation) is { IsEmpty: false } acronyms)
            {
                longest = (end + 1, acronyms);
            }
        }

        return longest;
    }

    /// <summary>Whether a word is what the one before it would be together with the next: <c>nations</c>, <c>nations-unies</c>, <c>unies</c>.</summary>
    private static bool IsCompoundOf(WordQuery before, WordQuery word)
    {
        string start = string.Join('-', before.Spellings[0]);
        foreach (var spelling in word.Spellings)
        {
            string joined = string.Join('-', spelling);
            if (joined.Length > start.Length && joined[start.Length] == '-' && joined.StartsWith(start, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private WordGroup With(WordGroup group, ImmutableArray<string> acronyms, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var nearness = Nearness.Acronym;
        var more = acronyms
            .Where(acronym => !group.Variants.Any(variant => variant.IsTerm && string.Equals(variant.Parts[0].Terms[0], acronym, StringComparison.Ordinal)))
            .Select(acronym => new WordVariant([new PhrasePart(0, [acronym])], nearness.Level, nearness.Weight, nearness.Reason));
        return group with
        {
            Variants = [.. group.Variants.Concat(more).OrderBy(variant => variant.Level).ThenByDescending(variant => variant.Weight)],
        };
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
