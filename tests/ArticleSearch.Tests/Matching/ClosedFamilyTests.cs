using ArticleSearch.Analysis;
using ArticleSearch.Matching;
using ArticleSearch.Queries;

namespace ArticleSearch.Tests.Matching;

/// <summary>Queries are a closed family: every case is known to whoever switches over it.</summary>
public sealed class ClosedFamilyTests
{
    private static readonly Query[] Cases =
    [
        new TermQuery("text", "a"),
        new WordQuery("text", [["a"]], WordRole.Content, MatchLevel.Derivation),
        new BooleanQuery([new BooleanClause(Occur.Must, new TermQuery("text", "a")), new BooleanClause(Occur.MustNot, new TermQuery("text", "b"))]),
        new PhraseQuery("text", [new PhrasePart(0, ["a"]), new PhrasePart(1, ["b", "c"])], 1),
        new PrefixQuery("text", "a"),
        new WildcardQuery("text", "a*"),
        new FuzzyQuery("text", "ab", 1),
        new RegexpQuery("text", "a.?"),
        new TermRangeQuery("text", "a", "b", true, true),
        new BoostQuery(new TermQuery("text", "a"), 2),
        new ConstantScoreQuery(new TermQuery("text", "a")),
        new MatchAllQuery(),
        new MatchNoneQuery(),
    ];

    [Fact]
    public void The_cases_are_all_there_are()
    {
        var family = typeof(Query).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Query)));
        Assert.Equal(family.Select(type => type.Name).Order(StringComparer.Ordinal), Cases.Select(query => query.GetType().Name).Order(StringComparer.Ordinal));
        Assert.All(Cases, query => Assert.True(query.GetType().IsSealed));
    }

    [Fact]
    public void Every_case_is_planned_weighed_matched_and_explained()
    {
        var searcher = new IndexSearcher(new IndexView(new ListedSegment(
            [new Dictionary<string, string> { ["text"] = "a b" }, new Dictionary<string, string> { ["text"] = "c a" }])));
        foreach (var query in Cases)
        {
            var found = searcher.Search(query, 10);
            Assert.Equal(query is MatchNoneQuery, found.Hits.IsEmpty);
            Assert.Equal(found.Hits.Any(hit => hit.Document == 0), searcher.Explain(query, 0).IsMatch);
        }
    }

    [Fact]
    public void Every_node_of_a_plan_has_a_weight()
    {
        var nodes = typeof(PlanNode).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(PlanNode))).ToArray();
        Assert.All(nodes, type => Assert.True(type.IsSealed));
        Assert.Equal(9, nodes.Length);
    }
}
