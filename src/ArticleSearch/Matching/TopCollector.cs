using System.Collections.Immutable;

namespace ArticleSearch.Matching;

/// <summary>
/// Keeps the best documents seen, in a heap with the worst on top. Documents come in ascending order, so that of equal scores
/// the first comer stays.
/// </summary>
internal sealed class TopCollector : HitCollector
{
    private readonly ScoredDocument[] _heap;
    private int _count;

    /// <param name="room">How many are kept.</param>
    public TopCollector(int room)
    {
        _heap = new ScoredDocument[room];
    }

    /// <summary>Whether as many are kept as there is room for.</summary>
    public bool IsFull => _count == _heap.Length;

    /// <summary>What a score must exceed to be kept; below every score while there is room.</summary>
    public float Threshold => _heap.Length == 0 ? float.PositiveInfinity : IsFull ? _heap[0].Score : float.NegativeInfinity;

    public override void Add(int document, float score)
    {
        if (!IsFull)
        {
            int at = _count++;
            var added = new ScoredDocument(document, score);
            while (at > 0 && IsWorse(added, _heap[(at - 1) / 2]))
            {
                _heap[at] = _heap[(at - 1) / 2];
                at = (at - 1) / 2;
            }

            _heap[at] = added;
        }
        else if (_count > 0 && score > _heap[0].Score)
        {
            Replace(new ScoredDocument(document, score));
        }
    }

    public override ImmutableArray<ScoredDocument> ToSorted()
    {
        var sorted = _heap.AsSpan(0, _count).ToArray();
        StableSort.Sort(sorted.AsSpan(), ScoredDocument.ByRank);
        return ImmutableArray.Create(sorted);
    }

    // ScoredDocument.ByRank, without a call.
    private static bool IsWorse(ScoredDocument a, ScoredDocument b) => a.Score != b.Score ? a.Score < b.Score : a.Document > b.Document;

    private void Replace(ScoredDocument added)
    {
        int at = 0;
        while (true)
        {
            int child = (2 * at) + 1;
            if (child >= _count)
            {
                break;
            }

            if (child + 1 < _count && IsWorse(_heap[child + 1], _heap[child]))
            {
                child++;
            }

            if (!IsWorse(_heap[child], added))
            {
                break;
            }

            _heap[at] = _heap[child];
            at = child;
        }

        _heap[at] = added;
    }
}
