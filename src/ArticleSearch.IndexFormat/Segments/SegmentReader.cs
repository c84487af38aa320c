using ArticleSearch.IndexFormat.DocValues;
using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.IndexFormat.StoredFields;
using ArticleSearch.IndexFormat.Terms;

namespace ArticleSearch.IndexFormat.Segments;

/// <summary>
/// Everything of one segment as one commit sees it. Safe for many threads; the cursors it hands out are not. Reads what it is
/// asked for and no more: opening checks headers and footers, not the checksums of large files.
/// </summary>
internal sealed class SegmentReader : IDisposable
{
    private int _disposed;

    private SegmentReader(SegmentCore core, SegmentCommit commit, LiveDocuments? live)
    {
        Core = core;
        Commit = commit;
        Live = live;
    }

    public SegmentCommit Commit { get; }

    public SegmentInfo Info => Commit.Info;

    /// <summary>The fields, in the newest generation of their columns.</summary>
    public FieldInfos Fields => Core.Fields;

    /// <summary>How many documents there are, deleted ones included.</summary>
    public int MaxDocument => Info.MaxDocument;

    public int LiveCount => Live?.Count ?? MaxDocument;

    /// <summary>The documents that are not deleted; null where all live.</summary>
    public LiveDocuments? Live { get; }

    /// <summary>The stored fields; for each thread a cursor is opened on them.</summary>
    public StoredFieldsReader StoredFields => Core.StoredFields;

    /// <summary>What is shared between the generations of the segment.</summary>
    internal SegmentCore Core { get; }

    /// <summary>Opens a segment. The folder must outlive the reader.</summary>
    /// <exception cref="CorruptIndexException">A file is missing, cut, or not of this segment.</exception>
    /// <exception cref="UnsupportedIndexException">A field is in a format that is not read here.</exception>
    public static SegmentReader Open(IndexFolder folder, SegmentCommit commit) => Open(SegmentCore.Open(folder, commit.Info), commit);

    /// <summary>The terms of a field; null if no document of the segment has any.</summary>
    public FieldTerms? Terms(string field) => Core.Terms(field);

    /// <summary>The norms of a field; null if it has none.</summary>
    public NormsColumn? Norms(string field) => Core.Norms(field);

    public NumericColumn? Numeric(string field) => null;

    public SortedColumn? Sorted(string field) => null;

    public SortedSetColumn? SortedSet(string field) => null;

    public BinaryColumn? Binary(string field) => null;

    public SortedNumericColumn? SortedNumeric(string field) => null;

    /// <summary>A reader of the same segment as a newer commit sees it; shares all files but those of the newer generations.</summary>
    public SegmentReader WithDeletions(SegmentCommit newer)
    {
        Core.Share();
        return Open(Core, newer);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            Core.Release();
        }
    }

    private static SegmentReader Open(SegmentCore core, SegmentCommit commit)
    {
        try
        {
            var live = commit.HasDeletions
                ? LiveDocumentsFormat.Read(core.Folder, commit.Info, commit.DeletionGeneration, commit.DeletedCount)
                : null;
            return new SegmentReader(core, commit, live);
        }
        catch
        {
            core.Release();
            throw;
        }
    }
}
