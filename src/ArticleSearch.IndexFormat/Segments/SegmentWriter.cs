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
/// always, norms and terms where a field has them; what no one wrote is empty.
/// </remarks>
internal sealed class SegmentWriter : IDisposable
{
    private readonly int _maxDocument;
    private PostingsWriter? _postings;
    private TermDictionaryWriter? _terms;
    private StoredFieldsWriter? _storedFields;
    private NormsWriter? _norms;
    private bool _ended;

    /// <param name="folder">The index.</param>
    /// <param name="name">The segment's name, never used before in this index.</param>
    /// <param name="maxDocument">How many documents it will have.</param>
    /// <param name="fields">Its fields; their attributes are filled in here.</param>
    /// <param name="ids">Where the segment's id comes from; null for one nobody has seen.</param>
    public SegmentWriter(IndexFolder folder, string name, int maxDocument, FieldInfos fields, IdSource? ids = null)
    {
        _maxDocument = maxDocument;
        Fields = PerFieldFormats.WithAttributes(fields);
        Context = new SegmentWriteContext(folder, name, (ids ?? new IdSource()).Next(), new(StringComparer.Ordinal));
    }

    public SegmentWriteContext Context { get; }

    /// <summary>The fields, with the attributes that say which format holds them; the ones to be given to the parts.</summary>
    public FieldInfos Fields { get; }

    /// <summary>The postings, which the dictionary's writer finishes.</summary>
    public PostingsWriter Postings =>
        _postings ??= new PostingsWriter(Context, PerFieldFormats.PostingsSuffix, _maxDocument, Fields);

    public TermDictionaryWriter Terms => _terms ??= new TermDictionaryWriter(Context, PerFieldFormats.PostingsSuffix, Postings);

    public StoredFieldsWriter StoredFields => _storedFields ??= new StoredFieldsWriter(Context);

    /// <summary>The norms; a field that has norms must be written here.</summary>
    public NormsWriter Norms => _norms ??= new NormsWriter(Context, _maxDocument);

    /// <summary>Closes all parts, writes <c>.fnm</c>, perhaps the compound file, and last <c>.si</c>.</summary>
    /// <param name="compound">Whether to put the files into one.</param>
    /// <param name="diagnostics">Where the segment came from: source, os, java.version and what else there is to say.</param>
    public SegmentInfo Finish(bool compound, SortedDictionary<string, string> diagnostics)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        FinishParts();
        FieldInfosFormat.Write(Context, Fields);
        var files = new SortedSet<string>(Context.Files, StringComparer.Ordinal);
        if (compound)
        {
            files = CompoundFormat.Write(Context, files);
            foreach (string file in Context.Files.Except(files, StringComparer.Ordinal).ToList())
            {
                Context.Folder.Delete(file);
                Context.Files.Remove(file);
            }
        }

        files.Add(SegmentInfoFormat.FileName(Context.SegmentName));
        var info = new SegmentInfo
        {
            Name = Context.SegmentName,
            Id = Context.Id,
            MaxDocument = _maxDocument,
            IsCompound = compound,
            Diagnostics = diagnostics,
            Attributes = new(StringComparer.Ordinal) { [StoredFieldsWriter.SegmentAttribute.Key] = StoredFieldsWriter.SegmentAttribute.Value },
            Files = files,
        };
        Context.Files.UnionWith(files);
        SegmentInfoFormat.Write(Context.Folder, info);
        _ended = true;
        return info;
    }

    /// <summary>Closes and deletes whatever was written.</summary>
    public void Abort()
    {
        _ended = true;
        CloseParts();
        foreach (string file in Context.Files)
        {
            if (Context.Folder.Exists(file))
            {
                Context.Folder.Delete(file);
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

        while (StoredFields.DocumentCount < _maxDocument)
        {
            StoredFields.StartDocument();
            StoredFields.FinishDocument();
        }

        StoredFields.Finish(_maxDocument);
        CloseParts();
    }

    // Files exist for readers, the compound file's writer among them, only when they are closed.
    private void CloseParts()
    {
        _terms?.Dispose();
        _postings?.Dispose();
        _storedFields?.Dispose();
        _norms?.Dispose();
    }
}
