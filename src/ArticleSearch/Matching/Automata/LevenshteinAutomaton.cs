using System.Diagnostics;

namespace ArticleSearch.Matching.Automata;

/// <summary>
/// Texts within an edit distance of at most 2 of a word, by code points: insertion, deletion, substitution, and transposition of
/// neighbours that are not edited again (optimal string alignment). The first letters can be held fast.
/// </summary>
/// <remarks>
/// A nondeterministic automaton run in parallel bits. After <c>j</c> letters of the text, being at place <c>i</c> of the word
/// with <c>e</c> edits is possible only where <c>|i - j| ≤ e ≤ 2</c>: five places a level, so a whole state is 25 bits and a count.
/// Levels 0, 1 and 2 stand in bits 0-4, 5-9 and 10-14, bit <c>b</c> of a level being place <c>j - 2 + b</c>; bits 15-19 and 20-24
/// are the places at levels 1 and 2 whose next letter has been seen and whose own is awaited, half a transposition.
/// </remarks>
internal readonly struct LevenshteinAutomaton : ICodePointAutomaton<LevenshteinAutomaton.State>
{
    public const int MaxEdits = 2;
    private const int Width = 5;
    private const uint Mask = (1 << Width) - 1;

    private readonly int[] _word;
    private readonly int _fixed;
    private readonly int _edits;

    public LevenshteinAutomaton(string word, int edits, int prefixLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(edits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(edits, MaxEdits);
        ArgumentOutOfRangeException.ThrowIfNegative(prefixLength);
        _word = Utf8Term.CodePoints(word);
        _edits = edits;
        _fixed = Math.Min(prefixLength, _word.Length);
    }

    /// <summary>How many letters were taken, and the places of the word they may stand for.</summary>
    internal readonly record struct State(int Taken, uint Places);

    public bool TryStart(out State state)
    {
        state = _fixed > 0 ? new State(0, 0) : Begin(0);
        return true;
    }

    public bool Accepts(State state) => Edits(state) <= _edits;

    /// <summary>The least number of edits that makes the text taken so far the word; more than <see cref="MaxEdits"/> if there is none.</summary>
    public int Edits(State state)
    {
        int bit = _word.Length - state.Taken + MaxEdits;
        if (state.Taken < _fixed || bit is < 0 or >= Width)
        {
            return MaxEdits + 1;
        }

        for (int edits = 0; edits <= MaxEdits; edits++)
        {
            if ((state.Places >> ((edits * Width) + bit) & 1) != 0)
            {
                return edits;
            }
        }

        return MaxEdits + 1;
    }

    public bool TryStep(State state, int codePoint, out State next)
    {
        int taken = state.Taken;
        if (taken < _fixed)
        {
            next = taken + 1 == _fixed ? Begin(_fixed) : new State(taken + 1, 0);
            return codePoint == _word[taken];
        }

        // Which of the places j-2 … j+3 hold the letter, and which are places of the word at all.
        uint here = 0;
        uint inside = 0;
        int first = taken - MaxEdits;
        for (int bit = Math.Max(0, _fixed - first); bit <= Width && first + bit < _word.Length; bit++)
        {
            inside |= 1u << bit;
            if (_word[first + bit] == codePoint)
            {
                here |= 1u << bit;
            }
        }

        uint old0 = state.Places & Mask;
        uint old1 = state.Places >> Width & Mask;
        uint old2 = state.Places >> (2 * Width) & Mask;
        uint half1 = state.Places >> (3 * Width) & Mask;
        uint half2 = state.Places >> (4 * Width);

        // The window moves on by one letter: the next place of the word keeps its bit, the same place goes down by one.
        uint new0 = old0 & here;
        uint new1 = (old1 & here) | (old0 & inside) | (old0 >> 1) | ((half1 & here) << 1);
        uint new2 = (old2 & here) | (old1 & inside) | (old1 >> 1) | ((half2 & here) << 1);

        // A letter of the word may be left out.
        uint insideNext = inside >> 1;
        new1 = (new1 | ((new0 & insideNext) << 1)) & Mask;
        new2 = (new2 | ((new1 & insideNext) << 1)) & Mask;
        uint newHalf1 = (old0 & (here >> 1) & inside) >> 1;
        uint newHalf2 = (old1 & (here >> 1) & inside) >> 1;
        next = new State(taken + 1, Pack(new0, new1, new2, newHalf1, newHalf2));
        return next.Places != 0;
    }

    public bool TryStepAtLeast(State state, int from, out int codePoint, out State next)
    {
        Debug.Assert(from <= Utf8Term.MaxCodePoint);
        codePoint = state.Taken < _fixed ? SmallestAtLeast(_word[state.Taken], from, int.MaxValue) : SmallestUseful(state, from);
        if (codePoint != int.MaxValue && TryStep(state, codePoint, out next))
        {
            return true;
        }

        next = default;
        return false;
    }

    private int SmallestUseful(State state, int from)
    {
        uint spare = _edits == 0 ? 0 : state.Places & ((1u << (_edits * Width)) - 1);
        if (spare != 0)
        {
            return from; // one more letter can be inserted, whatever it is
        }

        uint places = (state.Places | state.Places >> Width | state.Places >> (2 * Width) | state.Places >> (3 * Width) | state.Places >> (4 * Width)) & Mask;
        int smallest = int.MaxValue;
        for (int bit = 0; bit < Width; bit++)
        {
            int place = state.Taken - MaxEdits + bit;
            if ((places >> bit & 1) != 0 && place < _word.Length)
            {
                smallest = SmallestAtLeast(_word[place], from, smallest);
            }
        }

        return smallest;
    }

    private static int SmallestAtLeast(int codePoint, int from, int best) => codePoint >= from && codePoint < best ? codePoint : best;

    /// <summary>The state at the start of the part that may be edited: at its first place, or past what is left out.</summary>
    private State Begin(int taken)
    {
        uint inside = 0;
        for (int bit = MaxEdits; bit < Width && taken - MaxEdits + bit < _word.Length; bit++)
        {
            inside |= 1u << bit;
        }

        uint places0 = 1 << MaxEdits;
        uint places1 = (places0 & inside) << 1;
        uint places2 = (places1 & inside) << 1;
        return new State(taken, Pack(places0, places1, places2, 0, 0));
    }

    private uint Pack(uint places0, uint places1, uint places2, uint half1, uint half2)
    {
        uint packed = places0;
        if (_edits >= 1)
        {
            packed |= places1 << Width | half1 << (3 * Width);
        }

        if (_edits >= 2)
        {
            packed |= places2 << (2 * Width) | half2 << (4 * Width);
        }

        return packed;
    }
}
