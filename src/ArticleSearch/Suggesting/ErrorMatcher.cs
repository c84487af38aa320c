using System.Buffers;
using ArticleSearch.Matching.Automata;

namespace ArticleSearch.Suggesting;

/// <summary>The terms that a typed word may stand for, and what the errors cost. Several may share their states, on one thread.</summary>
internal sealed class ErrorMatcher(ErrorStates states) : AutomatonMatcher<ErrorMatcher.Automaton, int>(new Automaton(states), longestCompletion: 1)
{
    /// <summary>What the errors of the term that matched last cost.</summary>
    public int Cost => states.Cost(LastState);

    public override ReadOnlySpan<byte> CommonPrefix => First;

    public override bool Matches(ReadOnlySpan<byte> utf8Term) => Accepts(utf8Term);

    public override bool TryNext(ReadOnlySpan<byte> term, ArrayBufferWriter<byte> target) => TryFollow(term, target);

    internal readonly struct Automaton(ErrorStates states) : ICodePointAutomaton<int>
    {
        public bool TryStart(out int state)
        {
            state = states.Start;
            return true;
        }

        public bool Accepts(int state) => states.Accepts(state);

        public bool TryStep(int state, int codePoint, out int next) => states.TryStep(state, codePoint, out next);

        public bool TryStepAtLeast(int state, int from, out int codePoint, out int next) =>
            states.TryStepAtLeast(state, from, out codePoint, out next);
    }
}
