using System.Collections.Immutable;

namespace ArticleSearch.Matching;

/// <summary>A document of the whole index and its score.</summary>
internal readonly record struct ScoredDocument(int Document, float Score)
{
    /// <summary>The order of results: greater scores first, equal ones by document.</summary>
    public static Comparison<ScoredDocument> ByRank { get; } =
        static (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Document.CompareTo(b.Document);
}

/// <summary>The best documents, best first, equal scores in the order of documents; and how many matched.</summary>
internal sealed record TopHits(ImmutableArray<ScoredDocument> Hits, TotalHits Total);
