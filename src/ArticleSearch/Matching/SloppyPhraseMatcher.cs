using System.Diagnostics;

namespace ArticleSearch.Matching;

/// <summary>
/// Matches of a phrase whose words may be moved. Every part walks over its positions, each less its place in the phrase, so that
/// in an exact match all are equal; a match is a set of them, one a part, whose greatest less its least is at most the slop. A
/// match counts 1 / (1 + that difference).
/// </summary>
/// <remarks>
/// The least part is moved on until it passes the next one; the narrowest set on the way is the match. This counts matches as
/// Lucene counts them, which is neither all of them nor the best ones: the walk is part of the score. Parts with a term in common
/// must not stand on the same word: of two that do, the lesser moves on.
/// </remarks>
internal sealed class SloppyPhraseMatcher : PhraseMatcher
{
    private readonly Part[] _parts;
    private readonly int _slop;
    private readonly Queue _queue;

    /// <summary>Parts with terms in common, by their places; none where the phrase repeats nothing.</summary>
    private readonly Part[][] _groups;
    private readonly bool _repeatsAmongAlternatives;
    private readonly Part[] _taken;
    private readonly bool[] _misplaced;
    private readonly PhrasePlace[]? _places;
    private int _greatest;
    private bool _placed;
    private int _width;

    /// <param name="cursors">A cursor for each part.</param>
    /// <param name="offsets">The place of each in the phrase.</param>
    /// <param name="terms">The terms of each.</param>
    /// <param name="slop">How far the words may be moved in all.</param>
    /// <param name="keepsPlaces">Whether <see cref="CopyPlaces"/> will be asked.</param>
    public SloppyPhraseMatcher(
        IReadOnlyList<PhrasePartCursor> cursors,
        IReadOnlyList<int> offsets,
        IReadOnlyList<IReadOnlyCollection<string>> terms,
        int slop,
        bool keepsPlaces)
    {
        _parts = [.. cursors.Select((cursor, ordinal) => new Part(cursor, offsets[ordinal], ordinal))];
        _slop = slop;
        _queue = new Queue(_parts.Length);
        _taken = new Part[_parts.Length];
        _misplaced = new bool[_parts.Length];
        _places = keepsPlaces ? new PhrasePlace[_parts.Length] : null;
        _groups = PhraseRepeats.Groups(_parts, terms, out _repeatsAmongAlternatives);
        foreach (var group in _groups)
        {
            for (int i = 0; i < group.Length; i++)
            {
                group[i].Group = group;
                group[i].IndexInGroup = i;
            }
        }
    }

    public override float MatchWeight => 1f / (1f + _width);

    public override void Reset()
    {
        _greatest = int.MinValue;
        _width = int.MaxValue;
        foreach (var part in _parts)
        {
            part.Start();
        }

        _placed = SpreadRepeats();
        if (!_placed)
        {
            return;
        }

        _queue.Clear();
        foreach (var part in _parts)
        {
            _greatest = Math.Max(_greatest, part.Shifted);
            _queue.Add(part);
        }
    }

    public override bool NextMatch()
    {
        if (!_placed)
        {
            return false;
        }

        var least = _queue.Pop();
        int next = _queue.Top.Shifted;
        Measure(least);
        while (MoveOn(least))
        {
            if (_groups.Length > 0 && !ResolveCollisions(least))
            {
                break;
            }

            if (least.Shifted > next)
            {
                _queue.Add(least);
                if (_width <= _slop)
                {
                    return true;
                }

                least = _queue.Pop();
                next = _queue.Top.Shifted;
                Measure(least);
            }
            else if (_greatest - least.Shifted < _width)
            {
                Measure(least);
            }
        }

        _placed = false;
        return _width <= _slop;
    }

    public override void CopyPlaces(Span<PhrasePlace> places)
    {
        Debug.Assert(_places is not null, "The matcher was made without places.");
        _places.CopyTo(places);
    }

    /// <summary>Takes the current set as the narrowest so far.</summary>
    private void Measure(Part least)
    {
        _width = _greatest - least.Shifted;
        if (_places is not null && _width <= _slop)
        {
            for (int i = 0; i < _parts.Length; i++)
            {
                _places[i] = _parts[i].Place;
            }
        }
    }

    private bool MoveOn(Part part)
    {
        if (!part.MoveNext())
        {
            return false;
        }

        _greatest = Math.Max(_greatest, part.Shifted);
        return true;
    }

    /// <summary>Moves the parts of each group to different words; false if there are not enough.</summary>
    private bool SpreadRepeats()
    {
        foreach (var group in _groups)
        {
            if (!(_repeatsAmongAlternatives ? SpreadColliding(group) : SpreadInOrder(group)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Parts of one and the same term: the second on the second word, and so on.</summary>
    private static bool SpreadInOrder(Part[] group)
    {
        for (int i = 1; i < group.Length; i++)
        {
            for (int moves = 0; moves < i; moves++)
            {
                if (!group[i].MoveNext())
                {
                    return false;
                }
            }
        }

        return true;
    }

    private bool SpreadColliding(Part[] group)
    {
        for (int i = 0; i < group.Length;)
        {
            bool again = false;
            while (Collision(group[i]) is { } other)
            {
                var moved = Lesser(group[i], other);
                if (!MoveOn(moved))
                {
                    return false;
                }

                if (moved.IndexInGroup < i)
                {
                    again = true;
                    break;
                }
            }

            i += again ? 0 : 1;
        }

        return true;
    }

    /// <summary>
    /// After a part has moved: moves the lesser of two parts that stand on the same word until none do, then puts those moved
    /// in the queue back to where they belong. False if one of them has no more words.
    /// </summary>
    private bool ResolveCollisions(Part moved)
    {
        if (moved.Group.Length == 0)
        {
            return true;
        }

        int outside = moved.IndexInGroup;
        int misplaced = 0;
        while (Collision(moved) is { } other)
        {
            int index = other.IndexInGroup;
            moved = Lesser(moved, other);
            if (!MoveOn(moved))
            {
                Array.Clear(_misplaced);
                return false;
            }

            if (index != outside && !_misplaced[index])
            {
                _misplaced[index] = true;
                misplaced++;
            }
        }

        int taken = 0;
        while (misplaced > 0)
        {
            var part = _queue.Pop();
            _taken[taken++] = part;

            // A part of another group may stand in for one of this: that, too, is how Lucene counts.
            if (part.Group.Length > 0 && _misplaced[part.IndexInGroup])
            {
                _misplaced[part.IndexInGroup] = false;
                misplaced--;
            }
        }

        while (taken > 0)
        {
            _queue.Add(_taken[--taken]);
        }

        return true;
    }

    private static Part? Collision(Part part)
    {
        foreach (var other in part.Group)
        {
            if (!ReferenceEquals(other, part) && other.Position == part.Position)
            {
                return other;
            }
        }

        return null;
    }

    private static Part Lesser(Part a, Part b) =>
        a.Shifted < b.Shifted || (a.Shifted == b.Shifted && a.Offset < b.Offset) ? a : b;

    /// <summary>A place of the phrase on its walk over a document.</summary>
    internal sealed class Part(PhrasePartCursor cursor, int offset, int ordinal)
    {
        private int _left;

        public int Offset => offset;

        public int Ordinal => ordinal;

        /// <summary>The position less the place in the phrase.</summary>
        public int Shifted { get; private set; }

        public int Position => Shifted + offset;

        /// <summary>The parts with terms in common, this one among them; empty where there are none.</summary>
        public Part[] Group { get; set; } = [];

        public int IndexInGroup { get; set; }

        public PhrasePlace Place => new(Position, cursor.StartOffset, cursor.EndOffset);

        public void Start()
        {
            _left = cursor.Frequency;
            MoveNext();
        }

        public bool MoveNext()
        {
            if (_left == 0)
            {
                return false;
            }

            _left--;
            Shifted = cursor.NextPosition() - offset;
            return true;
        }

        public bool IsBefore(Part other) =>
            Shifted != other.Shifted ? Shifted < other.Shifted
            : offset != other.Offset ? offset < other.Offset
            : ordinal < other.Ordinal;
    }

    /// <summary>
    /// A binary heap of parts, least first. Parts move while they are in it, so the order of its steps is part of the algorithm,
    /// and the library's queue, which has another shape, would count other matches.
    /// </summary>
    private sealed class Queue(int capacity)
    {
        private readonly Part[] _heap = new Part[capacity];
        private int _count;

        public Part Top => _heap[0];

        public void Clear() => _count = 0;

        public void Add(Part part)
        {
            int at = _count++;
            while (at > 0 && part.IsBefore(_heap[(at - 1) / 2]))
            {
                _heap[at] = _heap[(at - 1) / 2];
                at = (at - 1) / 2;
            }

            _heap[at] = part;
        }

        public Part Pop()
        {
            var top = _heap[0];
            var moved = _heap[--_count];
            int at = 0;
            while (true)
            {
                int child = (2 * at) + 1;
                if (child >= _count)
                {
                    break;
                }

                if (child + 1 < _count && _heap[child + 1].IsBefore(_heap[child]))
                {
                    child++;
                }

                if (!_heap[child].IsBefore(moved))
                {
                    break;
                }

                _heap[at] = _heap[child];
                at = child;
            }

            _heap[at] = moved;
            return top;
        }
    }
}
