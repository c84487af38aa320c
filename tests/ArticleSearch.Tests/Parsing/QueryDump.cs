using System.Globalization;
using ArticleSearch.Queries;

namespace ArticleSearch.Tests.Parsing;

/// <summary>Queries in the form in which the Java program shows them.</summary>
internal static class QueryDump
{
    public static string Of(Query query) => query switch
    {
        TermQuery term => $"term {Quote(term.Field)}{Quote(term.Term)}",
        BoostQuery boost => $"boost {BitConverter.SingleToInt32Bits(boost.Boost).ToString("x", CultureInfo.InvariantCulture)} {Of(boost.Query)}",
        BooleanQuery boolean => "(" + string.Concat(boolean.Clauses.Select(clause => $"{Sign(clause.Occur)}{Of(clause.Query)} ")) + ")",
        PhraseQuery phrase => $"phrase {Quote(phrase.Field)}{phrase.Slop}" + string.Concat(phrase.Parts.Select(part => $" {part.Position}{Quote(Assert.Single(part.Terms))}")),
        PrefixQuery prefix => $"prefix {Quote(prefix.Field)}{Quote(prefix.Prefix)}",
        WildcardQuery wildcard => $"wildcard {Quote(wildcard.Field)}{Quote(wildcard.Pattern)}",
        RegexpQuery regexp => $"regexp {Quote(regexp.Field)}{Quote(regexp.Pattern)}",
        FuzzyQuery fuzzy => $"fuzzy {Quote(fuzzy.Field)}{Quote(fuzzy.Term)}{fuzzy.MaxEdits} {fuzzy.PrefixLength}",
        TermRangeQuery range => $"range {Quote(range.Field)}{Bool(range.IncludesLower)}{Quote(range.Lower ?? "\0")}{Bool(range.IncludesUpper)}{Quote(range.Upper ?? "\0")}",
        MatchAllQuery => "all",
        MatchNoneQuery => "()",
        _ => throw new ArgumentException(query.GetType().Name),
    };

    private static string Sign(Occur occur) => occur switch
    {
        Occur.Must => "+",
        Occur.MustNot => "-",
        Occur.Should => "?",
        _ => "#",
    };

    private static string Bool(bool value) => value ? "true" : "false";

    private static string Quote(string text) => "\"" + text + "\"";
}
