using ArticleSearch.IndexFormat.DocValues;

namespace ArticleSearch.IndexFormat.Segments;

/// <summary>
/// The columns of a segment that were changed in place after it was written (Java does so), in the generations of one commit, and
/// the fields as that commit describes them. They lie beside the segment, also beside a compound one. Read, never written here.
/// </summary>
/// <remarks>
/// Each change writes <c>_N_G.fnm</c> with all fields, and for each changed field a whole new column in files of its own
/// generation, <c>_N_G_Lucene80_0.dvd</c> and its neighbour; the field's description names the generation that counts.
/// </remarks>
internal sealed class UpdatedColumns : SharedParts
{
    private readonly Dictionary<string, DocValuesReader> _readers = new(StringComparer.Ordinal);

    private UpdatedColumns(FieldInfos fields) => Fields = fields;

    /// <summary>All fields of the segment.</summary>
    public FieldInfos Fields { get; }

    /// <summary>The readers of the changed columns.</summary>
    public IEnumerable<(FieldInfo Field, DocValuesReader Reader)> Readers => _readers.Select(pair => (Fields.Find(pair.Key)!, pair.Value));

    /// <summary>Opens what a commit sees; null where nothing was changed.</summary>
    public static UpdatedColumns? Open(SegmentCore core, SegmentCommit commit)
    {
        if (commit.FieldInfosGeneration == SegmentCommit.NoGeneration)
        {
            return null;
        }

        string suffix = IndexFileNames.Base36(commit.FieldInfosGeneration);
        var columns = new UpdatedColumns(FieldInfosFormat.Read(core.Folder, commit.Info, suffix));
        try
        {
            columns.OpenReaders(core, SegmentContext.FileName(commit.Info.Name, suffix, FormatNames.FieldInfosExtension));
            return columns;
        }
        catch
        {
            columns.Release();
            throw;
        }
    }

    /// <summary>The reader of a field's column; null where the one the segment was written with still counts.</summary>
    public DocValuesReader? Reader(string field) => _readers.GetValueOrDefault(field);

    private void OpenReaders(SegmentCore core, string fieldsFile)
    {
        foreach (var field in Fields.All)
        {
            if (field.DocValuesGeneration > 0 && PerFieldFormats.FindDocValuesSuffix(field, fieldsFile) is { } suffix)
            {
                // A generation's files know only the one field that was changed.
                var context = new SegmentReadContext(core.Folder, core.Info, new FieldInfos([field]));
                string generation = IndexFileNames.Base36(field.DocValuesGeneration);
                _readers.Add(field.Name, Own(DocValuesReader.Open(context, $"{generation}_{suffix}")));
            }
        }
    }
}
