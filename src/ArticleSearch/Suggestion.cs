namespace ArticleSearch;

/// <summary>A query as it may have been meant.</summary>
/// <param name="Query">The corrected text; what was not corrected stands as it was typed.</param>
/// <param name="Changes">Where in it the corrected words stand, in UTF-16 code units, in their order.</param>
public sealed record Suggestion(string Query, IReadOnlyList<Highlight> Changes);
