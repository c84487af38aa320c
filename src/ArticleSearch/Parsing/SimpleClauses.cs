using ArticleSearch.Queries;

namespace ArticleSearch.Parsing;

/// <summary>A clause as a person wrote it.</summary>
/// <param name="Query">What it asks for; null where the analysis leaves nothing.</param>
/// <param name="Occur">Must, Should or MustNot.</param>
/// <param name="Narrows">Whether it names a field of whole values: then it is a condition that adds nothing to the score.</param>
internal readonly record struct SimpleClause(Query? Query, Occur Occur, bool Narrows = false);

/// <summary>The clauses of one group as they gather, and the query that they are together.</summary>
internal sealed class SimpleClauses
{
    private readonly List<BooleanClause> _clauses = new(8);
    private readonly List<Query> _conditions = [];
    private bool _wantsSomething;

    /// <summary>Adds what may match. Alternatives join those of the group.</summary>
    public void AddShould(Query? query)
    {
        _wantsSomething = true;
        if (query is BooleanQuery { MinimumShouldMatch: 0 } boolean && boolean.Clauses.All(clause => clause.Occur == Occur.Should))
        {
            foreach (var clause in boolean.Clauses)
            {
                _clauses.Add(clause);
            }
        }
        else if (query is not null)
        {
            _clauses.Add(new BooleanClause(Occur.Should, query));
        }
    }

    /// <summary>Adds clauses with what their signs say.</summary>
    public void AddAll(List<SimpleClause> clauses)
    {
        foreach (var (query, occur, narrows) in clauses)
        {
            if (occur == Occur.Should && !narrows)
            {
                AddShould(query);
                continue;
            }

            _wantsSomething |= occur != Occur.MustNot;
            if (query is null)
            {
                continue;
            }

            if (narrows && occur != Occur.MustNot)
            {
                _conditions.Add(query);
            }
            else
            {
                _clauses.Add(new BooleanClause(occur, query));
            }
        }
    }

    /// <summary>Adds one side of an OR: a chain is a group of its own, an exclusion holds for all of <paramref name="outer"/>.</summary>
    public void AddAlternative(List<SimpleClause> chain, SimpleClauses outer)
    {
        if (chain is [{ Occur: Occur.MustNot }])
        {
            outer.AddAll(chain);
        }
        else if (chain is [var alone])
        {
            AddShould(alone.Query);
        }
        else
        {
            var group = new SimpleClauses();
            group.AddAll(chain);
            AddShould(group.ToQuery());
        }
    }

    /// <summary>The query; null if nothing is asked for.</summary>
    public Query? ToQuery()
    {
        bool scores = _clauses.Exists(clause => clause.Occur != Occur.MustNot);
        if (!scores && _conditions.Count == 0)
        {
            if (_wantsSomething || _clauses.Count == 0)
            {
                return null;
            }

            _clauses.Insert(0, new BooleanClause(Occur.Must, new MatchAllQuery()));
        }

        foreach (var condition in Conditions())
        {
            _clauses.Add(new BooleanClause(scores ? Occur.Filter : Occur.Must, condition));
        }

        if (_clauses is [{ Occur: not Occur.MustNot, Query: var only }])
        {
            return only;
        }

        // Beside a condition, words would otherwise be welcome but not needed.
        bool needsWords = _conditions.Count > 0 && _clauses.Exists(clause => clause.Occur == Occur.Should) && !_clauses.Exists(clause => clause.Occur == Occur.Must);
        return new BooleanQuery([.. _clauses], needsWords ? 1 : 0);
    }

    /// <summary>The conditions: all of them hold, but several values of one field are alternatives.</summary>
    private IEnumerable<Query> Conditions()
    {
        foreach (var sameField in _conditions.GroupBy(FieldOf))
        {
            Query[] values = [.. sameField];
            if (sameField.Key is null || values.Length == 1)
            {
                foreach (var value in values)
                {
                    yield return value;
                }
            }
            else
            {
                yield return new BooleanQuery([.. values.Select(value => new BooleanClause(Occur.Should, value))]);
            }
        }
    }

    /// <summary>The field of a value; null for what is no single value, such as a range.</summary>
    private static string? FieldOf(Query query) => query switch
    {
        TermQuery term => term.Field,
        PrefixQuery prefix => prefix.Field,
        _ => null,
    };
}
