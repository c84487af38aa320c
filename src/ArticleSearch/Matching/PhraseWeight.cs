using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.Queries;
using ArticleSearch.Scoring;

namespace ArticleSearch.Matching;

/// <summary>The weight of a phrase: one term, as it were, whose weight is the sum of its terms'.</summary>
/// <param name="index">The index.</param>
/// <param name="phrase">The phrase.</param>
/// <param name="located">Where the postings of its terms lie.</param>
/// <param name="scoring">How it scores; null where it does not.</param>
internal sealed class PhraseWeight(IndexView index, PhraseQuery phrase, IReadOnlyDictionary<string, LocatedTerm> located, Bm25? scoring) : Weight
{
    public override PhraseCursor? Open(int segment)
    {
        var view = index.Segments[segment];
        var parts = PhrasePostings.Open(view, phrase, term => located[term].States[segment], PostingsFeatures.Positions);
        return parts is null
            ? null
            : new PhraseCursor(
                parts,
                PhrasePostings.Matcher(phrase, parts, keepsPlaces: false),
                scoring,
                scoring is null ? null : view.Norms(phrase.Field));
    }

    public override Explanation Explain(int segment, int document)
    {
        string name = $"phrase of {phrase.Parts.Length} words in {phrase.Field}";
        if (Open(segment) is not { } cursor || cursor.Advance(document) != document || !cursor.Confirm())
        {
            return new Explanation(false, 0, $"the {name} does not stand in the passage");
        }

        if (scoring is null)
        {
            return new Explanation(true, 0, $"the {name} stands in the passage");
        }

        var frequency = new Explanation(true, cursor.CountMatches(), "frequency of the phrase, matches counting less the farther words are moved");
        long norm = index.Segments[segment].Norms(phrase.Field)?.Get(document) ?? TermMatchCursor.NoNorm;
        var score = scoring.Explain(frequency, norm);
        return new Explanation(true, score.Value, $"weight of the {name}, which is:", score);
    }
}
