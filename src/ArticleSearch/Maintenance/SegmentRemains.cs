using System.Text;
using ArticleSearch.IndexFormat;
using ArticleSearch.IndexFormat.Checking;
using ArticleSearch.IndexFormat.DocValues;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.IndexFormat.StoredFields;
using ArticleSearch.IndexFormat.Terms;
using ArticleSearch.Indexing;

namespace ArticleSearch.Maintenance;

/// <summary>
/// What can still be told of the passages of a damaged segment: of which article each is, and where that came from. Never fails:
/// what can not be read is not told.
/// </summary>
/// <remarks>
/// An article's id stands in four places: a column, the terms of two fields, and the stored fields. Each is opened by itself and read as far
/// as it goes, document by document. Places whose files have the right checksums come first, and what they say of a document
/// stands; the others say only what these do not.
/// </remarks>
internal sealed class SegmentRemains
{
    private readonly IndexFolder _parts;
    private readonly SegmentInfo _info;
    private readonly SegmentReadContext _context;
    private readonly Dictionary<string, bool> _isWhole = new(StringComparer.Ordinal);

    private SegmentRemains(IndexFolder parts, SegmentInfo info, FieldInfos fields, LiveDocuments? live)
    {
        _parts = parts;
        _info = info;
        _context = new SegmentReadContext(parts, info, fields);
        Live = live;
        Articles = new string?[info.MaxDocument];
        Sources = new string?[info.MaxDocument];
        Files = new string?[info.MaxDocument];
    }

    /// <summary>Which passages lived; null where that can not be told, so that all may have.</summary>
    public LiveDocuments? Live { get; }

    /// <summary>The article of each passage; null where it can not be told.</summary>
    public string?[] Articles { get; }

    /// <summary>The source of each passage's article, as the article named it; null where it named none or it can not be told.</summary>
    public string?[] Sources { get; }

    /// <summary>The file of each passage's article; null where it came from none or it can not be told.</summary>
    public string?[] Files { get; }

    /// <summary>Reads what there is of a segment.</summary>
    /// <param name="folder">The index.</param>
    /// <param name="name">The segment.</param>
    /// <param name="id">Its id; null where no commit tells it.</param>
    /// <param name="commit">How the commit sees it; null where its <c>.si</c> file can not be read.</param>
    /// <returns>Null where not even the number of its passages can be told.</returns>
    public static SegmentRemains? Read(IndexFolder folder, string name, byte[]? id, SegmentCommit? commit)
    {
        SegmentRemains? remains = null;
        Try(() =>
        {
            var info = commit?.Info ?? Describe(folder, name, id ?? IdOf(folder, SegmentInfoFormat.FileName(name)));
            var parts = info.IsCompound ? CompoundFormat.OpenDamaged(folder, info) : folder;
            remains = new SegmentRemains(parts, info, FieldsOf(parts, info), LiveOf(folder, info, commit));
        });
        if (remains is { } opened)
        {
            opened.ReadPlaces();
            if (opened._parts != folder)
            {
                opened._parts.Dispose();
            }
        }

        return remains;
    }

    /// <summary>The id in the header of a file, whose other content is not looked at.</summary>
    /// <exception cref="CorruptIndexException">The file does not start with a header.</exception>
    public static byte[] IdOf(IndexFolder folder, string file)
    {
        using var opened = folder.OpenNeeded(file, neededBy: file);
        var cursor = opened.CursorAt(0);
        if (cursor.ReadInt32() != CodecHeader.Magic)
        {
            cursor.Throw("this is no index file", 0);
        }

        cursor.ReadString();
        cursor.ReadInt32();
        return cursor.ReadBytes(CodecHeader.IdLength).ToArray();
    }

    /// <summary>What the <c>.si</c> file would say, from the <c>.fdm</c> file, which knows the number of documents too.</summary>
    private static SegmentInfo Describe(IndexFolder folder, string name, byte[] id)
    {
        var info = new SegmentInfo
        {
            Name = name,
            Id = id,
            MaxDocument = 0,
            IsCompound = folder.Exists(CompoundFormat.DataName(name)),
            Attributes = new(StringComparer.Ordinal) { [StoredFieldsWriter.SegmentAttribute.Key] = StoredFieldsWriter.SegmentAttribute.Value },
        };
        using var parts = info.IsCompound ? CompoundFormat.OpenDamaged(folder, info) : null;
        using var meta = new SegmentReadContext(parts ?? folder, info, new FieldInfos([])).Open(FormatNames.StoredFieldsMetaExtension);
        CodecHeader.VerifyChecksum(meta);
        var cursor = meta.CursorAt(0);
        CodecHeader.ReadIndexHeader(
            ref cursor, FormatNames.StoredFieldsMetaCodec, FormatNames.StoredFieldsVersion, FormatNames.StoredFieldsVersion, id, "");
        cursor.ReadVInt();
        cursor.ReadVInt();
        int documents = cursor.ReadInt32();
        return documents is >= 0 and <= CommitPoint.MaxDocuments
            ? info with { MaxDocument = documents }
            : throw new CorruptIndexException($"{documents} can not be a count of documents", meta.Name);
    }

    /// <summary>The fields as the segment describes them, or, where that is damaged, as every segment of ours has them.</summary>
    private static FieldInfos FieldsOf(IndexFolder parts, SegmentInfo info)
    {
        FieldInfos? fields = null;
        Try(() => fields = FieldInfosFormat.Read(parts, info));
        return fields ?? PerFieldFormats.WithAttributes(new FieldInfos(PassageFields.All));
    }

    private static LiveDocuments? LiveOf(IndexFolder folder, SegmentInfo info, SegmentCommit? commit)
    {
        if (commit is { HasDeletions: false })
        {
            return LiveDocuments.All(info.MaxDocument);
        }

        LiveDocuments? live = null;
        if (commit is not null)
        {
            Try(() => live = LiveDocumentsFormat.Read(folder, info, commit.DeletionGeneration, commit.DeletedCount));
        }

        return live;
    }

    private void ReadPlaces()
    {
        string columns = PerFieldFormats.DocValuesSuffix;
        string terms = PerFieldFormats.PostingsSuffix;
        (Action Read, string[] Files)[] places =
        [
            (ReadColumns, [Name(FormatNames.DocValuesMetaExtension, columns), Name(FormatNames.DocValuesDataExtension, columns)]),
            (ReadTerms,
            [
                Name(FormatNames.TermBlocksExtension, terms), Name(FormatNames.TermIndexExtension, terms),
                Name(FormatNames.TermMetadataExtension, terms), Name(FormatNames.DocExtension, terms),
            ]),
            (ReadStoredFields,
            [
                Name(FormatNames.StoredFieldsMetaExtension), Name(FormatNames.StoredFieldsIndexExtension), Name(FormatNames.StoredFieldsDataExtension),
            ]),
        ];
        foreach (var place in places.OrderBy(place => place.Files.All(IsWhole) ? 0 : 1))
        {
            Try(place.Read);
        }
    }

    private string Name(string extension, string suffix = "") => SegmentContext.FileName(_info.Name, suffix, extension);

    private bool IsWhole(string file)
    {
        if (!_isWhole.TryGetValue(file, out bool isWhole))
        {
            isWhole = _parts.Exists(file) && FileCheck.Run(_parts, file, _info.Id).Count == 0;
            _isWhole.Add(file, isWhole);
        }

        return isWhole;
    }

    private void ReadColumns()
    {
        using var reader = DocValuesReader.Open(_context, PerFieldFormats.DocValuesSuffix);
        ReadColumn(reader, PassageFields.Article, Articles);
        ReadColumn(reader, PassageFields.File, Files);
    }

    private void ReadColumn(DocValuesReader reader, string field, string?[] values)
    {
        if (_context.Fields.Find(field) is not { } info || reader.Sorted(info) is not { } column)
        {
            return;
        }

        var texts = new Dictionary<int, string>();
        for (int document = 0; document < values.Length; document++)
        {
            Try(() =>
            {
                int ordinal = column.Ordinal(document);
                if (ordinal >= 0 && values[document] is null)
                {
                    if (!texts.TryGetValue(ordinal, out string? text))
                    {
                        texts.Add(ordinal, text = Encoding.UTF8.GetString(column.Value(ordinal)));
                    }

                    values[document] = text;
                }
            });
        }
    }

    private void ReadTerms()
    {
        using var postings = PostingsReader.Open(_context, PerFieldFormats.PostingsSuffix);
        using var dictionary = TermDictionary.Open(_context, PerFieldFormats.PostingsSuffix, postings);
        Try(() => ReadTerms(dictionary.Field(PassageFields.Article), Articles, term => term));
        Try(() => ReadTerms(dictionary.Field(PassageFields.Source), Sources, term => term));
        Try(() => ReadTerms(dictionary.Field(PassageFields.File), Files, term => term));
        Try(() => ReadTerms(dictionary.Field(PassageFields.Id), Articles, term => term.LastIndexOf(PassageFields.IdSeparator) is >= 0 and var end ? term[..end] : null));
    }

    private static void ReadTerms(FieldTerms? terms, string?[] values, Func<string, string?> value)
    {
        if (terms is null)
        {
            return;
        }

        var cursor = terms.OpenCursor();
        while (cursor.MoveNext())
        {
            if (value(Encoding.UTF8.GetString(cursor.Term)) is not { } text)
            {
                continue;
            }

            // The postings of one term may be damaged, and those of the next whole.
            var state = cursor.State;
            Try(() =>
            {
                var documents = terms.OpenPostings(state, PostingsFeatures.Documents);
                while (documents.NextDocument() is var document && (uint)document < (uint)values.Length)
                {
                    values[document] ??= text;
                }
            });
        }
    }

    private void ReadStoredFields()
    {
        using var reader = StoredFieldsReader.Open(_context);
        using var cursor = reader.OpenCursor();
        int article = _context.Fields.Find(PassageFields.Article)?.Number ?? -1;
        int source = _context.Fields.Find(PassageFields.Source)?.Number ?? -1;
        var wanted = new HashSet<int> { article, source };
        var values = new List<StoredValue>();
        for (int i = 0; i < Articles.Length; i++)
        {
            int document = i;
            Try(() =>
            {
                cursor.Read(document, values, wanted);
                foreach (var value in values)
                {
                    if (value.FieldNumber == article)
                    {
                        Articles[document] ??= value.Text;
                    }
                    else
                    {
                        Sources[document] ??= value.Text;
                    }
                }
            });
        }
    }

    private static void Try(Action read)
    {
        try
        {
            read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nothing more can be read here.
        }
    }
}
