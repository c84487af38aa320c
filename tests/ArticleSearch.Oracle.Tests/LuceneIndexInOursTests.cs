using ArticleSearch.TestKit;

namespace ArticleSearch.Oracle.Tests;

/// <summary>Indexes that real Lucene writes, with its default settings and others, read by us: a dump of everything is equal.</summary>
public sealed class LuceneIndexInOursTests(CorpusIndexes indexes) : IClassFixture<CorpusIndexes>
{
    public static TheoryData<string> Flags =>
    [
        "", "loose", "best", "many", "many,deletes", "deletes,merge", "values", "values,many,deletes", "values,merge", "points,vectors", "points,vectors,many,deletes,best",
        "values,points,vectors,loose,many", "sort,values", "soft,many", "loose,best,deletes,values",
    ];

    [JavaTheory]
    [MemberData(nameof(Flags))]
    public void What_lucene_writes_we_read(string flags)
    {
        foreach (var (documents, seeds) in new[] { (1, 4), (40, 4), (700, 2) })
        {
            for (int seed = 1; seed <= seeds; seed++)
            {
                using var folder = TemporaryFolder.ForSmallFiles();
                JavaOracle.Shared.Ask("random", folder["index"], $"{seed}", $"{documents}", flags);
                IndexDump.AssertEqualToLucene(folder["index"]);
            }
        }
    }

    [CorpusTheory(java: true)]
    [Trait("Category", "Corpus")]
    [InlineData("piaf", "")]
    [InlineData("piaf", "many,deletes,best")]
    [InlineData("news", "many,deletes")]
    public void What_lucene_writes_of_a_collection_we_read(string collection, string flags) =>
        IndexDump.AssertEqualToLucene(indexes.Lucenes(collection, flags));
}
