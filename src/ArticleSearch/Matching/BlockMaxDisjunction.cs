using System.Buffers;
using System.Diagnostics;
using System.Numerics;
using ArticleSearch.IndexFormat.Postings;

namespace ArticleSearch.Matching;

/// <summary>
/// The best documents of any of several terms, window by window. In a window the terms that together can not reach the top are
/// looked up only for documents of the others (MaxScore; Turtle and Flood, 1995), with the bounds of the window's blocks
/// (Ding and Suel, 2011). Finds exactly what the exhaustive search finds, ties and last digits included.
/// </summary>
/// <remarks>
/// Scores of a document are summed in double precision in the order of the terms, however they were found. Sums that only bound
/// are made a little greater than they can be by rounding.
/// </remarks>
internal sealed class BlockMaxDisjunction : IDisposable
{
    /// <summary>With more terms than this the windows would need too much room.</summary>
    public const int MaximumTerms = 64;

    private const int WindowLength = 2048;
    private const int BatchLength = 128;
    private const int None = PostingsCursor.NoMoreDocuments;

    /// <summary>More than the rounding of a sum of <see cref="MaximumTerms"/> double-precision numbers can make up.</summary>
    private const double RoundingMargin = 1 + 1e-12;

    private readonly ScoredTerm[] _terms;
    private readonly int _maxDocument;
    private readonly CompetitiveHits _hits;

    /// <summary>Each term's scores in the window, one row a term.</summary>
    private readonly float[] _scores;
    private readonly double[] _sums;
    private readonly ulong[] _found = new ulong[WindowLength / 64];

    /// <summary>No document of the window scores higher in a term.</summary>
    private readonly float[] _bounds;

    /// <summary>The terms by their bounds, least first.</summary>
    private readonly int[] _order;

    /// <summary>The bounds of the terms in <see cref="_order"/> up to each place, added.</summary>
    private readonly double[] _boundSums;

    /// <summary>Up to where each term's documents have been read without a gap.</summary>
    private readonly int[] _readTo;

    /// <summary>How many terms, the first ones in <see cref="_order"/>, can not reach the top together.</summary>
    private int _optional;

    /// <param name="terms">The terms of one segment; at most <see cref="MaximumTerms"/>.</param>
    /// <param name="maxDocument">How many documents the segment has.</param>
    /// <param name="hits">Takes the matches.</param>
    public BlockMaxDisjunction(ScoredTerm[] terms, int maxDocument, CompetitiveHits hits)
    {
        Debug.Assert(terms.Length is > 0 and <= MaximumTerms);
        _terms = terms;
        _maxDocument = maxDocument;
        _hits = hits;
        _scores = ArrayPool<float>.Shared.Rent(terms.Length * WindowLength);
        _sums = ArrayPool<double>.Shared.Rent(WindowLength);
        Array.Clear(_scores);
        Array.Clear(_sums);
        _bounds = new float[terms.Length];
        _boundSums = new double[terms.Length];
        _readTo = new int[terms.Length];
        _order = new int[terms.Length];
        for (int term = 0; term < _order.Length; term++)
        {
            _order[term] = term;
        }
    }

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_scores);
        ArrayPool<double>.Shared.Return(_sums);
    }

    /// <summary>Adds the matches of the segment that can be among the best.</summary>
    public void Collect()
    {
        int start = 0;
        while (start < _maxDocument)
        {
            _hits.ThrowIfCancelled();
            int end = Math.Min(start + WindowLength, _maxDocument);
            if (_hits.MayPrune)
            {
                start = FindCompetitive(start, ref end);
                if (start >= _maxDocument)
                {
                    return;
                }
            }
            else
            {
                _optional = 0;
            }

            for (int place = _optional; place < _order.Length; place++)
            {
                Read(_order[place], start, end);
            }

            Finish(start, end);
            start = end;
        }
    }

    /// <summary>
    /// The start of the next window in which a document can reach the top, and its end; bounds and order of the terms are those
    /// of the window then.
    /// </summary>
    private int FindCompetitive(int start, ref int end)
    {
        while (start < _maxDocument)
        {
            end = Math.Min(WindowEnd(start, level: 0, onlyEssential: true), Math.Min(start + WindowLength, _maxDocument));
            Bound(start, end);
            if (_optional < _terms.Length)
            {
                return start;
            }

            // Nothing here: nor perhaps in the wider surroundings.
            int passed = end;
            for (int level = 0; ; level++)
            {
                int wider = Math.Min(WindowEnd(start, level, onlyEssential: false), _maxDocument);
                if (wider > passed)
                {
                    Bound(start, wider);
                    if (_optional < _terms.Length)
                    {
                        break;
                    }

                    passed = wider;
                }

                if (passed == _maxDocument || !HasLevel(level + 1))
                {
                    break;
                }
            }

            start = passed;
        }

        return start;
    }

    private bool HasLevel(int level) => Array.Exists(_terms, term => term.Postings.Document != None && term.Postings.ImpactLevels > level);

    /// <summary>Where the first block of the terms' blocks at a level ends: until there, one block of each bounds it.</summary>
    private int WindowEnd(int start, int level, bool onlyEssential)
    {
        int end = None;
        for (int place = onlyEssential && _optional < _order.Length ? _optional : 0; place < _order.Length; place++)
        {
            var postings = _terms[_order[place]].Postings;
            if (postings.Document == None)
            {
                continue;
            }

            postings.AdvanceShallow(Math.Max(start, postings.Document));
            end = Math.Min(end, postings.ImpactsEnd(Math.Min(level, postings.ImpactLevels - 1)));
        }

        return end == None ? None : Math.Max(end, start) + 1;
    }

    /// <summary>Bounds each term in a window, and finds those that can not reach the top together.</summary>
    private void Bound(int start, int end)
    {
        for (int term = 0; term < _terms.Length; term++)
        {
            var postings = _terms[term].Postings;
            if (postings.Document >= end)
            {
                _bounds[term] = 0;
                continue;
            }

            postings.AdvanceShallow(Math.Max(start, postings.Document));
            int level = 0;
            while (level + 1 < postings.ImpactLevels && postings.ImpactsEnd(level) < end - 1)
            {
                level++;
            }

            _bounds[term] = _terms[term].MaximumScore(level);
        }

        // Few, and nearly in order already.
        for (int place = 1; place < _order.Length; place++)
        {
            int moved = _order[place];
            int at = place;
            for (; at > 0 && _bounds[_order[at - 1]] > _bounds[moved]; at--)
            {
                _order[at] = _order[at - 1];
            }

            _order[at] = moved;
        }

        double sum = 0;
        _optional = 0;
        for (int place = 0; place < _order.Length; place++)
        {
            sum += _bounds[_order[place]];
            _boundSums[place] = sum;
            if (!CanReachTop(sum))
            {
                _optional = place + 1;
            }
        }
    }

    private bool CanReachTop(double bound) => (float)(bound * RoundingMargin) > _hits.Threshold;

    /// <summary>Reads a term's documents of a window.</summary>
    private void Read(int term, int start, int end)
    {
        var scored = _terms[term];
        var postings = scored.Postings;
        if (postings.Document < start && _readTo[term] != start)
        {
            postings.Advance(start);
        }

        _readTo[term] = end;
        if (postings.Document >= end)
        {
            return;
        }

        Span<int> documents = stackalloc int[BatchLength];
        Span<int> frequencies = stackalloc int[BatchLength];
        Span<float> scores = stackalloc float[BatchLength];
        var row = _scores.AsSpan(term * WindowLength, WindowLength);
        int count = 0;
        if (postings.Document >= start)
        {
            documents[0] = postings.Document;
            frequencies[0] = postings.Frequency;
            count = 1;
        }

        int read;
        do
        {
            int room = BatchLength - count;
            read = postings.ReadBatch(documents[count..], frequencies[count..], end);
            bool full = read == room;
            count += read;
            scored.Score(documents[..count], frequencies[..count], scores);
            for (int i = 0; i < count; i++)
            {
                int at = documents[i] - start;
                row[at] = scores[i];
                _sums[at] += scores[i];
                _found[at >> 6] |= 1UL << at;
            }

            count = 0;
            if (!full)
            {
                return;
            }
        }
        while (true);
    }

    /// <summary>Looks the documents found up in the other terms, adds those that can reach the top, and clears the window.</summary>
    private void Finish(int start, int end)
    {
        bool prunes = _hits.MayPrune;
        int words = (end - start + 63) >> 6;
        for (int word = 0; word < words; word++)
        {
            for (ulong left = _found[word]; left != 0; left &= left - 1)
            {
                int at = (word << 6) + BitOperations.TrailingZeroCount(left);
                if (_hits.IsLive(start + at) && (!prunes || LookUp(start + at, at)))
                {
                    _hits.Add(start + at, SumInOrder(at));
                }
            }

            _found[word] = 0;
        }

        _sums.AsSpan(0, end - start).Clear();
        for (int term = 0; term < _terms.Length; term++)
        {
            _scores.AsSpan(term * WindowLength, end - start).Clear();
        }
    }

    /// <summary>Completes a document's scores; false as soon as it can not reach the top.</summary>
    private bool LookUp(int document, int at)
    {
        double sum = _sums[at];
        for (int place = _optional - 1; place >= 0; place--)
        {
            if (!CanReachTop(sum + _boundSums[place]))
            {
                return false;
            }

            int term = _order[place];
            var postings = _terms[term].Postings;
            if ((postings.Document < document ? postings.Advance(document) : postings.Document) == document)
            {
                float score = _terms[term].Score();
                _scores[(term * WindowLength) + at] = score;
                sum += score;
            }
        }

        return CanReachTop(sum);
    }

    private float SumInOrder(int at)
    {
        double sum = 0;
        for (int term = 0; term < _terms.Length; term++)
        {
            sum += _scores[(term * WindowLength) + at];
        }

        return (float)sum;
    }
}
