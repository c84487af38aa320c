namespace ArticleSearch;

/// <summary>How near a word of a text is to the word that is sought, from near to far; each level includes the ones before it.</summary>
public enum MatchLevel
{
    /// <summary>The same letters, capital or small. Accents that were typed count; accents that were left out are forgiven.</summary>
    Exact,

    /// <summary>The same letters, whatever their accents: é = e, œ = oe, ç = c.</summary>
    Accent,

    /// <summary>Another form of the word: number, gender, conjugation. <c>travail</c>, <c>travaux</c>; <c>va</c>, <c>ira</c>.</summary>
    Inflection,

    /// <summary>A word of the same family: <c>russe</c>, <c>Russie</c>; <c>créer</c>, <c>création</c>.</summary>
    Derivation,

    /// <summary>A word that sounds or looks alike: typing errors, and other ways to write a name.</summary>
    Sound,
}
