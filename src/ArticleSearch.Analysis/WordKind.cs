namespace ArticleSearch.Analysis;

/// <summary>What a word found by <see cref="WordBreaker"/> is made of.</summary>
internal enum WordKind : byte
{
    /// <summary>No word: white space, punctuation, symbols.</summary>
    None,

    /// <summary>One emoji, with whatever modifies it or is joined to it; a flag; a key cap.</summary>
    Emoji,

    /// <summary>Digits, with the marks between them.</summary>
    Number,

    /// <summary>Korean syllables.</summary>
    Hangul,

    /// <summary>Katakana.</summary>
    Katakana,

    /// <summary>Letters of an alphabet, or letters and digits.</summary>
    Word,

    /// <summary>Thai, Lao, Khmer, Burmese and the like, which are written without spaces: a whole run of them.</summary>
    SoutheastAsian,

    /// <summary>One Chinese character.</summary>
    Ideograph,

    /// <summary>One Hiragana character.</summary>
    Hiragana,
}
