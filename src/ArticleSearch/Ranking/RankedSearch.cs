using System.Numerics;
using ArticleSearch.Analysis;
using ArticleSearch.Matching;

namespace ArticleSearch.Ranking;

/// <summary>
/// Walks over the articles of an index, window by window, and keeps the best by their score without closeness. A window holds whole
/// articles: a longer one makes it longer. Where several things must stand in a passage, the rarest is read and the others are looked up
/// where it stands. Once the best are found and enough is counted, pieces of evidence that together can not make one of the best are
/// looked up only where others stand (MaxScore; Turtle and Flood, 1995), article by article. Finds exactly what looking everywhere
/// finds. For one search. Longer than most files: each kind of query is a walk of its own over the same readers and windows.
/// </summary>
internal sealed class RankedSearch
{
    /// <summary>How many numbers a window has room for, about: more would not stay near the processor.</summary>
    private const int WindowRoom = 1 << 14;
    private const int ShortestWindow = 2048;

    /// <summary>As many numbers at most, where few are other than 0.</summary>
    private const int SparseRoom = 1 << 16;

    /// <summary>About how many postings make a window worth its while.</summary>
    private const int WindowPostings = 1024;

    /// <summary>The same where what is read is only noted, and rows are written for what has all that is asked for.</summary>
    private const int NotedPostings = 4096;
    private const int NotedRoom = 1 << 19;

    /// <summary>A window of one piece of evidence: how many postings it has, about, and how many documents at most.</summary>
    private const int LonePostings = 4096;
    private const int MostLoneRoom = 1 << 20;

    /// <summary>As many documents are read one after another in the time it takes to leap to one.</summary>
    private const int LeapCost = 256;

    private readonly RankedPlan _plan;
    private readonly Candidates _hits;
    private readonly long _totalThreshold;
    private readonly CancellationToken _cancellation;
    private readonly SearchRoom _room;
    private readonly ArticleScorer _scorer;
    private readonly int _windowLength;

    /// <summary>The articles of the window in which something was found: first document and the one after the last.</summary>
    private readonly GrowingArray<(int Start, int End)> _articles = new(64);

    /// <summary>How many articles of the window are looked at.</summary>
    private int _candidates;

    /// <param name="plan">What is sought.</param>
    /// <param name="hits">Takes the best.</param>
    /// <param name="totalThreshold">Up to where matches are counted.</param>
    /// <param name="windowLength">How many documents a window has at least; 0 leaves it to the search.</param>
    /// <param name="room">Where it works; it leaves there what it read of rare terms.</param>
    /// <param name="cancellation">Stops the search soon.</param>
    public RankedSearch(RankedPlan plan, Candidates hits, long totalThreshold, int windowLength, SearchRoom room, CancellationToken cancellation)
    {
        _plan = plan;
        _hits = hits;
        _totalThreshold = totalThreshold;
        _windowLength = windowLength;
        _cancellation = cancellation;
        _room = room;
        _scorer = new ArticleScorer(plan, _room);
    }

    /// <summary>Adds the matches of all segments that can be among the best. Once.</summary>
    public void Run()
    {
        var window = _room.Window;
        window.TurnTo(_plan.Evidence.Length);
        for (int segment = 0; segment < _plan.Index.Segments.Length; segment++)
        {
            var readers = EvidenceReader.Open(_plan, segment, _room);
            _scorer.StartSegment(segment);
            var view = _plan.Index.Segments[segment];
            if (_plan.Rule is not { } rule)
            {
                if (_plan.Matching!.Open(segment) is { } cursor)
                {
                    Match(view, cursor, readers, window);
                }
            }
            else if (!view.Articles.AreAllSingle || !FindWords(view, rule, readers))
            {
                Find(view, rule, readers, window);
            }

            _room.LeaveSegment();
        }
    }

    /// <summary>Looks for what a rule asks for in windows, each kind of rule in its own way.</summary>
    private void Find(SegmentView view, MatchRule rule, EvidenceReader[][] readers, EvidenceWindow window)
    {
        if (_scorer.ScoresLone && view.Articles.AreAllSingle)
        {
            FindOne(view, readers[0], _room.LoneWindow);
        }
        else if (rule.IsAny(readers.Length))
        {
            FindAny(view, readers, window);
        }
        else
        {
            FindAll(view, rule, readers, window);
        }
    }

    /// <summary>Whether matches may be passed over that can not be among the best.</summary>
    private bool MayPrune => _hits.IsFull && _hits.Total > _totalThreshold;

    /// <summary>How many documents a window has, if nothing stands in the way.</summary>
    /// <param name="view">The segment.</param>
    /// <param name="postings">How many postings are read into windows.</param>
    /// <param name="enough">About how many of them make a window worth its while.</param>
    /// <param name="room">How many numbers it has room for at most.</param>
    private int WindowLength(SegmentView view, long postings, int enough, int room)
    {
        if (_windowLength > 0)
        {
            return _windowLength;
        }

        int width = Math.Max(1, _plan.Evidence.Length);
        int shortest = Math.Max(ShortestWindow, WindowRoom / width);
        return (int)Math.Clamp(enough * (long)view.MaxDocument / Math.Max(1, postings), shortest, Math.Max(shortest, room / width));
    }

    /// <summary>The words that are asked for, if it is asked for nothing else and their postings are merged; null otherwise.</summary>
    private static WordPostings[]? WordsOf(EvidenceReader[][] readers)
    {
        var words = new WordPostings[readers.Length];
        for (int evidence = 0; evidence < words.Length; evidence++)
        {
            if (readers[evidence] is not ([] or [{ Merged: not null }]))
            {
                return null;
            }

            words[evidence] = readers[evidence] is [{ Merged: { } postings }] ? postings : WordPostings.None;
        }

        return words.Length > 0 ? words : null;
    }

    /// <summary>Looks for words whose postings are merged, any or all of them; each passage is an article.</summary>
    /// <returns>Whether the rule asks for nothing else.</returns>
    private bool FindWords(SegmentView view, MatchRule rule, EvidenceReader[][] readers)
    {
        bool isAny = rule.IsAny(readers.Length) && readers.Length <= WordSearch.MostWords;
        bool isAll = rule.Clauses.Length == readers.Length;
        if (!(isAny || isAll) || !_scorer.BoundsWords || WordsOf(readers) is not { } words)
        {
            return false;
        }

        var search = new WordSearch(_plan, words, view, _scorer, _hits, _cancellation);
        if (words.Length == 1)
        {
            search.FindOne();
        }
        else if (isAll)
        {
            search.FindAll(_room.CommonRows);
        }
        else
        {
            search.FindAny(_windowLength > 0 ? Math.Min(_windowLength, WordSearch.WindowLength) : WordSearch.WindowLength, _room.Sums);
        }

        return true;
    }

    /// <summary>Whatever has the one thing that is asked for matches; each passage is an article.</summary>
    private void FindOne(SegmentView view, EvidenceReader[] readers, LoneWindow window)
    {
        int length = _windowLength > 0 ? _windowLength
            : (int)Math.Clamp(LonePostings * (long)view.MaxDocument / Math.Max(1, Cost(readers)), LonePostings, MostLoneRoom);
        int start = 0;
        while (true)
        {
            _cancellation.ThrowIfCancellationRequested();
            int next = NextOf(readers);
            if (next >= view.MaxDocument)
            {
                return;
            }

            start = Math.Max(start, next);
            int end = start + Math.Min(length, view.MaxDocument - start);
            window.Open(start, end);
            Read(readers, window);
            window.Close();
            _scorer.Score(window, _hits);
            start = end;
        }
    }

    /// <summary>Whatever has any evidence matches.</summary>
    private void FindAny(SegmentView view, EvidenceReader[][] readers, EvidenceWindow window)
    {
        var articles = view.Articles;
        long postings = 0;
        foreach (var its in readers)
        {
            postings += Cost(its);
        }

        int length = WindowLength(view, postings, WindowPostings, SparseRoom);
        int start = 0;
        while (true)
        {
            _cancellation.ThrowIfCancellationRequested();

            // The first ones in the order of bounds are optional.
            int optional = MayPrune ? _plan.CountOptional(_hits.Threshold) : 0;
            var needed = _plan.ByBound.AsSpan(optional);
            int next = NextOf(readers, needed);
            if (next >= view.MaxDocument)
            {
                return;
            }

            start = Math.Max(start, articles.Start(next));
            int end = articles.StartAtOrAfter(start + Math.Min(length, view.MaxDocument - start));
            window.Open(start, end);
            Read(readers, needed, window);
            window.MatchFound();
            if (optional > 0)
            {
                ListArticles(articles, window, optional);
                LookUp(readers, _plan.ByBound.AsSpan(0, optional), view, window);
                if (!articles.AreAllSingle)
                {
                    window.MatchFound();
                }
            }

            window.KeepLiving(view);
            _scorer.Score(window, _hits);
            start = end;
        }
    }

    /// <summary>Something of each clause of a rule must stand there.</summary>
    private void FindAll(SegmentView view, MatchRule rule, EvidenceReader[][] readers, EvidenceWindow window)
    {
        var articles = view.Articles;
        int[][] clauses = [.. rule.Clauses];
        StableSort.Sort(clauses.AsSpan(), (a, b) => Cost(readers, a).CompareTo(Cost(readers, b)));
        int[] others = rule.Others(readers.Length);
        int length = articles.AreAllSingle ? WindowLength(view, Cost(readers, clauses[0]), NotedPostings, NotedRoom)
            : WindowLength(view, Cost(readers, clauses[0]), WindowPostings, SparseRoom);
        int start = 0;
        while (true)
        {
            _cancellation.ThrowIfCancellationRequested();
            int next = NextOf(readers, clauses[0].AsSpan());
            if (next >= view.MaxDocument)
            {
                return;
            }

            start = Math.Max(start, articles.Start(next));
            int end = articles.StartAtOrAfter(start + Math.Min(length, view.MaxDocument - start));
            window.Open(start, end);
            if (articles.AreAllSingle)
            {
                KeepDocuments(clauses, readers, view, window);
            }
            else
            {
                KeepArticles(clauses, readers, view, window);
            }

            LookUp(readers, others, view, window);
            window.KeepLiving(view);
            _scorer.Score(window, _hits);
            start = end;
        }
    }

    /// <summary>A cursor says which documents match.</summary>
    private void Match(SegmentView view, MatchCursor cursor, EvidenceReader[][] readers, EvidenceWindow window)
    {
        var articles = view.Articles;
        int length = WindowLength(view, cursor.Cost, WindowPostings, SparseRoom);
        int[] all = [.. Enumerable.Range(0, readers.Length)];
        bool checksLive = view.HasDeletions;
        cursor.NextDocument();
        while (cursor.Document != MatchCursor.NoMoreDocuments)
        {
            _cancellation.ThrowIfCancellationRequested();
            int start = articles.Start(cursor.Document);
            int end = articles.StartAtOrAfter(start + Math.Min(length, view.MaxDocument - start));
            window.Open(start, end);
            for (; cursor.Document < end; cursor.NextDocument())
            {
                if ((!checksLive || view.IsLive(cursor.Document)) && cursor.Confirm())
                {
                    window.Match(cursor.Document);
                }
            }

            ListArticles(articles, window, optional: 0);
            LookUp(readers, all, view, window);
            _scorer.Score(window, _hits);
        }
    }

    private static long Cost(EvidenceReader[][] readers, int[] clause)
    {
        long cost = 0;
        foreach (int evidence in clause)
        {
            cost += Cost(readers[evidence]);
        }

        return cost;
    }

    private static long Cost(EvidenceReader[] readers)
    {
        long cost = 0;
        foreach (var reader in readers)
        {
            cost += reader.Cost;
        }

        return cost;
    }

    private static int NextOf(EvidenceReader[][] readers, ReadOnlySpan<int> evidence)
    {
        int next = int.MaxValue;
        foreach (int one in evidence)
        {
            next = Math.Min(next, NextOf(readers[one]));
        }

        return next;
    }

    private static int NextOf(EvidenceReader[] readers)
    {
        int next = int.MaxValue;
        foreach (var reader in readers)
        {
            next = Math.Min(next, reader.Next);
        }

        return next;
    }

    private static void Read(EvidenceReader[][] readers, ReadOnlySpan<int> evidence, EvidenceWindow window)
    {
        foreach (int one in evidence)
        {
            Read(readers[one], window);
        }
    }

    private static void Read(EvidenceReader[] readers, EvidenceSink window)
    {
        foreach (var reader in readers)
        {
            if (reader.Next < window.End)
            {
                reader.Read(window, window.Start, window.End, onlyMatches: false);
            }
        }
    }

    /// <summary>Lists the articles in which there is a document that may match and that can be among the best with all that is optional.</summary>
    private void ListArticles(ArticleBounds articles, EvidenceWindow window, int optional)
    {
        _articles.Clear();
        float threshold = _hits.Threshold;
        int next = window.Start;
        int words = window.WordCount;
        for (int word = window.NextWord(0); word < words; word = window.NextWord(word + 1))
        {
            for (ulong left = window.Matches[word]; left != 0; left &= left - 1)
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

        _candidates = _articles.Count;
    }

    /// <summary>
    /// Reads the first clause and looks the others up, where each passage is an article: only what has all clauses so far may match.
    /// </summary>
    private void KeepDocuments(int[][] clauses, EvidenceReader[][] readers, SegmentView view, EvidenceWindow window)
    {
        window.Note();
        Read(readers, clauses[0].AsSpan(), window);
        _candidates = window.EndNotes();
        _articles.Clear();
        for (int place = 1; place < clauses.Length; place++)
        {
            LookUp(readers, clauses[place].AsSpan(), view, window);
            _candidates = window.Keep();
            _articles.Clear();
        }

        window.AddNoted();
    }

    /// <summary>
    /// The same of articles of several passages: one may have what a clause asks for and another the rest, so that only articles are left
    /// out that have it nowhere; then passages.
    /// </summary>
    private void KeepArticles(int[][] clauses, EvidenceReader[][] readers, SegmentView view, EvidenceWindow window)
    {
        Read(readers, clauses[0].AsSpan(), window);
        window.MatchFound();
        ListArticles(view.Articles, window, optional: 0);
        for (int place = 1; place < clauses.Length; place++)
        {
            LookUp(readers, clauses[place].AsSpan(), view, window);
            int kept = 0;
            for (int i = 0; i < _articles.Count; i++)
            {
                var (start, end) = _articles[i];
                int at = start - window.Start;
                while (at < end - window.Start && !MatchRule.Holds(clauses[place], window.Text(at), window.Title(at)))
                {
                    at++;
                }

                if (at < end - window.Start)
                {
                    _articles[kept++] = (start, end);
                }
            }

            _articles.Cut(kept);
            _candidates = kept;
        }

        window.Keep(_plan.Rule!);
    }

    /// <summary>
    /// Reads what stands in the candidates; more, where leaping to each would take longer. If none is listed, they are what may match.
    /// </summary>
    private void LookUp(EvidenceReader[][] readers, ReadOnlySpan<int> evidence, SegmentView view, EvidenceWindow window)
    {
        if (_candidates == 0)
        {
            return;
        }

        // What stands beside a match matters only in an article of several passages.
        bool onlyMatches = view.Articles.AreAllSingle;
        double share = (window.End - window.Start) / (double)view.MaxDocument;
        foreach (int one in evidence)
        {
            foreach (var reader in readers[one])
            {
                if (reader.Next >= window.End)
                {
                    continue;
                }

                if (reader.Cost * share <= _candidates * (double)LeapCost)
                {
                    reader.Read(window, window.Start, window.End, onlyMatches);
                    continue;
                }

                if (_articles.Count == 0)
                {
                    ListArticles(view.Articles, window, optional: 0);
                }

                foreach (var (start, end) in _articles)
                {
                    if (reader.Next < end)
                    {
                        reader.Read(window, start, end, onlyMatches);
                    }
                }
            }
        }
    }
}
