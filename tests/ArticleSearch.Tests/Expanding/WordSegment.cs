using ArticleSearch.IndexFormat.DocValues;
using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Terms;
using ArticleSearch.Indexing;
using ArticleSearch.Matching;
using ArticleSearch.Tests.Automata;

namespace ArticleSearch.Tests.Expanding;

/// <summary>A segment that is nothing but the words of its fields.</summary>
internal sealed class WordSegment(IReadOnlyDictionary<string, IReadOnlyList<string>> words) : SegmentView
{
    public WordSegment(params IReadOnlyList<string> words)
        : this(new Dictionary<string, IReadOnlyList<string>> { [PassageFields.Text] = words })
    {
    }

    public override int MaxDocument => 1;

    public override bool HasDeletions => false;

    public override bool IsLive(int document) => true;

    public override FieldTerms? Terms(string field) => words.TryGetValue(field, out var terms) && terms.Count > 0 ? new Words(field, terms) : null;

    public override NormsColumn? Norms(string field) => null;

    public override SortedColumn? Sorted(string field) => null;

    private sealed class Words(string name, IReadOnlyList<string> words) : FieldTerms
    {
        public override FieldInfo Field => PassageFields.Info(name);

        public override long TermCount => words.Count;

        public override int DocumentCount => 1;

        public override long SumDocumentFrequency => words.Count;

        public override long SumTotalTermFrequency => words.Count;

        public override ReadOnlySpan<byte> MinTerm => throw new NotSupportedException();

        public override ReadOnlySpan<byte> MaxTerm => throw new NotSupportedException();

        public override TermsCursor OpenCursor() => ListedTerms.Of(words.Distinct(StringComparer.Ordinal));

        public override PostingsCursor OpenPostings(in TermState state, PostingsFeatures features, PostingsCursor? reuse = null) =>
            throw new NotSupportedException("Expanding reads no postings.");
    }
}
