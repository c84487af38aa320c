using System.Numerics;
using ArticleSearch.IndexFormat.DocValues;
using ArticleSearch.IndexFormat.Norms;

namespace ArticleSearch.Indexing;

/// <summary>
/// Columns that show the columns of several segments as one, in the numbering of a merge; they hold no values of their own but
/// norms of one byte. A source is null where its segment has no such column.
/// </summary>
internal static class MergedColumns
{
    /// <summary>Norms: as bytes where all fit, as they nearly always do.</summary>
    public static NormsColumn Norms(MergedDocuments documents, NormsColumn?[] sources)
    {
        byte[] norms = new byte[documents.Count];
        ulong[] present = new ulong[(documents.Count + 63) >> 6];
        for (int document = 0; document < norms.Length; document++)
        {
            var (segment, own) = documents.Locate(document);
            if (sources[segment] is not { } source || !source.Has(own))
            {
                continue;
            }

            long norm = source.Get(own);
            if (norm is < sbyte.MinValue or > sbyte.MaxValue)
            {
                return new WideNorms(documents, sources);
            }

            norms[document] = (byte)norm;
            present[document >> 6] |= 1UL << document;
        }

        return new ByteNorms(norms, present);
    }

    private sealed class WideNorms(MergedDocuments documents, NormsColumn?[] sources) : NormsColumn
    {
        public override long Get(int document)
        {
            var (segment, own) = documents.Locate(document);
            return sources[segment]?.Get(own) ?? 0;
        }

        public override bool Has(int document)
        {
            var (segment, own) = documents.Locate(document);
            return sources[segment]?.Has(own) ?? false;
        }
    }
}

/// <summary>Numbers of several segments as one column.</summary>
internal sealed class MergedNumbers(MergedDocuments documents, NumericColumn?[] sources) : NumericColumn
{
    public override bool TryGet(int document, out long value)
    {
        value = 0;
        var (segment, own) = documents.Locate(document);
        return sources[segment]?.TryGet(own, out value) ?? false;
    }
}

/// <summary>Lists of numbers of several segments as one column.</summary>
internal sealed class MergedSortedNumbers(MergedDocuments documents, SortedNumericColumn?[] sources) : SortedNumericColumn
{
    public override void Get(int document, List<long> values)
    {
        values.Clear();
        var (segment, own) = documents.Locate(document);
        sources[segment]?.Get(own, values);
    }
}

/// <summary>Byte strings of several segments as one column.</summary>
internal sealed class MergedBytes(MergedDocuments documents, BinaryColumn?[] sources) : BinaryColumn
{
    public override bool TryGet(int document, out ReadOnlySpan<byte> value)
    {
        value = default;
        var (segment, own) = documents.Locate(document);
        return sources[segment] is { } source && source.TryGet(own, out value);
    }
}

/// <summary>
/// The dictionaries of several segments as one: the values that live documents use, in order, and the number each has in the
/// end. It keeps no values, only where one stands.
/// </summary>
internal sealed class MergedDictionary
{
    private readonly TermColumn?[] _sources;
    private readonly int[][] _ordinals; // of each source: its ordinal to the merged one, or -1
    private readonly List<(int Segment, int Ordinal)> _places = [];

    /// <param name="sources">The dictionaries.</param>
    /// <param name="used">Bit o%64 of word o/64 of each says that a live document uses ordinal o.</param>
    public MergedDictionary(TermColumn?[] sources, ulong[][] used)
    {
        _sources = sources;
        _ordinals = new int[sources.Length][];
        var queue = new PriorityQueue<int, (int Segment, int Ordinal)>(Comparer<(int Segment, int Ordinal)>.Create(Compare));
        for (int segment = 0; segment < sources.Length; segment++)
        {
            _ordinals[segment] = new int[sources[segment]?.ValueCount ?? 0];
            Enqueue(queue, used, segment, 0);
        }

        while (queue.TryDequeue(out int segment, out var place))
        {
            // Values of one segment differ, and are not to be looked at two at a time.
            if (_places.Count == 0 || _places[^1].Segment == segment || !Value(_places.Count - 1).SequenceEqual(ValueAt(place)))
            {
                _places.Add(place);
            }

            _ordinals[segment][place.Ordinal] = _places.Count - 1;
            Enqueue(queue, used, segment, place.Ordinal + 1);
        }
    }

    public int Count => _places.Count;

    public ReadOnlySpan<byte> Value(long ordinal) => ValueAt(_places[(int)ordinal]);

    /// <summary>The number that a segment's ordinal has become.</summary>
    public int Map(int segment, long ordinal) => _ordinals[segment][ordinal];

    private static void Enqueue(PriorityQueue<int, (int Segment, int Ordinal)> queue, ulong[][] used, int segment, int from)
    {
        var words = used[segment].AsSpan();
        for (int word = from >> 6; word < words.Length; word++)
        {
            ulong bits = word == from >> 6 ? words[word] & (ulong.MaxValue << from) : words[word];
            if (bits != 0)
            {
                queue.Enqueue(segment, (segment, (word << 6) + BitOperations.TrailingZeroCount(bits)));
                return;
            }
        }
    }

    private int Compare((int Segment, int Ordinal) a, (int Segment, int Ordinal) b)
    {
        if (a.Segment == b.Segment)
        {
            return a.Ordinal.CompareTo(b.Ordinal);
        }

        int order = ValueAt(a).SequenceCompareTo(ValueAt(b));
        return order != 0 ? order : a.Segment.CompareTo(b.Segment);
    }

    private ReadOnlySpan<byte> ValueAt((int Segment, int Ordinal) place) => _sources[place.Segment]!.Value(place.Ordinal);
}

/// <summary>Dictionary values of several segments as one column, at most one a document.</summary>
internal sealed class MergedSorted : SortedColumn
{
    private readonly MergedDocuments _documents;
    private readonly SortedColumn?[] _sources;
    private readonly MergedDictionary _dictionary;

    public MergedSorted(MergedDocuments documents, SortedColumn?[] sources)
    {
        _documents = documents;
        _sources = sources;
        ulong[][] used = [.. sources.Select(source => new ulong[((source?.ValueCount ?? 0) + 63) >> 6])];
        for (int document = 0; document < documents.Count; document++)
        {
            var (segment, own) = documents.Locate(document);
            int ordinal = sources[segment]?.Ordinal(own) ?? -1;
            if (ordinal >= 0)
            {
                used[segment][ordinal >> 6] |= 1UL << ordinal;
            }
        }

        _dictionary = new MergedDictionary(sources, used);
    }

    public override long ValueCount => _dictionary.Count;

    public override ReadOnlySpan<byte> Value(long ordinal) => _dictionary.Value(ordinal);

    public override int Ordinal(int document)
    {
        var (segment, own) = _documents.Locate(document);
        int ordinal = _sources[segment]?.Ordinal(own) ?? -1;
        return ordinal < 0 ? -1 : _dictionary.Map(segment, ordinal);
    }
}

/// <summary>Dictionary values of several segments as one column, any count a document.</summary>
internal sealed class MergedSortedSet : SortedSetColumn
{
    private readonly MergedDocuments _documents;
    private readonly SortedSetColumn?[] _sources;
    private readonly MergedDictionary _dictionary;

    public MergedSortedSet(MergedDocuments documents, SortedSetColumn?[] sources)
    {
        _documents = documents;
        _sources = sources;
        ulong[][] used = [.. sources.Select(source => new ulong[((source?.ValueCount ?? 0) + 63) >> 6])];
        var ordinals = new List<long>();
        for (int document = 0; document < documents.Count; document++)
        {
            var (segment, own) = documents.Locate(document);
            ordinals.Clear();
            sources[segment]?.Ordinals(own, ordinals);
            foreach (long ordinal in ordinals)
            {
                used[segment][ordinal >> 6] |= 1UL << (int)ordinal;
            }
        }

        _dictionary = new MergedDictionary(sources, used);
    }

    public override long ValueCount => _dictionary.Count;

    public override ReadOnlySpan<byte> Value(long ordinal) => _dictionary.Value(ordinal);

    public override void Ordinals(int document, List<long> ordinals)
    {
        ordinals.Clear();
        var (segment, own) = _documents.Locate(document);
        _sources[segment]?.Ordinals(own, ordinals);
        for (int i = 0; i < ordinals.Count; i++)
        {
            ordinals[i] = _dictionary.Map(segment, ordinals[i]);
        }
    }
}
