using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using ArticleSearch.Analysis.Lexicon;
using ArticleSearch.Indexing;
using ArticleSearch.Matching;

namespace ArticleSearch.Suggesting;

/// <summary>
/// Weighs what a person typed against the words of the index that are near it. A correction is always a word of the index; a word
/// that the index has often is never questioned. For one thread.
/// </summary>
/// <remarks>
/// The noisy channel: a word is as likely as it is frequent times the probability of the errors that turned it into what was
/// typed. What speaks for the typed word itself is its own frequency, that the dictionary knows it, and, where the index does not
/// have it, that short strings are more easily words by chance than long ones. All on one scale, twice the natural logarithm.
/// </remarks>
internal sealed class WordCorrector(IndexView index, FrenchLexicon lexicon, CancellationToken cancellation)
{
    /// <summary>Where words of texts are.</summary>
    public static readonly ImmutableArray<string> Fields = [PassageFields.Text, PassageFields.Title];

    /// <summary>What speaks for a correction because the dictionary has it.</summary>
    public const double KnownCorrection = 2;

    private const int OneError = 19;
    private const int TwoErrors = 25;
    private const int LeastForTwoErrors = 7;
    private const int MostCorrections = 20;

    // What speaks for a word because the dictionary has it: one that the index has as well, one that it has not.
    private const double KnownAndThere = 8;
    private const double KnownAlone = 4;

    private readonly TermLookup _lookup = new(index);
    private readonly Dictionary<string, Correction?> _forgiving = new(StringComparer.Ordinal);

    /// <summary>A word that so many passages have is good.</summary>
    public long OftenEnough { get; } = 20 + (index.MaxDocument / 10_000);

    /// <summary>
    /// Judges a word in small letters by what differs in accents alone: a walk that costs next to nothing, and mostly suffices.
    /// </summary>
    public WordJudgement Judge(string word)
    {
        if (word.Length is 0 or > ErrorStates.LongestWord || !word.Any(char.IsLetter))
        {
            return Good(word);
        }

        long exactly = 0;
        long all = 0;
        var others = new List<Correction>(4);
        foreach (var near in Walk(word, ForgivenErrors.Accents, word.Length * TypingErrors.AccentWrong))
        {
            all += near.Passages;
            if (near.Word == word)
            {
                exactly = near.Passages;
            }
            else
            {
                others.Add(Weigh(near, accents: true));
            }
        }

        return new WordJudgement(
            word,
            exactly >= OftenEnough ? double.PositiveInfinity : Likelihood(word, exactly),
            Likelihood(word, all),
            all,
            []).With(CollectionsMarshal.AsSpan(others));
    }

    /// <summary>Whether so many passages have a word as it stands that there is nothing to judge: which most words are, and soon seen.</summary>
    public bool IsOften(string word)
    {
        long passages = 0;
        foreach (string field in Fields)
        {
            passages = Math.Max(passages, _lookup.Locate(new IndexTerm(field, word)).Statistics.DocumentFrequency);
        }

        return passages >= OftenEnough;
    }

    /// <summary>A word of which nothing else can have been meant.</summary>
    public static WordJudgement Good(string word) => new(word, double.PositiveInfinity, double.PositiveInfinity, long.MaxValue, []);

    /// <summary>Whether a word may be a mistake: the index does not have it often, whatever its accents.</summary>
    public bool IsDoubtful(WordJudgement judgement) => judgement.Passages < OftenEnough;

    /// <summary>Adds the words that are one error away from one that is doubtful.</summary>
    /// <param name="judgement">The word.</param>
    /// <param name="all">Whether words are of interest that are less likely than it.</param>
    public WordJudgement JudgeNear(WordJudgement judgement, bool all) => IsDoubtful(judgement)
        ? Near(judgement, Budget(judgement, all, judgement.Word.Length switch { <= 2 => 6, 3 => 14, 4 => 16, _ => OneError }))
        : judgement;

    /// <summary>Adds the words that are two errors away, unless one was found already or the word is too short for that.</summary>
    /// <param name="judgement">The word, with those that are near.</param>
    /// <param name="all">Whether words are of interest that are less likely than it.</param>
    public WordJudgement JudgeFar(WordJudgement judgement, bool all) =>
        IsDoubtful(judgement) && judgement.Word.Length >= LeastForTwoErrors && judgement.Best is null && Budget(judgement, all, TwoErrors) is > OneError and var budget
            ? Near(judgement, budget)
            : judgement;

    /// <summary>What errors may cost: not so much that even a word of all passages would be no likelier than the one that was typed.</summary>
    private int Budget(WordJudgement judgement, bool all, int most) =>
        all ? most : (int)Math.Clamp(Math.Ceiling(Score(index.MaxDocument, 0) + KnownCorrection - judgement.Alike), 0, most);

    /// <summary>Whether any word at all that errors of a cost lead to can be likelier than a score.</summary>
    public bool MayExceed(double score, int cost) => Score(index.MaxDocument, cost) + KnownCorrection > score;

    /// <summary>How likely words are that so many passages have and that errors of a cost lead to.</summary>
    public static double Score(long passages, int cost) => (2 * Math.Log(passages)) - cost;

    /// <summary>The best spelling of a word that the index has, accents left out forgiven; null if it has none.</summary>
    public Correction? Forgiving(string word)
    {
        if (word.Length is 0 or > ErrorStates.LongestWord)
        {
            return null;
        }

        if (!_forgiving.TryGetValue(word, out var best))
        {
            foreach (var near in Walk(word, ForgivenErrors.Accents, word.Length * TypingErrors.AccentLeftOut))
            {
                var weighed = Weigh(near, accents: true);
                best = best is { } other && other.Score >= weighed.Score ? best : weighed;
            }

            _forgiving.Add(word, best);
        }

        return best;
    }

    /// <summary>Whether a word is the other one with accents where that has none.</summary>
    public static bool IsAccented(string word, string plain)
    {
        bool isAccented = word.Length == plain.Length;
        for (int i = 0; i < word.Length && isAccented; i++)
        {
            isAccented = word[i] == plain[i] || TypingErrors.Plain(word[i]) == plain[i];
        }

        return isAccented;
    }

    private WordJudgement Near(WordJudgement judgement, int budget)
    {
        if (budget == 0)
        {
            return judgement;
        }

        var known = new HashSet<string>(StringComparer.Ordinal) { judgement.Word };
        foreach (var correction in judgement.Corrections)
        {
            known.Add(correction.Word);
        }

        var found = new List<Correction>();
        foreach (var near in Walk(judgement.Word, ForgivenErrors.All, budget))
        {
            if (near.Word[^1] != '\'' && !known.Contains(near.Word))
            {
                found.Add(Weigh(near, accents: false));
            }
        }

        StableSort.Sort(found, static (a, b) => b.Score.CompareTo(a.Score));
        return judgement.With(CollectionsMarshal.AsSpan(found)[..Math.Min(MostCorrections, found.Count)]);
    }

    private List<NearWord> Walk(string word, ForgivenErrors errors, int budget)
    {
        var near = new List<NearWord>(4);
        var walk = new VocabularyWalk(index, Fields, new ErrorStates(word, errors, Math.Min(budget, byte.MaxValue - 1)), cancellation);
        while (walk.MoveNext())
        {
            near.Add(new NearWord(Encoding.UTF8.GetString(walk.Term), walk.Passages, walk.Cost));
        }

        return near;
    }

    private Correction Weigh(NearWord near, bool accents) => new(
        near.Word,
        near.Passages,
        Score(near.Passages, near.Cost) + (IsKnown(near.Word) ? KnownCorrection : 0),
        accents);

    private double Likelihood(string word, long passages)
    {
        bool known = IsKnown(word);
        if (passages == 0)
        {
            return known ? KnownAlone : 2 - (1.8 * word.Length);
        }

        return (2 * Math.Log(passages)) + (known ? KnownAndThere + Math.Max(0, 2.5 * (5 - word.Length)) : Math.Clamp(14 - (1.6 * word.Length), 0, 11));
    }

    private bool IsKnown(string word) => lexicon.Find(word) != FrenchLexicon.Unknown;

    private sealed record NearWord(string Word, long Passages, int Cost);
}
