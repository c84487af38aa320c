using System.Numerics;
using ArticleSearch.Matching;

namespace ArticleSearch.Ranking;

/// <summary>
/// Walks over the articles of an index, window by window, and keeps the best by their score without closeness. A window holds whole
/// articles: a longer one makes it longer. Once the best are found and enough is counted, pieces of evidence that together can not make
/// one of the best are looked up only where others stand (MaxScore; Turtle and Flood, 1995), article by article. Finds exactly what
/// looking everywhere finds. For one search.
/// </summary>
internal sealed class RankedSearch : IDisposable
{
    /// <summary>How many numbers a window has room for, about: more would not stay near the processor.</summary>
    private const int WindowRoom = 1 << 14;
    private const int ShortestWindow = 2048;

    /// <summary>As many documents are read one after another in the time it takes to leap to one.</summary>
    private const int LeapCost = 256;

    private readonly RankedPlan _plan;
    private readonly Candidates _hits;
    private readonly long _totalThreshold;
    private readonly CancellationToken _cancellation;
    private readonly ArticleScorer _scorer;
    private readonly int _windowLength;

    /// <summary>The articles of the window in which something was found: first document and the one after the last.</summary>
    private readonly List<(int Start, int End)> _articles = [];

    /// <param name="plan">What is sought.</param>
    /// <param name="hits">Takes the best.</param>
    /// <param name="totalThreshold">Up to where matches are counted.</param>
    /// <param name="windowLength">How many documents a window has at least; 0 leaves it to the search.</param>
    /// <param name="cancellation">Stops the search soon.</param>
    public RankedSearch(RankedPlan plan, Candidates hits, long totalThreshold, int windowLength, CancellationToken cancellation)
    {
        _plan = plan;
        _hits = hits;
        _totalThreshold = totalThreshold;
        _windowLength = windowLength > 0 ? windowLength : Math.Max(ShortestWindow, WindowRoom / Math.Max(1, plan.Evidence.Length));
        _cancellation = cancellation;
        _scorer = new ArticleScorer(plan);
    }

    public void Dispose() => _scorer.Dispose();

    /// <summary>Adds the matches of all segments that can be among the best.</summary>
    public void Run()
    {
        using var window = new EvidenceWindow(_plan.Evidence.Length, Math.Min(_windowLength, _plan.Index.MaxDocument));
        for (int segment = 0; segment < _plan.Index.Segments.Length; segment++)
        {
            var readers = EvidenceReader.Open(_plan, segment);
            _scorer.StartSegment(segment);
            var view = _plan.Index.Segments[segment];
            if (_plan.Matching is null)
            {
                FindAny(view, readers, window);
            }
            else if (_plan.Matching.Open(segment) is { } cursor)
            {
                Match(view, cursor, [.. readers.SelectMany(its => its)], window);
            }

            window.Open(0, 0);
        }
    }

    /// <summary>Whether matches may be passed over that can not be among the best.</summary>
    private bool MayPrune => _hits.IsFull && _hits.Total > _totalThreshold;

    /// <summary>Every document with any evidence is a match.</summary>
    private void FindAny(SegmentView view, EvidenceReader[][] readers, EvidenceWindow window)
    {
        var articles = view.Articles;
        int start = 0;
        while (true)
        {
            _cancellation.ThrowIfCancellationRequested();

            // The first ones in the order of bounds are optional.
            int optional = MayPrune ? _plan.CountOptional(_hits.Threshold) : 0;
            int next = NextOf(readers, optional);
            if (next >= view.MaxDocument)
            {
                return;
            }

            start = Math.Max(start, articles.Start(next));
            int end = articles.StartAtOrAfter(start + Math.Min(_windowLength, view.MaxDocument - start));
            window.Open(start, end);
            for (int place = optional; place < readers.Length; place++)
            {
                foreach (var reader in readers[_plan.ByBound[place]])
                {
                    if (reader.Next < end)
                    {
                        reader.Read(window, start, end, leaps: false);
                    }
                }
            }

            if (optional > 0)
            {
                ListArticles(articles, window, window.Found, optional);
                for (int place = 0; place < optional; place++)
                {
                    LookUp(readers[_plan.ByBound[place]], view, window);
                }
            }

            window.MatchFound(view);
            _scorer.Score(window, _hits);
            start = end;
        }
    }

    /// <summary>A cursor says which documents match.</summary>
    private void Match(SegmentView view, MatchCursor cursor, EvidenceReader[] readers, EvidenceWindow window)
    {
        bool checksLive = view.HasDeletions;
        var articles = view.Articles;
        cursor.NextDocument();
        while (cursor.Document != MatchCursor.NoMoreDocuments)
        {
            _cancellation.ThrowIfCancellationRequested();
            int start = articles.Start(cursor.Document);
            int end = articles.StartAtOrAfter(start + Math.Min(_windowLength, view.MaxDocument - start));
            window.Open(start, end);
            for (; cursor.Document < end; cursor.NextDocument())
            {
                if ((!checksLive || view.IsLive(cursor.Document)) && cursor.Confirm())
                {
                    window.Match(cursor.Document);
                }
            }

            ListArticles(articles, window, window.Matches, optional: 0);
            LookUp(readers, view, window);
            _scorer.Score(window, _hits);
        }
    }

    private int NextOf(EvidenceReader[][] readers, int optional)
    {
        int next = int.MaxValue;
        for (int place = optional; place < readers.Length; place++)
        {
            foreach (var reader in readers[_plan.ByBound[place]])
            {
                next = Math.Min(next, reader.Next);
            }
        }

        return next;
    }

    /// <summary>Lists the articles in which there is a document of a set that can be among the best with all that is optional.</summary>
    private void ListArticles(ArticleBounds articles, EvidenceWindow window, ReadOnlySpan<ulong> documents, int optional)
    {
        _articles.Clear();
        float threshold = _hits.Threshold;
        int next = window.Start;
        for (int word = 0; word < window.WordCount; word++)
        {
            for (ulong left = documents[word]; left != 0; left &= left - 1)
            {
                int at = (word << 6) + BitOperations.TrailingZeroCount(left);
                int document = window.Start + at;
                if (document < next)
                {
                    continue;
                }

                int start = articles.Start(document);
                next = articles.End(document);
                if (optional == 0 || next - start > 1 || _plan.Bound(window.Text(at), window.Title(at), optional) > threshold)
                {
                    _articles.Add((start, next));
                }
            }
        }
    }

    /// <summary>Reads what stands in the articles of the list; more, where leaping to each would take longer.</summary>
    private void LookUp(EvidenceReader[] readers, SegmentView view, EvidenceWindow window)
    {
        if (_articles.Count == 0)
        {
            return;
        }

        double share = (window.End - window.Start) / (double)view.MaxDocument;
        foreach (var reader in readers)
        {
            if (reader.Next >= window.End)
            {
                continue;
            }

            if (reader.Cost * share <= _articles.Count * (double)LeapCost)
            {
                reader.Read(window, window.Start, window.End, leaps: false);
                continue;
            }

            foreach (var (start, end) in _articles)
            {
                if (reader.Next < end)
                {
                    reader.Read(window, start, end, leaps: true);
                }
            }
        }
    }
}
