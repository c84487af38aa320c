using System.Collections.Immutable;
using System.Text;
using ArticleSearch.IndexFormat.Terms;
using ArticleSearch.Matching;
using ArticleSearch.Matching.Automata;

namespace ArticleSearch.Expanding;

/// <summary>
/// The terms that an index has in some of its fields, found by walking over its dictionaries from one possible term to the next.
/// It never reads a dictionary from end to end, unless a pattern leaves everything open. Safe for many threads.
/// </summary>
internal sealed class Vocabulary(IndexView index)
{
    private const int CancellationInterval = 1024;

    /// <summary>The terms that are a spelling of a graph but for their accents, in no order, each once.</summary>
    public List<VocabularyTerm> Find(ImmutableArray<string> fields, SpellingGraph graph, CancellationToken cancellation) =>
        graph.IsEmpty ? [] : Find(fields, new SpellingMatcher(new SpellingAutomaton(graph)), cancellation);

    /// <summary>Whether any term of a field begins with some letters.</summary>
    public bool HasAny(string field, string prefix)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(prefix);
        foreach (var segment in index.Segments)
        {
            if (segment.Terms(field)?.OpenCursor() is { } cursor && cursor.SeekCeiling(bytes) != SeekResult.End && cursor.Term.StartsWith(bytes))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The terms of a matcher, in no order, each once.</summary>
    /// <param name="fields">Where.</param>
    /// <param name="matcher">Which.</param>
    /// <param name="cancellation">Stops the walk soon.</param>
    /// <param name="counts">Whether it is asked how many documents each has.</param>
    public List<VocabularyTerm> Find(ImmutableArray<string> fields, TermMatcher matcher, CancellationToken cancellation, bool counts = false)
    {
        var found = new List<VocabularyTerm>(16);
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var byLetters = known.GetAlternateLookup<ReadOnlySpan<char>>();
        char[] letters = new char[64];
        int seen = 0;
        foreach (string field in fields)
        {
            foreach (var segment in index.Segments)
            {
                cancellation.ThrowIfCancellationRequested();
                if (segment.Terms(field) is not { } terms)
                {
                    continue;
                }

                var walk = PatternTerms.Open(matcher, terms);
                while (walk.MoveNext())
                {
                    if (++seen % CancellationInterval == 0)
                    {
                        cancellation.ThrowIfCancellationRequested();
                    }

                    letters = letters.Length >= walk.Term.Length ? letters : new char[walk.Term.Length];
                    var term = letters.AsSpan(0, Encoding.UTF8.GetChars(walk.Term, letters));
                    if (!byLetters.TryGetValue(term, out int place))
                    {
                        string text = term.ToString();
                        known.Add(text, found.Count);
                        found.Add(new VocabularyTerm(text, WordKin.Fold(text), walk.Edits, counts ? walk.DocumentFrequency : 0));
                    }
                    else if (counts)
                    {
                        found[place] = found[place] with { Documents = found[place].Documents + walk.DocumentFrequency };
                    }
                }
            }
        }

        return found;
    }
}

/// <summary>A term of an index.</summary>
/// <param name="Text">The term.</param>
/// <param name="Folded">Without its accents.</param>
/// <param name="Edits">How many edits it is away from the word of a fuzzy matcher; 0 for other ones.</param>
/// <param name="Documents">How many documents of all fields and segments have it, deleted ones included; 0 if that was not asked for.</param>
internal sealed record VocabularyTerm(string Text, string Folded, int Edits, int Documents = 0);
