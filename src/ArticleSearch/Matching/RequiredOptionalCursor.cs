namespace ArticleSearch.Matching;

/// <summary>
/// The documents of a required cursor, with the score of an optional one added where it matches too. The sum is of single
/// precision, as each part's already is.
/// </summary>
internal sealed class RequiredOptionalCursor(MatchCursor required, MatchCursor optional) : MatchCursor
{
    public override long Cost => required.Cost;

    public override int NextDocument() => Document = required.NextDocument();

    public override int Advance(int target) => Document = required.Advance(target);

    public override bool Confirm() => required.Confirm();

    public override float Score()
    {
        float score = required.Score();
        if (optional.Document < Document)
        {
            optional.Advance(Document);
        }

        return optional.Document == Document && optional.Confirm() ? score + optional.Score() : score;
    }
}
