using System.Collections.Immutable;
using System.Numerics;

namespace ArticleSearch.Matching;

/// <summary>All documents that match, whatever their scores: a bit for each document of the index. For one thread.</summary>
internal sealed class MatchSet : HitCollector
{
    private readonly ulong[] _bits;

    /// <param name="maxDocument">How many documents the index has.</param>
    public MatchSet(int maxDocument)
    {
        _bits = new ulong[(maxDocument + 63) >> 6];
    }

    public override bool NeedsScores => false;

    /// <summary>How many there are.</summary>
    public long Count => _bits.Sum(bits => (long)BitOperations.PopCount(bits));

    /// <summary>Whether a document is one of them.</summary>
    public bool Contains(int document) => (_bits[document >> 6] >> document & 1) != 0;

    public override void Add(int document, float score) => _bits[document >> 6] |= 1UL << document;

    /// <summary>The documents between two numbers, ascending.</summary>
    /// <param name="first">The first that may be one.</param>
    /// <param name="end">The first behind them.</param>
    public IEnumerable<int> Between(int first, int end)
    {
        for (int document = first; document < end; document++)
        {
            ulong rest = _bits[document >> 6] >> document;
            if (rest == 0)
            {
                document |= 63;
            }
            else
            {
                document += BitOperations.TrailingZeroCount(rest);
                if (document < end)
                {
                    yield return document;
                }
            }
        }
    }

    public override ImmutableArray<ScoredDocument> ToSorted() =>
        [.. Between(0, _bits.Length << 6).Select(document => new ScoredDocument(document, 0))];
}
