namespace ArticleSearch.Parsing;

internal enum SimpleTokenKind
{
    End,

    /// <summary>A word, or anything else that has no meaning but its text.</summary>
    Text,

    Phrase,
    Prefix,
    Wildcard,
    Fuzzy,

    /// <summary>A word after an equals sign.</summary>
    Exact,

    Range,

    /// <summary><c>*:*</c></summary>
    Everything,

    Open,
    Close,
    Plus,
    Minus,
    And,
    Or,
    Not,
}

/// <summary>A piece of what a person typed.</summary>
/// <param name="Kind">What it is taken for.</param>
/// <param name="Start">Where its text starts: without field, quotation marks, brackets and what follows them.</param>
/// <param name="End">Where its text ends.</param>
internal readonly record struct SimpleToken(SimpleTokenKind Kind, int Start, int End)
{
    /// <summary>The field written before it, or null.</summary>
    public string? Field { get; init; }

    /// <summary>The boost written behind it.</summary>
    public float Boost { get; init; } = 1;

    /// <summary>The number after the tilde: words a phrase may be apart, edits of a fuzzy word.</summary>
    public int Distance { get; init; }

    /// <summary>Whether it is text and nothing else.</summary>
    public bool IsPlain => Kind == SimpleTokenKind.Text && Field is null && Boost == 1;

    /// <summary>Whether a query has nothing but words, phrases and the like side by side: any of them may match.</summary>
    public static bool AreBare(List<SimpleToken> tokens) => tokens.TrueForAll(token => token.Kind
        is not (SimpleTokenKind.Plus or SimpleTokenKind.Minus or SimpleTokenKind.And or SimpleTokenKind.Or or SimpleTokenKind.Not
            or SimpleTokenKind.Open or SimpleTokenKind.Close));
}
