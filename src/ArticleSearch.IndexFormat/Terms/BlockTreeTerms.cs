using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Terms;

/// <summary>What a <c>.tmd</c> file says of the terms of one field.</summary>
internal sealed record FieldTermsSummary(
    long TermCount,
    int DocumentCount,
    long SumDocumentFrequency,
    long SumTotalTermFrequency,
    byte[] MinTerm,
    byte[] MaxTerm,
    byte[] RootCode);

/// <summary>The terms of one field in a block tree.</summary>
/// <param name="field">The field.</param>
/// <param name="summary">What is known of its terms.</param>
/// <param name="index">Prefixes of terms to blocks of terms.</param>
/// <param name="blocks">The file with the blocks.</param>
/// <param name="blocksEnd">Where in it no block can stand any more.</param>
/// <param name="postings">What opens the postings of a term.</param>
internal sealed class BlockTreeTerms(
    FieldInfo field, FieldTermsSummary summary, Fst index, IndexFile blocks, long blocksEnd, PostingsReader postings) : FieldTerms
{
    public override FieldInfo Field { get; } = field;

    public override long TermCount => summary.TermCount;

    public override int DocumentCount => summary.DocumentCount;

    public override long SumDocumentFrequency => summary.SumDocumentFrequency;

    public override long SumTotalTermFrequency => summary.SumTotalTermFrequency;

    public override ReadOnlySpan<byte> MinTerm => summary.MinTerm;

    public override ReadOnlySpan<byte> MaxTerm => summary.MaxTerm;

    /// <summary>The code of the root block.</summary>
    public ReadOnlySpan<byte> RootCode => summary.RootCode;

    public Fst Index => index;

    public PostingsReader Postings => postings;

    public IndexFile Blocks => blocks;

    public override TermsCursor OpenCursor() => new BlockTreeCursor(this);

    public override PostingsCursor OpenPostings(in TermState state, PostingsFeatures features, PostingsCursor? reuse = null) =>
        postings.Open(Field, state, features, reuse);

    /// <summary>A reader of blocks, with none loaded.</summary>
    public TermBlock NewBlock() => new(blocks, blocksEnd);
}
