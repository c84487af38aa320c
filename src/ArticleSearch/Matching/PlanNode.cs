using System.Collections.Immutable;
using ArticleSearch.Expanding;
using ArticleSearch.Queries;
using ArticleSearch.Scoring;

namespace ArticleSearch.Matching;

/// <summary>
/// What is left of a query once the index is known: fuzzy terms are spelt out, and the joins are simplified as Lucene simplifies
/// them, because that decides how scores are rounded. A closed family, compared by meaning: the order of clauses is none of it.
/// </summary>
internal abstract record PlanNode
{
    private protected PlanNode()
    {
    }
}

/// <summary>One term.</summary>
/// <param name="Term">The term.</param>
/// <param name="Blended">The frequencies to score with instead of the term's own; no part of what the node means.</param>
internal sealed record TermNode(IndexTerm Term, TermStatistics? Blended = null) : PlanNode
{
    public bool Equals(TermNode? other) => other is not null && Term.Equals(other.Term);

    public override int GetHashCode() => Term.GetHashCode();
}

/// <summary>A word with all that is near to it in the index. Its place and its emphasis are no part of what it means.</summary>
internal sealed record WordNode(WordGroup Group) : PlanNode
{
    /// <inheritdoc cref="WordQuery.Place"/>
    public int Place { get; init; }

    /// <inheritdoc cref="WordQuery.Emphasis"/>
    public float Emphasis { get; init; } = 1;

    public bool Equals(WordNode? other) => other is not null && Group.Equals(other.Group);

    public override int GetHashCode() => Group.GetHashCode();
}

/// <summary>A phrase of at least two places.</summary>
internal sealed record PhraseNode(PhraseQuery Phrase) : PlanNode;

/// <summary>All terms that a prefix, wildcard, regular expression or range means, scored alike.</summary>
internal sealed record ExpansionNode(Query Pattern) : PlanNode;

internal sealed record BoostNode(PlanNode Inner, float Boost) : PlanNode;

internal sealed record ConstantNode(PlanNode Inner) : PlanNode;

internal sealed record AllNode : PlanNode;

internal sealed record NoneNode : PlanNode;

internal sealed record PlanClause(Occur Occur, PlanNode Node)
{
    public bool Scores => Occur is Occur.Must or Occur.Should;
}

/// <summary>Clauses joined; see <see cref="BooleanQuery"/>.</summary>
internal sealed record BooleanNode(ImmutableArray<PlanClause> Clauses, int MinimumShouldMatch = 0) : PlanNode
{
    /// <summary>Whether one of several clauses suffices and there is nothing else.</summary>
    public bool IsPureDisjunction => MinimumShouldMatch <= 1 && Clauses.All(clause => clause.Occur == Occur.Should);

    public int Count(Occur occur)
    {
        int count = 0;
        foreach (var clause in Clauses)
        {
            count += clause.Occur == occur ? 1 : 0;
        }

        return count;
    }

    public List<PlanNode> Nodes(Occur occur)
    {
        var nodes = new List<PlanNode>();
        foreach (var clause in Clauses)
        {
            if (clause.Occur == occur)
            {
                nodes.Add(clause.Node);
            }
        }

        return nodes;
    }

    /// <summary>Equal if each kind has the same clauses: as often for those that score, at all for the others.</summary>
    public bool Equals(BooleanNode? other)
    {
        if (other is null || MinimumShouldMatch != other.MinimumShouldMatch)
        {
            return false;
        }

        return Counted(Occur.Must).SetEquals(other.Counted(Occur.Must))
            && Counted(Occur.Should).SetEquals(other.Counted(Occur.Should))
            && Nodes(Occur.Filter).ToHashSet().SetEquals(other.Nodes(Occur.Filter))
            && Nodes(Occur.MustNot).ToHashSet().SetEquals(other.Nodes(Occur.MustNot));
    }

    public override int GetHashCode()
    {
        int hash = MinimumShouldMatch;
        foreach (var clause in Clauses.Distinct())
        {
            hash ^= clause.GetHashCode();
        }

        return hash;
    }

    private HashSet<(PlanNode Node, int Count)> Counted(Occur occur) => [.. Nodes(occur).CountBy(node => node).Select(pair => (pair.Key, pair.Value))];
}
