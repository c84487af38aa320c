using ArticleSearch.IndexFormat.Segments;

namespace ArticleSearch.Indexing;

/// <summary>
/// Gives each new segment a name that was never used in the index, and knows which segments are still in the making: their files
/// are in no commit and no list yet, and must not be taken for leftovers. Safe for many threads.
/// </summary>
internal sealed class SegmentNames(long next)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private long _next = next;

    /// <summary>The number of the next segment.</summary>
    public long Next
    {
        get
        {
            lock (_gate)
            {
                return _next;
            }
        }
    }

    /// <summary>A new name, for a segment in the making.</summary>
    public string Take()
    {
        lock (_gate)
        {
            string name = IndexFileNames.Segment(_next++);
            _open.Add(name);
            return name;
        }
    }

    /// <summary>Says that a segment is no longer in the making: it is written, or given up.</summary>
    public void Release(string name)
    {
        lock (_gate)
        {
            _open.Remove(name);
        }
    }

    /// <summary>Whether a file belongs to a segment in the making.</summary>
    public bool IsOpen(string file)
    {
        lock (_gate)
        {
            return _open.Count > 0 && _open.Contains(IndexFileNames.SegmentOf(file).ToString());
        }
    }
}
