using ArticleSearch.Queries;
using ArticleSearch.Tests.Automata;

namespace ArticleSearch.Tests.Matching;

/// <summary>Whether a document matches a query, by what the query means: the slow twin of plan, weights and cursors. Knows no scores.</summary>
internal static class SlowMatches
{
    public static bool Matches(Query query, IReadOnlyDictionary<string, string> document) => query switch
    {
        TermQuery term => Words(document, term.Field).Any(word => word.Word == term.Term),
        PrefixQuery prefix => Words(document, prefix.Field).Any(word => word.Word.StartsWith(prefix.Prefix, StringComparison.Ordinal)),
        WildcardQuery wildcard => Words(document, wildcard.Field).Any(word =>
            SlowMatching.Wildcard(SlowMatching.CodePoints(wildcard.Pattern), SlowMatching.CodePoints(word.Word))),
        TermRangeQuery range => Words(document, range.Field).Any(word => InRange(range, word.Word)),
        FuzzyQuery fuzzy => Words(document, fuzzy.Field).Any(word => Distance(fuzzy, word.Word) <= fuzzy.MaxEdits),
        PhraseQuery phrase => Phrase(phrase, document),
        BoostQuery boost => Matches(boost.Query, document),
        ConstantScoreQuery constant => Matches(constant.Query, document),
        MatchAllQuery => true,
        MatchNoneQuery => false,
        BooleanQuery boolean => Boolean(boolean, document),
        _ => throw new ArgumentException(query.GetType().Name, nameof(query)),
    };

    public static int Distance(FuzzyQuery fuzzy, string word) =>
        fuzzy.PrefixLength >= fuzzy.Term.Length
            ? (word == fuzzy.Term ? 0 : int.MaxValue)
            : SlowMatching.Distance(fuzzy.Term, word, fuzzy.PrefixLength) ?? int.MaxValue;

    /// <summary>The words of a field and their positions.</summary>
    public static IEnumerable<(string Word, int Position)> Words(IReadOnlyDictionary<string, string> document, string field) =>
        !document.TryGetValue(field, out string? text) ? []
        : field == "date" ? [(text, 0)]
        : text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((word, position) => (word, position)).Where(word => word.word != "_");

    private static bool InRange(TermRangeQuery range, string word)
    {
        int lower = range.Lower is null ? 1 : Utf8Compare(word, range.Lower);
        int upper = range.Upper is null ? -1 : Utf8Compare(word, range.Upper);
        return (lower > 0 || (lower == 0 && range.IncludesLower)) && (upper < 0 || (upper == 0 && range.IncludesUpper));
    }

    private static int Utf8Compare(string a, string b) =>
        System.Text.Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(b));

    private static bool Boolean(BooleanQuery boolean, IReadOnlyDictionary<string, string> document)
    {
        var matching = boolean.Clauses.ToLookup(clause => clause.Occur, clause => Matches(clause.Query, document));
        bool anyRequired = matching[Occur.Must].Any() || matching[Occur.Filter].Any();
        int options = matching[Occur.Should].Count(matches => matches);
        return (anyRequired || matching[Occur.Should].Any())
            && matching[Occur.Must].All(matches => matches)
            && matching[Occur.Filter].All(matches => matches)
            && !matching[Occur.MustNot].Any(matches => matches)
            && options >= boolean.MinimumShouldMatch
            && (anyRequired || options > 0);
    }

    /// <summary>Whether there are words, one for each part, whose places less the parts' lie within the slop; no word twice.</summary>
    private static bool Phrase(PhraseQuery phrase, IReadOnlyDictionary<string, string> document)
    {
        if (phrase.Parts.IsEmpty)
        {
            return false;
        }

        var words = Words(document, phrase.Field).ToArray();
        int[][] shifted = [.. phrase.Parts.Select(part => words.Where(word => part.Terms.Contains(word.Word)).Select(word => word.Position - part.Position).Distinct().ToArray())];
        return shifted.SelectMany(places => places).Distinct().Any(least =>
            shifted.All(places => places.Any(place => place >= least && place - least <= phrase.Slop)));
    }
}
