using System.Diagnostics;
using System.Numerics;
using ArticleSearch.Analysis;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Terms;
using ArticleSearch.Indexing;
using ArticleSearch.Matching;

namespace ArticleSearch.Ranking;

/// <summary>
/// What the words of a query count for standing close to each other in a passage. It reads positions, so it is asked for few
/// passages: the best without it, all of a segment at once. For one search. Longer than most files: which positions are read depends
/// on what they can still count, so that the rule and its bounds are read together.
/// </summary>
/// <remarks>
/// Two words g before h of the query, q places apart there, little words counted, of at most
/// <see cref="RankingParameters.ClosenessWindow"/>, count <code>C · min(1, L / n) · min(weight_g, weight_h) / √q · max(v)</code>
/// in a query of n words, of which L are many (<see cref="RankingParameters.ClosenessWords"/>),
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

    /// <summary>More than the rounding of sums can make up.</summary>
    private const double RoundingMargin = 1 + 1e-6;

    private const int AskedBits = 1 << 12;

    private readonly RankedPlan _plan;

    /// <summary>The pairs of words that may be close, by the words of <see cref="_words"/>.</summary>
    private readonly GrowingArray<(int First, int Second, int Apart, double Weight)> _pairs = new(4);

    /// <summary>For each two words the number of their pair, or -1.</summary>
    private readonly int[] _pairOf;

    /// <summary>What was found of the passages that were asked for together: the passage's place among them, and the occurrence.</summary>
    private readonly GrowingArray<(int Passage, long Occurrence)> _found = new(64);

    /// <summary>The words of the query, by their number among the evidence.</summary>
    private readonly int[] _words;
    private readonly double[] _best;
    private readonly int[] _there;
    private readonly (int Position, int Units)[] _last;
    private long[] _occurrences = [];

    /// <summary>By words and passages: the terms that may stand there (see <see cref="WordOccurrences.Terms"/>).</summary>
    private ulong[] _sets = [];

    public Closeness(RankedPlan plan)
    {
        _plan = plan;
        double weights = 0;
        var words = new List<int>(MostWords);
        bool looks = plan.Parameters.Closeness > 0 || plan.Parameters.Together > 0;
        for (int evidence = 0; evidence < plan.Evidence.Length && looks && words.Count < MostWords; evidence++)
        {
            if (plan.Evidence[evidence].IsWord)
            {
                words.Add(evidence);
                weights += plan.Evidence[evidence].Weight;
            }
        }

        _words = words.ToArray();
        _pairOf = new int[_words.Length * _words.Length];
        for (int pair = 0; pair < _pairOf.Length; pair++)
        {
            _pairOf[pair] = -1;
        }

        double share = plan.Parameters.Closeness * Math.Min(1, plan.Parameters.ClosenessWords / Math.Max(1, _words.Length));
        for (int first = 0; first < _words.Length; first++)
        {
            for (int second = first + 1; second < _words.Length; second++)
            {
                var (one, other) = (plan.Evidence[_words[first]], plan.Evidence[_words[second]]);
                int apart = other.Place - one.Place;
                if (apart > 0 && apart <= plan.Parameters.ClosenessWindow)
                {
                    double weight = share * Math.Min(one.Weight, other.Weight) / Math.Sqrt(apart);
                    _pairOf[(first * _words.Length) + second] = _pairOf[(second * _words.Length) + first] = _pairs.Count;
                    _pairs.Add((first, second, apart, weight));
                    Bound += weight;
                }
            }
        }

        if (_words.Length > 1)
        {
            Bound += Together(weights);
        }

        Debug.Assert(MostWords <= 128 && Evidence.Unit < 512, "an occurrence is one number");
        _best = new double[_pairs.Count];
        _there = new int[_words.Length];
        _last = new (int, int)[_words.Length];
    }

    /// <summary>No passage has more of it.</summary>
    public double Bound { get; }

    /// <summary>The closeness of the words in passages of a segment.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="documents">The passages, ascending.</param>
    /// <param name="scores">What each scores without it.</param>
    /// <param name="threshold">Where it is known that a passage scores less than this with it, it is taken for 0.</param>
    /// <param name="closeness">Receives that of each.</param>
    /// <param name="room">Where cursors are taken from, and where what was read of rare terms may still be.</param>
    public void Of(int segment, ReadOnlySpan<int> documents, ReadOnlySpan<float> scores, float threshold, Span<float> closeness, SearchRoom room)
    {
        closeness[..documents.Length].Clear();
        if (_words.Length < 2 || _plan.Index.Segments[segment].Terms(PassageFields.Text) is not { } terms)
        {
            return;
        }

        _found.Clear();
        FindSets(segment, documents);
        Settle(scores, threshold);
        bool knowsRare = room.HasRead(segment);
        for (int word = 0; word < _words.Length; word++)
        {
            var sets = _sets.AsSpan(word * documents.Length, documents.Length);
            if (_plan.Evidence[_words[word]].Merged is { } merged)
            {
                FindMerged(merged, segment, terms, documents, sets, word, room);
                continue;
            }

            foreach (var variant in _plan.Evidence[_words[word]].Variants)
            {
                if (WordMerger.IsTermOfText(variant) && variant.Term!.States[segment] is { } state
                    && !(knowsRare && state.DocumentFrequency <= SearchRoom.BatchLength))
                {
                    Find(room.OpenPositions(segment, terms, state), documents, sets, ulong.MaxValue, word, variant.Units);
                }
            }
        }

        if (knowsRare)
        {
            FindRare(segment, terms, documents, room);
        }

        // By passages first, then each by its positions.
        Span<int> ends = documents.Length <= 256 ? stackalloc int[documents.Length] : new int[documents.Length];
        ends.Clear();
        foreach (var (passage, _) in _found)
        {
            ends[passage]++;
        }

        int sum = 0;
        foreach (ref int end in ends)
        {
            (end, sum) = (sum, sum + end);
        }

        _occurrences = _occurrences.Length >= sum ? _occurrences : new long[Math.Max(sum, 2 * _occurrences.Length)];
        foreach (var (passage, occurrence) in _found)
        {
            _occurrences[ends[passage]++] = occurrence;
        }

        int start = 0;
        for (int passage = 0; passage < documents.Length; passage++)
        {
            var its = _occurrences.AsSpan(start, ends[passage] - start);
            Sort(its);
            closeness[passage] = Of(its);
            start = ends[passage];
        }
    }

    /// <summary>Finds the terms of a word in the passages, as far as they stand there.</summary>
    private void FindMerged(
        MergedWord merged, int segment, FieldTerms terms, ReadOnlySpan<int> documents, ReadOnlySpan<ulong> sets, int word, SearchRoom room)
    {
        ulong any = 0;
        foreach (ulong set in sets)
        {
            any |= set;
        }

        for (int term = 0; term < merged.Terms.Length; term++)
        {
            ulong bit = 1UL << Math.Min(term, WordMerger.MostTerms - 1); // those behind the last one are in sets that are not known alone
            if ((any & bit) != 0 && merged.Terms[term].Term!.States[segment] is { } state)
            {
                Find(room.OpenPositions(segment, terms, state), documents, sets, bit, word, merged.Units[term]);
            }
        }
    }

    /// <summary>Finds which terms of each word may stand in each passage: all of them, where its postings are not merged.</summary>
    private void FindSets(int segment, ReadOnlySpan<int> documents)
    {
        int count = _words.Length * documents.Length;
        _sets = _sets.Length >= count ? _sets : new ulong[count];
        for (int word = 0; word < _words.Length; word++)
        {
            var sets = _sets.AsSpan(word * documents.Length, documents.Length);
            sets.Fill(ulong.MaxValue);
            if (_plan.Evidence[_words[word]].Merged is not { } merged)
            {
                continue;
            }

            var postings = merged.Postings[segment];
            int row = 0;
            for (int passage = 0; passage < documents.Length; passage++)
            {
                row = postings.FirstRow(row, documents[passage]);
                bool isThere = row < postings.Rows.Length && WordPostings.Document(postings.Rows[row]) == documents[passage];
                sets[passage] = isThere ? postings.Occurrences(row).Terms : 0;
            }
        }
    }

    /// <summary>
    /// Settles for which passages nothing is read. Where terms of one word alone stand in a passage, it is close to nothing, and it does
    /// not matter where they stand but only what the best of them counts. Where several stand, what the best of them count may be too little.
    /// </summary>
    private void Settle(ReadOnlySpan<float> scores, float threshold)
    {
        int passages = scores.Length;
        for (int passage = 0; passage < passages; passage++)
        {
            int words = 0;
            int lone = 0;
            for (int word = 0; word < _words.Length; word++)
            {
                ulong set = _sets[(word * passages) + passage];
                _there[word] = set == ulong.MaxValue ? Evidence.Unit : set == 0 ? 0 : BestUnits(word, set);
                words += set != 0 ? 1 : 0;
                lone = set != 0 ? word : lone;
            }

            ref ulong its = ref _sets[(lone * passages) + passage];
            if (words == 1 && its != ulong.MaxValue)
            {
                _found.Add((passage, Occurrence.Of(0, lone, _there[lone])));
                its = 0;
            }
            else if (scores[passage] + (float)(MostOf(_there) * RoundingMargin) < threshold)
            {
                for (int word = 0; word < _words.Length; word++)
                {
                    _sets[(word * passages) + passage] = 0;
                }
            }
        }
    }

    /// <summary>What closeness is at most, by what the best term of each word counts.</summary>
    private double MostOf(ReadOnlySpan<int> units)
    {
        double sum = 0;
        double mostOfPair = Math.Max(1, _plan.Parameters.ClosenessReversed);
        foreach (var (first, second, _, weight) in _pairs)
        {
            sum += weight * mostOfPair * ((double)(units[first] * units[second]) / (Evidence.Unit * Evidence.Unit));
        }

        double together = 0;
        for (int word = 0; word < _words.Length; word++)
        {
            together += _plan.Evidence[_words[word]].Weight * (units[word] / (double)Evidence.Unit);
        }

        return sum + Together(together);
    }

    /// <summary>What the best of a set of terms counts.</summary>
    private int BestUnits(int word, ulong set)
    {
        int best = 0;
        int[] units = _plan.Evidence[_words[word]].Merged!.Units;
        for (; set != 0; set &= set - 1)
        {
            best = Math.Max(best, units[BitOperations.TrailingZeroCount(set)]);
        }

        return best;
    }

    /// <summary>Finds the rare terms in the passages: most of them are in none, as is known of them.</summary>
    private void FindRare(int segment, FieldTerms terms, ReadOnlySpan<int> documents, SearchRoom room)
    {
        // By their last bits: what is not there is in none of the passages.
        Span<ulong> asked = stackalloc ulong[AskedBits / 64];
        asked.Clear();
        foreach (int document in documents)
        {
            asked[(document & (AskedBits - 1)) >> 6] |= 1UL << document;
        }

        foreach (ref readonly var rare in room.RareTerms)
        {
            int word = rare.Segment == segment && rare.Variant.Field == PassageFields.Text ? Array.IndexOf(_words, rare.Evidence) : -1;
            if (word < 0)
            {
                continue;
            }

            bool isThere = false;
            foreach (int document in room.RareDocuments.AsSpan(rare.Start, rare.Count))
            {
                isThere |= (asked[(document & (AskedBits - 1)) >> 6] >> document & 1) != 0;
            }

            if (isThere)
            {
                var sets = _sets.AsSpan(word * documents.Length, documents.Length);
                Find(room.OpenPositions(segment, terms, rare.Variant.Term!.States[segment]!.Value), documents, sets, ulong.MaxValue, word, rare.Variant.Units);
            }
        }
    }

    /// <summary>Mostly a handful.</summary>
    private static void Sort(Span<long> occurrences)
    {
        const int Handful = 24;
        if (occurrences.Length > Handful)
        {
            occurrences.Sort();
            return;
        }

        for (int i = 1; i < occurrences.Length; i++)
        {
            long occurrence = occurrences[i];
            int at = i;
            for (; at > 0 && occurrences[at - 1] > occurrence; at--)
            {
                occurrences[at] = occurrences[at - 1];
            }

            occurrences[at] = occurrence;
        }
    }

    /// <summary>Finds a term in those of the passages that may have it.</summary>
    private void Find(PostingsCursor postings, ReadOnlySpan<int> documents, ReadOnlySpan<ulong> sets, ulong bit, int word, int units)
    {
        for (int passage = 0; passage < documents.Length; passage++)
        {
            if ((sets[passage] & bit) == 0)
            {
                continue;
            }

            int document = documents[passage];
            if (postings.Document < document && postings.Advance(document) == PostingsCursor.NoMoreDocuments)
            {
                return;
            }

            if (postings.Document == document)
            {
                for (int left = postings.Frequency; left > 0; left--)
                {
                    _found.Add((passage, Occurrence.Of(postings.NextPosition(), word, units)));
                }
            }
        }
    }

    /// <summary>The closeness of the words that stand in a passage, by their positions.</summary>
    private float Of(ReadOnlySpan<long> occurrences)
    {
        Array.Clear(_best);
        Array.Clear(_last);
        int next;
        for (int first = 0; first < occurrences.Length; first = next)
        {
            // Those at one position do not see each other.
            int position = Occurrence.Position(occurrences[first]);
            next = first;
            do
            {
                Meet(position, Occurrence.Word(occurrences[next]), Occurrence.Units(occurrences[next]));
                next++;
            }
            while (next < occurrences.Length && Occurrence.Position(occurrences[next]) == position);

            foreach (long one in occurrences[first..next])
            {
                _last[Occurrence.Word(one)] = (position, Occurrence.Units(one));
            }
        }

        double sum = 0;
        for (int pair = 0; pair < _pairs.Count; pair++)
        {
            sum += _pairs[pair].Weight * _best[pair];
        }

        return (float)(sum + Together(BestStretch(occurrences)));
    }

    /// <summary>An occurrence meets the last ones of the words near to it in the query.</summary>
    private void Meet(int position, int word, int units)
    {
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
    private double BestStretch(ReadOnlySpan<long> occurrences)
    {
        double most = 0;
        for (int first = 0; first < occurrences.Length && _plan.Parameters.Together > 0; first++)
        {
            Array.Clear(_there);
            int end = Occurrence.Position(occurrences[first]) + _plan.Parameters.TogetherWindow;
            for (int i = first; i < occurrences.Length && Occurrence.Position(occurrences[i]) < end; i++)
            {
                ref int units = ref _there[Occurrence.Word(occurrences[i])];
                units = Math.Max(units, Occurrence.Units(occurrences[i]));
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

    /// <summary>A word at a position as one number, so that positions, then words, then weights ascend: they sort fast.</summary>
    private static class Occurrence
    {
        private const int UnitBits = 9;
        private const int WordBits = 7;

        public static long Of(int position, int word, int units) => ((long)position << (WordBits + UnitBits)) | (long)(word << UnitBits) | (long)units;

        public static int Position(long occurrence) => (int)(occurrence >> (WordBits + UnitBits));

        public static int Word(long occurrence) => (int)(occurrence >> UnitBits) & ((1 << WordBits) - 1);

        public static int Units(long occurrence) => (int)occurrence & ((1 << UnitBits) - 1);
    }
}
