namespace ArticleSearch.Analysis.Lexicon;

/// <summary>One of the words that a form may be.</summary>
/// <param name="Lemma">The number of the word.</param>
/// <param name="IsBase">Whether the form is the word's base: infinitive, singular, masculine.</param>
/// <param name="IsOvershadowed">
/// Whether the form is first of all another word: a form of a verb that is a noun as well (<c>porte</c>, of <c>porter</c>), a
/// plural that is a name as well (<c>paris</c>, of <c>pari</c>). Two forms that both say so of a lemma do not meet through it:
/// <c>arme</c> and <c>armée</c> are both forms of <c>armer</c>, and not the same word for any reader.
/// </param>
internal readonly record struct Reading(int Lemma, bool IsBase, bool IsOvershadowed);
