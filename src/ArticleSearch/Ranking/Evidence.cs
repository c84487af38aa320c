using System.Collections.Immutable;
using ArticleSearch.Matching;

namespace ArticleSearch.Ranking;

/// <summary>
/// One thing that a query asks for and that raises a score where it stands: a word with its variants, a phrase, or a condition of
/// constant score. It knows the whole index and no segment.
/// </summary>
internal sealed class Evidence
{
    /// <summary>In how many parts an occurrence of the word itself is counted: so sums of weighted occurrences are exact.</summary>
    public const int Unit = 256;

    /// <summary>More occurrences of one variant in a passage count as this many.</summary>
    public const int MostOccurrences = 1 << 15;

    /// <summary>What was asked for.</summary>
    public required string Name { get; init; }

    /// <summary>What stands for it in the index; empty for a condition.</summary>
    public ImmutableArray<EvidenceVariant> Variants { get; init; } = [];

    /// <summary>The merged postings of its variants, if there are any: the variants' own need not be read then.</summary>
    public MergedWord? Merged { get; init; }

    /// <summary>The condition, if it is one.</summary>
    public Weight? Condition { get; init; }

    /// <summary>The factor of the query.</summary>
    public required float Boost { get; init; }

    /// <summary>About how many passages hold a variant; 0 for a condition.</summary>
    public long DocumentFrequency { get; init; }

    /// <summary>How many passages there are; 0 for a condition.</summary>
    public long DocumentCount { get; init; }

    /// <summary>How much the rareness of the word counts; 1 for a condition.</summary>
    public required double Rareness { get; init; }

    /// <summary>Whether it is a word whose neighbours in the text matter.</summary>
    public bool IsWord { get; init; }

    /// <summary>Which word of the query it is; places grow.</summary>
    public int Place { get; init; }

    /// <summary>Boost times rareness.</summary>
    public double Weight => Boost * Rareness;

    /// <summary>A weight of 0 to 1 in parts; at least one, so that a variant is never as good as absent.</summary>
    public static int Units(double weight) => Math.Clamp((int)Math.Round(weight * Unit), 1, Unit);
}

/// <summary>A term or phrase that stands for what is asked.</summary>
internal sealed class EvidenceVariant
{
    /// <summary>How it reads.</summary>
    public required string Text { get; init; }

    /// <summary>Its field.</summary>
    public required string Field { get; init; }

    /// <summary>Whether it stands in the title, which counts for the article.</summary>
    public required bool IsTitle { get; init; }

    /// <summary>How much an occurrence counts, in parts of <see cref="Evidence.Unit"/>.</summary>
    public required int Units { get; init; }

    /// <summary>How near it is; null where there are no levels.</summary>
    public MatchLevel? Level { get; init; }

    /// <summary>Where its postings lie, if it is a term.</summary>
    public LocatedTerm? Term { get; init; }

    /// <summary>What finds it, if it is a phrase.</summary>
    public PhraseWeight? Phrase { get; init; }
}
