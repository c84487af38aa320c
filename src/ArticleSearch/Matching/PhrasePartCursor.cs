using ArticleSearch.IndexFormat.Postings;

namespace ArticleSearch.Matching;

/// <summary>
/// The documents and positions of one place of a phrase: of one term, or of any of several. Positions of a document are read at
/// most once, in order; a position at which two of the terms stand comes twice. For one thread.
/// </summary>
internal abstract class PhrasePartCursor : MatchCursor
{
    /// <summary>How many positions the current document has.</summary>
    public abstract int Frequency { get; }

    /// <summary>Start offset at the current position, or -1.</summary>
    public abstract int StartOffset { get; }

    /// <summary>End offset at the current position, or -1.</summary>
    public abstract int EndOffset { get; }

    /// <summary>A part does not score.</summary>
    public override float Score() => 0;

    /// <summary>Moves to the next position and returns it. Called after <see cref="Frequency"/>, and no more often than that.</summary>
    public abstract int NextPosition();

    /// <summary>A cursor over at least one term's postings.</summary>
    public static PhrasePartCursor Over(IReadOnlyList<PostingsCursor> postings) =>
        postings.Count == 1 ? new OneTerm(postings[0]) : new AnyTerm([.. postings]);

    /// <summary>A cursor that stands on a document of which the places are known, at least one, in their order.</summary>
    public static PhrasePartCursor Over(PhrasePlace[] places) => new Listed(places);

    /// <summary>All places in the current document.</summary>
    public PhrasePlace[] ReadPlaces()
    {
        var places = new PhrasePlace[Frequency];
        foreach (ref var place in places.AsSpan())
        {
            int position = NextPosition();
            place = new PhrasePlace(position, StartOffset, EndOffset);
        }

        return places;
    }

    private sealed class Listed(PhrasePlace[] places) : PhrasePartCursor
    {
        private int _next;

        public override long Cost => 1;

        public override int Frequency => places.Length;

        public override int StartOffset => places[_next - 1].StartOffset;

        public override int EndOffset => places[_next - 1].EndOffset;

        public override int NextDocument() => Document = NoMoreDocuments;

        public override int Advance(int target) => Document = NoMoreDocuments;

        public override int NextPosition() => places[_next++].Position;
    }

    private sealed class OneTerm(PostingsCursor postings) : PhrasePartCursor
    {
        public override long Cost => postings.DocumentFrequency;

        public override int Frequency => postings.Frequency;

        public override int StartOffset => postings.StartOffset;

        public override int EndOffset => postings.EndOffset;

        public override int NextDocument() => Document = postings.NextDocument();

        public override int Advance(int target) => Document = postings.Advance(target);

        public override int NextPosition() => postings.NextPosition();
    }

    private sealed class AnyTerm(PostingsCursor[] terms) : PhrasePartCursor
    {
        private readonly List<(int Position, int Start, int End)> _places = [];
        private int _placesOf = -1;
        private int _next;

        public override long Cost => terms.Sum(term => (long)term.DocumentFrequency);

        public override int Frequency
        {
            get
            {
                if (_placesOf != Document)
                {
                    GatherPlaces();
                }

                return _places.Count;
            }
        }

        public override int StartOffset => _places[_next - 1].Start;

        public override int EndOffset => _places[_next - 1].End;

        public override int NextDocument() => Advance(Document + 1);

        public override int Advance(int target)
        {
            int least = NoMoreDocuments;
            foreach (var term in terms)
            {
                int document = term.Document < target ? term.Advance(target) : term.Document;
                least = Math.Min(least, document);
            }

            return Document = least;
        }

        public override int NextPosition() => _places[_next++].Position;

        private void GatherPlaces()
        {
            _places.Clear();
            foreach (var term in terms)
            {
                if (term.Document != Document)
                {
                    continue;
                }

                for (int left = term.Frequency; left > 0; left--)
                {
                    int position = term.NextPosition();
                    _places.Add((position, term.StartOffset, term.EndOffset));
                }
            }

            _places.Sort();
            _placesOf = Document;
            _next = 0;
        }
    }
}
