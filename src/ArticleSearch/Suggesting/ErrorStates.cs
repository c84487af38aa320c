using System.Diagnostics;
using System.Numerics;
using ArticleSearch.Analysis;
using ArticleSearch.Expanding;
using ArticleSearch.Matching;
using ArticleSearch.Matching.Automata;
using static ArticleSearch.Suggesting.TypingErrors;

namespace ArticleSearch.Suggesting;

/// <summary>Which errors a walk over the vocabulary forgives.</summary>
internal enum ForgivenErrors
{
    /// <summary>Accents alone.</summary>
    Accents,

    /// <summary>Accents, in the letters that a word begins with; what follows is free.</summary>
    AccentsOfPrefix,

    /// <summary>All that <see cref="TypingErrors"/> has, up to a cost.</summary>
    All,
}

/// <summary>
/// The words that someone may have meant who typed a word: an automaton that reads what was meant, and knows after each letter
/// what the errors so far have cost at least. It knows no vocabulary. For one thread.
/// </summary>
/// <remarks>
/// <para>
/// A net of nodes: one before each typed letter and one after the last, and some between for sounds of several letters and for
/// swapped letters. A state is the least cost at each node; the states that a walk meets are made when it meets them and numbered,
/// and so are the ways between them, by letter: most of what a walk does is to go where it was before.
/// </para>
/// <para>From every node the rest of the typed word leads to its end at no cost, so a state that has a node left is never a dead end.</para>
/// <para>Longer than most files: the graph and the states over it are one idea, and neither is used without the other.</para>
/// </remarks>
internal sealed class ErrorStates
{
    /// <summary>Longer words are nobody's.</summary>
    public const int LongestWord = 40;

    private const int Any = -1;
    private const byte Unreachable = byte.MaxValue;
    private const int NotYet = -2;
    private const int Dead = -1;
    private const int LatinEnd = 0x180;

    // What a letter may be without its accent.
    private const string PlainLetters = "'-0123456789abcdefghijklmnopqrstuvwxyzæœ";

    // The column of each letter that no net names, and all small letters that have one, with an accent or without.
    private static readonly byte[] PlainColumns = ColumnsOfPlain();
    private static readonly List<int> LatinLetters = SmallLetters();

    // For each letter the place of the first of these at or above it.
    private static readonly byte[] LatinPlaces = PlacesOfSmall();
    private static readonly ulong[] LatinAlike = Alike(LatinLetters);

    private readonly int[] _typed;
    private readonly int[] _plain;
    private readonly int _budget;
    private readonly bool _open;
    private readonly List<GrowingArray<Arc>> _arcs = [];
    private readonly GrowingArray<(int From, int To, int Cost)> _skips = new(16);
    private readonly int[] _leastForAny;
    private readonly List<int> _named = [];
    private readonly byte[] _columns = PlainColumns.AsSpan().ToArray();
    private readonly int _columnCount;
    private readonly Dictionary<byte[], int> _numbers = new(SameCosts.Instance);
    private readonly List<byte[]> _rows = [];
    private readonly List<int[]> _ways = [];
    private readonly List<ulong[]?> _letters = [];
    private readonly ulong[] _alike;
    private readonly byte[] _unreached;
    private byte[] _next;
    private bool _namesOtherLatin;

    /// <summary>The letters that may lead on: most nets name none but those that all share.</summary>
    private List<int> _labels = LatinLetters;

    /// <param name="word">What was typed, in small letters, at most <see cref="LongestWord"/>.</param>
    /// <param name="errors">What is forgiven.</param>
    /// <param name="budget">What the errors may cost together; below 255.</param>
    public ErrorStates(string word, ForgivenErrors errors, int budget)
    {
        Debug.Assert(word.Length is > 0 and <= LongestWord && budget is >= 0 and < Unreachable);
        _typed = Utf8Term.CodePoints(word);
        _plain = Array.ConvertAll(_typed, Plain);
        _budget = budget;
        _open = errors == ForgivenErrors.AccentsOfPrefix;
        _leastForAny = new int[_typed.Length + 1];
        _leastForAny.AsSpan().Fill(int.MaxValue);
        for (int place = 0; place <= _typed.Length; place++)
        {
            _arcs.Add(new GrowingArray<Arc>(8));
        }

        AddLetters();
        if (errors == ForgivenErrors.All)
        {
            AddErrors();
        }

        AddSounds(errors == ForgivenErrors.All ? Sounds : Ligatures);
        StableSort.Sort(_skips.Span, static (a, b) => a.From.CompareTo(b.From));
        foreach (var arcs in _arcs)
        {
            foreach (var arc in arcs)
            {
                if (arc.Exactly && !_named.Contains(arc.Letter))
                {
                    Name(arc.Letter);
                }
            }
        }

        _alike = ReferenceEquals(_labels, LatinLetters) ? LatinAlike : Alike(_labels);
        _columnCount = PlainLetters.Length + 1 + _named.Count;
        _unreached = new byte[_arcs.Count];
        for (int node = 0; node < _unreached.Length; node++)
        {
            _unreached[node] = Unreachable;
        }

        _next = _unreached.AsSpan().ToArray();
        _next[0] = 0;
        Start = Close();
    }

    public int Start { get; }

    private int End => _typed.Length;

    /// <summary>What the errors of the text read so far cost if it is whole; above the budget if it can not be.</summary>
    public int Cost(int state) => _rows[state][End];

    public bool Accepts(int state) => _rows[state][End] <= _budget;

    public bool TryStep(int state, int letter, out int next)
    {
        int column = (uint)letter < LatinEnd ? _columns[letter] : ColumnOf(letter);
        next = _ways[state][column];
        if (next == NotYet)
        {
            next = Step(_rows[state], letter);
            _ways[state][column] = next;
        }

        return next != Dead;
    }

    public bool TryStepAtLeast(int state, int from, out int letter, out int next)
    {
        ulong[] letters = _letters[state] ??= LettersOf(_rows[state]);
        if (letters.Length == 0)
        {
            letter = from;
            return TryStep(state, from, out next);
        }

        int first = FirstLabel(from);
        for (int word = first >> 6; word < letters.Length; word++)
        {
            ulong left = word == first >> 6 ? letters[word] & (ulong.MaxValue << first) : letters[word];
            if (left != 0)
            {
                letter = _labels[(word << 6) + BitOperations.TrailingZeroCount(left)];
                return TryStep(state, letter, out next);
            }
        }

        (letter, next) = (0, 0);
        return false;
    }

    /// <summary>The place of the first of <see cref="_labels"/> at or above a letter.</summary>
    private int FirstLabel(int letter)
    {
        if ((uint)letter < LatinEnd && !_namesOtherLatin)
        {
            return LatinPlaces[letter];
        }

        int place = _labels.BinarySearch(letter);
        return place < 0 ? ~place : place;
    }

    /// <summary>The letters that lead on, a bit for each of <see cref="_labels"/>; empty where any does.</summary>
    private ulong[] LettersOf(byte[] row)
    {
        if (TakesAny(row))
        {
            return [];
        }

        int words = (_labels.Count + 63) >> 6;
        var letters = new ulong[words];
        for (int node = 0; node < row.Length; node++)
        {
            int left = _budget - row[node];
            foreach (ref readonly var arc in _arcs[node].Span)
            {
                if (arc.Cost > left)
                {
                    continue;
                }

                if (arc.Exactly)
                {
                    int label = _labels.BinarySearch(arc.Letter);
                    letters[label >> 6] |= 1UL << label;
                    continue;
                }

                int column = ColumnOfPlain(arc.Letter);
                for (int word = 0; word < words && column < PlainLetters.Length; word++)
                {
                    letters[word] |= _alike[(column * words) + word];
                }
            }
        }

        return letters;
    }

    /// <summary>For each plain letter those of some labels that are it without their accents, a bit each.</summary>
    private static ulong[] Alike(List<int> labels)
    {
        int words = (labels.Count + 63) >> 6;
        var alike = new ulong[PlainLetters.Length * words];
        for (int label = 0; label < labels.Count; label++)
        {
            int column = ColumnOfPlain(labels[label]);
            if (column < PlainLetters.Length)
            {
                alike[(column * words) + (label >> 6)] |= 1UL << label;
            }
        }

        return alike;
    }

    private void AddLetters()
    {
        for (int place = 0; place < End; place++)
        {
            _arcs[place].Add(new Arc(place + 1, _typed[place], Exactly: true, 0));
            _arcs[place].Add(new Arc(place + 1, _plain[place], Exactly: false, _typed[place] == _plain[place] ? AccentLeftOut : AccentWrong));
        }

        if (_open)
        {
            AddAny(End, End, 0);
        }
    }

    /// <summary>The errors of the hand, and letters that are not heard.</summary>
    private void AddErrors()
    {
        for (int place = 0; place <= End; place++)
        {
            int more = place == 0 ? AtStart : 0;
            int before = place > 0 ? _plain[place - 1] : 0;
            int here = place < End ? _plain[place] : 0;

            // What was left out.
            AddAny(place, place, LeftOut + more);
            Add(place, place, '-', Sign);
            Add(place, place, '\'', Sign);
            Add(place, place, 'h', SilentH);
            AddDoubled(place, before);
            AddDoubled(place, here);
            if (place == End)
            {
                foreach (char silent in "estdxzp")
                {
                    Add(place, place, silent, SilentEnd);
                }

                return;
            }

            // What is wrong.
            AddAny(place, place + 1, Wrong + more);
            foreach (char likely in LikelyFor(here))
            {
                Add(place, place + 1, likely, Substitution(here, likely) + more);
            }

            // What is too much.
            int after = place + 1 < End ? _plain[place + 1] : 0;
            int cost = here == before || here == after ? Doubling
                : IsSign(here) ? Sign
                : here == 'h' ? SilentH
                : place == End - 1 && IsSilentAtEnd(here) ? SilentEnd
                : FrenchKeyboard.AreBeside(here, before) || FrenchKeyboard.AreBeside(here, after) ? TwoKeys
                : TooMuch;
            _skips.Add((place, place + 1, cost + (cost < TwoKeys ? 0 : more)));

            // What stands in the wrong order.
            if (after != 0 && after != here)
            {
                int between = AddNode();
                Add(place, between, after, Transposition + more);
                Add(between, place + 2, here, 0);
            }
        }
    }

    private void AddSounds(ReadOnlySpan<Sound> sounds)
    {
        foreach (ref readonly var sound in sounds)
        {
            int last = End - sound.Typed.Length;
            for (int place = sound.AtEnd ? Math.Max(0, last) : 0; place <= last; place++)
            {
                if (IsTyped(sound.Typed, place))
                {
                    AddSound(place, sound);
                }
            }
        }
    }

    private void AddSound(int place, in Sound sound)
    {
        int target = place + sound.Typed.Length;
        if (sound.Meant.Length == 0)
        {
            _skips.Add((place, target, sound.Cost));
            return;
        }

        int from = place;
        for (int i = 0; i < sound.Meant.Length; i++)
        {
            int to = i == sound.Meant.Length - 1 ? target : AddNode();
            int letter = sound.Meant[i];
            int cost = i == 0 ? sound.Cost : 0;
            if (cost <= _budget)
            {
                _arcs[from].Add(new Arc(to, letter, Exactly: letter != Plain(letter), cost));
            }

            from = to;
        }
    }

    private bool IsTyped(string letters, int place)
    {
        for (int i = 0; i < letters.Length; i++)
        {
            int letter = letters[i];
            if (letter != (letter == Plain(letter) ? _plain : _typed)[place + i])
            {
                return false;
            }
        }

        return true;
    }

    private void AddDoubled(int place, int letter)
    {
        if (letter is >= 'a' and <= 'z')
        {
            Add(place, place, letter, Doubling);
        }
    }

    private void AddAny(int from, int to, int cost)
    {
        Add(from, to, Any, cost);
        _leastForAny[from] = Math.Min(_leastForAny[from], cost);
    }

    private void Add(int from, int to, int plainLetter, int cost)
    {
        if (cost <= _budget)
        {
            _arcs[from].Add(new Arc(to, plainLetter, Exactly: false, cost));
        }
    }

    private int AddNode()
    {
        _arcs.Add(new GrowingArray<Arc>(8));
        return _arcs.Count - 1;
    }

    /// <summary>Makes room for a letter that the net has as it is written.</summary>
    private void Name(int letter)
    {
        if (letter < LatinEnd)
        {
            _columns[letter] = (byte)(PlainLetters.Length + 1 + _named.Count);
        }

        _named.Add(letter);
        int place = _labels.BinarySearch(letter);
        if (place < 0)
        {
            _labels = ReferenceEquals(_labels, LatinLetters) ? [.. LatinLetters] : _labels;
            _labels.Insert(~place, letter);
            _namesOtherLatin |= letter < LatinEnd;
        }
    }

    /// <summary>
    /// The column of a letter in the table of ways: one for each letter that the net has as it is written; for the others, one for
    /// each plain letter, and one for all that the net knows nothing of.
    /// </summary>
    private int ColumnOf(int letter)
    {
        int named = _named.IndexOf(letter);
        return named >= 0 ? PlainLetters.Length + 1 + named : ColumnOfPlain(letter);
    }

    private static int ColumnOfPlain(int letter)
    {
        int plain = Plain(letter);
        int place = plain <= char.MaxValue ? PlainLetters.IndexOf((char)plain, StringComparison.Ordinal) : -1;
        return place < 0 ? PlainLetters.Length : place;
    }

    private static byte[] ColumnsOfPlain()
    {
        byte[] columns = new byte[LatinEnd];
        for (int letter = 0; letter < columns.Length; letter++)
        {
            columns[letter] = (byte)ColumnOfPlain(letter);
        }

        return columns;
    }

    private static List<int> SmallLetters()
    {
        var letters = new List<int>(512);
        AddSmall(0, 0x7F);
        foreach (var (first, last) in FoldedLetters.Ranges)
        {
            AddSmall(first, last);
        }

        return letters;

        void AddSmall(int first, int last)
        {
            for (int letter = first; letter <= last; letter++)
            {
                if (ColumnOfPlain(letter) < PlainLetters.Length && !char.IsAsciiLetterUpper((char)letter))
                {
                    letters.Add(letter);
                }
            }
        }
    }

    private static byte[] PlacesOfSmall()
    {
        byte[] places = new byte[LatinEnd];
        for (int letter = 0, place = 0; letter < places.Length; letter++)
        {
            places[letter] = (byte)place;
            place += place < LatinLetters.Count && LatinLetters[place] == letter ? 1 : 0;
        }

        return places;
    }

    private bool TakesAny(byte[] row)
    {
        for (int place = 0; place < _leastForAny.Length; place++)
        {
            if (row[place] + (long)_leastForAny[place] <= _budget)
            {
                return true;
            }
        }

        return false;
    }

    private int Step(byte[] row, int letter)
    {
        int plain = Plain(letter);
        _unreached.CopyTo(_next, 0);
        for (int node = 0; node < row.Length; node++)
        {
            int left = _budget - row[node];
            if (left < 0)
            {
                continue;
            }

            foreach (ref readonly var arc in _arcs[node].Span)
            {
                if (arc.Cost <= left && (arc.Letter == (arc.Exactly ? letter : plain) || arc.Letter == Any))
                {
                    int cost = row[node] + arc.Cost;
                    if (cost < _next[arc.To])
                    {
                        _next[arc.To] = (byte)cost;
                    }
                }
            }
        }

        return Close();
    }

    /// <summary>Adds what may be left out of the typed word, and numbers the state; -1 if nothing is left.</summary>
    private int Close()
    {
        foreach (var (from, to, cost) in _skips)
        {
            int reached = _next[from] + cost;
            if (reached <= _budget && reached < _next[to])
            {
                _next[to] = (byte)reached;
            }
        }

        if (_next.AsSpan().IndexOfAnyExcept(Unreachable) < 0)
        {
            return Dead;
        }

        if (_numbers.TryGetValue(_next, out int known))
        {
            return known;
        }

        int state = _rows.Count;
        byte[] row = _next;
        _rows.Add(row);
        _letters.Add(null);
        _numbers.Add(row, state);
        int[] ways = new int[_columnCount];
        ways.AsSpan().Fill(NotYet);
        _ways.Add(ways);
        _next = new byte[row.Length];
        return state;
    }

    /// <summary>A way from a node to another by a letter: as it is written, or without its accent.</summary>
    private readonly record struct Arc(int To, int Letter, bool Exactly, int Cost);

    /// <summary>States are one if every node costs the same in them.</summary>
    private sealed class SameCosts : IEqualityComparer<byte[]>
    {
        public static readonly SameCosts Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj)
        {
            var hash = new HashCode();
            hash.AddBytes(obj);
            return hash.ToHashCode();
        }
    }
}
