namespace ArticleSearch;

/// <summary>What a search found.</summary>
/// <param name="Hits">The best results, best first; equal scores in the order of the index.</param>
/// <param name="Total">How many there are in all, in passages or articles as <see cref="SearchOptions.Unit"/> says.</param>
public sealed record SearchResult(IReadOnlyList<Hit> Hits, TotalHits Total);
