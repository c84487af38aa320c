namespace ArticleSearch.Dictee;

/// <summary>Who passed which pairs, by area and by expectation.</summary>
internal sealed class ScoreTable(IReadOnlyList<string> engines)
{
    private readonly List<(string Area, Pair Pair, string?[] Faults)> _results = [];

    /// <summary>Adds a pair: for each engine what was wrong, or null.</summary>
    public void Add(string area, Pair pair, string?[] faults) => _results.Add((area, pair, faults));

    /// <summary>A line an area, a line an expectation, and the sum.</summary>
    public void Write(TextWriter output)
    {
        WriteLine(output, "area", "pairs", engines);
        foreach (var area in _results.GroupBy(result => result.Area))
        {
            Write(output, area.Key, [.. area.Select(result => result.Faults)]);
        }

        output.WriteLine();
        foreach (var kind in _results.GroupBy(result => result.Pair.Source.Split('\t')[0]))
        {
            Write(output, kind.Key, [.. kind.Select(result => result.Faults)]);
        }

        output.WriteLine();
        Write(output, "all", [.. _results.Select(result => result.Faults)]);
    }

    /// <summary>Each pair that an engine failed, and how.</summary>
    public void WriteFailures(TextWriter output)
    {
        for (int i = 0; i < engines.Count; i++)
        {
            foreach (var (area, pair, faults) in _results)
            {
                if (faults[i] is { } fault)
                {
                    output.WriteLine($"{engines[i]}\t{area}:{pair.Line}\t{pair.Source}\t→ {fault}");
                }
            }
        }
    }

    private void Write(TextWriter output, string name, string?[][] faults)
    {
        string[] passed = [.. engines.Select((_, i) => $"{faults.Count(fault => fault[i] is null)} ({Percent(faults, i)} %)")];
        WriteLine(output, name, $"{faults.Length}", passed);
    }

    private static int Percent(string?[][] faults, int engine) => 100 * faults.Count(fault => fault[engine] is null) / faults.Length;

    private static void WriteLine(TextWriter output, string name, string pairs, IEnumerable<string> columns) =>
        output.WriteLine($"{name,-36}{pairs,6}{string.Concat(columns.Select(column => column.PadLeft(Math.Max(16, column.Length + 2))))}");
}
