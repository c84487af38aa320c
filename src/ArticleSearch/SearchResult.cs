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

    /// <summary>
    /// The query as it may have been meant: a word of it is not in the index, or hardly, and one near it is. Null if nothing is to be
    /// said, or <see cref="SearchOptions.Suggest"/> is off.
    /// </summary>
    public Suggestion? Suggestion { get; init; }

    /// <summary>
    /// Whether the hits are those of the suggestion, because the query as it was typed has none; only with
    /// <see cref="SearchOptions.CorrectIfNothingFound"/>.
    /// </summary>
    public bool IsCorrected { get; init; }

    /// <summary>
    /// Phrases of the query that stand nowhere in the index as they are quoted, and so were read as their words, as bare ones are; mostly
    /// none. Only of queries in the simple syntax that are words and phrases side by side; a phrase alone or with a sign stays what it is.
    /// </summary>
    public IReadOnlyList<string> UnfoundPhrases { get; init; } = [];
}
