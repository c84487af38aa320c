using ArticleSearch.TestKit;

namespace ArticleSearch.Oracle.Tests;

/// <summary>Indexes we write, read by real Lucene: CheckIndex finds them clean, and a dump of everything in them is equal.</summary>
[Trait("Category", "Corpus")]
public sealed class OurIndexInLuceneTests(CorpusIndexes indexes) : IClassFixture<CorpusIndexes>
{
    public static TheoryData<string, int, bool, bool> Variants => new()
    {
        { "piaf", 0, false, false },
        { "piaf", 100, false, false },
        { "piaf", 333, true, false },
        { "piaf", 333, true, true },
        { "news", 0, false, false },
        { "news", 50_000, true, true },
    };

    [CorpusTheory(java: true)]
    [MemberData(nameof(Variants))]
    public void Lucene_finds_our_index_clean_and_reads_what_we_read(string collection, int segmentPassages, bool replacements, bool merge)
    {
        string folder = indexes.Ours(collection, segmentPassages, replacements, merge);

        var (segments, documents) = JavaOracle.Shared.CheckIndex(folder);
        Assert.True(documents > 0);
        if (merge)
        {
            Assert.Equal(1, segments);
        }

        IndexDump.AssertEqualToLucene(folder);
    }

    [JavaFact]
    public void Lucene_finds_the_index_of_the_seeds_clean()
    {
        using var folder = new TemporaryFolder();
        using (var builder = IndexBuilder.Open(folder["index"]))
        {
            builder.Add(new Article { Id = "seed", Title = "Kim Jong Un se rendra en Russie", Date = "2023-09", Text = "Les États-Unis pensent.\nLa Russie et la Corée." });
            builder.Commit();
        }

        Assert.Equal((1, 2), JavaOracle.Shared.CheckIndex(folder["index"]));
        IndexDump.AssertEqualToLucene(folder["index"]);
    }

    [JavaFact]
    public void Lucene_finds_an_index_clean_whose_passages_have_several_acronyms_or_none()
    {
        using var folder = new TemporaryFolder();
        string[] names = ["Organisation des Nations unies (ONU)", "Banque centrale européenne (BCE)", "FMI (Fonds monétaire international)", "rien du tout"];
        const int seed = 7;
        var random = new Random(seed);
        using (var builder = IndexBuilder.Open(folder["index"], new IndexBuilderOptions { Chain = "french" }))
        {
            for (int i = 0; i < 300; i++)
            {
                string text = string.Join(random.Next(2) == 0 ? ", " : "\n", Enumerable.Range(0, random.Next(1, 6)).Select(_ => names[random.Next(names.Length)]));
                builder.Add(new Article { Id = $"a{random.Next(200)}", Text = text });
                if (random.Next(40) == 0)
                {
                    builder.Commit();
                }
            }

            builder.Commit();
        }

        JavaOracle.Shared.CheckIndex(folder["index"]);
        IndexDump.AssertEqualToLucene(folder["index"]);
        using (var builder = IndexBuilder.Open(folder["index"]))
        {
            builder.Merge();
            builder.Commit();
        }

        Assert.Equal(1, JavaOracle.Shared.CheckIndex(folder["index"]).Segments);
        IndexDump.AssertEqualToLucene(folder["index"]);
    }

    [JavaFact]
    public void Lucene_finds_two_thousand_random_small_indexes_clean()
    {
        const int seed = 20260;
        using var folder = TemporaryFolder.ForSmallFiles();
        for (int run = 0; run < 2000; run++)
        {
            string index = folder[$"i{run}"];
            RandomHistory.Run(index, seed + run);
            try
            {
                JavaOracle.Shared.CheckIndex(index);
                if (run % 10 == 0)
                {
                    IndexDump.AssertEqualToLucene(index);
                }
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed + run}: {e.Message}", e);
            }

            Directory.Delete(index, recursive: true);
        }
    }
}
