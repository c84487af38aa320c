namespace ArticleSearch;

/// <summary>What a word of a query matches in an index, and why.</summary>
public sealed record Variant
{
    /// <summary>The word of the query, in small letters.</summary>
    public required string Word { get; init; }

    /// <summary>The term that the index has, or several that stand next to each other.</summary>
    public required string Term { get; init; }

    /// <summary>How near it is.</summary>
    public required MatchLevel Level { get; init; }

    /// <summary>Why it is taken for the word.</summary>
    public required VariantReason Reason { get; init; }

    /// <summary>How much an occurrence counts beside one of the word itself; above 0, at most 1.</summary>
    public required float Weight { get; init; }

    /// <summary>How many passages have it, in the text or in the title.</summary>
    public required long Passages { get; init; }
}
