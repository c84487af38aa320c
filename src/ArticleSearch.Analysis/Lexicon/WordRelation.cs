namespace ArticleSearch.Analysis.Lexicon;

/// <summary>How near two words are for a reader of French, from far to near.</summary>
internal enum WordRelation
{
    /// <summary>Two words that have nothing to do with each other, however they look: poisson, poison.</summary>
    None,

    /// <summary>Of one family: russe, Russie; fournir, fourniture.</summary>
    Derivation,

    /// <summary>Two forms of one word: œil, yeux; va, ira.</summary>
    Inflection,

    /// <summary>The same letters but for accents: état, etat.</summary>
    Accent,

    /// <summary>The same letters.</summary>
    Same,
}
