using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ArticleSearch.Matching;

namespace ArticleSearch.Ranking;

/// <summary>
/// Finds the best in a segment in which each passage is an article, of a query that asks for words whose postings are merged: there is
/// nothing to gather. What the words add to a score at most is added up, and what can be among the best by that is scored. For one search.
/// </summary>
internal sealed class WordSearch
{
    /// <summary>So many rows of one word are looked at until it is asked whether to stop.</summary>
    private const int StretchLength = 1 << 16;

    /// <summary>How many documents are looked at together, where any of several words suffices: bytes that stay near the processor.</summary>
    public const int WindowLength = 1 << 15;

    /// <summary>Of more words the sums would say too little.</summary>
    public const int MostWords = 64;

    /// <summary>More than the rounding of sums can make up.</summary>
    private const double RoundingMargin = 1 + 1e-6;

    private readonly WordPostings[] _words;
    private readonly SegmentView _segment;
    private readonly ArticleScorer _scorer;
    private readonly Candidates _hits;
    private readonly CancellationToken _cancellation;

    /// <summary>By word: what a 255th of its share adds to a score.</summary>
    private readonly double[] _factors;
    private readonly int[] _text;
    private readonly int[] _title;
    private double[] _bounds = [];
    private float _threshold;

    /// <summary>By word: the first row that was not looked at.</summary>
    private readonly int[] _next;

    /// <param name="plan">What is sought: words, and nothing else.</param>
    /// <param name="words">Their postings, by their numbers among the evidence.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="scorer">Scores; it has started with the segment.</param>
    /// <param name="hits">Takes the best.</param>
    /// <param name="cancellation">Stops the search soon.</param>
    public WordSearch(
        RankedPlan plan, WordPostings[] words, SegmentView segment, ArticleScorer scorer, Candidates hits, CancellationToken cancellation)
    {
        _words = words;
        _segment = segment;
        _scorer = scorer;
        _hits = hits;
        _cancellation = cancellation;
        _text = new int[words.Length];
        _title = new int[words.Length];
        _next = new int[words.Length];
        _factors = new double[words.Length];
        for (int word = 0; word < words.Length; word++)
        {
            _factors[word] = plan.Evidence[word].Weight * plan.Lengths.MostOfWord / byte.MaxValue * RoundingMargin;
        }

        _threshold = hits.Threshold;
    }

    /// <summary>Finds what has the one word that is asked for.</summary>
    public void FindOne()
    {
        var word = _words[0];
        for (int start = 0; start < word.Rows.Length; start += StretchLength)
        {
            _cancellation.ThrowIfCancellationRequested();
            var rows = word.Rows[..Math.Min(start + StretchLength, word.Rows.Length)];
            CountLiving(rows[start..]);
            int least = Least(_factors[0]);
            for (int first = start; first < rows.Length && least <= byte.MaxValue; first += Vector256<uint>.Count)
            {
                for (uint left = AtLeast(rows, first, least); left != 0; left &= left - 1)
                {
                    int row = first + BitOperations.TrailingZeroCount(left);
                    int document = WordPostings.Document(rows[row]);
                    if (WordPostings.Share(rows[row]) >= least && _segment.IsLive(document))
                    {
                        Put(0, row);
                        Offer(document);
                        least = Least(_factors[0]);
                    }
                }
            }
        }
    }

    /// <summary>Finds what has all the words that are asked for.</summary>
    /// <param name="common">Where the documents are found that they have in common.</param>
    public void FindAll(CommonRows common)
    {
        common.TurnTo(_words);
        while (common.MoveNext())
        {
            _cancellation.ThrowIfCancellationRequested();
            var documents = common.Documents;
            bool allLive = CountLiving(documents);
            _bounds = _bounds.Length >= documents.Length ? _bounds : new double[Math.Max(documents.Length, 2 * _bounds.Length)];
            var bounds = _bounds.AsSpan(0, documents.Length);
            bounds.Clear();
            for (int word = 0; word < _words.Length; word++)
            {
                double factor = _factors[word];
                var rows = _words[word].Rows;
                var its = common.Rows(word);
                for (int i = 0; i < its.Length && i < bounds.Length; i++)
                {
                    bounds[i] += factor * WordPostings.Share(rows[its[i]]);
                }
            }

            for (int i = 0; i < bounds.Length; i++)
            {
                if (bounds[i] > _threshold && (allLive || _segment.IsLive(documents[i])))
                {
                    for (int word = 0; word < _words.Length; word++)
                    {
                        Put(word, common.Rows(word)[i]);
                    }

                    Offer(documents[i]);
                }
            }
        }
    }

    /// <summary>Finds what has any of the words that are asked for.</summary>
    /// <param name="windowLength">How many documents are looked at together, at most <see cref="WindowLength"/>.</param>
    /// <param name="sums">
    /// Room for a byte a document of a window: what its words add to its score at most, together. All are 0 before and afterwards.
    /// </param>
    public void FindAny(int windowLength, byte[] sums)
    {
        double most = 0;
        foreach (double factor in _factors)
        {
            most += factor * byte.MaxValue;
        }

        // Rounded up for each word, and yet all together no more than a byte has.
        double part = most > 0 ? most / (byte.MaxValue - _words.Length) : 1;
        byte[] parts = PartsOf(part);
        while (true)
        {
            _cancellation.ThrowIfCancellationRequested();
            int start = NextDocument();
            if (start >= _segment.MaxDocument)
            {
                return;
            }

            int length = Math.Min(windowLength, _segment.MaxDocument - start);
            for (int word = 0; word < _words.Length; word++)
            {
                int end = _words[word].FirstRow(_next[word], start + length);
                AddUp(_words[word].Rows[_next[word]..end], parts.AsSpan(word << 8, 256), start, sums);
            }

            Look(sums.AsSpan(0, length), start, part);
            sums.AsSpan(0, length).Clear();
            for (int word = 0; word < _words.Length; word++)
            {
                _next[word] = _words[word].FirstRow(_next[word], start + length);
            }
        }
    }

    /// <summary>By word and share: how many parts it adds to a score at most; at least one, so that it is told from nothing.</summary>
    private byte[] PartsOf(double part)
    {
        byte[] parts = new byte[_words.Length << 8];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = (byte)Math.Clamp(Math.Ceiling(_factors[i >> 8] * (byte)i / part), 1, byte.MaxValue);
        }

        return parts;
    }

    private int NextDocument()
    {
        int next = int.MaxValue;
        for (int word = 0; word < _words.Length; word++)
        {
            var rows = _words[word].Rows;
            next = _next[word] < rows.Length ? Math.Min(next, WordPostings.Document(rows[_next[word]])) : next;
        }

        return next;
    }

    private static void AddUp(ReadOnlySpan<uint> rows, ReadOnlySpan<byte> parts, int start, Span<byte> sums)
    {
        foreach (uint row in rows)
        {
            sums[WordPostings.Document(row) - start] += parts[WordPostings.Share(row)];
        }
    }

    /// <summary>Counts what has anything in a window, and scores what can be among the best.</summary>
    private void Look(ReadOnlySpan<byte> sums, int start, double part)
    {
        int count = 0;
        int least = Least(part);
        for (int first = 0; first < sums.Length; first += Vector256<byte>.Count)
        {
            var (found, likely) = Compare(sums, first, (byte)Math.Min(least, byte.MaxValue));
            count += BitOperations.PopCount(found);
            count -= _segment.HasDeletions ? CountDead(found, start + first) : 0;
            for (; likely != 0; likely &= likely - 1)
            {
                int at = first + BitOperations.TrailingZeroCount(likely);
                if (sums[at] >= least && _segment.IsLive(start + at))
                {
                    OfferAny(start + at);
                    least = Least(part);
                }
            }
        }

        _hits.Count(count, count);
    }

    /// <summary>A bit a number, from one on: whether it is any but 0, and whether it is besides at least as much as another.</summary>
    private static (uint Found, uint Likely) Compare(ReadOnlySpan<byte> sums, int from, byte least)
    {
        if (from + Vector256<byte>.Count <= sums.Length)
        {
            var its = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(sums), (nuint)from);
            uint found = ~Vector256.Equals(its, Vector256<byte>.Zero).ExtractMostSignificantBits();
            return (found, found & Vector256.GreaterThanOrEqual(its, Vector256.Create(least)).ExtractMostSignificantBits());
        }

        uint any = 0;
        for (int i = from; i < sums.Length; i++)
        {
            any |= sums[i] != 0 ? 1U << (i - from) : 0;
        }

        return (any, any);
    }

    private int CountDead(uint found, int first)
    {
        int dead = 0;
        for (; found != 0; found &= found - 1)
        {
            dead += _segment.IsLive(first + BitOperations.TrailingZeroCount(found)) ? 0 : 1;
        }

        return dead;
    }

    /// <summary>Scores a document that has some of the words, if it can be among the best.</summary>
    private void OfferAny(int document)
    {
        double bound = 0;
        for (int word = 0; word < _words.Length; word++)
        {
            int row = _next[word] = _words[word].FirstRow(_next[word], document);
            var rows = _words[word].Rows;
            (_text[word], _title[word]) = (0, 0);
            if (row < rows.Length && WordPostings.Document(rows[row]) == document)
            {
                bound += _factors[word] * WordPostings.Share(rows[row]);
                Put(word, row);
            }
        }

        if (bound > _threshold)
        {
            Offer(document);
        }
    }

    /// <summary>Puts there what stands for a word in the document that is to be scored.</summary>
    private void Put(int word, int row)
    {
        ref readonly var occurrences = ref _words[word].Occurrences(row);
        _text[word] = occurrences.Text;
        _title[word] = occurrences.Title;
    }

    private void Offer(int document) =>
        _threshold = _scorer.Offer(document, _text, _title.AsSpan().ContainsAnyExcept(0) ? _title : default, _hits);

    /// <summary>The least number of parts that are more than the threshold together.</summary>
    private int Least(double part)
    {
        if (float.IsNegativeInfinity(_threshold) || part * byte.MaxValue <= _threshold)
        {
            return float.IsNegativeInfinity(_threshold) ? 0 : byte.MaxValue + 1;
        }

        int least = Math.Clamp((int)(_threshold / part), 0, byte.MaxValue);
        while (least > 0 && part * (least - 1) > _threshold)
        {
            least--;
        }

        while (part * least <= _threshold)
        {
            least++;
        }

        return least;
    }

    /// <summary>A bit a row, from one on: whether it has at least a share. Behind the last row all have.</summary>
    private static uint AtLeast(ReadOnlySpan<uint> rows, int from, int least)
    {
        if (from + Vector256<uint>.Count <= rows.Length)
        {
            var shares = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(rows), (nuint)from) & Vector256.Create((uint)byte.MaxValue);
            return Vector256.GreaterThanOrEqual(shares.AsInt32(), Vector256.Create(least)).ExtractMostSignificantBits();
        }

        return (1U << (rows.Length - from)) - 1;
    }

    private void CountLiving(ReadOnlySpan<uint> rows)
    {
        int count = rows.Length;
        if (_segment.HasDeletions)
        {
            foreach (uint row in rows)
            {
                count -= _segment.IsLive(WordPostings.Document(row)) ? 0 : 1;
            }
        }

        _hits.Count(count, count);
    }

    /// <summary>Counts those of documents that live.</summary>
    /// <returns>Whether all do.</returns>
    private bool CountLiving(ReadOnlySpan<int> documents)
    {
        int count = documents.Length;
        if (_segment.HasDeletions)
        {
            foreach (int document in documents)
            {
                count -= _segment.IsLive(document) ? 0 : 1;
            }
        }

        _hits.Count(count, count);
        return count == documents.Length;
    }
}
