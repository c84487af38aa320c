using System.Globalization;

namespace ArticleSearch.Relevance;

/// <summary>Writes the tables of a report in Markdown. It computes means and differences, and searches nothing.</summary>
internal sealed class Report(TextWriter output, int seed)
{
    private const double Significant = 0.05;

    /// <summary>What a collection gave: our two chains query by query, and Lucene's figures.</summary>
    public sealed record Results(
        string Collection, RankingQuality[] LuceneFrench, RankingQuality[] French, IReadOnlyDictionary<string, RankingQuality> Lucene)
    {
        public double Reference => Lucene.Count > 0 ? Lucene.Values.Max(one => one.Ndcg) : RankingQuality.Mean(LuceneFrench).Ndcg;
    }

    /// <summary>The table of all collections, and how much better the mean is than the best of Lucene's settings.</summary>
    public void WriteResults(IReadOnlyList<Results> all)
    {
        output.WriteLine("| collection | queries | system | nDCG@10 | recall@100 | MRR@10 | against Lucene's best | against lucene-french | p |");
        output.WriteLine("|---|--:|---|--:|--:|--:|--:|--:|--:|");
        foreach (var one in all)
        {
            var chain = RankingQuality.Mean(one.LuceneFrench);
            foreach (var (setting, figures) in one.Lucene)
            {
                WriteRow(one, $"Lucene, {setting}", figures, "", "");
            }

            WriteRow(one, "lucene-french", chain, "", "");
            var french = RankingQuality.Mean(one.French);
            double p = PairedRandomisation.PValue(Ndcg(one.French), Ndcg(one.LuceneFrench), seed: seed);
            WriteRow(one, "**french**", french, Difference(french.Ndcg, chain.Ndcg), P(p));
        }

        double mean = all.Average(one => RankingQuality.Mean(one.French).Ndcg);
        double reference = all.Average(one => one.Reference);
        double relative = all.Average(one => RankingQuality.Mean(one.French).Ndcg / one.Reference);
        output.WriteLine();
        output.WriteLine(
            $"Mean nDCG@10 over collections: {Figure(mean)} against {Figure(reference)}, {Difference(mean, reference)}; "
            + $"mean of the differences {Difference(relative, 1)}; worse on {all.Count(one => RankingQuality.Mean(one.French).Ndcg < one.Reference)} of {all.Count}.");
    }

    /// <summary>A table with one variation a line: nDCG@10, and how much it differs from the first line.</summary>
    /// <param name="collections">The names of the collections.</param>
    /// <param name="rows">Each variation's name, with its quality for each collection query by query.</param>
    public void WriteVariations(IReadOnlyList<string> collections, IEnumerable<(string Name, RankingQuality[][] Quality)> rows)
    {
        output.WriteLine($"| variation | {string.Join(" | ", collections)} | mean |");
        output.WriteLine($"|---|{string.Concat(Enumerable.Repeat("--:|", collections.Count + 1))}");
        RankingQuality[][]? first = null;
        foreach (var (name, quality) in rows)
        {
            first ??= quality;
            bool isFirst = ReferenceEquals(first, quality);
            string[] cells = [.. quality.Select((one, i) => Cell(one, isFirst ? null : first[i]))];
            double mean = quality.Average(one => RankingQuality.Mean(one).Ndcg);
            string last = isFirst ? Figure(mean) : $"{Figure(mean)} ({Difference(mean, first.Average(one => RankingQuality.Mean(one).Ndcg))})";
            output.WriteLine($"| {name} | {string.Join(" | ", cells)} | {last} |");
            output.Flush();
        }
    }

    private string Cell(RankingQuality[] quality, RankingQuality[]? first)
    {
        double ndcg = RankingQuality.Mean(quality).Ndcg;
        if (first is null)
        {
            return Figure(ndcg);
        }

        string sure = PairedRandomisation.PValue(Ndcg(quality), Ndcg(first), seed: seed) < Significant ? "" : " n.s.";
        return $"{Figure(ndcg)} ({Difference(ndcg, RankingQuality.Mean(first).Ndcg)}{sure})";
    }

    private void WriteRow(Results one, string system, RankingQuality quality, string difference, string p) => output.WriteLine(
        $"| {one.Collection} | {one.French.Length} | {system} | {Figure(quality.Ndcg)} | {Figure(quality.Recall)} | {Figure(quality.ReciprocalRank)} "
        + $"| {Difference(quality.Ndcg, one.Reference)} | {difference} | {p} |");

    private static double[] Ndcg(RankingQuality[] quality) => [.. quality.Select(one => one.Ndcg)];

    private static string Figure(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string P(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Difference(double value, double reference) =>
        (100 * ((value / reference) - 1)).ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture) + " %";
}
