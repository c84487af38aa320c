using ArticleSearch.Relevance;

namespace ArticleSearch.Tests.Relevance;

/// <summary>The figures of the relevance report, by examples worked by hand.</summary>
public sealed class RankingQualityTests
{
    [Fact]
    public void The_first_of_one_answer_is_perfect_and_later_ones_are_discounted()
    {
        Assert.Equal(new RankingQuality(1, 1, 1), Of("a", ("a", 1)));

        // 1 / log₂ 3 and 1 / log₂ 4
        Assert.Equal(0.6309, Of("x a", ("a", 1)).Ndcg, 4);
        Assert.Equal(0.5, Of("x y a", ("a", 1)).Ndcg, 12);
        Assert.Equal(1.0 / 3, Of("x y a", ("a", 1)).ReciprocalRank, 12);
    }

    [Fact]
    public void Gains_are_a_share_of_the_best_order()
    {
        // (1 + 2 / log₂ 4 + 3 / log₂ 5) / (3 + 2 / log₂ 3 + 1 / log₂ 4) = 3.2920 / 4.7619
        var quality = Of("b x a c", ("a", 2), ("b", 1), ("c", 3));
        double gained = 1 + (2 / 2.0) + (3 / Math.Log2(5));
        Assert.Equal(gained / (3 + (2 / Math.Log2(3)) + 0.5), quality.Ndcg, 12);
        Assert.Equal(0.6913, quality.Ndcg, 4);
        Assert.Equal(1, quality.Recall);
        Assert.Equal(1, quality.ReciprocalRank);
    }

    [Fact]
    public void What_comes_after_the_tenth_counts_for_recall_alone()
    {
        string ten = "0 1 2 3 4 5 6 7 8 9";
        Assert.Equal(1 / Math.Log2(11), Of(ten, ("9", 1)).Ndcg, 12);
        Assert.Equal(0.1, Of(ten, ("9", 1)).ReciprocalRank, 12);
        Assert.Equal(new RankingQuality(0, 1, 0), Of(ten + " a", ("a", 1)));
        Assert.Equal(new RankingQuality(0, 0.5, 0), Of(ten + " a", ("a", 1), ("b", 1)));
    }

    [Fact]
    public void What_comes_after_the_hundredth_counts_for_nothing()
    {
        string hundred = string.Join(' ', Enumerable.Range(0, 100).Select(i => $"x{i}"));
        Assert.Equal(default, Of(hundred + " a", ("a", 1)));
        Assert.Equal(1, Of(hundred, ("x99", 1)).Recall);
    }

    [Fact]
    public void No_more_than_ten_answers_are_expected_among_ten()
    {
        (string, int)[] eleven = [.. Enumerable.Range(0, 11).Select(i => ($"a{i}", 1))];
        Assert.Equal(1, Of(string.Join(' ', eleven.Select(one => one.Item1)), eleven).Ndcg, 12);
    }

    [Fact]
    public void A_gain_of_nothing_is_no_answer()
    {
        Assert.Equal(new RankingQuality(1 / Math.Log2(3), 1, 0.5), Of("x a", ("x", 0), ("a", 1)));
        Assert.Equal(default, Of("x", ("x", 0)));
        Assert.Equal(default, Of("", ("a", 1)));
    }

    [Fact]
    public void A_mean_is_over_queries()
    {
        Assert.Equal(new RankingQuality(0.5, 0.75, 0.25), RankingQuality.Mean([new(1, 1, 0.5), new(0, 0.5, 0)]));
        Assert.Equal(default, RankingQuality.Mean([]));
    }

    private static RankingQuality Of(string ranking, params (string Article, int Gain)[] gains) => RankingQuality.Of(
        ranking.Split(' ', StringSplitOptions.RemoveEmptyEntries), gains.ToDictionary(one => one.Article, one => one.Gain, StringComparer.Ordinal));
}
