using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.Indexing;
using ArticleSearch.Matching;

namespace ArticleSearch.Ranking;

/// <summary>
/// What the words of a query count for standing close to each other in a passage. It reads positions, so it is asked for few
/// passages: the best without it. For one search, one segment after another.
/// </summary>
/// <remarks>
/// Two words g before h of the query, no more than <see cref="Reach"/> words apart there by q places, count
/// <code>C · min(weight_g, weight_h) / q · max(v)</code>
/// with v over the occurrences of the one and the nearest earlier occurrence of the other, d words before it, of at most
/// <see cref="RankingParameters.ClosenessWindow"/>: weight · weight of the variants, times 1 / (1 + |d - q|) in the order of the query,
/// and <see cref="RankingParameters.ClosenessReversed"/> / d in the other order. The closeness of a passage is the sum over the pairs,
/// in double precision in the order of g, then h, rounded once. Variants of several terms have no part in it.
/// </remarks>
internal sealed class Closeness
{
    /// <summary>How far apart in the query two words may be.</summary>
    public const int Reach = 4;

    private readonly RankedPlan _plan;
    private readonly List<(int Position, int Word, int Units)> _occurrences = [];

    /// <summary>The words of the query, by their number among the evidence.</summary>
    private readonly int[] _words;
    private readonly double[] _best;
    private readonly (int Position, int Units)[] _last;
    private List<(int Word, int Units, PostingsCursor Postings)> _postings = [];

    public Closeness(RankedPlan plan)
    {
        _plan = plan;
        _words = plan.Parameters.Closeness > 0
            ? [.. Enumerable.Range(0, plan.Evidence.Length).Where(evidence => plan.Evidence[evidence].IsWord)]
            : [];
        _best = new double[_words.Length * Reach];
        _last = new (int, int)[_words.Length];
        for (int word = 0; word < _words.Length; word++)
        {
            for (int apart = 1; apart <= Reach && word + apart < _words.Length; apart++)
            {
                Bound += Pair(word, apart);
            }
        }
    }

    /// <summary>No passage has more of it.</summary>
    public double Bound { get; }

    /// <summary>The passages that follow are of this segment, in the order of documents.</summary>
    public void StartSegment(int segment)
    {
        _postings = [];
        var view = _plan.Index.Segments[segment];
        if (_words.Length < 2 || view.Terms(PassageFields.Text) is not { } terms)
        {
            return;
        }

        for (int word = 0; word < _words.Length; word++)
        {
            foreach (var variant in _plan.Evidence[_words[word]].Variants)
            {
                if (variant.Field == PassageFields.Text && variant.Term?.States[segment] is { } state)
                {
                    _postings.Add((word, variant.Units, terms.OpenPostings(state, PostingsFeatures.Positions)));
                }
            }
        }
    }

    /// <summary>The closeness of the words in a passage.</summary>
    /// <param name="document">The passage's number in the segment, greater than that of the one before.</param>
    public float Of(int document)
    {
        if (_postings.Count == 0)
        {
            return 0;
        }

        ReadOccurrences(document);
        Array.Clear(_best);
        Array.Fill(_last, (int.MinValue, 0));
        int next;
        for (int first = 0; first < _occurrences.Count; first = next)
        {
            // Those at one position do not see each other.
            next = first;
            do
            {
                Meet(_occurrences[next++]);
            }
            while (next < _occurrences.Count && _occurrences[next].Position == _occurrences[first].Position);

            for (int i = first; i < next; i++)
            {
                _last[_occurrences[i].Word] = (_occurrences[i].Position, _occurrences[i].Units);
            }
        }

        double sum = 0;
        for (int word = 0; word < _words.Length; word++)
        {
            for (int apart = 1; apart <= Reach && word + apart < _words.Length; apart++)
            {
                sum += Pair(word, apart) * _best[(word * Reach) + apart - 1];
            }
        }

        return (float)sum;
    }

    /// <summary>An occurrence meets the last ones of the words near to it in the query.</summary>
    private void Meet((int Position, int Word, int Units) occurrence)
    {
        var (position, word, units) = occurrence;
        int end = Math.Min(_words.Length - 1, word + Reach);
        for (int other = Math.Max(0, word - Reach); other <= end; other++)
        {
            int distance = position - _last[other].Position;
            if (other == word || _last[other].Units == 0 || distance > _plan.Parameters.ClosenessWindow)
            {
                continue;
            }

            int apart = Math.Abs(word - other);
            double value = other < word
                ? 1.0 / (1 + Math.Abs(distance - apart))
                : _plan.Parameters.ClosenessReversed / distance;
            value *= (double)(units * _last[other].Units) / (Evidence.Unit * Evidence.Unit);
            ref double best = ref _best[(Math.Min(word, other) * Reach) + apart - 1];
            best = Math.Max(best, value);
        }
    }

    /// <summary>What two words count at most.</summary>
    private double Pair(int word, int apart) =>
        _plan.Parameters.Closeness * Math.Min(_plan.Evidence[_words[word]].Weight, _plan.Evidence[_words[word + apart]].Weight) / apart;

    private void ReadOccurrences(int document)
    {
        _occurrences.Clear();
        foreach (var (word, units, postings) in _postings)
        {
            if (postings.Document < document)
            {
                postings.Advance(document);
            }

            if (postings.Document == document)
            {
                for (int left = postings.Frequency; left > 0; left--)
                {
                    _occurrences.Add((postings.NextPosition(), word, units));
                }
            }
        }

        _occurrences.Sort();
    }
}
