namespace ArticleSearch.Matching;

/// <summary>
/// Matches of a phrase whose words must stand as they were typed: the first part leads, the others are moved to where they must
/// stand, and whoever is beyond moves the leader.
/// </summary>
internal sealed class ExactPhraseMatcher : PhraseMatcher
{
    private readonly Part[] _parts;

    /// <summary>The parts by their place in the phrase.</summary>
    private readonly Part[] _ordered;

    /// <param name="cursors">A cursor for each part.</param>
    /// <param name="offsets">The place of each in the phrase.</param>
    public ExactPhraseMatcher(IReadOnlyList<PhrasePartCursor> cursors, IReadOnlyList<int> offsets)
    {
        _parts = [.. cursors.Zip(offsets, (cursor, offset) => new Part(cursor, offset))];
        _ordered = [.. _parts.OrderBy(part => part.Offset)];
    }

    public override float MatchWeight => 1;

    public override void Reset()
    {
        foreach (var part in _parts)
        {
            part.Reset();
        }
    }

    public override bool NextMatch()
    {
        var lead = _ordered[0];
        if (!lead.MoveNext())
        {
            return false;
        }

        int agreeing = 1;
        while (agreeing < _ordered.Length)
        {
            var part = _ordered[agreeing];
            int expected = lead.Position - lead.Offset + part.Offset;
            if (!part.MoveTo(expected))
            {
                return false;
            }

            if (part.Position == expected)
            {
                agreeing++;
            }
            else if (lead.MoveTo(part.Position - part.Offset + lead.Offset))
            {
                agreeing = 1;
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    public override void CopyPlaces(Span<PhrasePlace> places)
    {
        for (int i = 0; i < _parts.Length; i++)
        {
            places[i] = new PhrasePlace(_parts[i].Position, _parts[i].Cursor.StartOffset, _parts[i].Cursor.EndOffset);
        }
    }

    private sealed class Part(PhrasePartCursor cursor, int offset)
    {
        private int _left;

        public PhrasePartCursor Cursor => cursor;

        public int Offset => offset;

        public int Position { get; private set; }

        public void Reset()
        {
            _left = cursor.Frequency;
            Position = -1;
        }

        public bool MoveNext()
        {
            if (_left == 0)
            {
                return false;
            }

            _left--;
            Position = cursor.NextPosition();
            return true;
        }

        public bool MoveTo(int target)
        {
            while (Position < target)
            {
                if (!MoveNext())
                {
                    return false;
                }
            }

            return true;
        }
    }
}
