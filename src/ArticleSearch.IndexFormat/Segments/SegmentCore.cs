using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.IndexFormat.Terms;

namespace ArticleSearch.IndexFormat.Segments;

/// <summary>
/// The immutable parts of a segment, which all generations of its deletions share: opened once, closed when the last reader that
/// shares them is closed.
/// </summary>
internal sealed class SegmentCore
{
    private readonly List<IDisposable> _parts = [];
    private int _references = 1;

    private SegmentCore(IndexFolder folder, SegmentInfo info)
    {
        Folder = folder;
        Info = info;
        Fields = new FieldInfos([]);
    }

    /// <summary>The index folder.</summary>
    public IndexFolder Folder { get; }

    public SegmentInfo Info { get; }

    /// <summary>The fields as the segment was first written.</summary>
    public FieldInfos Fields { get; private set; }

    public static SegmentCore Open(IndexFolder folder, SegmentInfo info)
    {
        var core = new SegmentCore(folder, info);
        try
        {
            core.OpenParts();
            return core;
        }
        catch
        {
            core.Release();
            throw;
        }
    }

    public FieldTerms? Terms(string field) => null;

    public NormsColumn? Norms(string field) => null;

    public SegmentCore Share()
    {
        Interlocked.Increment(ref _references);
        return this;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _references) == 0)
        {
            for (int i = _parts.Count - 1; i >= 0; i--)
            {
                _parts[i].Dispose();
            }
        }
    }

    private void OpenParts()
    {
        var folder = Folder;
        if (Info.IsCompound)
        {
            folder = Own(CompoundFormat.Open(Folder, Info));
        }

        Fields = FieldInfosFormat.Read(folder, Info);
    }

    private T Own<T>(T part)
        where T : IDisposable
    {
        _parts.Add(part);
        return part;
    }
}
