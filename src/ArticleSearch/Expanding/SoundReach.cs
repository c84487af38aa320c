using System.Collections.Immutable;
using ArticleSearch.Analysis;
using ArticleSearch.Analysis.Lexicon;
using ArticleSearch.Matching.Automata;
using ArticleSearch.Queries;

namespace ArticleSearch.Expanding;

/// <summary>
/// What a word matches beside the words of the lexicon: other spellings of a name, and, where that is asked for, what sounds alike
/// or is a slip of the finger away. The nearest of these alone are taken.
/// </summary>
internal sealed class SoundReach
{
    /// <summary>How many words that sound alike, or nearly look so, are taken at most.</summary>
    public const int MostAlike = 50;

    // What sounds alike is taken for a little less than half an edit, and a little more the less it looks alike.
    private const float SoundCost = 0.4f;
    private const float LooksCost = 0.05f;

    private readonly FrenchLexicon _lexicon;
    private readonly VocabularyTerm _word;
    private readonly HashSet<string> _names;
    private readonly HashSet<string>? _sounds;
    private readonly bool _variants;

    private SoundReach(FrenchLexicon lexicon, string word, bool variants, bool sounds)
    {
        _lexicon = lexicon;
        _word = new VocabularyTerm(word, WordKin.Fold(word), 0);
        _variants = variants;
        _names = variants ? NameSpellings.Read(lexicon, word, _word.Folded) : [];
        _sounds = sounds && _word.Folded.Length >= 4 ? FrenchSounds.Read(_word.Folded) : null;
    }

    /// <summary>The reach of a word; null if nothing of the sort is asked for.</summary>
    public static SoundReach? Of(FrenchLexicon lexicon, WordQuery query)
    {
        bool variants = GroupBuilder.TakesVariants(query);
        bool sounds = query.Farthest == MatchLevel.Sound;
        foreach (var spelling in query.Spellings)
        {
            if (spelling.Length == 1 && (variants || sounds))
            {
                return new SoundReach(lexicon, spelling[0], variants, sounds);
            }
        }

        return null;
    }

    /// <summary>Adds every spelling that may be meant, and some that are not.</summary>
    public void AddSpellings(SpellingGraph graph)
    {
        if (_variants)
        {
            NameSpellings.AddSpellings(_word.Folded, _names, graph);
        }

        if (_sounds is not null)
        {
            FrenchSounds.AddSpellings(_sounds, graph);
        }
    }

    /// <summary>The terms that are meant, of those found by the spellings and, for slips of the finger, of the vocabulary.</summary>
    /// <param name="found">The terms that a graph of the spellings found, among others.</param>
    /// <param name="vocabulary">The vocabulary.</param>
    /// <param name="fields">The fields.</param>
    /// <param name="known">The terms that are near already.</param>
    /// <param name="cancellation">Stops the walk.</param>
    public GrowingArray<(string Term, Nearness Nearness)> Terms(
        List<VocabularyTerm> found, Vocabulary vocabulary, ImmutableArray<string> fields, IReadOnlyCollection<string> known, CancellationToken cancellation)
    {
        var taken = new HashSet<string>(known, StringComparer.Ordinal);
        var terms = new GrowingArray<(string, Nearness)>(4);
        foreach (var term in _variants ? found : [])
        {
            if (!taken.Contains(term.Text) && NameSpellings.Meets(_lexicon, _word, _names, term))
            {
                taken.Add(term.Text);
                terms.Add((term.Text, new Nearness(MatchLevel.Sound, ExpansionWeights.Transliteration, VariantReason.Transliteration)));
            }
        }

        if (_sounds is not null)
        {
            foreach (var alike in Alike(found, vocabulary, fields, taken, cancellation))
            {
                terms.Add(alike);
            }
        }

        return terms;
    }

    private IEnumerable<(string Term, Nearness Nearness)> Alike(
        List<VocabularyTerm> found, Vocabulary vocabulary, ImmutableArray<string> fields, HashSet<string> taken, CancellationToken cancellation)
    {
        var costs = new Dictionary<string, (float Cost, VariantReason Reason)>(StringComparer.Ordinal);
        foreach (var term in found)
        {
            if (!taken.Contains(term.Text) && _sounds!.Overlaps(FrenchSounds.Read(term.Folded)))
            {
                float edits = SlipDistance.Cost(_word.Folded, term.Folded);
                costs[term.Text] = (Math.Min(SoundCost + (LooksCost * edits), edits), VariantReason.Sound);
            }
        }

        int allowed = SlipDistance.Allowed(_word.Folded.Length);
        if (allowed > 0)
        {
            foreach (var term in vocabulary.Find(fields, new FoldedFuzzyMatcher(_word.Folded, allowed), cancellation))
            {
                if (!taken.Contains(term.Text) && !costs.ContainsKey(term.Text))
                {
                    costs.Add(term.Text, (SlipDistance.Cost(_word.Folded, term.Folded), VariantReason.Typing));
                }
            }
        }

        return costs
            .OrderBy(pair => pair.Value.Cost)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Take(MostAlike)
            .Select(pair => (pair.Key, new Nearness(MatchLevel.Sound, ExpansionWeights.OfSound(pair.Value.Cost), pair.Value.Reason)));
    }
}
