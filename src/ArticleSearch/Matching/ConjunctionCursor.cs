namespace ArticleSearch.Matching;

/// <summary>
/// Documents on which all of several cursors stand: the rarest leads, the others leap after it.
/// </summary>
internal sealed class ConjunctionCursor : MatchCursor
{
    private readonly MatchCursor[] _byCost;
    private readonly MatchCursor[] _scoring;

    /// <param name="required">At least one cursor.</param>
    /// <param name="scoring">Those of them that score, in the order in which their scores are added.</param>
    public ConjunctionCursor(IReadOnlyCollection<MatchCursor> required, IReadOnlyCollection<MatchCursor> scoring)
    {
        _byCost = [.. required.OrderBy(cursor => cursor.Cost)];
        _scoring = [.. scoring];
    }

    public override long Cost => _byCost[0].Cost;

    public override int NextDocument() => Document = Align(_byCost[0].NextDocument());

    public override int Advance(int target) => Document = Align(_byCost[0].Advance(target));

    public override bool Confirm()
    {
        foreach (var cursor in _byCost)
        {
            if (!cursor.Confirm())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The sum in double precision, rounded once.</summary>
    public override float Score()
    {
        double sum = 0;
        foreach (var cursor in _scoring)
        {
            sum += cursor.Score();
        }

        return (float)sum;
    }

    private int Align(int document)
    {
        int agreeing = 1;
        while (agreeing < _byCost.Length && document != NoMoreDocuments)
        {
            var other = _byCost[agreeing];
            int its = other.Document < document ? other.Advance(document) : other.Document;
            if (its == document)
            {
                agreeing++;
            }
            else
            {
                document = its == NoMoreDocuments ? NoMoreDocuments : _byCost[0].Advance(its);
                agreeing = 1;
            }
        }

        return document;
    }
}
