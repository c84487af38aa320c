namespace ArticleSearch.Matching;

/// <summary>The documents of another weight, all with one score.</summary>
internal sealed class ConstantWeight(Weight inner, float score) : Weight
{
    public override bool IsConstant => true;

    public override MatchCursor? Open(int segment) =>
        inner.Open(segment) is { } cursor ? new ConstantCursor(cursor, score) : null;

    public override Explanation Explain(int segment, int document)
    {
        var detail = inner.Explain(segment, document);
        return detail.IsMatch
            ? new Explanation(true, score, "constant score", detail)
            : new Explanation(false, 0, "no constant score without a match", detail);
    }
}

/// <summary>Every document, all with one score.</summary>
internal sealed class AllWeight(IndexView index, float score) : Weight
{
    public override bool IsConstant => true;

    public override MatchCursor? Open(int segment) => new AllCursor(index.Segments[segment].MaxDocument, score);

    public override Explanation Explain(int segment, int document) => new(true, score, "every passage matches");
}

/// <summary>No document.</summary>
internal sealed class NoneWeight : Weight
{
    public override bool IsConstant => true;

    public override MatchCursor? Open(int segment) => null;

    public override Explanation Explain(int segment, int document) => new(false, 0, "no passage matches");
}
