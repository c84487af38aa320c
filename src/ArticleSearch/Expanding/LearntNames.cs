using ArticleSearch.Indexing;
using ArticleSearch.Matching.Automata;

namespace ArticleSearch.Expanding;

/// <summary>
/// What the texts of an index say about acronyms: which names they stand for, and which acronyms a name has. What no text says, it
/// does not know. Safe for many threads.
/// </summary>
internal sealed class LearntNames(Vocabulary vocabulary)
{
    // A name that is said so seldom beside another one is another's habit, or a slip.
    private const int LeastShare = 20;
    private const int MostNames = 4;
    private const int LeastWords = 2;

    /// <summary>The names that an acronym stands for, the most frequent first, each as its words.</summary>
    public IEnumerable<string[]> NamesOf(string acronym, CancellationToken cancellation) =>
        acronym.Length is < AcronymFit.LeastLetters or > AcronymFit.MostLetters
            ? []
            : Rests(AcronymTerms.OfAcronym(WordKin.Fold(acronym)), cancellation).Select(name => name.Split(' '));

    /// <summary>The acronyms of a name, the most frequent first.</summary>
    public IEnumerable<string> AcronymsOf(ReadOnlySpan<string> words, CancellationToken cancellation) =>
        words.Length < LeastWords ? [] : Rests(AcronymTerms.OfName(words), cancellation);

    /// <summary>Whether any name begins with some words.</summary>
    public bool IsBeginning(ReadOnlySpan<string> words) => vocabulary.HasAny(PassageFields.Acronyms, AcronymTerms.NameStarting(words));

    private IEnumerable<string> Rests(string prefix, CancellationToken cancellation)
    {
        if (!vocabulary.HasAny(PassageFields.Acronyms, prefix))
        {
            return [];
        }

        var found = vocabulary.Find([PassageFields.Acronyms], new PrefixMatcher(prefix), cancellation, counts: true);
        int most = found.Count == 0 ? 0 : found.Max(term => term.Documents);
        return found
            .Where(term => LeastShare * term.Documents >= most)
            .OrderByDescending(term => term.Documents)
            .ThenBy(term => term.Text, StringComparer.Ordinal)
            .Select(term => AcronymTerms.Rest(term.Text))
            .DistinctBy(name => WordKin.Fold(name), StringComparer.Ordinal)
            .Take(MostNames);
    }
}
