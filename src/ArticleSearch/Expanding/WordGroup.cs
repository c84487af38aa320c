using System.Collections.Immutable;
using ArticleSearch.Analysis;
using ArticleSearch.Queries;

namespace ArticleSearch.Expanding;

/// <summary>
/// What a word of a query matches in one index: every way of writing it, or a word near to it, that the index has, each with how
/// near it is.
/// </summary>
/// <param name="Word">The word as it was typed, in small letters.</param>
/// <param name="Fields">The fields it is sought in: text, title, or both.</param>
/// <param name="Variants">From near to far; empty if the index has none.</param>
/// <param name="Role">What part the word plays in the query.</param>
internal sealed record WordGroup(string Word, ImmutableArray<string> Fields, ImmutableArray<WordVariant> Variants, WordRole Role)
{
    public bool Equals(WordGroup? other) =>
        other is not null && string.Equals(Word, other.Word, StringComparison.Ordinal) && Role == other.Role
        && Fields.SequenceEqual(other.Fields, StringComparer.Ordinal) && Variants.SequenceEqual(other.Variants);

    public override int GetHashCode() => HashCode.Combine(Word, Variants.Length, Role);
}

/// <summary>One way in which an index has a word.</summary>
/// <param name="Parts">One place for a term, several for terms that stand next to each other; a place may have alternatives.</param>
/// <param name="Level">How near it is.</param>
/// <param name="Weight">How much an occurrence counts beside one of the word itself; above 0, at most 1.</param>
/// <param name="Reason">Why it is taken for the word.</param>
internal sealed record WordVariant(ImmutableArray<PhrasePart> Parts, MatchLevel Level, float Weight, VariantReason Reason)
{
    /// <summary>Whether it is a single term.</summary>
    public bool IsTerm => Parts.Length == 1 && Parts[0].Terms.Length == 1;

    public bool Equals(WordVariant? other) =>
        other is not null && Level == other.Level && Weight == other.Weight && Reason == other.Reason && Parts.SequenceEqual(other.Parts);

    public override int GetHashCode() => HashCode.Combine(Parts.Length, Parts[0], Level);
}
