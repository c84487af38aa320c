namespace ArticleSearch.Expanding;

/// <summary>
/// The one table of how much an occurrence of a near word counts beside one of the word itself. Above 0, at most 1; nothing else
/// in expanding is a matter of taste.
/// </summary>
internal static class ExpansionWeights
{
    public const float Exact = 1f;

    /// <summary>The same letters with other accents: <c>etat</c>, <c>état</c>.</summary>
    public const float Accent = 0.9f;

    /// <summary>Another word that differs in accents, where none were typed: <c>jeune</c> typed, <c>jeûne</c> read.</summary>
    public const float AccentsLeftOut = 0.4f;

    /// <summary>Another word that differs in accents, where some were typed: <c>péché</c>, <c>pêche</c>.</summary>
    public const float OtherAccents = 0.15f;

    /// <summary>Another form of the word: measured on four collections, flat from 0.5 to 0.7.</summary>
    public const float Inflection = 0.6f;

    /// <summary>The same number in other signs.</summary>
    public const float Number = 0.8f;

    public const float Derivation = 0.35f;

    /// <summary>Another spelling of a name.</summary>
    public const float Transliteration = 0.8f;

    /// <summary>What an acronym stands for, and the other way round.</summary>
    public const float Acronym = 0.8f;

    /// <summary>A word that sounds alike or is a slip of the finger away.</summary>
    public const float Sound = 0.3f;

    /// <summary>What each further edit takes away, but for those of a sound.</summary>
    private const float SoundStep = 0.08f;

    /// <summary>The weight of a word that is so many edits away.</summary>
    public static float OfSound(float edits) => Math.Max(0.1f, Sound - (SoundStep * Math.Max(0, edits - 0.4f)));
}
