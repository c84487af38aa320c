using System.Globalization;
using ArticleSearch.Ranking;

namespace ArticleSearch.Relevance;

/// <summary>
/// Coordinate ascent over the numbers of the ranking: each in turn is made smaller and greater for as long as that helps. It looks at
/// nothing but the mean over collections of nDCG@10 beside what Lucene reaches there.
/// </summary>
internal sealed class Tuning(IReadOnlyList<(IndexedCollection Index, double Reference)> collections, TextWriter output)
{
    private static readonly double[] Factors = [0.7, 1.4];

    // Less is chance.
    private const double LeastGain = 0.0001;

    /// <summary>The best numbers found, from some others on.</summary>
    /// <param name="parameters">Where to start.</param>
    /// <param name="names">Which numbers may change.</param>
    /// <param name="rounds">How often to go through all of them.</param>
    public RankingParameters Improve(RankingParameters parameters, IReadOnlyList<string> names, int rounds)
    {
        double best = Goal(parameters);
        for (int round = 0; round < rounds; round++)
        {
            foreach (string name in names)
            {
                foreach (double factor in Factors)
                {
                    bool helped = true;
                    while (helped)
                    {
                        double value = Variation.Value(parameters, name);
                        var changed = Variation.With(parameters, name, value == 0 ? (factor - 1) / 4 : value * factor);
                        double goal = value == 0 && factor < 1 ? 0 : Goal(changed);
                        helped = goal > best + LeastGain;
                        (parameters, best) = helped ? (changed, goal) : (parameters, best);
                    }
                }

                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} = {Variation.Value(parameters, name):0.####}: {best:0.0000}"));
                output.Flush();
            }
        }

        return parameters;
    }

    private double Goal(RankingParameters parameters) => collections.Average(one =>
        RankingQuality.Mean(one.Index.Search(new Variation { Parameters = parameters })).Ndcg / one.Reference);
}
