using System.Collections.Immutable;
using ArticleSearch.Queries;

namespace ArticleSearch.Matching;

/// <summary>
/// Simplifies joins by the rules of Lucene 8, no more and no less: which clauses are merged or lifted decides where a sum is
/// rounded to single precision, and so the last digit of a score and the order of near ties. Knows no index.
/// </summary>
/// <remarks>Every method takes nodes that are simple already and gives a simple one.</remarks>
internal static class PlanSimplifier
{
    /// <summary>How many clauses flattening may gather in one join.</summary>
    public const int MaximumFlattenedClauses = 1024;

    private const int MostPlain = 8;

    private static readonly AllNode All = new();

    /// <summary>A node with its scores multiplied.</summary>
    public static PlanNode Boost(PlanNode node, float boost) => (node, boost) switch
    {
        (_, 1f) => node,
        (BoostNode inner, _) => Boost(inner.Inner, boost * inner.Boost),
        (not ConstantNode, 0f) => new BoostNode(new ConstantNode(node), 0f),
        _ => new BoostNode(node, boost),
    };

    /// <summary>A node scored 1.</summary>
    public static PlanNode Constant(PlanNode node) => node switch
    {
        ConstantNode => node,
        BoostNode boost => Constant(boost.Inner),
        _ => new ConstantNode(node),
    };

    /// <summary>Clauses joined.</summary>
    public static PlanNode Boolean(ImmutableArray<PlanClause> clauses, int minimumShouldMatch)
    {
        var join = new BooleanNode(clauses, minimumShouldMatch);
        while (true)
        {
            if (Replacement(join) is { } replacement)
            {
                return replacement;
            }

            if (IsPlain(join))
            {
                return join;
            }

            PlanNode? simpler = WithoutDuplicateConditions(join)
                ?? (PlanNode?)Contradiction(join)
                ?? WithoutNeedlessFilters(join)
                ?? FilteredOptionsRequired(join)
                ?? Merged(join, Occur.Should)
                ?? Merged(join, Occur.Must)
                ?? MatchAllUnderFilters(join)
                ?? Flattened(join);
            if (simpler is not BooleanNode next)
            {
                return simpler ?? join;
            }

            join = next;
        }
    }

    /// <summary>Whether a join is of a few different words and the like, to which no rule applies: as nearly all are.</summary>
    private static bool IsPlain(BooleanNode join)
    {
        var clauses = join.Clauses;
        if (clauses.Length > MostPlain)
        {
            return false;
        }

        for (int i = 0; i < clauses.Length; i++)
        {
            if (!clauses[i].Scores || clauses[i].Node is not (WordNode or TermNode or PhraseNode))
            {
                return false;
            }

            for (int j = 0; j < i; j++)
            {
                if (clauses[j].Node.Equals(clauses[i].Node))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Joins of no or one clause.</summary>
    private static PlanNode? Replacement(BooleanNode join)
    {
        if (join.Clauses.IsEmpty)
        {
            return new NoneNode();
        }

        if (join.Clauses.Length > 1)
        {
            return null;
        }

        var (occur, node) = join.Clauses[0];
        return (occur, join.MinimumShouldMatch) switch
        {
            (Occur.Should, 0 or 1) => node,
            (Occur.Must, 0) => node,
            (Occur.Filter, 0) => Boost(Constant(node), 0f),
            (Occur.MustNot, 0) => new NoneNode(),
            _ => null,
        };
    }

    /// <summary>A condition that does not score need not be tested twice.</summary>
    private static BooleanNode? WithoutDuplicateConditions(BooleanNode join)
    {
        if (join.Clauses.All(clause => clause.Scores))
        {
            return null;
        }

        var seen = new HashSet<PlanClause>();
        var distinct = join.Clauses.RemoveAll(clause => !clause.Scores && !seen.Add(clause));
        return distinct.Length == join.Clauses.Length ? null : join with { Clauses = distinct };
    }

    /// <summary>What is both demanded and excluded can not be.</summary>
    private static NoneNode? Contradiction(BooleanNode join)
    {
        var excluded = join.Nodes(Occur.MustNot).ToHashSet();
        return excluded.Count > 0
            && (excluded.Contains(All) || join.Nodes(Occur.Must).Concat(join.Nodes(Occur.Filter)).Any(excluded.Contains))
            ? new NoneNode()
            : null;
    }

    /// <summary>Filters that hold anyway: on everything, or on what must match.</summary>
    private static BooleanNode? WithoutNeedlessFilters(BooleanNode join)
    {
        int filters = join.Count(Occur.Filter);
        if (filters == 0)
        {
            return null;
        }

        var musts = join.Nodes(Occur.Must).ToHashSet();
        bool dropsAll = filters > 1 || musts.Count > 0;
        var kept = join.Clauses.RemoveAll(clause => clause.Occur == Occur.Filter
            && ((dropsAll && clause.Node is AllNode) || musts.Contains(clause.Node)));
        return kept.Length == join.Clauses.Length ? null : join with { Clauses = kept };
    }

    /// <summary>An option that is also a filter must match.</summary>
    private static BooleanNode? FilteredOptionsRequired(BooleanNode join)
    {
        var both = join.Nodes(Occur.Filter).ToHashSet();
        both.IntersectWith(join.Nodes(Occur.Should));
        if (both.Count == 0)
        {
            return null;
        }

        int minimum = join.MinimumShouldMatch;
        var clauses = ImmutableArray.CreateBuilder<PlanClause>();
        foreach (var clause in join.Clauses)
        {
            if (!both.Contains(clause.Node))
            {
                clauses.Add(clause);
            }
            else if (clause.Occur == Occur.Should)
            {
                clauses.Add(clause with { Occur = Occur.Must });
                minimum--;
            }
        }

        return new BooleanNode(clauses.ToImmutable(), Math.Max(0, minimum));
    }

    /// <summary>The same clause several times is one with the sum of the boosts.</summary>
    private static BooleanNode? Merged(BooleanNode join, Occur occur)
    {
        int count = join.Count(occur);
        if (count == 0 || (occur == Occur.Should && join.MinimumShouldMatch > 1))
        {
            return null;
        }

        // In the order in which they come.
        var distinct = new List<PlanNode>(count);
        var boosts = new Dictionary<PlanNode, double>(count);
        foreach (var node in join.Nodes(occur))
        {
            var inner = node;
            double boost = 1;
            while (inner is BoostNode boosted)
            {
                boost *= boosted.Boost;
                inner = boosted.Inner;
            }

            if (!boosts.TryGetValue(inner, out double sum))
            {
                distinct.Add(inner);
            }

            boosts[inner] = sum + boost;
        }

        return distinct.Count == count
            ? null
            : join with
            {
                Clauses =
                [
                    .. distinct.ConvertAll(node => new PlanClause(occur, Boost(node, (float)boosts[node]))),
                    .. join.Clauses.RemoveAll(clause => clause.Occur == occur),
                ],
            };
    }

    /// <summary>Everything, filtered, is the filter with a constant score.</summary>
    private static BooleanNode? MatchAllUnderFilters(BooleanNode join)
    {
        if (join.Count(Occur.Must) != 1 || join.Count(Occur.Filter) == 0)
        {
            return null;
        }

        var must = join.Nodes(Occur.Must).Single();
        float boost = 1;
        if (must is BoostNode boosted)
        {
            must = boosted.Inner;
            boost = boosted.Boost;
        }

        if (must is not AllNode)
        {
            return null;
        }

        var conditions = Boolean(join.Clauses.RemoveAll(clause => clause.Scores), 0);
        return join with
        {
            Clauses =
            [
                new PlanClause(Occur.Must, Boost(Constant(conditions), boost)),
                .. join.Clauses.RemoveAll(clause => clause.Occur != Occur.Should),
            ],
        };
    }

    /// <summary>Options of an option are options.</summary>
    private static BooleanNode? Flattened(BooleanNode join)
    {
        if (join.MinimumShouldMatch > 1)
        {
            return null;
        }

        var clauses = ImmutableArray.CreateBuilder<PlanClause>(join.Clauses.Length);
        foreach (var clause in join.Clauses)
        {
            if (clause is { Occur: Occur.Should, Node: BooleanNode { IsPureDisjunction: true } inner })
            {
                clauses.AddRange(inner.Clauses);
            }
            else
            {
                clauses.Add(clause);
            }
        }

        return clauses.Count == join.Clauses.Length || clauses.Count > MaximumFlattenedClauses
            ? null
            : join with { Clauses = clauses.ToImmutable() };
    }
}
