namespace ArticleSearch;

/// <summary>Why a term is taken for a word of a query.</summary>
public enum VariantReason
{
    /// <summary>It is the word.</summary>
    Same,

    /// <summary>It differs in accents.</summary>
    Accents,

    /// <summary>It is cut or joined in another way: <c>contre-offensive</c>, <c>contre offensive</c>.</summary>
    Spelling,

    /// <summary>The dictionary has both as forms of one word.</summary>
    Form,

    /// <summary>A rule for words that no dictionary has takes both for forms of one word.</summary>
    FormByRule,

    /// <summary>The same ordinal number in other signs: <c>20e</c>, <c>XXe</c>, <c>vingtième</c>.</summary>
    Number,

    /// <summary>The dictionary has both in one family of words.</summary>
    Family,

    /// <summary>Another way to write a name from another alphabet.</summary>
    Transliteration,

    /// <summary>An acronym and what it stands for, as the texts say.</summary>
    Acronym,

    /// <summary>It sounds alike.</summary>
    Sound,

    /// <summary>A letter or two are different, as by a slip of the finger.</summary>
    Typing,
}
