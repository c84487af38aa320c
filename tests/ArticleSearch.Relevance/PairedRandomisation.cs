namespace ArticleSearch.Relevance;

/// <summary>
/// Fisher's paired randomisation test: how often a difference of means as great as the one seen would come about if, query by query, a
/// coin decided which of two systems had which score (Smucker, Allan and Carterette 2007). The same answer for the same seed.
/// </summary>
internal static class PairedRandomisation
{
    public const int DefaultPermutations = 10_000;

    public const int DefaultSeed = 20_210_301;

    /// <summary>The two-sided p-value of the difference between the means, greater than 0, at most 1.</summary>
    /// <param name="one">The scores of one system, a query each.</param>
    /// <param name="other">The scores of the other for the same queries.</param>
    /// <param name="permutations">How often the coins are thrown.</param>
    /// <param name="seed">What the coins come from.</param>
    /// <exception cref="ArgumentException">The scores are not of the same queries.</exception>
    public static double PValue(
        IReadOnlyList<double> one, IReadOnlyList<double> other, int permutations = DefaultPermutations, int seed = DefaultSeed)
    {
        if (one.Count != other.Count)
        {
            throw new ArgumentException($"There are {one.Count} scores of the one and {other.Count} of the other.", nameof(other));
        }

        // Where they are equal, no coin changes anything.
        double[] differences = [.. one.Zip(other, (a, b) => a - b).Where(difference => difference != 0)];
        double seen = Math.Abs(differences.Sum());

        // Sums in another order differ in their last digits.
        double least = seen * (1 - 1e-9);
        var random = new Random(seed);
        byte[] coins = new byte[differences.Length];
        int asGreat = 0;
        for (int i = 0; i < permutations; i++)
        {
            random.NextBytes(coins);
            double sum = 0;
            for (int query = 0; query < differences.Length; query++)
            {
                sum += (coins[query] & 1) == 0 ? differences[query] : -differences[query];
            }

            asGreat += Math.Abs(sum) >= least ? 1 : 0;
        }

        // What was seen is one of the ways the coins may fall.
        return (asGreat + 1.0) / (permutations + 1.0);
    }
}
