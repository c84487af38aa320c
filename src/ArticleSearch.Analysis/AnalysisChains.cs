namespace ArticleSearch.Analysis;

/// <summary>The table of chains by name.</summary>
internal static class AnalysisChains
{
    public static AnalysisChain Named(string name) => throw new ArgumentException($"There is no analysis chain \"{name}\".", nameof(name));
}
