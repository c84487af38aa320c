using System.Buffers;

namespace ArticleSearch.Matching.Automata;

/// <summary>
/// Terms that are a spelling of a <see cref="SpellingGraph"/> once their accents are left out, a ligature being two letters.
/// </summary>
internal sealed class SpellingMatcher(SpellingAutomaton automaton) : AutomatonMatcher<SpellingAutomaton, SpellingAutomaton.State>(automaton)
{
    public override ReadOnlySpan<byte> CommonPrefix => First;

    public override bool Matches(ReadOnlySpan<byte> utf8Term) => Accepts(utf8Term);

    public override bool TryNext(ReadOnlySpan<byte> term, ArrayBufferWriter<byte> target) => TryFollow(term, target);

    /// <summary>Words that begin with the letters, accents aside.</summary>
    public static SpellingMatcher Prefix(string prefix)
    {
        var graph = new SpellingGraph();
        int end = Append(graph, SpellingGraph.Start, prefix);
        graph.Connect(end, SpellingGraph.Any, end);
        graph.End(end);
        return new SpellingMatcher(new SpellingAutomaton(graph));
    }

    /// <summary>Words of a pattern, accents aside.</summary>
    public static SpellingMatcher Wildcard(string pattern)
    {
        var graph = new SpellingGraph();
        int place = SpellingGraph.Start;
        foreach (int element in WildcardMatcher.Parse(pattern))
        {
            switch (element)
            {
                case WildcardMatcher.Star:
                    graph.Connect(place, SpellingGraph.Any, place);
                    break;
                case WildcardMatcher.Any:
                    int next = graph.Add();
                    graph.Connect(place, SpellingGraph.Any, next);
                    place = next;
                    break;
                default:
                    place = Append(graph, place, char.ConvertFromUtf32(element));
                    break;
            }
        }

        graph.End(place);
        return new SpellingMatcher(new SpellingAutomaton(graph));
    }

    private static int Append(SpellingGraph graph, int place, string text)
    {
        foreach (int codePoint in Utf8Term.CodePoints(text))
        {
            if (FoldedLetters.IsMark(codePoint))
            {
                continue;
            }

            var (first, second) = FoldedLetters.Fold(codePoint);
            place = Append(graph, place, first);
            place = second == 0 ? place : Append(graph, place, second);
        }

        return place;
    }

    private static int Append(SpellingGraph graph, int place, int letter)
    {
        int next = graph.Add();
        graph.Connect(place, letter, next);
        return next;
    }
}
