using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;

namespace ArticleSearch.IndexFormat.Tests.Postings;

/// <summary>The impacts of every level beside their definition: the pairs of its documents that no other pair beats.</summary>
public sealed class ImpactTests
{
    [Theory]
    [InlineData(1, 30_000, 10_000, 40, false)]
    [InlineData(2, 3_000, 2_048, 256, false)]
    [InlineData(3, 9_000, 8_193, 200, true)]
    [InlineData(4, 10_000, 1_025, 3, true)]
    public void Impacts_are_the_pairs_that_no_other_beats(int seed, int maxDocument, int count, int distinct, bool large)
    {
        var random = new Random(seed);
        var norms = new SampleNorms(distinct, large);
        var term = TermSample.Create(random, maxDocument, count, 40);
        using var sample = new PostingsSample(IndexOptions.Frequencies, maxDocument, norms, term);
        var cursor = sample.Open(term);
        var starts = new int[16];
        for (int i = 0; i < count;)
        {
            cursor.AdvanceShallow(term.Documents[i]);
            int levels = cursor.ImpactLevels;
            Assert.Equal(PostingsCursor.NoMoreDocuments, cursor.ImpactsEnd(levels - 1));
            for (int level = 0; level < levels - 1; level++)
            {
                // A level's impacts begin after its entry before: at the last multiple of its stride.
                int stride = 128 << (3 * level);
                int from = i / stride * stride;
                int to = Math.Min(count, from + stride);
                Assert.Equal(term.Documents[to - 1], cursor.ImpactsEnd(level));
                Assert.Equal(Definition(term, norms, from, to), cursor.Impacts(level).ToArray());
            }

            i = (i / 128 * 128) + 128;
        }
    }

    [Fact]
    public void Without_norms_the_norm_is_1()
    {
        var term = TermSample.Create(new Random(5), 1000, 600, 9);
        using var sample = new PostingsSample(IndexOptions.Frequencies, 1000, null, term);
        var cursor = sample.Open(term);
        cursor.AdvanceShallow(0);
        Assert.Equal([new Impact(term.Frequencies[..128].Max(), 1)], cursor.Impacts(0).ToArray());
    }

    [Fact]
    public void Before_the_first_shallow_advance_and_in_short_terms_one_impact_bounds_all()
    {
        var term = TermSample.Create(new Random(6), 1000, 100, 9);
        using var sample = new PostingsSample(IndexOptions.Frequencies, 1000, null, term);
        var cursor = sample.Open(term);
        Assert.Equal(1, cursor.ImpactLevels);
        cursor.AdvanceShallow(500);
        Assert.Equal(1, cursor.ImpactLevels);
        Assert.Equal(PostingsCursor.NoMoreDocuments, cursor.ImpactsEnd(0));
        var impact = Assert.Single(cursor.Impacts(0).ToArray());
        Assert.InRange(impact.Frequency, term.Frequencies.Max(), (int)term.TotalFrequency);
        Assert.Equal(1, impact.Norm);
    }

    private static Impact[] Definition(TermSample term, NormsColumn norms, int from, int to)
    {
        var best = new SortedDictionary<ulong, int>(); // greatest frequency by norm
        for (int i = from; i < to; i++)
        {
            long norm = norms.Get(term.Documents[i]);
            ulong key = norm == 0 ? 1 : (ulong)norm;
            best[key] = Math.Max(best.GetValueOrDefault(key), term.Frequencies[i]);
        }

        var impacts = new List<Impact>();
        foreach (var (norm, frequency) in best)
        {
            if (impacts.Count == 0 || frequency > impacts[^1].Frequency)
            {
                impacts.Add(new Impact(frequency, (long)norm));
            }
        }

        return [.. impacts];
    }
}
