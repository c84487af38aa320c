using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Terms;
using ArticleSearch.Scoring;

namespace ArticleSearch.Matching;

/// <summary>
/// Where a term's postings lie in each segment, and its frequencies over all of them. A search looks each term up once.
/// </summary>
/// <param name="States">By segment; null where the segment does not hold the term.</param>
/// <param name="Statistics">The sums over the segments.</param>
internal sealed record LocatedTerm(TermState?[] States, TermStatistics Statistics);

/// <summary>Looks up terms for one search, with one dictionary cursor a field and segment. For one thread.</summary>
internal sealed class TermLookup(IndexView index)
{
    // By segment and field.
    private readonly Dictionary<string, TermsCursor?>?[] _cursors = new Dictionary<string, TermsCursor?>[index.Segments.Length];
    private readonly Dictionary<IndexTerm, LocatedTerm> _located = new(IndexTerm.Comparer);

    public IndexView Index => index;

    /// <summary>Looks a term up in every segment.</summary>
    public LocatedTerm Locate(IndexTerm term)
    {
        if (_located.TryGetValue(term, out var known))
        {
            return known;
        }

        var states = new TermState?[index.Segments.Length];
        long documentFrequency = 0;
        long totalTermFrequency = 0;
        for (int segment = 0; segment < states.Length; segment++)
        {
            if (Cursor(segment, term.Field) is { } cursor && cursor.SeekExact(term.Bytes))
            {
                states[segment] = cursor.State;
                documentFrequency += cursor.DocumentFrequency;
                totalTermFrequency += cursor.TotalTermFrequency;
            }
        }

        var located = new LocatedTerm(states, new TermStatistics(documentFrequency, totalTermFrequency));
        _located.Add(term, located);
        return located;
    }

    private TermsCursor? Cursor(int segment, string field)
    {
        var cursors = _cursors[segment] ??= new Dictionary<string, TermsCursor?>(StringComparer.Ordinal);
        if (!cursors.TryGetValue(field, out var cursor))
        {
            cursor = index.Segments[segment].Terms(field)?.OpenCursor();
            cursors.Add(field, cursor);
        }

        return cursor;
    }
}
