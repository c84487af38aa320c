namespace ArticleSearch.Dictee;

/// <summary>What a pair expects of its first text.</summary>
internal enum Expectation
{
    /// <summary><c>trouve</c>: it is found.</summary>
    Found,

    /// <summary><c>ne trouve pas</c>: it is not found.</summary>
    NotFound,

    /// <summary><c>d’abord</c>: it is found and ranks above the others.</summary>
    First,

    /// <summary><c>marque</c>: it is found, and what is marked in it is what stands in brackets, no more and no less.</summary>
    Marked,
}

/// <summary>
/// How far a word of the text may be from the word of the query: the farthest level that is needed for the first text to match.
/// </summary>
internal enum Level
{
    /// <summary><c>-</c>: the question does not arise.</summary>
    None,

    /// <summary><c>exact</c>: the same word; case, apostrophes, hyphens and the dots of an acronym aside.</summary>
    Exact,

    /// <summary><c>accent</c>: é = e, œ = oe.</summary>
    Accent,

    /// <summary><c>flexion</c>: number, gender, conjugation.</summary>
    Inflection,

    /// <summary><c>dérivation</c>: a word of the same family.</summary>
    Derivation,

    /// <summary><c>son</c>: an error of typing or spelling, a variant of a name.</summary>
    Sound,
}

/// <summary>One minimal pair: a query, the texts it sees, and what is expected. It tests one thing.</summary>
/// <param name="Line">Where it stands in its file, from 1.</param>
/// <param name="Expectation">What is expected of the first text.</param>
/// <param name="Level">The level that this takes.</param>
/// <param name="Query">The query, as it is typed.</param>
/// <param name="Texts">The texts, without brackets; the first is the one that is judged.</param>
/// <param name="Marks">What is to be marked in the first text, ascending; empty unless <see cref="Expectation.Marked"/>.</param>
/// <param name="Source">The pair as it is written.</param>
internal sealed record Pair(
    int Line, Expectation Expectation, Level Level, string Query, IReadOnlyList<string> Texts, IReadOnlyList<TextRange> Marks, string Source);

/// <summary>A piece of a text, in UTF-16 code units.</summary>
internal readonly record struct TextRange(int Start, int Length)
{
    public int End => Start + Length;
}

/// <summary>The pairs that one file holds, and what its head says about them.</summary>
internal sealed record Area(string Name, string Title, string Comment, IReadOnlyList<Pair> Pairs);
