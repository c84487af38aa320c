using System.Collections.Immutable;
using ArticleSearch.Analysis;

namespace ArticleSearch.Queries;

/// <summary>
/// What is asked of the index: a closed family of sealed records, made by a parser, read by <c>switch</c>. A query knows no
/// index; its terms are what the analysis chain made of the words (or, for prefixes, wildcards, ranges and fuzzy terms, the
/// normalised letters).
/// </summary>
internal abstract record Query
{
    private protected Query()
    {
    }
}

/// <summary>Documents whose field holds the term.</summary>
internal sealed record TermQuery(string Field, string Term) : Query;

/// <summary>
/// Passages that hold a word, or one near to it: only of chains that match at levels. Which terms that are is found out when the
/// index is known.
/// </summary>
/// <param name="Field">The field, or <see cref="Indexing.PassageFields.Anywhere"/> for title and text.</param>
/// <param name="Spellings">The ways to cut the word into neighbouring terms, at least one; see <see cref="QueryWord"/>. Not to be written to.</param>
/// <param name="Role">What part the word plays.</param>
/// <param name="Farthest">How far a word of a text may be from this one.</param>
/// <param name="Variants">Whether other spellings of a name, and what an acronym stands for, are taken for the word.</param>
internal sealed record WordQuery(
    string Field, ImmutableArray<string[]> Spellings, WordRole Role, MatchLevel Farthest, bool Variants = true) : Query
{
    /// <summary>Which word of what was typed it is, little words counted: no part of what is matched, but of what is close to what.</summary>
    public int Place { get; init; }

    /// <summary>How much the word counts beside others by the way it is written; no part of what is matched.</summary>
    public float Emphasis { get; init; } = 1;

    public bool Equals(WordQuery? other) =>
        other is not null && string.Equals(Field, other.Field, StringComparison.Ordinal)
        && Role == other.Role && Farthest == other.Farthest && Variants == other.Variants
        && Spellings.Length == other.Spellings.Length && AreSame(Spellings, other.Spellings);

    public override int GetHashCode() => HashCode.Combine(Field, Spellings.Length, Spellings[0][0], Role, Farthest, Variants);

    private static bool AreSame(ImmutableArray<string[]> spellings, ImmutableArray<string[]> others)
    {
        for (int i = 0; i < spellings.Length; i++)
        {
            if (!spellings[i].SequenceEqual(others[i], StringComparer.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>How a clause takes part in a <see cref="BooleanQuery"/>.</summary>
internal enum Occur
{
    /// <summary>Must match, and scores (<c>+</c>, AND).</summary>
    Must,

    /// <summary>Must match and does not score.</summary>
    Filter,

    /// <summary>May match, and scores if it does (OR).</summary>
    Should,

    /// <summary>Must not match (<c>-</c>, NOT).</summary>
    MustNot,
}

internal sealed record BooleanClause(Occur Occur, Query Query);

/// <summary>
/// Clauses joined as Lucene joins them: all Must and Filter clauses, no MustNot clause, and of the Should clauses at least
/// <see cref="MinimumShouldMatch"/> (at least one, where there is neither Must nor Filter). Only MustNot clauses match nothing.
/// </summary>
internal sealed record BooleanQuery(ImmutableArray<BooleanClause> Clauses, int MinimumShouldMatch = 0) : Query
{
    public bool Equals(BooleanQuery? other) =>
        other is not null && MinimumShouldMatch == other.MinimumShouldMatch && Clauses.SequenceEqual(other.Clauses);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(MinimumShouldMatch);
        foreach (var clause in Clauses)
        {
            hash.Add(clause);
        }

        return hash.ToHashCode();
    }
}

/// <summary>One place of a phrase: any of the terms may stand there.</summary>
/// <param name="Position">Relative to the phrase's start; gaps are words the analysis left out.</param>
/// <param name="Terms">The alternatives; one for an ordinary phrase.</param>
internal readonly record struct PhrasePart(int Position, ImmutableArray<string> Terms)
{
    public bool Equals(PhrasePart other) => Position == other.Position && Terms.SequenceEqual(other.Terms, StringComparer.Ordinal);

    public override int GetHashCode() => HashCode.Combine(Position, Terms.Length, Terms.IsEmpty ? null : Terms[0]);
}

/// <summary>Terms at given relative positions, moved by at most <see cref="Slop"/> in all.</summary>
/// <param name="Field">The field.</param>
/// <param name="Parts">The places.</param>
/// <param name="Slop">How far words may be moved.</param>
/// <param name="Forgives">Whether a letter without an accent also means the letter with one.</param>
/// <param name="OpenEnd">Whether the last term is the beginning of one; only of a phrase that forgives.</param>
internal sealed record PhraseQuery(
    string Field, ImmutableArray<PhrasePart> Parts, int Slop = 0, bool Forgives = false, bool OpenEnd = false) : Query
{
    public bool Equals(PhraseQuery? other) =>
        other is not null && Slop == other.Slop && Forgives == other.Forgives && OpenEnd == other.OpenEnd
        && string.Equals(Field, other.Field, StringComparison.Ordinal) && Parts.SequenceEqual(other.Parts);

    public override int GetHashCode() => HashCode.Combine(Field, Slop, Parts.Length);
}

/// <summary>Terms that begin with the letters; with <see cref="Forgives"/>, whatever accents they have.</summary>
internal sealed record PrefixQuery(string Field, string Prefix, bool Forgives = false) : Query;

/// <summary>Terms of the pattern: <c>*</c> any letters, <c>?</c> one code point, <c>\</c> takes the next one literally.</summary>
internal sealed record WildcardQuery(string Field, string Pattern, bool Forgives = false) : Query;

/// <summary>Terms within an edit distance of 0 to 2: insertion, deletion, substitution, transposition of neighbours, by code points.</summary>
internal sealed record FuzzyQuery(string Field, string Term, int MaxEdits, int PrefixLength = 0, int MaxExpansions = 50) : Query;

/// <summary>Terms that match a regular expression of Lucene's syntax, whole.</summary>
internal sealed record RegexpQuery(string Field, string Pattern) : Query;

/// <summary>Terms between two others in the order of their UTF-8 bytes; null is no bound.</summary>
internal sealed record TermRangeQuery(string Field, string? Lower, string? Upper, bool IncludesLower, bool IncludesUpper) : Query;

/// <summary>The same matches, scores multiplied by <see cref="Boost"/> (0 or more).</summary>
internal sealed record BoostQuery(Query Query, float Boost) : Query;

/// <summary>The same matches, each scored 1.</summary>
internal sealed record ConstantScoreQuery(Query Query) : Query;

/// <summary>Every document, scored 1.</summary>
internal sealed record MatchAllQuery : Query;

/// <summary>No document.</summary>
internal sealed record MatchNoneQuery : Query;
