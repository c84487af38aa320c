namespace ArticleSearch.Matching;

/// <summary>Every document of a segment.</summary>
internal sealed class AllCursor(int maxDocument, float score) : MatchCursor
{
    public override long Cost => maxDocument;

    public override int NextDocument() => Advance(Document + 1);

    public override int Advance(int target) => Document = target < maxDocument ? target : NoMoreDocuments;

    public override float Score() => score;
}
