using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.Indexing;
using ArticleSearch.Matching;

namespace ArticleSearch.Ranking;

/// <summary>
/// What the words of a query count for standing close to each other in a passage. It reads positions, so it is asked for few
/// passages: the best without it. For one search, one segment after another.
/// </summary>
/// <remarks>
/// Two words g before h of the query, q places apart there, little words counted, of at most
/// <see cref="RankingParameters.ClosenessWindow"/>, count <code>C · min(weight_g, weight_h) / √q · max(v)</code>
/// with v over the occurrences of the one and the nearest earlier occurrence of the other, d words before it, of at most the same window:
/// weight · weight of the variants, times 1 / (1 + |d - q|) in the order of the query, and
/// <see cref="RankingParameters.ClosenessReversed"/> / d in the other order. Besides, of a query of at least two words, the stretch of
/// <see cref="RankingParameters.TogetherWindow"/> neighbouring places that has the most of it counts
/// <code>T · W · (Σ_g weight_g · weight of its best variant there / W)²</code>
/// The closeness of a passage is the sum over the pairs and then that of the stretch, in double precision in the order of g, then h, rounded
/// once. Variants of several terms have no part in it, nor have words of the query after the first <see cref="MostWords"/>.
/// </remarks>
internal sealed class Closeness
{
    /// <summary>How many words of a query are looked at.</summary>
    public const int MostWords = 64;

    private readonly RankedPlan _plan;

    /// <summary>The pairs of words that may be close, by the words of <see cref="_words"/>.</summary>
    private readonly List<(int First, int Second, int Apart, double Weight)> _pairs = [];

    /// <summary>For each two words the number of their pair, or -1.</summary>
    private readonly int[] _pairOf;
    private readonly List<(int Position, int Word, int Units)> _occurrences = [];

    /// <summary>The words of the query, by their number among the evidence.</summary>
    private readonly int[] _words;
    private readonly double[] _best;
    private readonly int[] _there;
    private readonly (int Position, int Units)[] _last;
    private List<(int Word, int Units, PostingsCursor Postings)> _postings = [];

    public Closeness(RankedPlan plan)
    {
        _plan = plan;
        _words = plan.Parameters.Closeness > 0 || plan.Parameters.Together > 0
            ? [.. Enumerable.Range(0, plan.Evidence.Length).Where(evidence => plan.Evidence[evidence].IsWord).Take(MostWords)]
            : [];
        _pairOf = new int[_words.Length * _words.Length];
        Array.Fill(_pairOf, -1);
        for (int first = 0; first < _words.Length; first++)
        {
            for (int second = first + 1; second < _words.Length; second++)
            {
                var (one, other) = (plan.Evidence[_words[first]], plan.Evidence[_words[second]]);
                int apart = other.Place - one.Place;
                if (apart > 0 && apart <= plan.Parameters.ClosenessWindow)
                {
                    double weight = plan.Parameters.Closeness * Math.Min(one.Weight, other.Weight) / Math.Sqrt(apart);
                    _pairOf[(first * _words.Length) + second] = _pairOf[(second * _words.Length) + first] = _pairs.Count;
                    _pairs.Add((first, second, apart, weight));
                    Bound += weight;
                }
            }
        }

        if (_words.Length > 1)
        {
            Bound += Together(_words.Sum(word => plan.Evidence[word].Weight));
        }

        _best = new double[_pairs.Count];
        _there = new int[_words.Length];
        _last = new (int, int)[_words.Length];
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
        Array.Clear(_last);
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
        for (int pair = 0; pair < _pairs.Count; pair++)
        {
            sum += _pairs[pair].Weight * _best[pair];
        }

        return (float)(sum + Together(BestStretch()));
    }

    /// <summary>An occurrence meets the last ones of the words near to it in the query.</summary>
    private void Meet((int Position, int Word, int Units) occurrence)
    {
        var (position, word, units) = occurrence;
        for (int other = 0; other < _words.Length; other++)
        {
            int pair = _pairOf[(word * _words.Length) + other];
            int distance = position - _last[other].Position;
            if (pair < 0 || _last[other].Units == 0 || distance > _plan.Parameters.ClosenessWindow)
            {
                continue;
            }

            double value = other < word
                ? 1.0 / (1 + Math.Abs(distance - _pairs[pair].Apart))
                : _plan.Parameters.ClosenessReversed / distance;
            value *= (double)(units * _last[other].Units) / (Evidence.Unit * Evidence.Unit);
            _best[pair] = Math.Max(_best[pair], value);
        }
    }

    private double Together(double weight)
    {
        double share = _plan.AllWeights > 0 ? weight / _plan.AllWeights : 0;
        return _plan.Parameters.Together * _plan.AllWeights * (share * share);
    }

    /// <summary>The weight of the words in the stretch that has the most.</summary>
    private double BestStretch()
    {
        double most = 0;
        for (int first = 0; first < _occurrences.Count && _plan.Parameters.Together > 0; first++)
        {
            Array.Clear(_there);
            for (int i = first; i < _occurrences.Count && _occurrences[i].Position - _occurrences[first].Position < _plan.Parameters.TogetherWindow; i++)
            {
                ref int units = ref _there[_occurrences[i].Word];
                units = Math.Max(units, _occurrences[i].Units);
            }

            double weight = 0;
            for (int word = 0; word < _words.Length; word++)
            {
                weight += _plan.Evidence[_words[word]].Weight * (_there[word] / (double)Evidence.Unit);
            }

            most = Math.Max(most, weight);
        }

        return most;
    }

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
