using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Segments;

/// <summary>
/// One entry of a commit: a segment, and which generation of its changeable parts (deletions, updated columns) the commit sees.
/// </summary>
internal sealed record SegmentCommit(SegmentInfo Info)
{
    /// <summary>The generation that stands for "never changed".</summary>
    public const long NoGeneration = -1;

    /// <summary>The generation of the <c>.liv</c> file; <see cref="NoGeneration"/> where nothing is deleted.</summary>
    public long DeletionGeneration { get; init; } = NoGeneration;

    public int DeletedCount { get; init; }

    /// <summary>How many documents that live are deleted softly (a Java feature): by a value of a column, not in the <c>.liv</c>.</summary>
    public int SoftDeletedCount { get; init; }

    /// <summary>The generation of the <c>.fnm</c> file beside the segment's first one.</summary>
    public long FieldInfosGeneration { get; init; } = NoGeneration;

    /// <summary>The newest generation of an updated column.</summary>
    public long DocValuesGeneration { get; init; } = NoGeneration;

    /// <summary>Sixteen bytes that change with each generation; null from before 8.6.</summary>
    public byte[]? Id { get; init; }

    public SortedSet<string> FieldInfosFiles { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The files of updated columns, by field number.</summary>
    public SortedDictionary<int, SortedSet<string>> DocValuesFiles { get; init; } = [];

    public bool HasDeletions => DeletionGeneration != NoGeneration;

    /// <summary>Deletions not counted as soft ones.</summary>
    public int LiveCount => Info.MaxDocument - DeletedCount;

    /// <summary>All files the commit needs for this segment.</summary>
    public SortedSet<string> Files
    {
        get
        {
            var files = new SortedSet<string>(Info.Files, StringComparer.Ordinal);
            if (HasDeletions)
            {
                files.Add(LiveDocumentsFormat.FileName(Info.Name, DeletionGeneration));
            }

            files.UnionWith(FieldInfosFiles);
            foreach (var updated in DocValuesFiles.Values)
            {
                files.UnionWith(updated);
            }

            return files;
        }
    }

    /// <summary>Writes the live documents as the next deletion generation and returns the entry that sees it.</summary>
    public SegmentCommit WithLive(IndexFolder folder, LiveDocuments live, IdSource ids)
    {
        long generation = DeletionGeneration == NoGeneration ? 1 : DeletionGeneration + 1;
        while (folder.Exists(LiveDocumentsFormat.FileName(Info.Name, generation)))
        {
            generation++; // left behind by a commit that never came about
        }

        LiveDocumentsFormat.Write(folder, Info, generation, live);
        return this with { DeletionGeneration = generation, DeletedCount = live.DeletedCount, Id = ids.Next() };
    }
}
