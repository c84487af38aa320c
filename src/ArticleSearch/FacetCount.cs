namespace ArticleSearch;

/// <summary>How many results have a value in common.</summary>
/// <param name="Value">The value; empty for those that have none.</param>
/// <param name="Count">How many there are, in passages or articles as <see cref="SearchOptions.Unit"/> says.</param>
public readonly record struct FacetCount(string Value, long Count);
