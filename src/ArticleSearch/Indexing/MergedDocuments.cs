using ArticleSearch.IndexFormat.Segments;

namespace ArticleSearch.Indexing;

/// <summary>A segment that takes part in a merge, and which of its documents live as the merge sees it.</summary>
internal readonly record struct MergeSource(SegmentReader Reader, LiveDocuments? Live)
{
    public int LiveCount => Live?.Count ?? Reader.MaxDocument;
}

/// <summary>
/// Which document becomes which in a merge: the live documents of the segments, one segment after another, in their order. For one
/// thread.
/// </summary>
internal sealed class MergedDocuments
{
    private readonly int[] _bases;
    private readonly int[]?[] _forward; // merged number or -1, where the segment has deletions
    private readonly int[]?[] _backward; // own number, counted from the segment's base
    private int _last;

    public MergedDocuments(IReadOnlyList<MergeSource> sources)
    {
        _bases = new int[sources.Count + 1];
        _forward = new int[]?[sources.Count];
        _backward = new int[]?[sources.Count];
        for (int i = 0; i < sources.Count; i++)
        {
            var (reader, live) = sources[i];
            if (live is not null)
            {
                (_forward[i], _backward[i]) = Map(live, reader.MaxDocument, _bases[i]);
            }

            _bases[i + 1] = checked(_bases[i] + sources[i].LiveCount);
        }
    }

    /// <summary>How many documents the merged segment has.</summary>
    public int Count => _bases[^1];

    /// <summary>What a segment's document becomes, or -1.</summary>
    public int Map(int segment, int document) => _forward[segment] is { } map ? map[document] : _bases[segment] + document;

    /// <summary>A segment's map for loops; null where documents only move by <see cref="Base"/>.</summary>
    public int[]? MapOf(int segment) => _forward[segment];

    /// <summary>The number of a segment's first document.</summary>
    public int Base(int segment) => _bases[segment];

    /// <summary>Where a merged document comes from.</summary>
    public (int Segment, int Document) Locate(int merged)
    {
        if (merged < _bases[_last])
        {
            _last = 0;
        }

        while (merged >= _bases[_last + 1])
        {
            _last++;
        }

        int offset = merged - _bases[_last];
        return (_last, _backward[_last] is { } map ? map[offset] : offset);
    }

    private static (int[] Forward, int[] Backward) Map(LiveDocuments live, int maxDocument, int first)
    {
        int[] forward = new int[maxDocument];
        int[] backward = new int[live.Count];
        int count = 0;
        for (int document = 0; document < maxDocument; document++)
        {
            if (live[document])
            {
                backward[count] = document;
                forward[document] = first + count++;
            }
            else
            {
                forward[document] = -1;
            }
        }

        return (forward, backward);
    }
}
