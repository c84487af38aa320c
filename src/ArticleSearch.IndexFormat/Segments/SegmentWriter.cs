using ArticleSearch.IndexFormat.DocValues;
using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.IndexFormat.StoredFields;
using ArticleSearch.IndexFormat.Terms;

namespace ArticleSearch.IndexFormat.Segments;

/// <summary>
/// Writes the files of one new segment: hands out the writers of its parts, then closes them and writes what says that there
/// is a segment. Nothing refers to the files before a commit does; <see cref="Abort"/> deletes them.
/// </summary>
/// <remarks>
/// A part is made when it is first asked for. Those that the fields promise to a reader are made in any case: stored fields
/// always, terms, norms and columns where a field has them; what no one wrote is empty.
/// </remarks>
internal sealed class SegmentWriter : IDisposable
{
    // To pack is to write everything a second time, for the sake of a dozen file handles: large segments are few.
    private const long LargestPacked = 32L << 20;

    private (int MaxDocument, FieldInfos Fields)? _description;
    private PostingsWriter? _postings;
    private TermDictionaryWriter? _terms;
    private StoredFieldsWriter? _storedFields;
    private NormsWriter? _norms;
    private DocValuesWriter? _docValues;
    private bool _ended;

    /// <summary>Starts a segment of which only stored fields can be written until <see cref="Describe"/>.</summary>
    /// <param name="folder">The index.</param>
    /// <param name="name">The segment's name, never used before in this index.</param>
    /// <param name="ids">Where the segment's id comes from; null for one nobody has seen.</param>
    public SegmentWriter(IndexFolder folder, string name, IdSource? ids = null) =>
        Context = new SegmentWriteContext(folder, name, (ids ?? new IdSource()).Next(), new(StringComparer.Ordinal));

    /// <summary>Starts a segment whose documents and fields are known.</summary>
    public SegmentWriter(IndexFolder folder, string name, int maxDocument, FieldInfos fields, IdSource? ids = null)
        : this(folder, name, ids) => Describe(maxDocument, fields);

    public SegmentWriteContext Context { get; }

    /// <summary>The fields, with the attributes that say which format holds them; the ones to be given to the parts.</summary>
    /// <exception cref="InvalidOperationException">The segment has not been described.</exception>
    public FieldInfos Fields => Description.Fields;

    /// <summary>How many documents there will be.</summary>
    /// <exception cref="InvalidOperationException">The segment has not been described.</exception>
    public int MaxDocument => Description.MaxDocument;

    /// <summary>The postings, which the dictionary's writer finishes.</summary>
    public PostingsWriter Postings =>
        _postings ??= new PostingsWriter(Context, PerFieldFormats.PostingsSuffix, MaxDocument, Fields);

    public TermDictionaryWriter Terms => _terms ??= new TermDictionaryWriter(Context, PerFieldFormats.PostingsSuffix, Postings);

    /// <summary>The stored fields, which may be written before the segment is described.</summary>
    public StoredFieldsWriter StoredFields => _storedFields ??= new StoredFieldsWriter(Context);

    /// <summary>The norms; a field that has norms must be written here.</summary>
    public NormsWriter Norms => _norms ??= new NormsWriter(Context, MaxDocument);

    /// <summary>The columns; one that is not written has no values.</summary>
    public DocValuesWriter DocValues => _docValues ??= new DocValuesWriter(Context, PerFieldFormats.DocValuesSuffix, MaxDocument);

    private (int MaxDocument, FieldInfos Fields) Description =>
        _description ?? throw new InvalidOperationException($"Segment {Context.SegmentName} has not been described.");

    /// <summary>
    /// Says how many documents and which fields the segment has. Said again, it takes back all parts but the stored fields,
    /// so that they can be written once more.
    /// </summary>
    /// <param name="maxDocument">How many documents it will have.</param>
    /// <param name="fields">Its fields; their attributes are filled in here.</param>
    public void Describe(int maxDocument, FieldInfos fields)
    {
        CloseIndexedParts();
        if (_description is not null)
        {
            Delete([.. Context.Files.Where(file => !IsStoredFields(file))]);
        }

        (_postings, _terms, _norms, _docValues) = (null, null, null, null);
        _description = (maxDocument, PerFieldFormats.WithAttributes(fields));
    }

    /// <summary>Closes all parts, writes <c>.fnm</c>, perhaps the compound file, and last <c>.si</c>.</summary>
    /// <param name="compound">Whether to put the files into one, unless there is too much in them.</param>
    /// <param name="diagnostics">Where the segment came from: source, os, java.version and what else there is to say.</param>
    public SegmentInfo Finish(bool compound, SortedDictionary<string, string> diagnostics)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        FinishParts();
        FieldInfosFormat.Write(Context, Fields);
        string[] parts = [.. Context.Files];
        bool isPacked = compound && parts.Sum(Context.Folder.Length) <= LargestPacked;
        if (isPacked)
        {
            CompoundFormat.Write(Context, parts);
            Delete(parts);
        }

        Context.Files.Add(SegmentInfoFormat.FileName(Context.SegmentName));
        var info = new SegmentInfo
        {
            Name = Context.SegmentName,
            Id = Context.Id,
            MaxDocument = MaxDocument,
            IsCompound = isPacked,
            Diagnostics = diagnostics,
            Attributes = new(StringComparer.Ordinal) { [StoredFieldsWriter.SegmentAttribute.Key] = StoredFieldsWriter.SegmentAttribute.Value },
            Files = new(Context.Files, StringComparer.Ordinal),
        };
        SegmentInfoFormat.Write(Context.Folder, info);
        _ended = true;
        return info;
    }

    /// <summary>Closes and deletes whatever was written. What can not be deleted is left to the next writer.</summary>
    public void Abort()
    {
        _ended = true;
        Context.Abandon();
        foreach (string file in Context.Files.ToArray())
        {
            try
            {
                Delete([file]);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // the error that the segment is given up for has been told
            }
        }
    }

    /// <summary>Aborts unless finished.</summary>
    public void Dispose()
    {
        if (!_ended)
        {
            Abort();
        }
    }

    private static bool IsStoredFields(string file) =>
        Path.GetExtension(file) is
            "." + FormatNames.StoredFieldsDataExtension or
            "." + FormatNames.StoredFieldsIndexExtension or
            "." + FormatNames.StoredFieldsMetaExtension;

    private void FinishParts()
    {
        if (Fields.All.Any(field => field.IndexOptions != IndexOptions.None))
        {
            Terms.Finish();
        }

        if (Fields.All.Any(field => field.HasNorms))
        {
            Norms.Finish();
        }

        if (Fields.All.Any(field => field.DocValuesType != DocValuesType.None))
        {
            DocValues.Finish();
        }

        while (StoredFields.DocumentCount < MaxDocument)
        {
            StoredFields.StartDocument();
            StoredFields.FinishDocument();
        }

        StoredFields.Finish(MaxDocument);
        CloseIndexedParts();
        StoredFields.Dispose();
    }

    // Files exist for readers, the compound file's writer among them, only when they are closed.
    private void CloseIndexedParts()
    {
        _terms?.Dispose();
        _postings?.Dispose();
        _norms?.Dispose();
        _docValues?.Dispose();
    }

    private void Delete(string[] files)
    {
        foreach (string file in files)
        {
            if (Context.Folder.Exists(file))
            {
                Context.Folder.Delete(file);
            }

            Context.Files.Remove(file);
        }
    }
}
