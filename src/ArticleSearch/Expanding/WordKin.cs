using ArticleSearch.Analysis.Lexicon;
using ArticleSearch.Matching.Automata;

namespace ArticleSearch.Expanding;

/// <summary>
/// What the lexicon says of one word: how near any other is to it, and every spelling that may be near. It says what
/// <see cref="WordRelations"/> says, for many words in the time that one takes there; it knows no index.
/// </summary>
internal sealed class WordKin
{
    private readonly FrenchLexicon _lexicon;
    private readonly string _word;
    private readonly string _base;
    private readonly MatchLevel _farthest;
    private readonly bool _isKnown;

    // The lemmas of the word, and whether the word is first of all a form of the lemma.
    private readonly Dictionary<int, bool> _lemmas = [];
    private readonly HashSet<int> _family = [];

    /// <param name="lexicon">The lexicon.</param>
    /// <param name="word">A word in small letters.</param>
    /// <param name="farthest">What is farther is not asked for.</param>
    public WordKin(FrenchLexicon lexicon, string word, MatchLevel farthest)
    {
        _lexicon = lexicon;
        _word = word;
        Folded = Fold(word);
        HasAccents = !string.Equals(Folded, word, StringComparison.Ordinal);
        _isKnown = lexicon.Find(word) != FrenchLexicon.Unknown;
        _farthest = farthest;
        _base = BaseOf(word);
        ReadLemmas(farthest >= MatchLevel.Derivation);
    }

    public string Word => _word;

    /// <summary>Whether words that have other letters may be near.</summary>
    public bool IsWide => _farthest >= MatchLevel.Inflection;

    /// <summary>The word without its accents.</summary>
    public string Folded { get; }

    public bool HasAccents { get; }

    public static string Fold(ReadOnlySpan<char> word)
    {
        Span<char> folded = word.Length <= 128 ? stackalloc char[AccentFolding.MostGrowth * 128] : new char[AccentFolding.MostGrowth * word.Length];
        return new string(folded[..AccentFolding.Fold(word, folded)]);
    }

    /// <summary>How near another word is, and why; null for one that has nothing to do with this one, or is too far.</summary>
    /// <param name="other">In small letters.</param>
    /// <param name="otherFolded">The same without its accents.</param>
    public Nearness? To(string other, string otherFolded)
    {
        if (string.Equals(other, _word, StringComparison.Ordinal))
        {
            return Nearness.Same;
        }

        if (string.Equals(otherFolded, Folded, StringComparison.Ordinal))
        {
            return new Nearness(MatchLevel.Accent, AccentWeight(other), VariantReason.Accents);
        }

        if (_farthest < MatchLevel.Inflection)
        {
            return null;
        }

        string otherBase = BaseOf(other);
        if (string.Equals(otherBase, _base, StringComparison.Ordinal))
        {
            return Nearness.OtherForm(VariantReason.FormByRule);
        }

        bool byRule = !ReferenceEquals(_base, _word) || !ReferenceEquals(otherBase, other);
        return Relation(otherBase) switch
        {
            MatchLevel.Inflection => Nearness.OtherForm(byRule ? VariantReason.FormByRule : VariantReason.Form),
            MatchLevel.Derivation => new Nearness(MatchLevel.Derivation, ExpansionWeights.Derivation, VariantReason.Family),
            _ => null,
        };
    }

    /// <summary>Adds every spelling that may be near, without accents; those with hyphens are added to a list as well, as they are.</summary>
    public void AddSpellings(SpellingGraph graph, List<string> compounds)
    {
        graph.AddWord(Folded);
        if (_farthest < MatchLevel.Inflection)
        {
            return;
        }

        var news = new List<string>();
        UnknownWords.AddForms(_lexicon, _base, news);
        AddFolded(graph, _base);
        foreach (int lemma in _lemmas.Keys)
        {
            AddForms(lemma, graph, compounds, news);
        }

        foreach (int lemma in _family)
        {
            AddForms(lemma, graph, compounds, news);
        }

        foreach (string form in news)
        {
            AddFolded(graph, form);
            if (form.Contains('-', StringComparison.Ordinal))
            {
                compounds.Add(form);
            }
        }
    }

    private void AddForms(int lemma, SpellingGraph graph, List<string> compounds, List<string> news)
    {
        Span<char> buffer = stackalloc char[LemmaForms.BufferLength];
        Span<char> folded = stackalloc char[AccentFolding.MostGrowth * WordAutomaton.LongestForm];
        foreach (var form in _lexicon.Forms(lemma, buffer))
        {
            graph.AddWord(folded[..AccentFolding.Fold(form, folded)]);
            if (form.Contains('-'))
            {
                compounds.Add(form.ToString());
            }

            if (MayBeBase(form))
            {
                UnknownWords.AddForms(_lexicon, form.ToString(), news);
            }
        }
    }

    /// <summary>Whether a form is the base of anything: only such a one is what an unknown word is made from.</summary>
    private bool MayBeBase(ReadOnlySpan<char> form)
    {
        int number = _lexicon.Find(form);
        if (number != FrenchLexicon.Unknown)
        {
            foreach (var reading in _lexicon.Lemmas(number))
            {
                if (reading.IsBase)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static void AddFolded(SpellingGraph graph, string word) => graph.AddWord(Fold(word));

    private float AccentWeight(string other)
    {
        int form = _lexicon.Find(other);
        if (!_isKnown || form == FrenchLexicon.Unknown || Relation(other) == MatchLevel.Inflection)
        {
            return ExpansionWeights.Accent;
        }

        return HasAccents ? ExpansionWeights.OtherAccents : ExpansionWeights.AccentsLeftOut;
    }

    private void ReadLemmas(bool withFamilies)
    {
        Span<int> forms = stackalloc int[FrenchLexicon.MostAlike];
        foreach (int form in forms[..Forms(_base, forms)])
        {
            foreach (var reading in _lexicon.Lemmas(form))
            {
                _lemmas[reading.Lemma] = !reading.IsOvershadowed || _lemmas.GetValueOrDefault(reading.Lemma);
            }
        }

        if (!withFamilies)
        {
            return;
        }

        foreach (var (lemma, isPlain) in _lemmas)
        {
            if (!isPlain)
            {
                continue;
            }

            foreach (var relative in _lexicon.Relatives(lemma))
            {
                _family.Add(relative.Lemma);
                if (relative.IsHead)
                {
                    foreach (var other in _lexicon.Relatives(relative.Lemma))
                    {
                        if (!other.IsHead)
                        {
                            _family.Add(other.Lemma);
                        }
                    }
                }
            }
        }
    }

    private MatchLevel? Relation(string word)
    {
        MatchLevel? nearest = null;
        Span<int> forms = stackalloc int[FrenchLexicon.MostAlike];
        foreach (int form in forms[..Forms(word, forms)])
        {
            foreach (var reading in _lexicon.Lemmas(form))
            {
                if (_lemmas.TryGetValue(reading.Lemma, out bool isPlain) && (isPlain || !reading.IsOvershadowed))
                {
                    return MatchLevel.Inflection;
                }

                if (!reading.IsOvershadowed && _family.Contains(reading.Lemma))
                {
                    nearest = MatchLevel.Derivation;
                }
            }
        }

        return nearest;
    }

    private int Forms(ReadOnlySpan<char> word, Span<int> forms)
    {
        int form = _lexicon.Find(word);
        if (form == FrenchLexicon.Unknown)
        {
            return Math.Min(forms.Length, _lexicon.FindAlike(word, forms));
        }

        forms[0] = form;
        return 1;
    }

    /// <summary>The base of a word by the rules for unknown ones; the same object where they do not speak of it.</summary>
    private string BaseOf(string word)
    {
        Span<char> written = word.Length < 128 ? stackalloc char[128] : new char[word.Length + 1];
        written = written[..UnknownWords.WriteBase(_lexicon, word, written)];
        return written.SequenceEqual(word) ? word : new string(written);
    }
}

/// <summary>How near a word is to another, how much it counts, and why.</summary>
internal readonly record struct Nearness(MatchLevel Level, float Weight, VariantReason Reason)
{
    public static Nearness Same { get; } = new(MatchLevel.Exact, ExpansionWeights.Exact, VariantReason.Same);

    /// <summary>An acronym is the name itself, written otherwise; the texts alone say so.</summary>
    public static Nearness Acronym { get; } = new(MatchLevel.Derivation, ExpansionWeights.Acronym, VariantReason.Acronym);

    /// <summary>The same number in other signs.</summary>
    public static Nearness Number { get; } = new(MatchLevel.Inflection, ExpansionWeights.Number, VariantReason.Number);

    public static Nearness OtherForm(VariantReason reason) => new(MatchLevel.Inflection, ExpansionWeights.Inflection, reason);
}
