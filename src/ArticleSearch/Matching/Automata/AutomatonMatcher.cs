using System.Buffers;

namespace ArticleSearch.Matching.Automata;

/// <summary>
/// A deterministic automaton over code points, whose states are small values. A state that cannot lead to an accepting one is
/// never handed out: such a step fails.
/// </summary>
/// <typeparam name="TState">A state.</typeparam>
internal interface ICodePointAutomaton<TState>
    where TState : struct
{
    /// <summary>Where every term starts; false if nothing at all is accepted.</summary>
    bool TryStart(out TState state);

    bool Accepts(TState state);

    /// <summary>Takes a code point; false if nothing accepted goes on with it.</summary>
    bool TryStep(TState state, int codePoint, out TState next);

    /// <summary>Takes the smallest code point at or above <paramref name="from"/> that something accepted goes on with.</summary>
    bool TryStepAtLeast(TState state, int from, out int codePoint, out TState next);
}

/// <summary>
/// Runs an automaton over terms. It remembers the states along the term it looked at last, so that of the next term, which in a
/// dictionary mostly begins alike, only what differs is run, and so that the next target needs no second run.
/// </summary>
/// <remarks>
/// What a matcher is asked, each sealed matcher hands on by name: code is compiled ahead for the types that a call names, and what is
/// only inherited is compiled when a first search comes to it.
/// </remarks>
internal abstract class AutomatonMatcher<TAutomaton, TState> : TermMatcher
    where TAutomaton : struct, ICodePointAutomaton<TState>
    where TState : struct
{
    // A target need not be completed to an accepted term; this much of it makes the seek precise enough.
    private const int LongestCompletion = 32;

    private readonly TAutomaton _automaton;
    private readonly int _longestCompletion;
    private readonly bool _acceptsAnything;
    private readonly byte[] _first = [];
    private byte[] _term = new byte[32];
    private int _termLength;

    // After _depth code points of the term, which end at _offsets[_depth], the automaton is in _states[_depth].
    private TState[] _states = new TState[16];
    private int[] _offsets = new int[16];
    private int _depth;

    /// <param name="automaton">Which terms match.</param>
    /// <param name="longestCompletion">
    /// How many letters of a target may be those of a term that matches and not of one that was met: few, where there are many such terms
    /// and each letter is a state to be made.
    /// </param>
    protected AutomatonMatcher(TAutomaton automaton, int longestCompletion = LongestCompletion)
    {
        _automaton = automaton;
        _longestCompletion = longestCompletion;
        _acceptsAnything = automaton.TryStart(out _states[0]);
        if (_acceptsAnything)
        {
            var first = new ArrayBufferWriter<byte>();
            Complete(first, _states[0]);
            _first = first.WrittenSpan.ToArray();
        }
    }

    /// <summary>The first text that is accepted, or its beginning.</summary>
    protected ReadOnlySpan<byte> First => _first;

    /// <summary>The state after the last term that matched.</summary>
    protected TState LastState { get; private set; }

    /// <summary>As <see cref="TermMatcher.Matches"/>.</summary>
    protected bool Accepts(ReadOnlySpan<byte> utf8Term)
    {
        if (!_acceptsAnything)
        {
            return false;
        }

        Run(utf8Term);
        if (_offsets[_depth] < utf8Term.Length || !_automaton.Accepts(_states[_depth]))
        {
            return false;
        }

        LastState = _states[_depth];
        return true;
    }

    /// <summary>As <see cref="TermMatcher.TryNext"/>.</summary>
    protected bool TryFollow(ReadOnlySpan<byte> term, ArrayBufferWriter<byte> target)
    {
        if (!_acceptsAnything)
        {
            return false;
        }

        Run(term);
        for (int depth = _depth; depth >= 0; depth--)
        {
            int offset = _offsets[depth];
            int least = 0;
            if (offset < term.Length)
            {
                int codePoint = Utf8Term.Decode(term, offset, out _);
                if (codePoint < 0)
                {
                    return true;
                }

                least = codePoint + 1;
            }

            if (least <= Utf8Term.MaxCodePoint && _automaton.TryStepAtLeast(_states[depth], least, out int larger, out var next))
            {
                target.Write(term[..offset]);
                Utf8Term.Append(target, larger);
                Complete(target, next);
                return true;
            }
        }

        return false;
    }

    /// <summary>Goes along the term as far as something accepted begins like it.</summary>
    private void Run(ReadOnlySpan<byte> term)
    {
        int shared = term.CommonPrefixLength(_term.AsSpan(0, _termLength));
        while (_offsets[_depth] > shared)
        {
            _depth--;
        }

        if (_term.Length < term.Length)
        {
            _term = new byte[Math.Max(term.Length, 2 * _term.Length)];
            shared = 0;
        }

        term[shared..].CopyTo(_term.AsSpan(shared));
        _termLength = term.Length;
        int offset = _offsets[_depth];
        while (offset < term.Length)
        {
            int codePoint = Utf8Term.Decode(term, offset, out int length);
            if (codePoint < 0 || !_automaton.TryStep(_states[_depth], codePoint, out var next))
            {
                return;
            }

            if (++_depth == _states.Length)
            {
                Array.Resize(ref _states, 2 * _depth);
                Array.Resize(ref _offsets, 2 * _depth);
            }

            offset += length;
            _states[_depth] = next;
            _offsets[_depth] = offset;
        }
    }

    /// <summary>
    /// Appends the smallest text that leads to an accepting state, or the beginning of it: where any letter leads on, no term of a
    /// dictionary stands before the one that comes first.
    /// </summary>
    private void Complete(ArrayBufferWriter<byte> target, TState state)
    {
        for (int i = 0; i < _longestCompletion && !_automaton.Accepts(state); i++)
        {
            if (!_automaton.TryStepAtLeast(state, 0, out int codePoint, out state) || codePoint == 0)
            {
                return;
            }

            Utf8Term.Append(target, codePoint);
        }
    }
}
