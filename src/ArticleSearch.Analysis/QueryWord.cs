using System.Collections.Immutable;

namespace ArticleSearch.Analysis;

/// <summary>What part a word plays in a query.</summary>
internal enum WordRole
{
    /// <summary>It says what is sought.</summary>
    Content,

    /// <summary>An article, a pronoun, a preposition: next to no weight beside a word of content.</summary>
    Minor,

    /// <summary>A word of asking or of politeness, which says nothing about what is sought: <c>combien</c>, <c>je voudrais savoir</c>.</summary>
    Asking,
}

/// <summary>
/// A word of a query as a chain that matches at levels reads it. A word may be cut in several ways, each a row of terms that stand
/// next to each other in a text: <c>contre-offensive</c> is that one term, or <c>contre offensive</c>, or <c>contreoffensive</c>.
/// </summary>
/// <param name="Start">Where the word starts in the query's text, in UTF-16 code units.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Role">What part it plays.</param>
/// <param name="Spellings">At least one; the first is how the chain cuts the word in a text. Not to be written to.</param>
internal sealed record QueryWord(int Start, int End, WordRole Role, ImmutableArray<string[]> Spellings);
