namespace ArticleSearch.Matching;

/// <summary>The documents of another cursor, all with one score.</summary>
internal sealed class ConstantCursor(MatchCursor inner, float score) : MatchCursor
{
    public override long Cost => inner.Cost;

    public override int NextDocument() => Document = inner.NextDocument();

    public override int Advance(int target) => Document = inner.Advance(target);

    public override bool Confirm() => inner.Confirm();

    public override float Score() => score;
}
