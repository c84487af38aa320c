using ArticleSearch.IndexFormat.DocValues;
using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.IndexFormat.StoredFields;
using ArticleSearch.IndexFormat.Terms;

namespace ArticleSearch.IndexFormat.Segments;

/// <summary>
/// The immutable parts of a segment, which all generations of its deletions share. Points and term vectors are not opened:
/// nothing here reads them.
/// </summary>
internal sealed class SegmentCore : SharedParts
{
    private readonly Dictionary<string, FieldTerms> _terms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DocValuesReader> _docValues = new(StringComparer.Ordinal);
    private NormsReader? _norms;

    private SegmentCore(IndexFolder folder, SegmentInfo info)
    {
        Folder = folder;
        Info = info;
        Fields = new FieldInfos([]);
        StoredFields = null!;
    }

    /// <summary>The index folder.</summary>
    public IndexFolder Folder { get; }

    public SegmentInfo Info { get; }

    /// <summary>The fields as the segment was first written.</summary>
    public FieldInfos Fields { get; private set; }

    /// <summary>The compound file that the parts lie in; null where each has its own.</summary>
    public CompoundFolder? Compound { get; private set; }

    public StoredFieldsReader StoredFields { get; private set; }

    /// <summary>The readers of postings and dictionaries, one pair a suffix; nearly always one pair in all.</summary>
    public List<(PostingsReader Postings, TermDictionary Terms)> Dictionaries { get; } = [];

    /// <summary>The readers of columns, one a suffix; nearly always one in all.</summary>
    public IEnumerable<DocValuesReader> DocValuesReaders => _docValues.Values.Distinct();

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

    public FieldTerms? Terms(string field) => _terms.GetValueOrDefault(field);

    public NormsColumn? Norms(string field) => Fields.Find(field) is { HasNorms: true } info ? _norms?.Field(info) : null;

    /// <summary>The reader of a field's column as the segment was first written; null if there is none.</summary>
    public DocValuesReader? DocValues(string field) => _docValues.GetValueOrDefault(field);

    private string FieldsFile => SegmentContext.FileName(Info.Name, suffix: "", FormatNames.FieldInfosExtension);

    private void OpenParts()
    {
        var folder = Folder;
        if (Info.IsCompound)
        {
            folder = Compound = Own(CompoundFormat.Open(Folder, Info));
        }

        Fields = FieldInfosFormat.Read(folder, Info);
        var context = new SegmentReadContext(folder, Info, Fields);
        StoredFields = Own(StoredFieldsReader.Open(context));
        OpenTerms(context);
        OpenDocValues(context);
        if (Fields.All.Any(field => field.HasNorms))
        {
            _norms = Own(NormsReader.Open(context));
        }
    }

    private void OpenDocValues(SegmentReadContext context)
    {
        var readers = new Dictionary<string, DocValuesReader>(StringComparer.Ordinal);
        foreach (var field in Fields.All)
        {
            if (PerFieldFormats.FindDocValuesSuffix(field, FieldsFile) is { } suffix)
            {
                if (!readers.TryGetValue(suffix, out var reader))
                {
                    reader = Own(DocValuesReader.Open(context, suffix));
                    readers.Add(suffix, reader);
                }

                _docValues.Add(field.Name, reader);
            }
        }
    }

    private void OpenTerms(SegmentReadContext context)
    {
        var dictionaries = new Dictionary<string, TermDictionary>(StringComparer.Ordinal);
        foreach (var field in Fields.All)
        {
            if (PerFieldFormats.FindPostingsSuffix(field, FieldsFile) is not { } suffix)
            {
                continue;
            }

            if (!dictionaries.TryGetValue(suffix, out var dictionary))
            {
                var postings = Own(PostingsReader.Open(context, suffix));
                dictionary = Own(TermDictionary.Open(context, suffix, postings));
                dictionaries.Add(suffix, dictionary);
                Dictionaries.Add((postings, dictionary));
            }

            if (dictionary.Field(field.Name) is { } terms)
            {
                _terms.Add(field.Name, terms);
            }
        }
    }
}
