using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.Scoring;

namespace ArticleSearch.Matching;

/// <summary>The documents of a phrase: candidates have all its words, matches have them where they must stand.</summary>
internal sealed class PhraseCursor : MatchCursor
{
    private readonly PhrasePartCursor[] _byCost;
    private readonly PhraseMatcher _matcher;
    private readonly Bm25? _scoring;
    private readonly NormsColumn? _norms;

    /// <param name="parts">A cursor for each part.</param>
    /// <param name="matcher">The matcher over the same parts.</param>
    /// <param name="scoring">How the phrase scores; null where it does not.</param>
    /// <param name="norms">The lengths; null where the field has none.</param>
    public PhraseCursor(IReadOnlyList<PhrasePartCursor> parts, PhraseMatcher matcher, Bm25? scoring, NormsColumn? norms)
    {
        _byCost = [.. parts.OrderBy(part => part.Cost)];
        _matcher = matcher;
        _scoring = scoring;
        _norms = norms;
    }

    public override long Cost => _byCost[0].Cost;

    public override int NextDocument() => Document = Align(_byCost[0].NextDocument());

    public override int Advance(int target) => Document = Align(_byCost[0].Advance(target));

    public override bool Confirm()
    {
        _matcher.Reset();
        return _matcher.NextMatch();
    }

    public override float Score() => _scoring is null ? 0 : _scoring.Score(CountMatches(), _norms?.Get(Document) ?? TermMatchCursor.NoNorm);

    /// <summary>The frequency of the phrase in the confirmed document. Read once.</summary>
    public float CountMatches()
    {
        float frequency = _matcher.MatchWeight;
        while (_matcher.NextMatch())
        {
            frequency += _matcher.MatchWeight;
        }

        return frequency;
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
