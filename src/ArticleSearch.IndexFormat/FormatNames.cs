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
}
