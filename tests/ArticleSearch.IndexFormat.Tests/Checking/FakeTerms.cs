using System.Text;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Terms;

namespace ArticleSearch.IndexFormat.Tests.Checking;

/// <summary>
/// Terms of a field held in lists that a test can make wrong in any way, as a file written wrong would give them. The state of
/// a term says where it stands in the list.
/// </summary>
internal sealed class FakeTerms : FieldTerms
{
    private const int BlockLength = 128;

    public List<(string Term, List<Posting> Postings)> Content { get; } = [];

    /// <summary>What the term cursor and the field say beside the truth.</summary>
    public Action<Claims> Lie { get; set; } = _ => { };

    /// <summary>What skipping to a document comes to instead.</summary>
    public Func<int, int> LandsOn { get; set; } = index => index;

    /// <summary>The impacts of a block, given the true ones.</summary>
    public Func<Impact[], Impact[]> ImpactsOf { get; set; } = impacts => impacts;

    /// <summary>Whether a sought term is found.</summary>
    public bool SeeksFail { get; set; }

    public override FieldInfo Field { get; } = new() { Name = "text", Number = 0, IndexOptions = IndexOptions.Offsets };

    public override long TermCount => Claimed.TermCount;

    public override int DocumentCount => Claimed.DocumentCount;

    public override long SumDocumentFrequency => Claimed.SumDocumentFrequency;

    public override long SumTotalTermFrequency => Claimed.SumTotalTermFrequency;

    public override ReadOnlySpan<byte> MinTerm => Encoding.UTF8.GetBytes(Claimed.MinTerm);

    public override ReadOnlySpan<byte> MaxTerm => Encoding.UTF8.GetBytes(Claimed.MaxTerm);

    private Claims Claimed
    {
        get
        {
            var claims = new Claims
            {
                TermCount = Content.Count,
                DocumentCount = Content.SelectMany(term => term.Postings).Select(posting => posting.Document).Distinct().Count(),
                SumDocumentFrequency = Content.Sum(term => term.Postings.Count),
                SumTotalTermFrequency = Content.Sum(term => term.Postings.Sum(posting => posting.Positions.Length)),
                MinTerm = Content[0].Term,
                MaxTerm = Content[^1].Term,
            };
            Lie(claims);
            return claims;
        }
    }

    public override TermsCursor OpenCursor() => new Cursor(this);

    public override PostingsCursor OpenPostings(in TermState state, PostingsFeatures features, PostingsCursor? reuse = null) =>
        new Postings(this, Content[(int)state.DocStart].Postings);

    /// <summary>One document of a term: its positions with their offsets.</summary>
    public sealed record Posting(int Document, (int Position, int Start, int End)[] Positions);

    /// <summary>What is said of the field and of its first term.</summary>
    public sealed class Claims
    {
        public long TermCount { get; set; }

        public int DocumentCount { get; set; }

        public long SumDocumentFrequency { get; set; }

        public long SumTotalTermFrequency { get; set; }

        public required string MinTerm { get; set; }

        public required string MaxTerm { get; set; }

        public int FirstTermDocumentsTooMany { get; set; }
    }

    private sealed class Cursor(FakeTerms terms) : TermsCursor
    {
        private int _index = -1;

        public override ReadOnlySpan<byte> Term => Encoding.UTF8.GetBytes(terms.Content[_index].Term);

        public override int DocumentFrequency =>
            terms.Content[_index].Postings.Count + (_index == 0 ? terms.Claimed.FirstTermDocumentsTooMany : 0);

        public override long TotalTermFrequency => terms.Content[_index].Postings.Sum(posting => posting.Positions.Length);

        public override TermState State => new(DocumentFrequency, TotalTermFrequency, _index, 0, 0, -1, -1, -1);

        public override bool SeekExact(ReadOnlySpan<byte> term)
        {
            string text = Encoding.UTF8.GetString(term);
            _index = terms.Content.FindIndex(entry => entry.Term == text);
            return _index >= 0 && !terms.SeeksFail;
        }

        public override SeekResult SeekCeiling(ReadOnlySpan<byte> term) => SeekExact(term) ? SeekResult.Found : SeekResult.End;

        public override bool MoveNext() => ++_index < terms.Content.Count;
    }

    private sealed class Postings(FakeTerms terms, List<Posting> postings) : PostingsCursor
    {
        private int _index = -1;
        private int _position = -1;
        private int _block;

        public override int Frequency => postings[_index].Positions.Length;

        public override int DocumentFrequency => postings.Count;

        public override int StartOffset => postings[_index].Positions[_position].Start;

        public override int EndOffset => postings[_index].Positions[_position].End;

        public override int ImpactLevels => 2;

        public override int NextDocument() => MoveTo(_index + 1);

        public override int Advance(int target)
        {
            int index = postings.FindIndex(posting => posting.Document >= target);
            return MoveTo(index < 0 ? postings.Count : terms.LandsOn(index));
        }

        public override int ReadBatch(Span<int> documents, Span<int> frequencies, int limit) => throw new NotSupportedException();

        public override int NextPosition() => postings[_index].Positions[++_position].Position;

        public override void AdvanceShallow(int target) => _block = postings.FindIndex(posting => posting.Document >= target) / BlockLength;

        public override int ImpactsEnd(int level) =>
            level == 0 && (_block + 1) * BlockLength < postings.Count ? postings[(_block + 1) * BlockLength - 1].Document : NoMoreDocuments;

        public override ReadOnlySpan<Impact> Impacts(int level)
        {
            var covered = level == 0 ? postings.Skip(_block * BlockLength).Take(BlockLength) : postings;
            return terms.ImpactsOf([new Impact(covered.Max(posting => posting.Positions.Length), 1)]);
        }

        private int MoveTo(int index)
        {
            _index = index;
            _position = -1;
            return Document = index < postings.Count ? postings[index].Document : NoMoreDocuments;
        }
    }
}
