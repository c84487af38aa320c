namespace ArticleSearch.Parsing;

/// <summary>The signs and words of Lucene's classic query syntax.</summary>
internal enum LuceneTokenKind
{
    End,
    And,
    Or,
    Not,
    Plus,
    Minus,

    /// <summary>A plus, minus or exclamation mark before white space: it is text.</summary>
    BareOperator,

    OpenParenthesis,
    CloseParenthesis,
    Colon,

    /// <summary>A star alone.</summary>
    Star,

    Caret,

    /// <summary>The number after a caret.</summary>
    Number,

    Phrase,
    Term,

    /// <summary>A tilde and what is written right after it.</summary>
    Tilde,

    /// <summary>A term that ends with its only wildcard, a star.</summary>
    Prefix,

    Wildcard,
    Regexp,
    OpenRange,
    OpenExclusiveRange,
    To,
    CloseRange,
    CloseExclusiveRange,
    Bound,
    QuotedBound,

    /// <summary>Nothing that the syntax knows begins here.</summary>
    Error,
}

/// <summary>A piece of the query as it is written.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it starts, in UTF-16 code units.</param>
/// <param name="Length">How long it is.</param>
internal readonly record struct LuceneToken(LuceneTokenKind Kind, int Start, int Length);
