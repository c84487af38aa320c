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

    private SegmentReader(SegmentCore core, SegmentCommit commit, LiveDocuments? live, UpdatedColumns? updates)
    {
        Core = core;
        Updates = updates;
        Commit = commit;
        Live = live;
    }

    public SegmentCommit Commit { get; }

    public SegmentInfo Info => Commit.Info;

    /// <summary>The fields, in the newest generation of their columns.</summary>
    public FieldInfos Fields => Updates?.Fields ?? Core.Fields;

    /// <summary>How many documents there are, deleted ones included.</summary>
    public int MaxDocument => Info.MaxDocument;

    public int LiveCount => Live?.Count ?? MaxDocument;

    /// <summary>The documents that are not deleted; null where all live.</summary>
    public LiveDocuments? Live { get; }

    /// <summary>The stored fields; for each thread a cursor is opened on them.</summary>
    public StoredFieldsReader StoredFields => Core.StoredFields;

    /// <summary>What is shared between the generations of the segment.</summary>
    internal SegmentCore Core { get; }

    /// <summary>The columns that were changed after the segment was written; null where none was.</summary>
    internal UpdatedColumns? Updates { get; }

    /// <summary>Opens a segment. The folder must outlive the reader.</summary>
    /// <exception cref="CorruptIndexException">A file is missing, cut, or not of this segment.</exception>
    /// <exception cref="UnsupportedIndexException">A field is in a format that is not read here.</exception>
    public static SegmentReader Open(IndexFolder folder, SegmentCommit commit) =>
        Open(SegmentCore.Open(folder, commit.Info), commit, older: null);

    /// <summary>The terms of a field; null if no document of the segment has any.</summary>
    public FieldTerms? Terms(string field) => Core.Terms(field);

    /// <summary>The norms of a field; null if it has none.</summary>
    public NormsColumn? Norms(string field) => Core.Norms(field);

    /// <summary>A field's numbers; null if it has no such column. The columns may be for one thread: ask for each.</summary>
    public NumericColumn? Numeric(string field) => Column(field, DocValuesType.Numeric, (reader, info) => reader.Numeric(info));

    /// <inheritdoc cref="Numeric"/>
    public SortedColumn? Sorted(string field) => Column(field, DocValuesType.Sorted, (reader, info) => reader.Sorted(info));

    /// <inheritdoc cref="Numeric"/>
    public SortedSetColumn? SortedSet(string field) => Column(field, DocValuesType.SortedSet, (reader, info) => reader.SortedSet(info));

    /// <inheritdoc cref="Numeric"/>
    public BinaryColumn? Binary(string field) => Column(field, DocValuesType.Binary, (reader, info) => reader.Binary(info));

    /// <inheritdoc cref="Numeric"/>
    public SortedNumericColumn? SortedNumeric(string field) =>
        Column(field, DocValuesType.SortedNumeric, (reader, info) => reader.SortedNumeric(info));

    /// <summary>A reader of the same segment as a newer commit sees it; shares all files but those of the newer generations.</summary>
    public SegmentReader WithDeletions(SegmentCommit newer) => Open(Core, newer, older: this);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            Updates?.Release();
            Core.Release();
        }
    }

    private static SegmentReader Open(SegmentCore core, SegmentCommit commit, SegmentReader? older)
    {
        if (older is not null)
        {
            core.Share();
        }

        UpdatedColumns? updates = null;
        try
        {
            updates = OpenUpdates(core, commit, older);
            return new SegmentReader(core, commit, ReadLive(core, commit, older), updates);
        }
        catch
        {
            updates?.Release();
            core.Release();
            throw;
        }
    }

    private static UpdatedColumns? OpenUpdates(SegmentCore core, SegmentCommit commit, SegmentReader? older)
    {
        if (older is null || older.Commit.FieldInfosGeneration != commit.FieldInfosGeneration)
        {
            return UpdatedColumns.Open(core, commit);
        }

        older.Updates?.Share();
        return older.Updates;
    }

    private static LiveDocuments? ReadLive(SegmentCore core, SegmentCommit commit, SegmentReader? older) =>
        !commit.HasDeletions ? null
        : older is not null && older.Commit.DeletionGeneration == commit.DeletionGeneration ? older.Live
        : LiveDocumentsFormat.Read(core.Folder, commit.Info, commit.DeletionGeneration, commit.DeletedCount);

    private T? Column<T>(string field, DocValuesType type, Func<DocValuesReader, FieldInfo, T?> open)
        where T : class =>
        Fields.Find(field) is { } info && info.DocValuesType == type && (Updates?.Reader(field) ?? Core.DocValues(field)) is { } reader
            ? open(reader, info)
            : null;
}
