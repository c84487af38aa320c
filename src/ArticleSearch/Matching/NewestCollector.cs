using System.Collections.Immutable;
using System.Text;
using ArticleSearch.Indexing;
using ArticleSearch.IndexFormat.DocValues;

namespace ArticleSearch.Matching;

/// <summary>
/// Keeps the newest documents seen, by the dates of their articles; of one date the best, and of equal scores the first. What has
/// no date is older than all that has one. A partial date is as old as the first day it may mean.
/// </summary>
/// <param name="room">How many are kept.</param>
internal sealed class NewestCollector(int room) : HitCollector
{
    private readonly PriorityQueue<ScoredDocument, Key> _kept = new(Comparer<Key>.Create(static (a, b) => Key.ByRank(b, a)));
    private readonly Dictionary<int, string> _dates = [];
    private SortedColumn? _column;
    private int _firstDocument;

    public override void StartSegment(SegmentView segment, int firstDocument)
    {
        _column = segment.Sorted(PassageFields.Date);
        _firstDocument = firstDocument;
        _dates.Clear();
    }

    public override void Add(int document, float score)
    {
        var added = new ScoredDocument(document, score);
        var key = new Key(DateOf(document - _firstDocument), added);
        if (_kept.Count < room)
        {
            _kept.Enqueue(added, key);
        }
        else if (room > 0 && _kept.TryPeek(out _, out var worst) && Key.ByRank(key, worst) < 0)
        {
            _kept.EnqueueDequeue(added, key);
        }
    }

    public override ImmutableArray<ScoredDocument> ToSorted()
    {
        var sorted = _kept.UnorderedItems.ToArray();
        Array.Sort(sorted, static (a, b) => Key.ByRank(a.Priority, b.Priority));
        return [.. sorted.Select(item => item.Element)];
    }

    private string DateOf(int document)
    {
        int ordinal = _column?.Ordinal(document) ?? -1;
        if (ordinal < 0)
        {
            return "";
        }

        if (!_dates.TryGetValue(ordinal, out string? date))
        {
            date = Encoding.UTF8.GetString(_column!.Value(ordinal));
            _dates.Add(ordinal, date);
        }

        return date;
    }

    private readonly record struct Key(string Date, ScoredDocument Document)
    {
        /// <summary>Below 0 where <paramref name="a"/> comes first.</summary>
        public static int ByRank(Key a, Key b)
        {
            int dates = string.CompareOrdinal(b.Date, a.Date);
            return dates != 0 ? dates : ScoredDocument.ByRank(a.Document, b.Document);
        }
    }
}
