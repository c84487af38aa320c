using System.Numerics;
using ArticleSearch.Matching;

namespace ArticleSearch.Ranking;

/// <summary>
/// Walks over the articles of an index, window by window, and keeps the best by their score without closeness. A window holds whole
/// articles: a longer one makes it longer. For one search.
/// </summary>
internal sealed class RankedSearch
{
    /// <summary>How many documents a window has at least, but for the last one of a segment.</summary>
    public const int DefaultWindowLength = 2048;

    private readonly RankedPlan _plan;
    private readonly Candidates _hits;
    private readonly CancellationToken _cancellation;
    private readonly ArticleScorer _scorer;
    private readonly int _windowLength;

    /// <param name="plan">What is sought.</param>
    /// <param name="hits">Takes the best.</param>
    /// <param name="windowLength">How many documents a window has at least.</param>
    /// <param name="cancellation">Stops the search soon.</param>
    public RankedSearch(RankedPlan plan, Candidates hits, int windowLength, CancellationToken cancellation)
    {
        _windowLength = windowLength;
        _plan = plan;
        _hits = hits;
        _cancellation = cancellation;
        _scorer = new ArticleScorer(plan);
    }

    /// <summary>Adds the matches of all segments that can be among the best.</summary>
    public void Run()
    {
        for (int segment = 0; segment < _plan.Index.Segments.Length; segment++)
        {
            using var window = new EvidenceWindow(_plan.Evidence.Length, _windowLength);
            Run(segment, window);
        }
    }

    private void Run(int segment, EvidenceWindow window)
    {
        var view = _plan.Index.Segments[segment];
        var cursor = _plan.Matching?.Open(segment);
        if (cursor is null && _plan.Matching is not null)
        {
            return;
        }

        var readers = EvidenceReader.Open(_plan, segment);
        if (cursor is null && Array.TrueForAll(readers, one => one.Length == 0))
        {
            return;
        }

        _scorer.StartSegment(segment);
        cursor?.NextDocument();
        var articles = view.Articles;
        for (int start = 0; start < view.MaxDocument;)
        {
            _cancellation.ThrowIfCancellationRequested();
            if (cursor is not null)
            {
                if (cursor.Document == MatchCursor.NoMoreDocuments)
                {
                    return;
                }

                start = articles.Start(cursor.Document);
            }

            int end = articles.StartAtOrAfter(start + _windowLength);
            window.Open(start, end);
            if (cursor is not null)
            {
                ReadMatches(cursor, view, window);
            }

            foreach (var one in readers)
            {
                foreach (var reader in one)
                {
                    reader.Read(window, start, end);
                }
            }

            if (cursor is null)
            {
                FoundMatch(view, window);
            }

            Score(articles, window);
            start = end;
        }
    }

    /// <summary>The living matches of the window.</summary>
    private static void ReadMatches(MatchCursor cursor, SegmentView view, EvidenceWindow window)
    {
        bool checksLive = view.HasDeletions;
        for (; cursor.Document < window.End; cursor.NextDocument())
        {
            if ((!checksLive || view.IsLive(cursor.Document)) && cursor.Confirm())
            {
                window.Match(cursor.Document);
            }
        }
    }

    /// <summary>Whatever lives and has any evidence matches.</summary>
    private static void FoundMatch(SegmentView view, EvidenceWindow window)
    {
        window.Found[..window.WordCount].CopyTo(window.Matches);
        if (!view.HasDeletions)
        {
            return;
        }

        for (int word = 0; word < window.WordCount; word++)
        {
            for (ulong left = window.Matches[word]; left != 0; left &= left - 1)
            {
                int at = BitOperations.TrailingZeroCount(left);
                if (!view.IsLive(window.Start + (word << 6) + at))
                {
                    window.Matches[word] &= ~(1UL << at);
                }
            }
        }
    }

    /// <summary>Counts and scores the articles of the window that have a match.</summary>
    private void Score(ArticleBounds articles, EvidenceWindow window)
    {
        int next = window.Start;
        for (int word = 0; word < window.WordCount; word++)
        {
            for (ulong left = window.Matches[word]; left != 0; left &= left - 1)
            {
                int document = window.Start + (word << 6) + BitOperations.TrailingZeroCount(left);
                if (document < next)
                {
                    continue;
                }

                int start = articles.Start(document);
                next = articles.End(document);
                _hits.Count(CountMatches(window, start, next));
                _scorer.Score(window, start, next, _hits);
            }
        }
    }

    private static int CountMatches(EvidenceWindow window, int start, int end)
    {
        int count = 0;
        int first = start - window.Start;
        int last = end - 1 - window.Start;
        for (int word = first >> 6; word <= last >> 6; word++)
        {
            ulong bits = window.Matches[word];
            bits &= word == first >> 6 ? ulong.MaxValue << first : ulong.MaxValue;
            bits &= word == last >> 6 ? ulong.MaxValue >> (63 - (last & 63)) : ulong.MaxValue;
            count += BitOperations.PopCount(bits);
        }

        return count;
    }
}
