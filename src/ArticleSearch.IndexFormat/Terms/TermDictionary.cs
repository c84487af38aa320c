using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Terms;

/// <summary>The terms of all fields of one segment under one suffix. Safe for many threads. Owns its files, not the postings.</summary>
/// <remarks>
/// <code>
/// .tim  IndexHeader "BlockTreeTermsDict" 6, Block*, Footer                 see <see cref="TermBlockFormat"/>
/// .tip  IndexHeader "BlockTreeTermsIndex" 6, Fst*, Footer                  see <see cref="FstFormat"/>
/// .tmd  IndexHeader "BlockTreeTermsMeta" 6, the postings' header, VInt fields, Field*,
///       Int64 length of the .tip file, Int64 length of the .tim file, Footer
/// Field VInt number, VLong terms, VInt length, code of the root block, [VLong sum of total frequencies],
///       VLong sum of document frequencies, VInt documents, VInt length, first term, VInt length, last term,
///       VLong start of the FST, FstMetadata
/// </code>
/// Fields stand in order of their names; those without terms do not stand there. The sum of total frequencies is missing in a
/// field with documents only. Example: a field 0 with the single term "a" in one document starts
/// <c>00 01 01 .. 01 01 01 61 01 61</c>, the root's code being one byte.
/// </remarks>
internal sealed class TermDictionary : IDisposable
{
    private readonly IndexFile _blocks;
    private readonly IndexFile _index;
    private readonly IndexFile _metadata;
    private readonly Dictionary<string, BlockTreeTerms> _fields;

    private TermDictionary(IndexFile blocks, IndexFile index, IndexFile metadata, Dictionary<string, BlockTreeTerms> fields)
    {
        _blocks = blocks;
        _index = index;
        _metadata = metadata;
        _fields = fields;
    }

    /// <summary>All fields that have terms, in no order.</summary>
    public IEnumerable<FieldTerms> Fields => _fields.Values;

    /// <summary>The three files.</summary>
    public IEnumerable<IndexFile> Files => [_blocks, _index, _metadata];

    /// <summary>Opens the files and checks their headers, their lengths and what is known of each field.</summary>
    /// <exception cref="CorruptIndexException">Something is missing, cut, damaged or not of this segment.</exception>
    public static TermDictionary Open(SegmentReadContext context, string suffix, PostingsReader postings)
    {
        IndexFile? metadata = null;
        IndexFile? index = null;
        IndexFile? blocks = null;
        try
        {
            metadata = context.Open(FormatNames.TermMetadataExtension, suffix);
            index = context.Open(FormatNames.TermIndexExtension, suffix);
            blocks = context.Open(FormatNames.TermBlocksExtension, suffix);
            var fields = TermMetadata.Read(context, suffix, postings, metadata, index, blocks);
            return new TermDictionary(blocks, index, metadata, fields);
        }
        catch
        {
            blocks?.Dispose();
            index?.Dispose();
            metadata?.Dispose();
            throw;
        }
    }

    /// <summary>The terms of a field, or null if it has none.</summary>
    public FieldTerms? Field(string name) => _fields.GetValueOrDefault(name);

    /// <summary>Reads all three files and compares their checksums.</summary>
    /// <exception cref="CorruptIndexException">One differs.</exception>
    public void VerifyChecksums(CancellationToken cancellation = default)
    {
        foreach (var file in Files)
        {
            CodecHeader.VerifyChecksum(file, cancellation);
        }
    }

    /// <summary>
    /// Reads all terms of a field, or of all fields, and compares them with each other, with the index and with what is known
    /// of the field.
    /// </summary>
    /// <exception cref="CorruptIndexException">Something does not fit.</exception>
    public void Check(CancellationToken cancellation = default)
    {
        foreach (var terms in _fields.Values.OrderBy(terms => terms.Field.Name, StringComparer.Ordinal))
        {
            new TermDictionaryCheck(terms).Run(cancellation);
        }
    }

    /// <inheritdoc cref="Check(CancellationToken)"/>
    /// <param name="field">The field.</param>
    /// <param name="partLength">After how many occurrences a part is to end, for readers of parts; 0 for one part.</param>
    /// <param name="cancellation">Stops the check.</param>
    /// <returns>The first term of each part but the first.</returns>
    public IReadOnlyList<byte[]> Check(string field, long partLength = 0, CancellationToken cancellation = default)
    {
        if (!_fields.TryGetValue(field, out var terms))
        {
            return [];
        }

        var check = new TermDictionaryCheck(terms, partLength);
        check.Run(cancellation);
        return check.Parts;
    }

    public void Dispose()
    {
        _blocks.Dispose();
        _index.Dispose();
        _metadata.Dispose();
    }
}
