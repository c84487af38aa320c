using System.Diagnostics;

namespace ArticleSearch.Matching;

/// <summary>
/// Documents on which at least some number of several cursors stand, kept in a heap by document.
/// </summary>
internal sealed class DisjunctionCursor : MatchCursor
{
    private readonly MatchCursor[] _cursors;
    private readonly int _minimum;

    /// <summary>A binary heap of cursors, least document first.</summary>
    private readonly MatchCursor[] _heap;
    private readonly MatchCursor[] _confirmed;
    private int _confirmedCount;

    /// <param name="cursors">At least one cursor, in the order in which their scores are added.</param>
    /// <param name="minimum">How many must match; at least 1.</param>
    public DisjunctionCursor(IReadOnlyCollection<MatchCursor> cursors, int minimum)
    {
        Debug.Assert(cursors.Count > 0 && minimum > 0);
        _cursors = [.. cursors];
        _heap = [.. cursors];
        _confirmed = new MatchCursor[_cursors.Length];
        _minimum = minimum;
        foreach (var cursor in _cursors)
        {
            Cost += cursor.Cost;
        }
    }

    public override long Cost { get; }

    public override int NextDocument() => Advance(Document + 1);

    public override int Advance(int target)
    {
        while (true)
        {
            while (_heap[0].Document < target)
            {
                _heap[0].Advance(target);
                Sink(0);
            }

            Document = _heap[0].Document;
            if (Document == NoMoreDocuments || _minimum == 1 || AreEnoughAt(Document))
            {
                return Document;
            }

            target = Document + 1;
        }
    }

    public override bool Confirm()
    {
        _confirmedCount = 0;
        foreach (var cursor in _cursors)
        {
            if (cursor.Document == Document && cursor.Confirm())
            {
                _confirmed[_confirmedCount++] = cursor;
            }
        }

        return _confirmedCount >= _minimum;
    }

    /// <summary>The sum in double precision, rounded once.</summary>
    public override float Score()
    {
        double sum = 0;
        for (int i = 0; i < _confirmedCount; i++)
        {
            sum += _confirmed[i].Score();
        }

        return (float)sum;
    }

    private bool AreEnoughAt(int document)
    {
        int count = 0;
        foreach (var cursor in _cursors)
        {
            if (cursor.Document == document && ++count >= _minimum)
            {
                return true;
            }
        }

        return false;
    }

    private void Sink(int parent)
    {
        var moved = _heap[parent];
        while (true)
        {
            int child = (2 * parent) + 1;
            if (child >= _heap.Length)
            {
                break;
            }

            if (child + 1 < _heap.Length && _heap[child + 1].Document < _heap[child].Document)
            {
                child++;
            }

            if (_heap[child].Document >= moved.Document)
            {
                break;
            }

            _heap[parent] = _heap[child];
            parent = child;
        }

        _heap[parent] = moved;
    }
}
