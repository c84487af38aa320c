namespace ArticleSearch;

/// <summary>What a search found.</summary>
/// <param name="Hits">The best results, best first; equal scores in the order of the index.</param>
/// <param name="Total">How many there are in all, in passages or articles as <see cref="SearchOptions.Unit"/> says.</param>
public sealed record SearchResult(IReadOnlyList<Hit> Hits, TotalHits Total)
{
    /// <summary>
    /// How many results there are of each month (or year, where no month is known), oldest first, and last of no date; empty unless
    /// <see cref="SearchOptions.Facets"/> asked for it.
    /// </summary>
    public IReadOnlyList<FacetCount> Months { get; init; } = [];

    /// <summary>How many results there are of each source, most first; empty unless <see cref="SearchOptions.Facets"/> asked for it.</summary>
    public IReadOnlyList<FacetCount> Sources { get; init; } = [];
}
