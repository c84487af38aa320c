using ArticleSearch.IndexFormat.DocValues;
using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Terms;

namespace ArticleSearch.Matching;

/// <summary>A segment on disk as matching sees it. Valid as long as the reader is open.</summary>
internal sealed class SegmentReaderView(SegmentReader reader) : SegmentView
{
    public SegmentReader Reader => reader;

    public override int MaxDocument => reader.MaxDocument;

    public override bool HasDeletions => reader.Live is not null;

    public override bool IsLive(int document) => reader.Live?[document] ?? true;

    public override FieldTerms? Terms(string field) => reader.Terms(field);

    public override NormsColumn? Norms(string field) => reader.Norms(field);

    public override SortedColumn? Sorted(string field) => reader.Sorted(field);
}
