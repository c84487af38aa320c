using ArticleSearch.Matching;
using ArticleSearch.Queries;

namespace ArticleSearch.Tests.Matching;

/// <summary>The rules by which joins are simplified, one by one.</summary>
public sealed class PlanSimplifierTests
{
    private static readonly PlanNode A = Term("a");
    private static readonly PlanNode B = Term("b");
    private static readonly PlanNode C = Term("c");
    private static readonly PlanNode All = new AllNode();

    [Fact]
    public void One_clause_is_no_join()
    {
        Assert.Equal(A, Join(Should(A)));
        Assert.Equal(A, Join(Must(A)));
        Assert.Equal(new BoostNode(new ConstantNode(A), 0), Join(Filter(A)));
        Assert.Equal(new NoneNode(), Join(Not(A)));
        Assert.Equal(new NoneNode(), Join());
    }

    [Fact]
    public void The_same_clause_twice_counts_twice()
    {
        Assert.Equal(new BoostNode(A, 2), Join(Should(A), Should(A)));
        Assert.Equal(new BoostNode(A, 3.5f), Join(Must(A), Must(new BoostNode(A, 2.5f))));
        Assert.Equal(Join(Should(new BoostNode(A, 2)), Should(B)), Join(Should(A), Should(B), Should(A)));
    }

    [Fact]
    public void The_same_condition_twice_counts_once()
    {
        Assert.Equal(Join(Must(A), Not(B)), Join(Must(A), Not(B), Not(B)));
        Assert.Equal(Join(Must(A), Filter(B)), Join(Must(A), Filter(B), Filter(B), Filter(All), Filter(A)));
    }

    [Fact]
    public void What_is_demanded_and_excluded_is_nothing()
    {
        Assert.Equal(new NoneNode(), Join(Must(A), Not(A)));
        Assert.Equal(new NoneNode(), Join(Filter(A), Should(B), Not(A)));
        Assert.Equal(new NoneNode(), Join(Must(A), Not(All)));
        Assert.IsType<BooleanNode>(Join(Should(A), Should(B), Not(A)));
    }

    [Fact]
    public void An_option_that_is_a_filter_is_required() => Assert.Equal(Join(Must(A), Should(B)), Join(Should(A), Filter(A), Should(B)));

    [Fact]
    public void Options_of_options_are_options()
    {
        Assert.Equal(Join(Should(A), Should(B), Should(C)), Join(Should(A), Should(Join(Should(B), Should(C)))));
        Assert.Equal(Join(Should(new BoostNode(A, 2)), Should(B)), Join(Should(A), Should(Join(Should(B), Should(A)))));
        var boosted = Join(Should(A), Should(PlanSimplifier.Boost(Join(Should(B), Should(C)), 2)));
        Assert.Equal(2, Assert.IsType<BooleanNode>(boosted).Clauses.Length);
    }

    [Fact]
    public void Everything_under_a_filter_is_the_filter_with_a_constant_score()
    {
        Assert.Equal(new ConstantNode(A), Join(Must(All), Filter(A)));
        Assert.Equal(new BoostNode(new ConstantNode(A), 3), Join(Must(new BoostNode(All, 3)), Filter(A)));
    }

    [Fact]
    public void The_order_of_clauses_does_not_matter()
    {
        Assert.Equal(Join(Should(A), Should(B)), Join(Should(B), Should(A)));
        Assert.Equal(Join(Should(A), Should(B)).GetHashCode(), Join(Should(B), Should(A)).GetHashCode());
        Assert.NotEqual(Join(Should(A), Should(B)), Join(Must(A), Should(B)));
        Assert.NotEqual(Join(Should(A), Should(B)), Join(Should(A), Should(B), Should(C)));
    }

    [Fact]
    public void Boosts_are_multiplied_and_without_effect_where_scores_are_constant()
    {
        Assert.Equal(A, PlanSimplifier.Boost(A, 1));
        Assert.Equal(new BoostNode(A, 6), PlanSimplifier.Boost(new BoostNode(A, 3), 2));
        Assert.Equal(A, PlanSimplifier.Boost(new BoostNode(A, 4), 0.25f));
        Assert.Equal(new BoostNode(new ConstantNode(A), 0), PlanSimplifier.Boost(A, 0));
        Assert.Equal(new ConstantNode(A), PlanSimplifier.Constant(new BoostNode(A, 3)));
        Assert.Equal(new ConstantNode(A), PlanSimplifier.Constant(new ConstantNode(A)));
    }

    private static TermNode Term(string term) => new(new IndexTerm("text", term));

    private static PlanNode Join(params PlanClause[] clauses) => PlanSimplifier.Boolean([.. clauses], 0);

    private static PlanClause Should(PlanNode node) => new(Occur.Should, node);

    private static PlanClause Must(PlanNode node) => new(Occur.Must, node);

    private static PlanClause Filter(PlanNode node) => new(Occur.Filter, node);

    private static PlanClause Not(PlanNode node) => new(Occur.MustNot, node);
}
