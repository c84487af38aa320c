using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Segments;

/// <summary>
/// Writes the files of one new segment: hands out the writers of its parts, then closes them and writes what says that there
/// is a segment. Nothing refers to the files before a commit does; <see cref="Abort"/> deletes them.
/// </summary>
internal sealed class SegmentWriter : IDisposable
{
    private readonly int _maxDocument;
    private PostingsWriter? _postings;
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

    /// <summary>The fields, with the attributes that say which format holds them.</summary>
    public FieldInfos Fields { get; }

    /// <summary>The postings; made on first use.</summary>
    public PostingsWriter Postings =>
        _postings ??= new PostingsWriter(Context, PerFieldFormats.PostingsSuffix, _maxDocument, Fields);

    /// <summary>Closes all parts, writes <c>.fnm</c>, perhaps the compound file, and last <c>.si</c>.</summary>
    /// <param name="compound">Whether to put the files into one.</param>
    /// <param name="diagnostics">Where the segment came from: source, os, java.version and what else there is to say.</param>
    public SegmentInfo Finish(bool compound, SortedDictionary<string, string> diagnostics)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        FieldInfosFormat.Write(Context, Fields);
        var files = Context.Files;
        if (compound)
        {
            files = CompoundFormat.Write(Context.Folder, Context.SegmentName, Context.Id, files);
        }

        var info = new SegmentInfo
        {
            Name = Context.SegmentName,
            Id = Context.Id,
            MaxDocument = _maxDocument,
            IsCompound = compound,
            Diagnostics = diagnostics,
            Files = new(files, StringComparer.Ordinal) { SegmentInfoFormat.FileName(Context.SegmentName) },
        };
        SegmentInfoFormat.Write(Context.Folder, info);
        _ended = true;
        return info;
    }

    /// <summary>Closes and deletes whatever was written.</summary>
    public void Abort()
    {
        _ended = true;
        _postings?.Dispose();
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
}
