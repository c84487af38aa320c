namespace ArticleSearch.Matching.Automata;

/// <summary>Terms that match a regular expression of Lucene's syntax, whole.</summary>
/// <exception cref="QuerySyntaxException">The pattern is malformed or too complex; the column is that of the pattern.</exception>
internal sealed class RegexpMatcher(string pattern) : AutomatonMatcher<RegexpAutomaton, int>(Compile(pattern))
{
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
