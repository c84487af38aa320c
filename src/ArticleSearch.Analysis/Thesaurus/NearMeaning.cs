namespace ArticleSearch.Analysis.Thesaurus;

/// <summary>A word that is near to another in meaning.</summary>
/// <param name="Lemma">The number of the word in the lexicon.</param>
/// <param name="Strength">How near it is: above 0, at most 1, which two words with the same synonyms have.</param>
internal readonly record struct NearMeaning(int Lemma, float Strength);
