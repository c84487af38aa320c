using System.Runtime.InteropServices;

namespace ArticleSearch.Matching.Automata;

/// <summary>
/// A <see cref="SpellingGraph"/> as an automaton over letters as they are written: a letter takes the step of what it is without
/// its accent, a ligature those of its two letters, an accent that stands alone none. A state is the set of places that the
/// letters so far may lead to; states are made as a walk comes to them. For one thread.
/// </summary>
internal readonly struct SpellingAutomaton(SpellingGraph graph) : ICodePointAutomaton<SpellingAutomaton.State>
{
    // A pattern of many stars and question marks may come to more sets than anybody wants to remember.
    private const int MostRemembered = 4096;

    private readonly States _states = new(graph);

    /// <summary>A set of places; none for none.</summary>
    internal readonly struct State(PlaceSet? places)
    {
        public PlaceSet? Places => places;
    }

    public bool TryStart(out State state)
    {
        state = new State(graph.IsEmpty ? null : _states.Single(SpellingGraph.Start));
        return state.Places is not null;
    }

    public bool Accepts(State state) => state.Places!.IsEnd;

    public bool TryStep(State state, int codePoint, out State next)
    {
        next = new State(state.Places!.Step(_states, codePoint));
        return next.Places is not null;
    }

    public bool TryStepAtLeast(State state, int from, out int codePoint, out State next)
    {
        codePoint = state.Places!.NextLetter(_states, from);
        next = new State(codePoint < 0 ? null : state.Places.Step(_states, codePoint));
        return codePoint >= 0;
    }

    /// <summary>The sets met so far.</summary>
    internal sealed class States(SpellingGraph graph)
    {
        private readonly PlaceSet?[] _singles = new PlaceSet?[graph.Count];
        private readonly Dictionary<int[], PlaceSet> _sets = new(SamePlaces.Instance);

        // Ascending.
        private readonly List<int> _gathered = [];

        public SpellingGraph Graph => graph;

        public PlaceSet Single(int place) => _singles[place] ??= new PlaceSet(graph, [place]);

        /// <summary>Where a letter without accent, or any, leads from one of the places; nowhere is null.</summary>
        public PlaceSet? Step(ReadOnlySpan<int> places, int codePoint)
        {
            _gathered.Clear();
            var (first, second) = FoldedLetters.Fold(codePoint);
            foreach (int place in places)
            {
                if (FoldedLetters.IsMark(codePoint))
                {
                    Gather(place);
                }

                for (int step = graph.FirstStep(place); step >= 0;)
                {
                    (int letter, int to, step) = graph.StepAt(step);
                    if (letter == SpellingGraph.Any || (letter == first && second == 0))
                    {
                        Gather(to);
                    }

                    if (second != 0 && (letter == first || letter == SpellingGraph.Any))
                    {
                        for (int then = graph.FirstStep(to); then >= 0;)
                        {
                            (letter, int end, then) = graph.StepAt(then);
                            if (letter == second || letter == SpellingGraph.Any)
                            {
                                Gather(end);
                            }
                        }
                    }
                }
            }

            return _gathered.Count switch
            {
                0 => null,
                1 => Single(_gathered[0]),
                _ => Set([.. _gathered]),
            };
        }

        private void Gather(int place)
        {
            int at = _gathered.BinarySearch(place);
            if (at < 0)
            {
                _gathered.Insert(~at, place);
            }
        }

        private PlaceSet Set(int[] places)
        {
            if (!_sets.TryGetValue(places, out var set))
            {
                if (_sets.Count == MostRemembered)
                {
                    _sets.Clear();
                }

                set = new PlaceSet(graph, places);
                _sets.Add(places, set);
            }

            return set;
        }

        private sealed class SamePlaces : IEqualityComparer<int[]>
        {
            public static readonly SamePlaces Instance = new();

            public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

            public int GetHashCode(int[] obj)
            {
                var hash = new HashCode();
                hash.AddBytes(MemoryMarshal.AsBytes(obj.AsSpan()));
                return hash.ToHashCode();
            }
        }
    }

    /// <summary>Places, and where their steps lead, found out once.</summary>
    internal sealed class PlaceSet
    {
        private readonly int[] _places;

        // The letters of the steps, ascending, and where each leads; no entry yet is not the same as nowhere.
        private readonly int[] _letters;
        private readonly PlaceSet?[] _targets;
        private readonly bool _takesAny;

        public PlaceSet(SpellingGraph graph, int[] places)
        {
            _places = places;
            var letters = new List<int>();
            foreach (int place in places)
            {
                IsEnd |= graph.IsEnd(place);
                for (int step = graph.FirstStep(place); step >= 0;)
                {
                    (int letter, _, step) = graph.StepAt(step);
                    _takesAny |= letter == SpellingGraph.Any;
                    if (letter != SpellingGraph.Any && !letters.Contains(letter))
                    {
                        letters.Add(letter);
                    }
                }
            }

            letters.Sort();
            _letters = [.. letters];
            _targets = new PlaceSet?[_letters.Length];
        }

        public bool IsEnd { get; }

        public PlaceSet? Step(States states, int codePoint)
        {
            var (letter, second) = FoldedLetters.Fold(codePoint);
            if (second != 0 || _takesAny || FoldedLetters.IsMark(codePoint))
            {
                return states.Step(_places, codePoint);
            }

            int index = Array.BinarySearch(_letters, letter);
            return index < 0 ? null : _targets[index] ??= states.Step(_places, letter);
        }

        /// <summary>The smallest letter at or above a code point that leads on; -1 if there is none.</summary>
        public int NextLetter(States states, int from)
        {
            if (_takesAny)
            {
                return from;
            }

            int best = from <= FoldedLetters.LastMark ? Math.Max(from, FoldedLetters.FirstMark) : int.MaxValue;
            foreach (int letter in _letters)
            {
                int next = FoldedLetters.Next(letter, from);
                best = next >= 0 ? Math.Min(best, next) : best;
            }

            foreach (int letter in FoldedLetters.Doubles)
            {
                if (letter >= from && letter < best && Array.BinarySearch(_letters, FoldedLetters.Fold(letter).First) >= 0
                    && states.Step(_places, letter) is not null)
                {
                    best = letter;
                }
            }

            return best == int.MaxValue ? -1 : best;
        }
    }
}
