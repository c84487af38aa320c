using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using ArticleSearch.IndexFormat.DocValues;

namespace ArticleSearch.Matching;

/// <summary>Keeps the best document of every group, a group being the documents with one value of a column.</summary>
internal sealed class GroupCollector(string field, int room) : HitCollector
{
    private readonly List<ScoredDocument> _best = [];

    /// <summary>The group of each value: a group may have documents in several segments.</summary>
    private readonly Dictionary<string, int> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> _groupOfOrdinal = [];
    private SortedColumn? _column;
    private int _firstDocument;

    /// <summary>How many groups there are so far.</summary>
    public int GroupCount => _best.Count;

    public override void StartSegment(SegmentView segment, int firstDocument)
    {
        _column = segment.Sorted(field);
        _firstDocument = firstDocument;
        _groupOfOrdinal.Clear();
    }

    public override void Add(int document, float score)
    {
        int ordinal = _column?.Ordinal(document - _firstDocument) ?? -1;
        int group = ordinal < 0 ? _best.Count : GroupOf(ordinal);
        if (group == _best.Count)
        {
            _best.Add(new ScoredDocument(document, score));
        }
        else if (score > _best[group].Score)
        {
            _best[group] = new ScoredDocument(document, score);
        }
    }

    public override ImmutableArray<ScoredDocument> ToSorted()
    {
        StableSort.Sort(_best, ScoredDocument.ByRank);
        return [.. CollectionsMarshal.AsSpan(_best)[..Math.Min(room, _best.Count)]];
    }

    /// <summary>The group of a value; the next free number if it is a new one.</summary>
    private int GroupOf(int ordinal)
    {
        ref int group = ref CollectionsMarshal.GetValueRefOrAddDefault(_groupOfOrdinal, ordinal, out bool known);
        if (!known)
        {
            ref int global = ref CollectionsMarshal.GetValueRefOrAddDefault(
                _groups, Encoding.UTF8.GetString(_column!.Value(ordinal)), out bool knownElsewhere);
            if (!knownElsewhere)
            {
                global = _best.Count;
            }

            group = global;
        }

        return group;
    }
}
