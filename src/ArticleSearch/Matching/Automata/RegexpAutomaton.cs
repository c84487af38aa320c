using System.Runtime.InteropServices;

namespace ArticleSearch.Matching.Automata;

/// <summary>
/// The deterministic automaton of a regular language: one state a derivative. States that lead nowhere are cut off. Immutable.
/// </summary>
internal readonly struct RegexpAutomaton : ICodePointAutomaton<int>
{
    /// <summary>Lucene's own limit.</summary>
    private const int MostStates = 10_000;

    // The arcs of state s are those from _firstArc[s] to _firstArc[s + 1], ascending by letters.
    private readonly int[] _firstArc;
    private readonly Arc[] _arcs;
    private readonly bool[] _accepts;
    private readonly bool _isEmpty;

    private RegexpAutomaton(int[] firstArc, Arc[] arcs, bool[] accepts, bool isEmpty)
    {
        _firstArc = firstArc;
        _arcs = arcs;
        _accepts = accepts;
        _isEmpty = isEmpty;
    }

    private readonly record struct Arc(int First, int Last, int Target);

    /// <exception cref="RegexpLanguages.TooComplexException">It would have too many states.</exception>
    public static RegexpAutomaton Of(RegexpLanguage language, RegexpLanguages languages)
    {
        var states = new List<RegexpLanguage> { language };
        var numbers = new Dictionary<RegexpLanguage, int> { [language] = 0 };
        var arcs = new List<Arc>();
        var firstArc = new List<int> { 0 };
        var boundaries = new SortedSet<int>();
        for (int state = 0; state < states.Count; state++)
        {
            boundaries.Clear();
            languages.AddBoundaries(states[state], boundaries);
            boundaries.Add(0);
            boundaries.Add(Utf8Term.MaxCodePoint + 1);
            int first = -1;
            foreach (int boundary in boundaries)
            {
                if (first >= 0)
                {
                    AddArc(languages.Derive(states[state], first), first, boundary - 1);
                }

                first = boundary;
            }

            firstArc.Add(arcs.Count);
        }

        bool[] accepts = [.. states.Select(state => state.HoldsEmptyText)];
        return Trim([.. firstArc], CollectionsMarshal.AsSpan(arcs), accepts);

        void AddArc(RegexpLanguage target, int first, int last)
        {
            if (target.IsEmpty)
            {
                return;
            }

            if (!numbers.TryGetValue(target, out int number))
            {
                number = states.Count;
                if (number == MostStates)
                {
                    throw new RegexpLanguages.TooComplexException();
                }

                numbers.Add(target, number);
                states.Add(target);
            }

            if (arcs.Count > firstArc[^1] && arcs[^1].Target == number && arcs[^1].Last == first - 1)
            {
                arcs[^1] = arcs[^1] with { Last = last };
            }
            else
            {
                arcs.Add(new Arc(first, last, number));
            }
        }
    }

    /// <summary>Whether nothing belongs to a language. Mostly its expression shows it.</summary>
    /// <exception cref="RegexpLanguages.TooComplexException">It would have too many states.</exception>
    public static bool IsEmpty(RegexpLanguage language, RegexpLanguages languages) =>
        language.IsEmpty || (language.MayBeEmpty && Of(language, languages)._isEmpty);

    public bool TryStart(out int state)
    {
        state = 0;
        return !_isEmpty;
    }

    public bool Accepts(int state) => _accepts[state];

    public bool TryStep(int state, int codePoint, out int next)
    {
        int arc = FindArc(state, codePoint);
        bool found = arc < _firstArc[state + 1] && _arcs[arc].First <= codePoint;
        next = found ? _arcs[arc].Target : 0;
        return found;
    }

    public bool TryStepAtLeast(int state, int from, out int codePoint, out int next)
    {
        int arc = FindArc(state, from);
        bool found = arc < _firstArc[state + 1];
        (codePoint, next) = found ? (Math.Max(from, _arcs[arc].First), _arcs[arc].Target) : (0, 0);
        return found;
    }

    /// <summary>The first arc of a state that does not end before a letter.</summary>
    private int FindArc(int state, int codePoint)
    {
        int low = _firstArc[state];
        int high = _firstArc[state + 1];
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_arcs[middle].Last < codePoint)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>Leaves out the arcs to states from which no accepting state is reached.</summary>
    private static RegexpAutomaton Trim(int[] firstArc, ReadOnlySpan<Arc> arcs, bool[] accepts)
    {
        int count = accepts.Length;
        int[] incoming = new int[count + 1];
        foreach (var arc in arcs)
        {
            incoming[arc.Target + 1]++;
        }

        for (int state = 0; state < count; state++)
        {
            incoming[state + 1] += incoming[state];
        }

        int[] sources = new int[arcs.Length];
        int[] fill = [.. incoming];
        for (int state = 0; state < count; state++)
        {
            foreach (var arc in arcs[firstArc[state]..firstArc[state + 1]])
            {
                sources[fill[arc.Target]++] = state;
            }
        }

        bool[] alive = [.. accepts];
        var open = new Stack<int>(Enumerable.Range(0, count).Where(state => accepts[state]));
        while (open.TryPop(out int state))
        {
            foreach (int source in sources.AsSpan(incoming[state]..incoming[state + 1]))
            {
                if (!alive[source])
                {
                    alive[source] = true;
                    open.Push(source);
                }
            }
        }

        var kept = new List<Arc>(arcs.Length);
        int[] firstKept = new int[count + 1];
        for (int state = 0; state < count; state++)
        {
            foreach (var arc in arcs[firstArc[state]..firstArc[state + 1]])
            {
                if (alive[arc.Target])
                {
                    kept.Add(arc);
                }
            }

            firstKept[state + 1] = kept.Count;
        }

        return new RegexpAutomaton(firstKept, [.. kept], accepts, isEmpty: !alive[0]);
    }
}
