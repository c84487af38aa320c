using System.Collections.Immutable;
using System.Globalization;
using ArticleSearch.IndexFormat;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.Indexing;

/// <summary>
/// The written segments of the index that is being changed, in the order of their documents: deletes in them, merges them, hands
/// out the names of new ones. It makes no commit. For one thread.
/// </summary>
internal sealed class SegmentList : IDisposable
{
    private readonly IndexFolder _folder;
    private readonly IdSource _ids;
    private readonly IndexBuilderOptions _options;
    private readonly List<WrittenSegment> _segments = [];

    public SegmentList(IndexFolder folder, CommitPoint commit, IndexBuilderOptions options, IdSource ids)
    {
        _folder = folder;
        _ids = ids;
        _options = options;
        Counter = IndexFileNames.NextSegmentNumber(folder.List(), commit.Counter);
        foreach (var segment in commit.Segments)
        {
            _segments.Add(new WrittenSegment(folder, segment));
        }
    }

    /// <summary>The number of the next segment.</summary>
    public long Counter { get; private set; }

    public int Count => _segments.Count;

    /// <summary>How many passages live.</summary>
    public long LiveCount => _segments.Sum(segment => (long)segment.LiveCount);

    /// <summary>The files of all segments.</summary>
    public IEnumerable<string> Files => _segments.SelectMany(segment => segment.Commit.Files);

    public string NewName() => IndexFileNames.Segment(Counter++);

    /// <summary>Adds a new segment behind the others.</summary>
    public void Add(SegmentInfo info, LiveDocuments? live) => _segments.Add(new WrittenSegment(_folder, info, live, _ids));

    /// <summary>Whether there is a live passage of an article.</summary>
    public bool Contains(ReadOnlySpan<byte> article)
    {
        foreach (var segment in _segments)
        {
            if (segment.Contains(article))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Deletes articles from all segments; says of which there was a live passage.</summary>
    public bool[] Delete(IReadOnlyCollection<string> articles)
    {
        var ids = new ByteStringList(articles.Count);
        foreach (string article in articles)
        {
            ids.AddUtf8(article);
        }

        bool[] found = new bool[ids.Count];
        int[] order = ids.Sorted();
        foreach (var segment in _segments)
        {
            segment.Delete(ids, order, found);
        }

        return found;
    }

    /// <summary>Merges what the policy finds due.</summary>
    public void MergeDue(CancellationToken cancellation)
    {
        DropDead();
        while (MergePolicy.Find([.. _segments.Select(SizeForPolicy)]) is { } due)
        {
            Merge(due, cancellation);
        }
    }

    /// <summary>Merges all segments into one without deletions.</summary>
    /// <exception cref="NotSupportedException">A segment holds what can not be merged; nothing has changed.</exception>
    public void MergeAll(CancellationToken cancellation)
    {
        DropDead();
        if (_segments.Count > 1 || _segments.Exists(segment => segment.HasDeletions))
        {
            foreach (var segment in _segments)
            {
                if (MergedFields.Obstacle(segment.Reader) is { } obstacle)
                {
                    throw new NotSupportedException($"The index can not be merged: {obstacle}.");
                }
            }

            Merge(.., cancellation);
        }
    }

    /// <summary>Writes all deletions and returns the entries of the commit to come.</summary>
    public ImmutableArray<SegmentCommit> PrepareCommit()
    {
        DropDead();
        foreach (var segment in _segments)
        {
            segment.WriteDeletions(_ids);
        }

        return [.. _segments.Select(segment => segment.Commit)];
    }

    /// <summary>Where a segment comes from, as its files say it.</summary>
    public SortedDictionary<string, string> Diagnostics(string source) => new(StringComparer.Ordinal)
    {
        [FormatNames.DiagnosticSource] = source,
        [FormatNames.DiagnosticTimestamp] = _options.Clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
    };

    public void Dispose()
    {
        foreach (var segment in _segments)
        {
            segment.Dispose();
        }
    }

    // A segment that can not be merged counts as too large to be.
    private static long SizeForPolicy(WrittenSegment segment) =>
        segment.Commit.SoftDeletedCount > 0 || MergedFields.Obstacle(segment.Reader) is not null ? long.MaxValue / 2 : segment.LiveBytes;

    private void DropDead()
    {
        foreach (var segment in _segments.Where(segment => segment.LiveCount == 0))
        {
            segment.Dispose();
        }

        _segments.RemoveAll(segment => segment.LiveCount == 0);
    }

    private void Merge(Range range, CancellationToken cancellation)
    {
        var (start, count) = range.GetOffsetAndLength(_segments.Count);
        var merged = _segments.GetRange(start, count);
        MergeSource[] sources = [.. merged.Select(segment => segment.Source)];
        var documents = new MergedDocuments(sources);
        var fields = MergedFields.Join(sources.Select(source => source.Reader.Fields));
        using var writer = new SegmentWriter(_folder, NewName(), documents.Count, fields, _ids);
        SegmentMerger.Merge(sources, documents, writer, cancellation);

        // As Lucene does: a segment that is more than a tenth of the index is not packed, for packing copies it.
        bool compound = _options.Compound && merged.Sum(segment => segment.LiveBytes) <= _segments.Sum(segment => segment.LiveBytes) / 10;
        var info = writer.Finish(compound, Diagnostics(FormatNames.DiagnosticMerge));
        _segments.RemoveRange(start, count);
        _segments.Insert(start, new WrittenSegment(_folder, info, live: null, _ids));
        foreach (var segment in merged)
        {
            segment.Dispose();
        }
    }
}
