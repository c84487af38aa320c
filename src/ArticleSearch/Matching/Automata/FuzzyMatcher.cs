using System.Buffers;


namespace ArticleSearch.Matching.Automata;

/// <summary>
/// Terms within a number of edits of a word, as <see cref="LevenshteinAutomaton"/> counts them, and how many edits each one takes.
/// </summary>
internal sealed class FuzzyMatcher : AutomatonMatcher<LevenshteinAutomaton, LevenshteinAutomaton.State>
{
    private readonly LevenshteinAutomaton _automaton;

    /// <param name="word">The word.</param>
    /// <param name="maxEdits">0 to 2.</param>
    /// <param name="prefixLength">How many code points at the start are not edited. A prefix as long as the word's UTF-16 text leaves the word itself only.</param>
    public FuzzyMatcher(string word, int maxEdits, int prefixLength = 0)
        : this(new LevenshteinAutomaton(word, prefixLength >= word.Length ? 0 : maxEdits, prefixLength))
    {
    }

    private FuzzyMatcher(LevenshteinAutomaton automaton)
        : base(automaton)
    {
        _automaton = automaton;
    }

    public override ReadOnlySpan<byte> CommonPrefix => First;

    public override bool Matches(ReadOnlySpan<byte> utf8Term) => Accepts(utf8Term);

    public override bool TryNext(ReadOnlySpan<byte> term, ArrayBufferWriter<byte> target) => TryFollow(term, target);

    public override int Edits => _automaton.Edits(LastState);
}
