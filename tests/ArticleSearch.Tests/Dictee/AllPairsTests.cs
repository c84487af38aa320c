using ArticleSearch.Dictee;
using ArticleSearch.TestKit;

namespace ArticleSearch.Tests.Dictee;

/// <summary>La Dictée is passed by the default chain, every pair of it.</summary>
public sealed class AllPairsTests
{
    public static TheoryData<string> Areas() => [.. All().Select(area => area.Name)];

    [Theory]
    [MemberData(nameof(Areas))]
    public void Every_pair_of_the_area_is_passed(string name)
    {
        using var engine = new ArticleSearchEngine(IndexBuilderOptions.DefaultChain);
        var area = All().Single(one => one.Name == name);
        Assert.NotEmpty(area.Pairs);
        Assert.Equal([], area.Pairs.Select(pair => (pair.Query, pair.Texts[0], Fault: Judge.Fault(engine, pair))).Where(pair => pair.Fault is not null));
    }

    private static IEnumerable<Area> All() => PairFile.ReadAll(Repository.PathOf("tests", "Dictee", "Pairs"));
}
