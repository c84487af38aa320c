using System.Collections.Immutable;

namespace ArticleSearch.Matching;

/// <summary>A document of the whole index and its score.</summary>
internal readonly record struct ScoredDocument(int Document, float Score);

/// <summary>The best documents, best first, equal scores in the order of documents; and how many matched.</summary>
internal sealed record TopHits(ImmutableArray<ScoredDocument> Hits, TotalHits Total);
