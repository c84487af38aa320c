using ArticleSearch.Relevance;

namespace ArticleSearch.Tests.Relevance;

/// <summary>The test of significance, on cases whose answer is known.</summary>
public sealed class PairedRandomisationTests
{
    [Fact]
    public void Equal_systems_do_not_differ()
    {
        Assert.Equal(1, PairedRandomisation.PValue([0.2, 0.5, 1], [0.2, 0.5, 1]));
        Assert.Equal(1, PairedRandomisation.PValue([], []));
    }

    [Fact]
    public void One_query_proves_nothing()
    {
        // Whichever way the one coin falls, the difference is as great.
        Assert.Equal(1, PairedRandomisation.PValue([1], [0]));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(8)]
    public void Where_all_queries_gain_alike_all_coins_must_fall_alike(int queries)
    {
        double[] one = [.. Enumerable.Repeat(0.75, queries)];
        double[] other = [.. Enumerable.Repeat(0.5, queries)];

        // two of the 2 ^ n ways to fall
        Assert.Equal(2 / Math.Pow(2, queries), PairedRandomisation.PValue(one, other), 0.015);
    }

    [Fact]
    public void Sums_as_great_as_the_one_seen_are_counted_whatever_their_last_digits()
    {
        // 0.1 + 0.2 - 0.3 is not 0 in double precision: of eight ways to fall the sums are ±0.6, ±0.4, ±0.2 and twice 0; seen is 0.4.
        double p = PairedRandomisation.PValue([0.3, 0.3, 0], [0, 0.1, 0.1]);
        Assert.Equal(0.5, p, 0.03);
    }

    [Fact]
    public void It_matters_neither_which_system_comes_first_nor_which_queries_are_equal()
    {
        double[] one = [0.9, 0.4, 0.7, 0.3, 1];
        double[] other = [0.5, 0.5, 0.2, 0.1, 1];
        double p = PairedRandomisation.PValue(one, other);
        Assert.Equal(p, PairedRandomisation.PValue(other, one));
        Assert.Equal(p, PairedRandomisation.PValue([.. one, 0.5, 0], [.. other, 0.5, 0]));
    }

    [Fact]
    public void The_same_seed_gives_the_same_answer()
    {
        var random = new Random(5);
        double[] one = [.. Enumerable.Range(0, 50).Select(_ => random.NextDouble())];
        double[] other = [.. one.Select(value => value + ((random.NextDouble() - 0.45) / 4))];
        double p = PairedRandomisation.PValue(one, other, 2000, seed: 3);
        Assert.Equal(p, PairedRandomisation.PValue(one, other, 2000, seed: 3));
        Assert.Equal(p, PairedRandomisation.PValue(one, other, 2000, seed: 4), 0.05);
        Assert.InRange(p, double.Epsilon, 1);
    }

    [Fact]
    public void Chance_alone_is_significant_in_one_of_twenty_cases()
    {
        var random = new Random(11);
        int significant = 0;
        for (int i = 0; i < 400; i++)
        {
            double[] one = [.. Enumerable.Range(0, 20).Select(_ => random.NextDouble())];
            double[] other = [.. Enumerable.Range(0, 20).Select(_ => random.NextDouble())];
            significant += PairedRandomisation.PValue(one, other, 500, seed: i) < 0.05 ? 1 : 0;
        }

        Assert.InRange(significant, 8, 36); // 20, give or take four standard deviations
    }

    [Fact]
    public void Scores_of_different_queries_can_not_be_compared() =>
        Assert.Throws<ArgumentException>(() => PairedRandomisation.PValue([1, 2], [1]));
}
