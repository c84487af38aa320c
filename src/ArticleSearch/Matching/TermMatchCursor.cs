using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.Scoring;

namespace ArticleSearch.Matching;

/// <summary>The documents of one term.</summary>
/// <param name="postings">The term's postings; with frequencies where it scores.</param>
/// <param name="scoring">How it scores; null where it does not.</param>
/// <param name="norms">The lengths; null where the field has none.</param>
internal sealed class TermMatchCursor(PostingsCursor postings, Bm25? scoring, NormsColumn? norms) : MatchCursor
{
    /// <summary>The norm of every document of a field without lengths.</summary>
    public const long NoNorm = 1;

    public override long Cost => postings.DocumentFrequency;

    public override int NextDocument() => Document = postings.NextDocument();

    public override int Advance(int target) => Document = postings.Advance(target);

    public override float Score() => scoring is null ? 0 : scoring.Score(postings.Frequency, norms?.Get(Document) ?? NoNorm);
}
