using System.Buffers;

namespace ArticleSearch.Matching.Automata;

/// <summary>Terms that match a regular expression of Lucene's syntax, whole.</summary>
/// <exception cref="QuerySyntaxException">The pattern is malformed or too complex; the column is that of the pattern.</exception>
internal sealed class RegexpMatcher(string pattern) : AutomatonMatcher<RegexpAutomaton, int>(Compile(pattern))
{
    public override ReadOnlySpan<byte> CommonPrefix => First;

    public override bool Matches(ReadOnlySpan<byte> utf8Term) => Accepts(utf8Term);

    public override bool TryNext(ReadOnlySpan<byte> term, ArrayBufferWriter<byte> target) => TryFollow(term, target);

    private static RegexpAutomaton Compile(string pattern)
    {
        var languages = new RegexpLanguages();
        try
        {
            return RegexpAutomaton.Of(RegexpParser.Parse(pattern, languages), languages);
        }
        catch (RegexpLanguages.TooComplexException)
        {
            throw new QuerySyntaxException("query.regexp.complex", $"the regular expression is too complex.", 1);
        }
    }
}
