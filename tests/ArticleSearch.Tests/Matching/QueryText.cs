using System.Globalization;
using ArticleSearch.Queries;

namespace ArticleSearch.Tests.Matching;

/// <summary>Queries in the words of the oracle's <c>match</c> command.</summary>
internal static class QueryText
{
    public static string Of(Query query) => query switch
    {
        TermQuery term => $"term {term.Field} {term.Term}",
        PrefixQuery prefix => $"prefix {prefix.Field} {(prefix.Prefix.Length == 0 ? "!" : prefix.Prefix)}",
        WildcardQuery wildcard => $"wildcard {wildcard.Field} {wildcard.Pattern}",
        RegexpQuery regexp => $"regexp {regexp.Field} {regexp.Pattern}",
        FuzzyQuery fuzzy => $"fuzzy {fuzzy.Field} {fuzzy.Term} {fuzzy.MaxEdits} {fuzzy.PrefixLength} {fuzzy.MaxExpansions}",
        TermRangeQuery range =>
            $"range {range.Field} {range.Lower ?? "!"} {range.Upper ?? "!"} {(range.IncludesLower ? '[' : '{')} {(range.IncludesUpper ? ']' : '}')}",
        BoostQuery boost => $"boost {BitConverter.SingleToUInt32Bits(boost.Boost).ToString("x8", CultureInfo.InvariantCulture)} {Of(boost.Query)}",
        ConstantScoreQuery constant => $"constant {Of(constant.Query)}",
        MatchAllQuery => "all",
        MatchNoneQuery => "none",
        BooleanQuery boolean => string.Join(
            ' ',
            boolean.Clauses.Select(clause => $"{NameOf(clause.Occur)} {Of(clause.Query)}")
                .Prepend($"bool {boolean.MinimumShouldMatch} {boolean.Clauses.Length}")),
        PhraseQuery phrase => string.Join(
            ' ',
            phrase.Parts.Select(part => $"{part.Position} {part.Terms.Length} {string.Join(' ', part.Terms)}")
                .Prepend($"phrase {phrase.Field} {phrase.Slop} {phrase.Parts.Length}")),
        _ => throw new ArgumentException(query.GetType().Name, nameof(query)),
    };

    private static string NameOf(Occur occur) => occur switch
    {
        Occur.Must => "MUST",
        Occur.Filter => "FILTER",
        Occur.Should => "SHOULD",
        _ => "MUST_NOT",
    };
}
