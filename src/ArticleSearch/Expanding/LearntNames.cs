using ArticleSearch.Indexing;
using ArticleSearch.Matching;
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
    public List<string[]> NamesOf(string acronym, CancellationToken cancellation) =>
        acronym.Length is < AcronymFit.LeastLetters or > AcronymFit.MostLetters
            ? []
            : Rests(AcronymTerms.OfAcronym(WordKin.Fold(acronym)), cancellation).ConvertAll(name => name.Split(' '));

    /// <summary>The acronyms of a name, the most frequent first.</summary>
    public List<string> AcronymsOf(ReadOnlySpan<string> words, CancellationToken cancellation) =>
        words.Length < LeastWords ? [] : Rests(AcronymTerms.OfName(words), cancellation);

    /// <summary>Whether any name begins with some words.</summary>
    public bool IsBeginning(ReadOnlySpan<string> words) => vocabulary.HasAny(PassageFields.Acronyms, AcronymTerms.NameStarting(words));

    private List<string> Rests(string prefix, CancellationToken cancellation)
    {
        var rests = new List<string>(MostNames);
        if (!vocabulary.HasAny(PassageFields.Acronyms, prefix))
        {
            return rests;
        }

        var found = vocabulary.Find([PassageFields.Acronyms], new PrefixMatcher(prefix), cancellation, counts: true);
        StableSort.Sort(found, static (a, b) =>
            a.Documents != b.Documents ? b.Documents.CompareTo(a.Documents) : string.CompareOrdinal(a.Text, b.Text));
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var term in found)
        {
            string rest = AcronymTerms.Rest(term.Text);
            if (rests.Count < MostNames && LeastShare * term.Documents >= found[0].Documents && known.Add(WordKin.Fold(rest)))
            {
                rests.Add(rest);
            }
        }

        return rests;
    }
}
