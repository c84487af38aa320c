using System.Collections.Immutable;
using ArticleSearch.Indexing;
using ArticleSearch.Queries;

namespace ArticleSearch.Parsing;

/// <summary>
/// The conditions that a search has beside its query, as clauses of the query itself: they narrow what is found and change no score.
/// They stand where conditions typed in the query stand, so that whatever evaluates the one evaluates the other.
/// </summary>
internal static class SearchConditions
{
    /// <summary>The query under the conditions of the options.</summary>
    public static Query Narrow(Query query, SearchOptions options)
    {
        var conditions = new List<Query>();
        if (options.Period is var (from, to))
        {
            conditions.Add(PartialDate.Between(from, to, includesFrom: true, includesTo: true));
        }

        if (options.Sources.Count > 0)
        {
            conditions.Add(AnyOf([.. options.Sources.Select(Source)]));
        }

        return Narrow(query, conditions);
    }

    /// <summary>The query under conditions that all have to hold.</summary>
    public static Query Narrow(Query query, IReadOnlyCollection<Query> conditions)
    {
        if (conditions.Count == 0 || query is MatchNoneQuery)
        {
            return query;
        }

        var filters = conditions.Select(condition => new BooleanClause(Occur.Filter, condition));
        if (query is not BooleanQuery boolean)
        {
            return new BooleanQuery([new BooleanClause(Occur.Should, query), .. filters], MinimumShouldMatch: 1);
        }

        // Words that are welcome beside a demand stay so; without one, at least one of them is needed, as it was before.
        bool demands = boolean.Clauses.Any(clause => clause.Occur is Occur.Must or Occur.Filter);
        bool offers = boolean.Clauses.Any(clause => clause.Occur == Occur.Should);
        return demands || offers
            ? boolean with
            {
                Clauses = [.. boolean.Clauses, .. filters],
                MinimumShouldMatch = demands ? boolean.MinimumShouldMatch : Math.Max(1, boolean.MinimumShouldMatch),
            }
            : new MatchNoneQuery();
    }

    private static Query AnyOf(ImmutableArray<Query> queries) => queries.Length == 1
        ? queries[0]
        : new BooleanQuery([.. queries.Select(query => new BooleanClause(Occur.Should, query))]);

    private static Query Source(string source) => source.AsSpan().ContainsAny('*', '?')
        ? new WildcardQuery(PassageFields.Source, FieldAnalysis.WellFormed(source.Replace("\\", "\\\\", StringComparison.Ordinal)))
        : new TermQuery(PassageFields.Source, FieldAnalysis.WellFormed(source));
}
