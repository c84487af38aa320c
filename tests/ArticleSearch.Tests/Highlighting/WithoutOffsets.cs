using ArticleSearch.IndexFormat.DocValues;
using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Terms;
using ArticleSearch.Matching;

namespace ArticleSearch.Tests.Highlighting;

/// <summary>A segment whose fields were indexed with positions alone.</summary>
internal sealed class WithoutOffsets(SegmentView inner) : SegmentView
{
    public override int MaxDocument => inner.MaxDocument;

    public override bool HasDeletions => inner.HasDeletions;

    public override bool IsLive(int document) => inner.IsLive(document);

    public override FieldTerms? Terms(string field) => inner.Terms(field) is { } terms ? new Plain(terms) : null;

    public override NormsColumn? Norms(string field) => inner.Norms(field);

    public override SortedColumn? Sorted(string field) => inner.Sorted(field);

    private sealed class Plain(FieldTerms inner) : FieldTerms
    {
        public override FieldInfo Field => inner.Field with { IndexOptions = IndexOptions.Positions };

        public override long TermCount => inner.TermCount;

        public override int DocumentCount => inner.DocumentCount;

        public override long SumDocumentFrequency => inner.SumDocumentFrequency;

        public override long SumTotalTermFrequency => inner.SumTotalTermFrequency;

        public override ReadOnlySpan<byte> MinTerm => inner.MinTerm;

        public override ReadOnlySpan<byte> MaxTerm => inner.MaxTerm;

        public override TermsCursor OpenCursor() => inner.OpenCursor();

        public override PostingsCursor OpenPostings(in TermState state, PostingsFeatures features, PostingsCursor? reuse = null) =>
            inner.OpenPostings(state, features == PostingsFeatures.Offsets ? PostingsFeatures.Positions : features, reuse);
    }
}
