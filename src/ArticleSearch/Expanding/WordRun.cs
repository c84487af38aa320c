using System.Collections.Immutable;
using ArticleSearch.Queries;

namespace ArticleSearch.Expanding;

/// <summary>
/// A word that stands in a text as several terms next to each other, each of which may be written in other ways. It says which
/// rows of terms that may be, and never says one twice.
/// </summary>
/// <param name="parts">The terms.</param>
/// <param name="nearness">How near the run is to the word if all its parts stand there as they are.</param>
/// <param name="exact">Whether accents that were typed count.</param>
internal sealed class WordRun(ImmutableArray<WordKin> parts, Nearness nearness, bool exact)
{
    /// <summary>
    /// Of a compound of more parts than any word or name has, only the row that was typed is asked for: rows are as many as parts,
    /// and each is as long.
    /// </summary>
    public const int MostParts = 16;

    public ImmutableArray<WordKin> Parts => parts;

    /// <summary>
    /// The rows that the vocabulary has, level by level. Those of a level are told apart by the first part that is as far as that:
    /// parts before it are nearer, parts behind it at most as far.
    /// </summary>
    /// <param name="found">Terms of the vocabulary.</param>
    /// <param name="byLetters">The same by their letters without accents.</param>
    public IEnumerable<(ImmutableArray<PhrasePart> Parts, Nearness Nearness)> Variants(
        List<VocabularyTerm> found, Dictionary<string, List<VocabularyTerm>> byLetters)
    {
        var levels = new List<(string Term, MatchLevel Level)>[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            levels[i] = Alternatives(parts[i], parts[i].IsWide ? found : byLetters.GetValueOrDefault(parts[i].Folded) ?? []);
            if (levels[i].Count == 0)
            {
                yield break;
            }
        }

        var farthest = parts.Length > MostParts ? MatchLevel.Exact : MatchLevel.Inflection;
        for (var level = MatchLevel.Exact; level <= farthest; level++)
        {
            for (int first = 0; first < parts.Length; first++)
            {
                if (Row(levels, level, first) is { } row)
                {
                    yield return (row, Of(level));
                }

                if (level == MatchLevel.Exact)
                {
                    break;
                }
            }
        }
    }

    private static ImmutableArray<PhrasePart>? Row(List<(string Term, MatchLevel Level)>[] levels, MatchLevel level, int first)
    {
        var row = ImmutableArray.CreateBuilder<PhrasePart>(levels.Length);
        for (int i = 0; i < levels.Length; i++)
        {
            int place = i;
            ImmutableArray<string> terms =
            [
                .. levels[i]
                    .Where(one => level == MatchLevel.Exact ? one.Level == level
                        : place < first ? one.Level < level
                        : place == first ? one.Level == level
                        : one.Level <= level)
                    .Select(one => one.Term)
                    .Order(StringComparer.Ordinal),
            ];
            if (terms.IsEmpty)
            {
                return null;
            }

            row.Add(new PhrasePart(i, terms));
        }

        return row.MoveToImmutable();
    }

    private List<(string Term, MatchLevel Level)> Alternatives(WordKin part, List<VocabularyTerm> terms)
    {
        var alternatives = new List<(string, MatchLevel)>();
        foreach (var term in terms)
        {
            // Of words that are known and differ in accents, only what was typed is meant.
            if (part.To(term.Text, term.Folded) is { } near && near.Weight > ExpansionWeights.OtherAccents
                && (!exact || ForgivenAccents.Allow(part.Word, term.Text)))
            {
                alternatives.Add((term.Text, near.Level));
            }
        }

        return alternatives;
    }

    private Nearness Of(MatchLevel level) => level <= nearness.Level ? nearness : level switch
    {
        MatchLevel.Accent => new Nearness(level, ExpansionWeights.Accent, VariantReason.Accents),
        _ => Nearness.OtherForm(VariantReason.Form),
    };
}
