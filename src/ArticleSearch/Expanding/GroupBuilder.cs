using System.Collections.Immutable;
using ArticleSearch.Analysis;
using ArticleSearch.Analysis.Lexicon;
using ArticleSearch.Matching;
using ArticleSearch.Matching.Automata;
using ArticleSearch.Queries;

namespace ArticleSearch.Expanding;

/// <summary>
/// Makes the group of one word: gathers every spelling that may be near, walks over the vocabulary once, and asks of each term
/// found how near it is. A term is in the group only if the index has it. For one thread, once.
/// </summary>
internal sealed class GroupBuilder
{
    // The longest of d', l', qu'.
    private const int LongestElision = 3;

    private readonly Vocabulary _vocabulary;
    private readonly LearntNames _names;
    private readonly FrenchLexicon _lexicon;
    private readonly ImmutableArray<string> _fields;
    private readonly WordQuery _query;
    private readonly CancellationToken _cancellation;
    private readonly SpellingGraph _graph = new();
    private readonly GrowingArray<(WordKin Kin, VariantReason Reason)> _words = new(4);
    private readonly List<WordRun> _runs = [];
    private readonly HashSet<string> _knownRuns = new(StringComparer.Ordinal);
    private readonly HashSet<string> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WordVariant> _variants = new(StringComparer.Ordinal);

    public GroupBuilder(
        Vocabulary vocabulary, LearntNames names, FrenchLexicon lexicon, ImmutableArray<string> fields, WordQuery query, CancellationToken cancellation)
    {
        _vocabulary = vocabulary;
        _names = names;
        _lexicon = lexicon;
        _fields = fields;
        _query = query;
        _cancellation = cancellation;
    }

    /// <summary>Whether other names of what a word names are taken for it.</summary>
    public static bool TakesVariants(WordQuery query) => query.Variants && query.Farthest >= MatchLevel.Inflection;

    /// <summary>The variants, from near to far.</summary>
    public ImmutableArray<WordVariant> Build()
    {
        var reason = VariantReason.Same;
        foreach (var spelling in _query.Spellings)
        {
            if (spelling.Length == 1)
            {
                AddWord(spelling[0], reason);
            }
            else
            {
                AddRun(spelling, reason);
            }

            reason = VariantReason.Spelling;
        }

        if (TakesVariants(_query) && _query.Spellings[0] is [var acronym] && _query.Role == WordRole.Content)
        {
            foreach (string[] name in _names.NamesOf(acronym, _cancellation))
            {
                AddRun(new WordRun([.. name.Select(part => new WordKin(_lexicon, part, MatchLevel.Accent))], Nearness.Acronym, false));
            }
        }

        var sounds = SoundReach.Of(_lexicon, _query);
        sounds?.AddSpellings(_graph);
        var found = _vocabulary.Find(_fields, _graph, _cancellation);
        foreach (var term in found)
        {
            foreach (var (kin, why) in _words)
            {
                if (NearnessTo(kin, term, why) is { } nearness)
                {
                    Keep(term.Text, nearness);
                }
            }

            if (_numbers.Contains(term.Text))
            {
                Keep(term.Text, Nearness.Number);
            }
        }

        if (sounds is not null)
        {
            foreach (var (term, nearness) in sounds.Terms(found, _vocabulary, _fields, _variants.Keys, _cancellation))
            {
                Keep(term, nearness);
            }
        }

        if (_runs.Count > 0)
        {
            var byLetters = ByLetters(found);
            foreach (var run in _runs)
            {
                foreach (var (parts, nearness) in run.Variants(found, byLetters))
                {
                    Keep(string.Join(' ', parts.Select(part => string.Join('|', part.Terms))), parts, nearness);
                }
            }
        }

        return FromNearToFar();
    }

    private static Dictionary<string, List<VocabularyTerm>> ByLetters(List<VocabularyTerm> found)
    {
        var byLetters = new Dictionary<string, List<VocabularyTerm>>(StringComparer.Ordinal);
        foreach (var term in found)
        {
            if (!byLetters.TryGetValue(term.Folded, out var alike))
            {
                byLetters.Add(term.Folded, alike = []);
            }

            alike.Add(term);
        }

        return byLetters;
    }

    private ImmutableArray<WordVariant> FromNearToFar()
    {
        string[] terms = [.. _variants.Keys];
        StableSort.Sort(terms.AsSpan(), (a, b) =>
        {
            var (one, other) = (_variants[a], _variants[b]);
            return one.Level != other.Level ? one.Level - other.Level
                : one.Weight != other.Weight ? other.Weight.CompareTo(one.Weight)
                : string.CompareOrdinal(a, b);
        });
        return [.. Array.ConvertAll(terms, term => _variants[term])];
    }

    /// <summary>A word that is one term; where no dictionary has it, it may be a compound without its hyphens.</summary>
    private void AddWord(string word, VariantReason reason)
    {
        AddKin(word, reason, word);
        if (_query.Farthest >= MatchLevel.Inflection)
        {
            foreach (string way in Ordinals.WaysOf(word))
            {
                _graph.AddWord(WordKin.Fold(way));
                _numbers.Add(way);
            }
        }

        Span<int> forms = stackalloc int[FrenchLexicon.MostAlike];
        if (_query.Farthest > MatchLevel.Exact && !MayBeSeveralTerms()
            && _lexicon.FindAlike(word, []) == 0)
        {
            Span<char> letters = stackalloc char[WordAutomaton.LongestForm];
            int count = Math.Min(forms.Length, _lexicon.FindAlike(word, forms, hyphens: true));
            foreach (int form in forms[..count])
            {
                string compound = letters[.._lexicon.Spell(form, letters)].ToString();
                AddKin(compound, VariantReason.Spelling, compound);
            }
        }
    }

    /// <summary>Whether the word is several terms in any spelling.</summary>
    private bool MayBeSeveralTerms()
    {
        foreach (var spelling in _query.Spellings)
        {
            if (spelling.Length > 1)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Terms that stand next to each other: a compound, of which the dictionary may have other forms.</summary>
    private void AddRun(string[] parts, VariantReason reason)
    {
        string compound = string.Join('-', parts);
        bool isKnown = _lexicon.Find(compound) != FrenchLexicon.Unknown || _lexicon.FindAlike(compound, []) > 0;
        var farthest = parts.Length > WordRun.MostParts ? MatchLevel.Exact
            : isKnown ? MatchLevel.Accent
            : (MatchLevel)Math.Min((int)_query.Farthest, (int)MatchLevel.Inflection);
        AddRun(new WordRun(
            [.. parts.Select(part => new WordKin(_lexicon, part, farthest))],
            Nearness.Same with { Reason = reason },
            _query.Farthest == MatchLevel.Exact));
        if (isKnown)
        {
            AddKin(compound, VariantReason.Spelling, null);
        }
    }

    private void AddRun(WordRun run)
    {
        if (_knownRuns.Add(string.Join(' ', run.Parts.Select(part => part.Folded))))
        {
            _runs.Add(run);
            foreach (var part in run.Parts)
            {
                part.AddSpellings(_graph, []);
            }
        }
    }

    /// <param name="word">A word.</param>
    /// <param name="reason">Why a term that is spelled so is the word.</param>
    /// <param name="cut">What may stand in the text cut at its hyphens, beside the forms of the dictionary; null for nothing.</param>
    private void AddKin(string word, VariantReason reason, string? cut)
    {
        var kin = new WordKin(_lexicon, word, _query.Farthest);
        var compounds = new List<string>();
        kin.AddSpellings(_graph, compounds);
        _words.Add((kin, reason));
        if (reason == VariantReason.Spelling && cut is not null && cut.Contains('-', StringComparison.Ordinal))
        {
            compounds.Insert(0, cut);
        }

        foreach (string compound in compounds)
        {
            if (kin.To(compound, WordKin.Fold(compound)) is { } nearness)
            {
                nearness = nearness.Level == MatchLevel.Exact ? nearness with { Reason = VariantReason.Spelling } : nearness;
                var parts = Cut(compound);
                if (parts.Count > 1)
                {
                    AddRun(new WordRun([.. parts.Select(part => new WordKin(_lexicon, part, MatchLevel.Accent))], nearness, false));
                }
            }
        }
    }

    /// <summary>A compound as a text has it that is cut at hyphens and behind elided articles: <c>côte d' ivoire</c>.</summary>
    private static List<string> Cut(string compound)
    {
        var parts = new List<string>();
        foreach (string part in compound.Split('-', StringSplitOptions.RemoveEmptyEntries))
        {
            int elided = part.IndexOf('\'', StringComparison.Ordinal) + 1;
            if (elided is > 0 and <= LongestElision && elided < part.Length)
            {
                parts.Add(part[..elided]);
            }
            else
            {
                elided = 0;
            }

            parts.Add(part[elided..]);
        }

        return parts;
    }

    private Nearness? NearnessTo(WordKin kin, VocabularyTerm term, VariantReason reason)
    {
        var nearness = kin.To(term.Text, term.Folded);
        return nearness?.Level switch
        {
            MatchLevel.Exact => Nearness.Same with { Reason = reason },
            MatchLevel.Accent when _query.Farthest == MatchLevel.Exact && !ForgivenAccents.Allow(kin.Word, term.Text) => null,
            _ => nearness,
        };
    }

    private void Keep(string term, Nearness nearness) => Keep(term, [new PhrasePart(0, [term])], nearness);

    private void Keep(string key, ImmutableArray<PhrasePart> parts, Nearness nearness)
    {
        if (!_variants.TryGetValue(key, out var known) || nearness.Level < known.Level
            || (nearness.Level == known.Level && nearness.Weight > known.Weight))
        {
            _variants[key] = new WordVariant(parts, nearness.Level, nearness.Weight, nearness.Reason);
        }
    }
}
