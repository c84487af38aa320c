namespace ArticleSearch.Analysis;

/// <summary>The table of chains by name.</summary>
internal static class AnalysisChains
{
    private static readonly AnalysisChain[] All = [FrenchAnalyzer.Instance, French.FrenchChain.Instance];

    /// <summary>The chain of a name, compared letter by letter.</summary>
    /// <exception cref="ArgumentException">There is no chain of that name; the message lists those there are.</exception>
    public static AnalysisChain Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (var chain in All)
        {
            if (string.Equals(chain.Name, name, StringComparison.Ordinal))
            {
                return chain;
            }
        }

        throw new ArgumentException(
            $"There is no analysis chain \"{name}\". There is: {string.Join(", ", All.Select(chain => chain.Name))}.", nameof(name));
    }
}
