using System.Buffers;

namespace ArticleSearch.Matching.Automata;

/// <summary>
/// Terms that are within a number of edits of a word once the accents of both are left out, a ligature being two letters.
/// </summary>
internal sealed class FoldedFuzzyMatcher : AutomatonMatcher<FoldedFuzzyMatcher.Automaton, LevenshteinAutomaton.State>
{
    private readonly LevenshteinAutomaton _edits;

    /// <param name="folded">The word without accents.</param>
    /// <param name="maxEdits">0 to 2.</param>
    public FoldedFuzzyMatcher(string folded, int maxEdits)
        : this(new LevenshteinAutomaton(folded, maxEdits, prefixLength: 0))
    {
    }

    private FoldedFuzzyMatcher(LevenshteinAutomaton edits)
        : base(new Automaton(edits))
    {
        _edits = edits;
    }

    public override ReadOnlySpan<byte> CommonPrefix => First;

    public override bool Matches(ReadOnlySpan<byte> utf8Term) => Accepts(utf8Term);

    public override bool TryNext(ReadOnlySpan<byte> term, ArrayBufferWriter<byte> target) => TryFollow(term, target);

    public override int Edits => _edits.Edits(LastState);

    /// <summary>The automaton of edits, over letters as they are written.</summary>
    internal readonly struct Automaton(LevenshteinAutomaton edits) : ICodePointAutomaton<LevenshteinAutomaton.State>
    {
        // A letter that is in no word.
        private const int Foreign = Utf8Term.MaxCodePoint;

        public bool TryStart(out LevenshteinAutomaton.State state) => edits.TryStart(out state);

        public bool Accepts(LevenshteinAutomaton.State state) => edits.Accepts(state);

        public bool TryStep(LevenshteinAutomaton.State state, int codePoint, out LevenshteinAutomaton.State next)
        {
            if (FoldedLetters.IsMark(codePoint))
            {
                next = state;
                return true;
            }

            var (first, second) = FoldedLetters.Fold(codePoint);
            return edits.TryStep(state, first, out next) && (second == 0 || edits.TryStep(next, second, out next));
        }

        public bool TryStepAtLeast(LevenshteinAutomaton.State state, int from, out int codePoint, out LevenshteinAutomaton.State next)
        {
            codePoint = from;
            if (edits.TryStep(state, Foreign, out _))
            {
                // Any letter leads on but for a few ligatures, which are two letters.
                while (codePoint <= Utf8Term.MaxCodePoint)
                {
                    if (TryStep(state, codePoint, out next))
                    {
                        return true;
                    }

                    codePoint++;
                }

                next = default;
                return false;
            }

            int best = from <= FoldedLetters.LastMark ? Math.Max(from, FoldedLetters.FirstMark) : int.MaxValue;
            for (int least = 0; edits.TryStepAtLeast(state, least, out int letter, out _); least = letter + 1)
            {
                int written = FoldedLetters.Next(letter, from);
                best = written >= 0 ? Math.Min(best, written) : best;
            }

            foreach (int letter in FoldedLetters.Doubles)
            {
                best = letter >= from && letter < best && TryStep(state, letter, out _) ? letter : best;
            }

            codePoint = best;
            next = default;
            return best != int.MaxValue && TryStep(state, best, out next);
        }
    }
}
