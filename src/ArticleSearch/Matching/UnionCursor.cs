using System.Numerics;
using ArticleSearch.IndexFormat.Postings;

namespace ArticleSearch.Matching;

/// <summary>
/// The documents of any of several terms, read batch by batch into a window of bits: wide where documents are taken one after
/// another, narrow after a leap. Does not score.
/// </summary>
internal sealed class UnionCursor : MatchCursor
{
    private const int WidestWindow = 4096;
    private const int NarrowestWindow = 128;
    private const int BatchLength = 128;

    private readonly PostingsCursor[] _postings;
    private readonly int _maxDocument;
    private readonly ulong[] _bits = new ulong[WidestWindow / 64];
    private int _start;
    private int _end;
    private int _width = NarrowestWindow;

    /// <param name="postings">The postings of the terms, at least one, before their first document.</param>
    /// <param name="maxDocument">How many documents the segment has.</param>
    public UnionCursor(PostingsCursor[] postings, int maxDocument)
    {
        _postings = postings;
        _maxDocument = maxDocument;
        long cost = 0;
        foreach (var one in postings)
        {
            cost += one.DocumentFrequency;
        }

        Cost = Math.Min(cost, maxDocument);
    }

    public override long Cost { get; }

    public override int NextDocument() => Advance(Document + 1);

    public override int Advance(int target)
    {
        while (true)
        {
            if (target < _end)
            {
                int found = Find(target);
                if (found < _end)
                {
                    return Document = found;
                }

                target = _end;
            }

            // What lies shortly before the target is read faster than leapt over.
            int from = target - _end < _width ? _end : target;
            if (from != _end)
            {
                _width = NarrowestWindow;
            }

            if (target >= _maxDocument || !Fill(from))
            {
                return Document = NoMoreDocuments;
            }
        }
    }

    public override float Score() => 0;

    /// <summary>The first document of the window at or after a target; the window's end if there is none.</summary>
    private int Find(int target)
    {
        int at = (target - _start) >> 6;
        int words = (_end - _start + 63) >> 6;
        ulong word = _bits[at] & (ulong.MaxValue << (target - _start));
        while (word == 0)
        {
            if (++at == words)
            {
                return _end;
            }

            word = _bits[at];
        }

        return _start + (at << 6) + BitOperations.TrailingZeroCount(word);
    }

    /// <summary>Reads the window that starts at a document; false if no term has any document there or later.</summary>
    private bool Fill(int start)
    {
        bool follows = start == _end;
        _start = start;
        _end = (int)Math.Min((long)start + _width, _maxDocument);
        _width = Math.Min(_width * 2, WidestWindow);
        _bits.AsSpan(0, (_end - _start + 63) >> 6).Clear();
        Span<int> documents = stackalloc int[BatchLength];
        Span<int> frequencies = stackalloc int[BatchLength];
        bool any = false;
        foreach (var postings in _postings)
        {
            if (postings.Document < start && !follows)
            {
                postings.Advance(start);
            }

            if (postings.Document >= _end)
            {
                any |= postings.Document != NoMoreDocuments;
                continue;
            }

            any = true;
            if (postings.Document >= start)
            {
                Mark(postings.Document - _start);
            }

            int read;
            do
            {
                read = postings.ReadBatch(documents, frequencies, _end);
                foreach (int document in documents[..read])
                {
                    Mark(document - _start);
                }
            }
            while (read == BatchLength);
        }

        return any;
    }

    private void Mark(int at) => _bits[at >> 6] |= 1UL << at;
}
