namespace ArticleSearch.Matching;

/// <summary>The documents of one cursor that are none of another's.</summary>
internal sealed class ExclusionCursor(MatchCursor included, MatchCursor excluded) : MatchCursor
{
    public override long Cost => included.Cost;

    public override int NextDocument() => Document = included.NextDocument();

    public override int Advance(int target) => Document = included.Advance(target);

    public override bool Confirm()
    {
        if (excluded.Document < Document)
        {
            excluded.Advance(Document);
        }

        return (excluded.Document != Document || !excluded.Confirm()) && included.Confirm();
    }

    public override float Score() => included.Score();
}
