using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using ArticleSearch.IndexFormat;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.Indexing;

/// <summary>
/// The written segments of the index that is being changed, in the order of their documents: deletes in them, says which are to be
/// merged, puts merged ones in place. It makes no commit and merges nothing itself. All calls are made under
/// <see cref="Gate"/>, none of which takes long but those that say so.
/// </summary>
internal sealed class SegmentList : IDisposable
{
    private readonly IndexFolder _folder;
    private readonly string _chain;
    private readonly IdSource _ids;
    private readonly IndexBuilderOptions _options;
    private readonly SegmentNames _names;
    private readonly List<WrittenSegment> _segments = [];

    public SegmentList(IndexFolder folder, CommitPoint commit, string chain, IndexBuilderOptions options, IdSource ids, SegmentNames names)
    {
        _folder = folder;
        _chain = chain;
        _ids = ids;
        _options = options;
        _names = names;
        foreach (var segment in commit.Segments)
        {
            _segments.Add(new WrittenSegment(folder, segment));
        }
    }

    /// <summary>Held by whoever calls.</summary>
    public Lock Gate { get; } = new();

    public int Count => _segments.Count;

    /// <summary>Counts the changes of which segments and documents there are; a commit that saw the same count has them all.</summary>
    public long Changes { get; private set; }

    /// <summary>The files of all segments.</summary>
    public IEnumerable<string> Files => _segments.SelectMany(segment => segment.Commit.Files);

    /// <summary>Adds a new segment behind the others.</summary>
    public void Add(SegmentInfo info, LiveDocuments? live)
    {
        Debug.Assert(Gate.IsHeldByCurrentThread);
        _segments.Add(new WrittenSegment(_folder, info, live, _ids));
        _names.Release(info.Name);
        Changes++;
    }

    /// <summary>Whether there is a live passage of an article.</summary>
    public bool Contains(ReadOnlySpan<byte> article)
    {
        Debug.Assert(Gate.IsHeldByCurrentThread);
        foreach (var segment in _segments)
        {
            if (segment.Contains(article))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Deletes articles from all segments; says of which there was a live passage. Takes longer the more there are.</summary>
    public bool[] Delete(IReadOnlyCollection<string> articles)
    {
        Debug.Assert(Gate.IsHeldByCurrentThread);
        var ids = new ByteStringList(articles.Count);
        foreach (string article in articles)
        {
            ids.AddUtf8(article);
        }

        bool[] found = new bool[ids.Count];
        int[] order = ids.Sorted();
        foreach (var segment in _segments)
        {
            Changes += segment.Delete(ids, order, found) ? 1 : 0;
        }

        return found;
    }

    /// <summary>The merge that the policy finds due, whose segments are taken; null if there is none.</summary>
    public MergeJob? TakeDue()
    {
        Debug.Assert(Gate.IsHeldByCurrentThread);
        DropDead();
        int[] due = MergePolicy.Find([.. _segments.Select(Candidate)]);
        return due.Length == 0 ? null : Take([.. due.Select(number => _segments[number])]);
    }

    /// <summary>The merge of all segments into one without deletions; null if that is what there is. No other merge may be under way.</summary>
    /// <exception cref="NotSupportedException">A segment holds what can not be merged; nothing has changed.</exception>
    public MergeJob? TakeAll()
    {
        Debug.Assert(Gate.IsHeldByCurrentThread);
        Debug.Assert(!_segments.Exists(segment => segment.IsMerging));
        DropDead();
        if (_segments.Count <= 1 && !_segments.Exists(segment => segment.HasDeletions))
        {
            return null;
        }

        foreach (var segment in _segments)
        {
            if (MergedFields.Obstacle(segment.Reader) is { } obstacle)
            {
                throw new NotSupportedException($"The index can not be merged: {obstacle}.").Named("library.merge");
            }
        }

        return Take([.. _segments]);
    }

    /// <summary>Puts a merged segment where the first of its segments stood.</summary>
    public void Complete(MergeJob job, SegmentInfo info)
    {
        Debug.Assert(Gate.IsHeldByCurrentThread);
        int place = _segments.IndexOf(job.Segments[0]);
        _segments.Insert(place, new WrittenSegment(_folder, info, job.Live(), _ids));
        _names.Release(job.Name);
        Remove(job.Segments);
        Changes++;
    }

    /// <summary>Gives the segments of a merge free that did not come about; its files are deleted already, or leftovers.</summary>
    public void Abandon(MergeJob job)
    {
        Debug.Assert(Gate.IsHeldByCurrentThread);
        _names.Release(job.Name);
        foreach (var segment in job.Segments)
        {
            segment.IsMerging = false;
        }
    }

    /// <summary>Writes all deletions and returns the entries of the commit to come.</summary>
    public ImmutableArray<SegmentCommit> PrepareCommit()
    {
        Debug.Assert(Gate.IsHeldByCurrentThread);
        DropDead();
        foreach (var segment in _segments)
        {
            segment.WriteDeletions(_ids);
        }

        // One that is being merged may have lost its last passage: it stays in the list until the merge is done.
        return [.. _segments.Where(segment => segment.LiveCount > 0).Select(segment => segment.Commit)];
    }

    /// <summary>
    /// Where a segment comes from, as its files say it. The chain is among it, so that segments can be put to use again of which the
    /// commit is lost.
    /// </summary>
    public SortedDictionary<string, string> Diagnostics(string source) => new(StringComparer.Ordinal)
    {
        [FormatNames.DiagnosticSource] = source,
        [FormatNames.DiagnosticTimestamp] = _options.Clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        [PassageFields.ChainKey] = _chain,
    };

    public void Dispose()
    {
        foreach (var segment in _segments)
        {
            segment.Dispose();
        }
    }

    private static MergeCandidate Candidate(WrittenSegment segment) => new(
        segment.Bytes,
        1 - ((double)segment.LiveCount / Math.Max(1, segment.Commit.Info.MaxDocument)),
        !segment.IsMerging && segment.Commit.SoftDeletedCount == 0 && MergedFields.Obstacle(segment.Reader) is null);

    private MergeJob Take(List<WrittenSegment> segments)
    {
        // As Lucene does: a segment that is more than a tenth of the index is not packed, for packing copies it.
        bool compound = _options.Compound && segments.Sum(segment => segment.LiveBytes) <= _segments.Sum(segment => segment.LiveBytes) / 10;
        string name = _names.Take();
        try
        {
            var job = new MergeJob(segments, name, compound);
            foreach (var segment in segments)
            {
                segment.IsMerging = true;
            }

            return job;
        }
        catch
        {
            _names.Release(name);
            throw;
        }
    }

    private void DropDead()
    {
        WrittenSegment[] dead = [.. _segments.Where(segment => segment.LiveCount == 0 && !segment.IsMerging)];
        if (dead.Length > 0)
        {
            Remove(dead);
            Changes++;
        }
    }

    private void Remove(IReadOnlyList<WrittenSegment> segments)
    {
        foreach (var segment in segments)
        {
            _segments.Remove(segment);
            segment.Dispose();
        }
    }
}
