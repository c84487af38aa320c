using System.Diagnostics;
using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.Scoring;

namespace ArticleSearch.Matching;

/// <summary>
/// The postings of a term in one segment with all that its scores are made of, for loops over many documents. For one thread.
/// </summary>
/// <param name="postings">The postings, with frequencies.</param>
/// <param name="scoring">How the term scores.</param>
/// <param name="norms">The lengths; null where the field has none.</param>
internal sealed class ScoredTerm(PostingsCursor postings, Bm25 scoring, NormsColumn? norms)
{
    public PostingsCursor Postings => postings;

    /// <summary>The score of the postings' current document.</summary>
    public float Score() => scoring.Score(postings.Frequency, norms?.Get(postings.Document) ?? TermMatchCursor.NoNorm);

    /// <summary>The scores of several documents.</summary>
    public void Score(ReadOnlySpan<int> documents, ReadOnlySpan<int> frequencies, Span<float> scores)
    {
        Debug.Assert(frequencies.Length == documents.Length && scores.Length >= documents.Length);
        float weight = scoring.Weight;
        var inverseNorms = scoring.Field.InverseNorms;
        var lengths = norms is null ? default : norms.Bytes;
        for (int i = 0; i < documents.Length; i++)
        {
            int document = documents[i];
            byte norm = document < lengths.Length ? lengths[document] : (byte)(norms?.Get(document) ?? TermMatchCursor.NoNorm);
            scores[i] = weight - (weight / (1f + (frequencies[i] * inverseNorms[norm])));
        }
    }

    /// <summary>No document up to the end of the level's impacts scores higher.</summary>
    public float MaximumScore(int level)
    {
        float maximum = 0;
        foreach (var impact in postings.Impacts(level))
        {
            maximum = Math.Max(maximum, scoring.Score(impact.Frequency, impact.Norm));
        }

        return maximum;
    }
}
