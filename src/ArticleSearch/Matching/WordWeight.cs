using ArticleSearch.Expanding;
using ArticleSearch.IndexFormat.Postings;

namespace ArticleSearch.Matching;

/// <summary>
/// The documents that hold a word in any of its variants. It decides which documents match, never how high: that is the ranking's.
/// </summary>
/// <param name="index">The index.</param>
/// <param name="terms">The terms, with where their postings lie.</param>
/// <param name="phrases">The variants that are several terms next to each other; they do not score.</param>
/// <param name="group">The word.</param>
internal sealed class WordWeight(
    IndexView index, (IndexTerm Term, LocatedTerm Located)[] terms, PhraseWeight[] phrases, WordGroup group) : Weight
{
    public override bool IsConstant => true;

    public override MatchCursor? Open(int segment)
    {
        var postings = new List<PostingsCursor>();
        foreach (var (term, located) in terms)
        {
            if (located.States[segment] is { } state)
            {
                postings.Add(index.Segments[segment].Terms(term.Field)!.OpenPostings(state, PostingsFeatures.Documents));
            }
        }

        var cursors = new List<MatchCursor>();
        if (postings.Count == 1)
        {
            cursors.Add(new TermMatchCursor(postings[0], null, null));
        }
        else if (postings.Count > 1)
        {
            cursors.Add(new UnionCursor([.. postings], index.Segments[segment].MaxDocument));
        }

        foreach (var phrase in phrases)
        {
            if (phrase.Open(segment) is { } cursor)
            {
                cursors.Add(cursor);
            }
        }

        return cursors.Count switch
        {
            0 => null,
            1 => cursors[0],
            _ => new DisjunctionCursor(cursors, 1),
        };
    }

    public override Explanation Explain(int segment, int document) => ScoreOf(segment, document) is { } value
        ? new Explanation(true, value, $"{group.Word} stands in the passage")
        : new Explanation(false, 0, $"{group.Word} does not stand in the passage");
}
