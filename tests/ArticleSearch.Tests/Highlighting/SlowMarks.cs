using System.Text;
using ArticleSearch.Analysis;
using ArticleSearch.Matching.Automata;
using ArticleSearch.Queries;
using ArticleSearch.Tests.Automata;
using ArticleSearch.Tests.Matching;

namespace ArticleSearch.Tests.Highlighting;

/// <summary>
/// What of a document's text takes part in a match, by going through all its words and all ways to lay a phrase over them: the
/// slow twin of the highlighter.
/// </summary>
/// <param name="documents">All documents of the index.</param>
/// <param name="chain">What makes words of their texts.</param>
/// <param name="sloppyMatches">Whether a sloppy phrase matches a document: of all the ways in which it could, Lucene tries some.</param>
internal sealed class SlowMarks(IReadOnlyList<Dictionary<string, string>> documents, AnalysisChain chain, Func<PhraseQuery, int, bool> sloppyMatches)
{
    /// <summary>Whether a document matches, and which of its words' places in the text took part.</summary>
    public (bool Matches, HashSet<Place> Marks) Of(Query query, int document)
    {
        switch (query)
        {
            case TermQuery term:
                return Words(document, term.Field, word => word == term.Term);
            case PrefixQuery prefix:
                return Words(document, prefix.Field, word => word.StartsWith(prefix.Prefix, StringComparison.Ordinal));
            case WildcardQuery wildcard:
                int[] pattern = SlowMatching.CodePoints(wildcard.Pattern);
                return Words(document, wildcard.Field, word => SlowMatching.Wildcard(pattern, SlowMatching.CodePoints(word)));
            case RegexpQuery regexp:
                var matcher = new RegexpMatcher(regexp.Pattern);
                return Words(document, regexp.Field, word => matcher.Matches(Encoding.UTF8.GetBytes(word)));
            case TermRangeQuery range:
                return Words(document, range.Field, word => IsBetween(range, word));
            case FuzzyQuery fuzzy:
                var near = Nearest(fuzzy);
                return Words(document, fuzzy.Field, near.Contains);
            case PhraseQuery phrase:
                return Phrase(phrase, document);
            case BoostQuery boost:
                return Of(boost.Query, document);
            case ConstantScoreQuery constant:
                return Of(constant.Query, document);
            case MatchAllQuery:
                return (true, []);
            case BooleanQuery boolean:
                return Boolean(boolean, document);
            default:
                return (false, []);
        }
    }

    private (bool Matches, HashSet<Place> Marks) Boolean(BooleanQuery boolean, int document)
    {
        var clauses = boolean.Clauses.Select(clause => (clause.Occur, Result: Of(clause.Query, document))).ToArray();
        bool anyRequired = clauses.Any(clause => clause.Occur is Occur.Must or Occur.Filter);
        int options = clauses.Count(clause => clause.Occur == Occur.Should && clause.Result.Matches);
        bool matches = clauses.All(clause => clause.Occur switch
        {
            Occur.Should => true,
            Occur.MustNot => !clause.Result.Matches,
            _ => clause.Result.Matches,
        }) && options >= Math.Max(boolean.MinimumShouldMatch, anyRequired ? 0 : 1);
        return matches
            ? (true, [.. clauses.Where(clause => clause.Occur != Occur.MustNot && clause.Result.Matches).SelectMany(clause => clause.Result.Marks)])
            : (false, []);
    }

    private (bool Matches, HashSet<Place> Marks) Phrase(PhraseQuery phrase, int document)
    {
        var places = phrase.Parts.Select(part => Of(document, phrase.Field).Where(word => part.Terms.Contains(word.Word)).Select(word => word.Place).Distinct().ToArray()).ToArray();
        var marks = new HashSet<Place>();
        bool matches = false;
        if (phrase.Parts.Length > 0)
        {
            Lay(0, []);
        }

        matches &= phrase.Slop == 0 || sloppyMatches(phrase, document);
        return (matches, phrase.Field == "text" && matches ? marks : []);

        void Lay(int part, List<Place> chosen)
        {
            if (part == places.Length)
            {
                int[] shifted = [.. chosen.Select((place, i) => place.Position - phrase.Parts[i].Position)];
                if (shifted.Max() - shifted.Min() <= phrase.Slop)
                {
                    matches = true;
                    marks.UnionWith(chosen);
                }

                return;
            }

            foreach (var place in places[part])
            {
                if (part == 0 || phrase.Slop > 0 || place.Position - phrase.Parts[part].Position == chosen[0].Position - phrase.Parts[0].Position)
                {
                    Lay(part + 1, [.. chosen, place]);
                }
            }
        }
    }

    private HashSet<string> Nearest(FuzzyQuery fuzzy)
    {
        int edits = fuzzy.PrefixLength >= fuzzy.Term.Length ? 0 : fuzzy.MaxEdits;
        int length = SlowMatching.CodePoints(fuzzy.Term).Length;
        return [.. Enumerable.Range(0, documents.Count)
            .SelectMany(document => Of(document, fuzzy.Field).Select(word => word.Word))
            .Distinct(StringComparer.Ordinal)
            .Select(word => (Word: word, Distance: SlowMatching.Distance(fuzzy.Term, word, fuzzy.PrefixLength)))
            .Where(near => near.Distance <= edits)
            .OrderByDescending(near => near.Distance == 0 ? 1f : 1f - (near.Distance!.Value / (float)Math.Min(SlowMatching.CodePoints(near.Word).Length, length)))
            .ThenBy(near => Encoding.UTF8.GetBytes(near.Word), ListedTerms.ByteOrder.Instance)
            .Take(fuzzy.MaxExpansions)
            .Select(near => near.Word)];
    }

    private static bool IsBetween(TermRangeQuery range, string word)
    {
        int lower = range.Lower is null ? 1 : Order(word, range.Lower);
        int upper = range.Upper is null ? -1 : Order(word, range.Upper);
        return (lower > 0 || (lower == 0 && range.IncludesLower)) && (upper < 0 || (upper == 0 && range.IncludesUpper));
    }

    private static int Order(string a, string b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b));

    private (bool Matches, HashSet<Place> Marks) Words(int document, string field, Func<string, bool> matches)
    {
        var matching = Of(document, field).Where(word => matches(word.Word)).Select(word => word.Place).ToArray();
        return (matching.Length > 0, field == "text" ? [.. matching] : []);
    }

    private IEnumerable<(string Word, Place Place)> Of(int document, string field)
    {
        if (!documents[document].TryGetValue(field, out string? text))
        {
            return [];
        }

        return new ListedField(field, 1, plain: field == "date").Words(text, field == "date" ? null : chain);
    }
}
