namespace ArticleSearch.Matching.Automata;

internal enum LanguageKind
{
    /// <summary>One code point out of a set; the empty set is the language without texts.</summary>
    Letters,

    /// <summary>The empty text.</summary>
    EmptyText,

    Sequence,
    Union,
    Intersection,
    Complement,
    Repeat,
}

/// <summary>
/// A regular language as an expression, made by <see cref="RegexpLanguages"/> only, which gives equal expressions the same
/// object: identity is equality.
/// </summary>
internal sealed class RegexpLanguage
{
    /// <summary>Distinct for distinct expressions of one maker.</summary>
    public required int Number { get; init; }

    public required LanguageKind Kind { get; init; }

    /// <summary>Whether the empty text belongs to it.</summary>
    public required bool HoldsEmptyText { get; init; }

    /// <summary>Letters: first and last code points of ascending ranges that do not touch.</summary>
    public int[] Ranges { get; init; } = [];

    /// <summary>Sequence: two parts, the first no sequence itself. Union, Intersection: two or more, by number. Complement, Repeat: one.</summary>
    public RegexpLanguage[] Parts { get; init; } = [];

    /// <summary>Repeat: how often at least.</summary>
    public int Least { get; init; }

    /// <summary>Repeat: how often at most; <see cref="int.MaxValue"/> is no limit.</summary>
    public int Most { get; init; }

    /// <summary>Whether it is the expression of no text at all. Other expressions may come to the same.</summary>
    public bool IsEmpty => Kind == LanguageKind.Letters && Ranges.Length == 0;

    /// <summary>Whether no text at all may belong to it, as far as the expression shows.</summary>
    public bool MayBeEmpty
    {
        get
        {
            var language = this;
            for (; language.Kind == LanguageKind.Sequence; language = language.Parts[1])
            {
                if (language.Parts[0].MayBeEmpty)
                {
                    return true;
                }
            }

            return !language.HoldsEmptyText && language.Kind switch
            {
                LanguageKind.Letters => language.IsEmpty,
                LanguageKind.Union => Array.TrueForAll(language.Parts, part => part.MayBeEmpty),
                LanguageKind.Repeat => language.Parts[0].MayBeEmpty,
                _ => true,
            };
        }
    }
}
