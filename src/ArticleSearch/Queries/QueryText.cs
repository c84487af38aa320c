using System.Globalization;
using System.Text;

namespace ArticleSearch.Queries;

/// <summary>Queries as text, as Lucene writes them: for explanations, messages and tests. Never read back.</summary>
internal static class QueryText
{
    /// <summary>The text of a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="defaultField">The field that is not named.</param>
    public static string Of(Query query, string defaultField = "")
    {
        var text = new StringBuilder();
        Write(text, query, defaultField);
        return text.ToString();
    }

    private static void Write(StringBuilder text, Query query, string defaultField)
    {
        switch (query)
        {
            case TermQuery term:
                Field(text, term.Field, defaultField).Append(term.Term);
                break;
            case WordQuery word:
                Field(text, word.Field, defaultField).Append(word.Farthest == MatchLevel.Exact ? "=" : "").AppendJoin('-', word.Spellings[0])
                    .Append(word.Farthest == MatchLevel.Sound ? "~" : "");
                break;
            case PhraseQuery phrase:
                Write(text, phrase, defaultField);
                break;
            case PrefixQuery prefix:
                Field(text, prefix.Field, defaultField).Append(prefix.Prefix).Append('*');
                break;
            case WildcardQuery wildcard:
                Field(text, wildcard.Field, defaultField).Append(wildcard.Pattern);
                break;
            case FuzzyQuery fuzzy:
                Field(text, fuzzy.Field, defaultField).Append(fuzzy.Term).Append('~').Append(fuzzy.MaxEdits);
                break;
            case RegexpQuery regexp:
                Field(text, regexp.Field, defaultField).Append('/').Append(regexp.Pattern).Append('/');
                break;
            case TermRangeQuery range:
                Field(text, range.Field, defaultField)
                    .Append(range.IncludesLower ? '[' : '{').Append(Bound(range.Lower))
                    .Append(" TO ")
                    .Append(Bound(range.Upper)).Append(range.IncludesUpper ? ']' : '}');
                break;
            case BoostQuery boost:
                text.Append('(');
                Write(text, boost.Query, defaultField);
                text.Append(")^").Append(Number(boost.Boost));
                break;
            case ConstantScoreQuery constant:
                text.Append("ConstantScore(");
                Write(text, constant.Query, defaultField);
                text.Append(')');
                break;
            case BooleanQuery boolean:
                Write(text, boolean, defaultField);
                break;
            case MatchAllQuery:
                text.Append("*:*");
                break;
            case MatchNoneQuery:
                break;
            default:
                throw new ArgumentException($"There is no text for a {query.GetType().Name}.", nameof(query));
        }
    }

    private static void Write(StringBuilder text, PhraseQuery phrase, string defaultField)
    {
        Field(text, phrase.Field, defaultField).Append('"');
        int place = phrase.Parts.IsEmpty ? 0 : phrase.Parts[0].Position;
        foreach (var part in phrase.Parts)
        {
            for (; place < part.Position; place++)
            {
                text.Append("? ");
            }

            bool several = part.Terms.Length > 1;
            text.Append(several ? "(" : "").AppendJoin(' ', part.Terms).Append(several ? ")" : "").Append(' ');
            place = part.Position + 1;
        }

        text.Length -= phrase.Parts.IsEmpty ? 0 : 1;
        text.Append('"');
        if (phrase.Slop != 0)
        {
            text.Append('~').Append(phrase.Slop);
        }
    }

    private static void Write(StringBuilder text, BooleanQuery boolean, string defaultField)
    {
        bool least = boolean.MinimumShouldMatch > 0;
        text.Append(least ? "(" : "");
        for (int i = 0; i < boolean.Clauses.Length; i++)
        {
            var clause = boolean.Clauses[i];
            text.Append(i > 0 ? " " : "").Append(clause.Occur switch
            {
                Occur.Must => "+",
                Occur.MustNot => "-",
                Occur.Filter => "#",
                _ => "",
            });
            bool group = clause.Query is BooleanQuery;
            text.Append(group ? "(" : "");
            Write(text, clause.Query, defaultField);
            text.Append(group ? ")" : "");
        }

        if (least)
        {
            text.Append(")~").Append(boolean.MinimumShouldMatch);
        }
    }

    private static StringBuilder Field(StringBuilder text, string field, string defaultField) =>
        field == defaultField ? text : text.Append(field).Append(':');

    private static string Bound(string? bound) => bound switch
    {
        null => "*",
        "*" => "\\*",
        _ => bound,
    };

    /// <summary>A boost with at least one decimal.</summary>
    private static string Number(float boost)
    {
        string number = boost.ToString(CultureInfo.InvariantCulture);
        return number.All(char.IsAsciiDigit) ? number + ".0" : number;
    }
}
