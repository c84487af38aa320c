using ArticleSearch.Queries;

namespace ArticleSearch.Matching.Automata;

/// <summary>The matcher of each kind of pattern.</summary>
internal static class TermMatchers
{
    /// <summary>A new matcher of a pattern.</summary>
    /// <exception cref="QuerySyntaxException">A regular expression is malformed or too complex.</exception>
    /// <exception cref="ArgumentException">The query is no pattern of terms.</exception>
    public static TermMatcher For(Query pattern) => pattern switch
    {
        PrefixQuery { Forgives: true } prefix => SpellingMatcher.Prefix(prefix.Prefix),
        WildcardQuery { Forgives: true } wildcard => SpellingMatcher.Wildcard(wildcard.Pattern),
        PrefixQuery prefix => new PrefixMatcher(prefix.Prefix),
        TermRangeQuery range => new RangeMatcher(range),
        WildcardQuery wildcard => new WildcardMatcher(wildcard.Pattern),
        FuzzyQuery fuzzy => new FuzzyMatcher(fuzzy.Term, fuzzy.MaxEdits, fuzzy.PrefixLength),
        RegexpQuery regexp => new RegexpMatcher(regexp.Pattern),
        _ => throw new ArgumentException($"{pattern.GetType().Name} is no pattern of terms.", nameof(pattern)),
    };
}
