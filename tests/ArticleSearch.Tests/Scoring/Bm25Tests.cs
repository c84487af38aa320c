using ArticleSearch.Scoring;

namespace ArticleSearch.Tests.Scoring;

public sealed class Bm25Tests
{
    [Fact]
    public void Lengths_rise_with_their_norms_and_are_exact_up_to_39()
    {
        Assert.Equal(Enumerable.Range(0, 40), Enumerable.Range(0, 40).Select(EncodedLength.Decode));
        Assert.Equal([40, 42, 44, 46, 48, 50, 52, 54, 56, 60], Enumerable.Range(40, 10).Select(EncodedLength.Decode));
        Assert.Equal(int.MaxValue >> 27 << 27, EncodedLength.Decode(255) >> 27 << 27);
        Assert.All(Enumerable.Range(1, 255), norm => Assert.True(EncodedLength.Decode(norm) > EncodedLength.Decode(norm - 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => EncodedLength.Decode(256));
    }

    [Fact]
    public void The_score_is_the_formula()
    {
        var field = new FieldStatistics(1000, 33_333);
        var scoring = new Bm25(1.5f, field, new TermStatistics(17, 40));
        double idf = Math.Log(1 + ((1000 - 17 + 0.5) / (17 + 0.5)));
        foreach (int frequency in (int[])[1, 2, 3, 50])
        {
            foreach (int norm in (int[])[1, 10, 39, 60, 70])
            {
                double length = EncodedLength.Decode(norm);
                double expected = 1.5 * idf * frequency / (frequency + (1.2 * (0.25 + (0.75 * length / 33.333))));
                Assert.Equal(1, scoring.Score(frequency, (sbyte)norm) / expected, 5);
            }
        }
    }

    [Fact]
    public void The_weight_of_a_phrase_is_the_sum_of_its_terms()
    {
        var field = new FieldStatistics(1000, 33_333);
        var phrase = new Bm25(1, field, new TermStatistics(17, 40), new TermStatistics(3, 3));
        Assert.Equal(Bm25.Idf(17, 1000) + Bm25.Idf(3, 1000), phrase.Weight, 5);
    }

    [Fact]
    public void More_occurrences_or_a_shorter_text_never_score_lower()
    {
        var scoring = new Bm25(0.37f, new FieldStatistics(123, 4567), new TermStatistics(7, 9));
        for (int norm = 0; norm < 256; norm++)
        {
            for (int frequency = 1; frequency < 400; frequency++)
            {
                float score = scoring.Score(frequency, norm);
                Assert.True(scoring.Score(frequency + 1, norm) >= score);
                Assert.True(norm == 0 || scoring.Score(frequency, norm - 1) >= score);
            }
        }
    }

    [Fact]
    public void The_explanation_has_the_value_of_the_score()
    {
        var scoring = new Bm25(2, new FieldStatistics(123, 4567), new TermStatistics(7, 9), new TermStatistics(8, 8));
        var explanation = scoring.Explain(new Explanation(true, 3, "frequency"), 45);
        Assert.Equal(scoring.Score(3, 45), (float)explanation.Value);
        Assert.Contains("length of the field (approximate)", explanation.ToString(), StringComparison.Ordinal);
    }
}
