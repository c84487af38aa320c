namespace ArticleSearch.IndexFormat;

/// <summary>
/// The one table that spells codec names, versions and file extensions. No other file holds a literal of the format's names.
/// </summary>
/// <remarks>
/// A file of a segment is called <c>_N[_SUFFIX].EXT</c>, N in base 36; files of a commit <c>segments_N</c>; a new generation of
/// a segment's live documents <c>_N_G.liv</c>.
/// </remarks>
internal static class FormatNames
{
    public const string Codec = "Lucene87";
    public const string PostingsFormat = "Lucene84";
    public const string DocValuesFormat = "Lucene80";

    /// <summary>Field attributes that say which format, under which suffix, holds a field.</summary>
    public const string PostingsFormatAttribute = "PerFieldPostingsFormat.format";
    public const string PostingsSuffixAttribute = "PerFieldPostingsFormat.suffix";
    public const string DocValuesFormatAttribute = "PerFieldDocValuesFormat.format";
    public const string DocValuesSuffixAttribute = "PerFieldDocValuesFormat.suffix";

    // Postings: documents and frequencies, positions, offsets and payloads, and the header of what the dictionary keeps of them.
    public const string DocExtension = "doc";
    public const string PosExtension = "pos";
    public const string PayExtension = "pay";
    public const string PostingsDocCodec = "Lucene84PostingsWriterDoc";
    public const string PostingsPosCodec = "Lucene84PostingsWriterPos";
    public const string PostingsPayCodec = "Lucene84PostingsWriterPay";
    public const string PostingsTermsCodec = "Lucene84PostingsWriterTerms";
    public const int PostingsVersion = 1;

    // Segments and commits.
    public const string CommitPrefix = "segments";
    public const string PendingCommitPrefix = "pending_segments";
    public const string CommitCodec = "segments";

    /// <summary>Written by 7.0 and 7.1: the segment counter has 32 bits.</summary>
    public const int CommitVersion70 = 7;

    /// <summary>Written by 7.2 and 7.3: the segment counter is a VLong.</summary>
    public const int CommitVersion72 = 8;

    /// <summary>Written by 7.4 to 8.5: the count of soft deletions.</summary>
    public const int CommitVersion74 = 9;

    /// <summary>Written from 8.6 on: the id of each segment's entry.</summary>
    public const int CommitVersion86 = 10;

    public const string SegmentInfoCodec = "Lucene86SegmentInfo";
    public const int SegmentInfoVersion = 0;
    public const string SegmentInfoExtension = "si";

    public const string FieldInfosCodec = "Lucene60FieldInfos";
    public const int FieldInfosVersionStart = 0;
    public const int FieldInfosVersionSelectiveIndexing = 2;
    public const string FieldInfosExtension = "fnm";

    public const string LiveDocumentsCodec = "Lucene50LiveDocs";
    public const int LiveDocumentsVersion = 0;
    public const string LiveDocumentsExtension = "liv";

    public const string CompoundDataCodec = "Lucene50CompoundData";
    public const string CompoundEntriesCodec = "Lucene50CompoundEntries";
    public const int CompoundVersion = 0;
    public const string CompoundDataExtension = "cfs";
    public const string CompoundEntriesExtension = "cfe";

    /// <summary>How a field of an index sort is read; the names under which Java registers its readers.</summary>
    public const string SortField = "SortField";
    public const string SortedSetSortField = "SortedSetSortField";
    public const string SortedNumericSortField = "SortedNumericSortField";

    // Terms: blocks (.tim), their index (.tip), and what is known of each field (.tmd).
    public const string TermBlocksExtension = "tim";
    public const string TermIndexExtension = "tip";
    public const string TermMetadataExtension = "tmd";
    public const string TermBlocksCodec = "BlockTreeTermsDict";
    public const string TermIndexCodec = "BlockTreeTermsIndex";
    public const string TermMetadataCodec = "BlockTreeTermsMeta";
    public const int TermsVersion = 6;
    public const string FstCodec = "FST";
    public const int FstMinVersion = 6;
    public const int FstVersion = 7;
    /// <summary>Norms: <c>.nvm</c> says where each field's norms lie in <c>.nvd</c>.</summary>
    public const string NormsDataCodec = "Lucene80NormsData";
    public const string NormsMetaCodec = "Lucene80NormsMetadata";
    public const int NormsVersion = 0;
    public const string NormsDataExtension = "nvd";
    public const string NormsMetaExtension = "nvm";

    /// <summary>Stored fields: chunks in <c>.fdt</c>, where they start in <c>.fdx</c>, where that lies in <c>.fdm</c>.</summary>
    public const string StoredFieldsFastCodec = "Lucene87StoredFieldsFastData";
    public const string StoredFieldsHighCodec = "Lucene87StoredFieldsHighData";
    public const string StoredFieldsIndexCodec = "Lucene85FieldsIndexIdx";
    public const string StoredFieldsMetaCodec = "Lucene85FieldsIndexMeta";
    public const int StoredFieldsVersion = 3;
    public const int StoredFieldsIndexVersion = 0;
    public const string StoredFieldsDataExtension = "fdt";
    public const string StoredFieldsIndexExtension = "fdx";
    public const string StoredFieldsMetaExtension = "fdm";

    /// <summary>The segment's attribute that says how stored fields are compressed, and its values.</summary>
    public const string StoredFieldsModeAttribute = "Lucene87StoredFieldsFormat.mode";
    public const string BestSpeed = "BEST_SPEED";
    public const string BestCompression = "BEST_COMPRESSION";

    /// <summary>Doc values: <c>.dvm</c> says where each field's column lies in <c>.dvd</c>.</summary>
    public const string DocValuesDataCodec = "Lucene80DocValuesData";
    public const string DocValuesMetaCodec = "Lucene80DocValuesMetadata";
    public const int DocValuesFirstVersion = 0;
    public const int DocValuesCompressedBinaryVersion = 1;
    public const int DocValuesModeVersion = 2;
    public const int DocValuesVersion = DocValuesModeVersion;
    public const string DocValuesDataExtension = "dvd";
    public const string DocValuesMetaExtension = "dvm";

    /// <summary>The field's attribute that says whether its binary column is compressed: best speed is not.</summary>
    public const string DocValuesModeAttribute = "Lucene80DocValuesFormat.mode";

    // What a segment's diagnostics say.
    public const string DiagnosticSource = "source";
    public const string DiagnosticTimestamp = "timestamp";
    public const string DiagnosticFlush = "flush";
    public const string DiagnosticMerge = "merge";

    /// <summary>The extension of the file that starts with a codec's header; null for a codec that heads no file inside a compound one.</summary>
    public static string? ExtensionOf(string codec) => codec switch
    {
        FieldInfosCodec => FieldInfosExtension,
        PostingsDocCodec => DocExtension,
        PostingsPosCodec => PosExtension,
        PostingsPayCodec => PayExtension,
        TermBlocksCodec => TermBlocksExtension,
        TermIndexCodec => TermIndexExtension,
        TermMetadataCodec => TermMetadataExtension,
        NormsDataCodec => NormsDataExtension,
        NormsMetaCodec => NormsMetaExtension,
        StoredFieldsFastCodec or StoredFieldsHighCodec => StoredFieldsDataExtension,
        StoredFieldsIndexCodec => StoredFieldsIndexExtension,
        StoredFieldsMetaCodec => StoredFieldsMetaExtension,
        DocValuesDataCodec => DocValuesDataExtension,
        DocValuesMetaCodec => DocValuesMetaExtension,
        _ => null,
    };
}
