namespace ArticleSearch.Relevance;

/// <summary>How good a ranking is, by what is judged; each figure is 0 to 1. What is not judged counts as no answer.</summary>
/// <param name="Ndcg">
/// nDCG@10: the discounted gain of the first ten, gain / log₂(rank + 1), as a share of the best that ten articles could have
/// (Järvelin and Kekäläinen 2002, with the gains as they are).
/// </param>
/// <param name="Recall">Recall@100: which share of the answers is among the first hundred.</param>
/// <param name="ReciprocalRank">MRR@10: one divided by the rank of the first answer; 0 if none of the first ten is one.</param>
internal readonly record struct RankingQuality(double Ndcg, double Recall, double ReciprocalRank)
{
    /// <summary>How many results a ranking has that is to be judged.</summary>
    public const int Depth = 100;

    private const int Cutoff = 10;

    /// <summary>The quality of the ranking for one query.</summary>
    /// <param name="ranking">The articles, best first; those after <see cref="Depth"/> do not matter.</param>
    /// <param name="gains">The gains of the judged articles; those above 0 are answers.</param>
    public static RankingQuality Of(IReadOnlyList<string> ranking, IReadOnlyDictionary<string, int> gains)
    {
        double gained = 0;
        double reciprocal = 0;
        int found = 0;
        for (int rank = 0; rank < Math.Min(ranking.Count, Depth); rank++)
        {
            int gain = gains.GetValueOrDefault(ranking[rank]);
            if (gain <= 0)
            {
                continue;
            }

            found++;
            if (rank < Cutoff)
            {
                gained += gain / Math.Log2(rank + 2);
                reciprocal = reciprocal > 0 ? reciprocal : 1.0 / (rank + 1);
            }
        }

        int[] answers = [.. gains.Values.Where(gain => gain > 0).OrderDescending()];
        double ideal = answers.Take(Cutoff).Select((gain, rank) => gain / Math.Log2(rank + 2)).Sum();
        return answers.Length == 0 ? default : new RankingQuality(gained / ideal, (double)found / answers.Length, reciprocal);
    }

    /// <summary>The mean over queries.</summary>
    public static RankingQuality Mean(IReadOnlyCollection<RankingQuality> all) => all.Count == 0 ? default : new RankingQuality(
        all.Average(one => one.Ndcg), all.Average(one => one.Recall), all.Average(one => one.ReciprocalRank));
}
