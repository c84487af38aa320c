namespace ArticleSearch.Analysis.Lexicon;

/// <summary>What a lemma can be in a sentence; one may be several things. The values stand in the lexicon's bytes.</summary>
[Flags]
internal enum PartsOfSpeech
{
    None = 0,
    Noun = 1,
    Adjective = 2,
    Verb = 4,
    Adverb = 8,

    /// <summary>A name of a place or of anything that is not a person: Russie, Paris.</summary>
    Place = 16,

    /// <summary>A given name or a family name.</summary>
    Person = 32,

    /// <summary>An article, a pronoun, a preposition, a conjunction.</summary>
    Function = 64,

    /// <summary>A number written in letters.</summary>
    Number = 128,

    /// <summary>An interjection, a part of a locution, a title.</summary>
    Other = 256,

    Name = Place | Person,
    Nominal = Noun | Adjective,
}
