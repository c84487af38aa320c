using System.Globalization;
using ArticleSearch.Analysis;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.Matching;
using ArticleSearch.Parsing;
using ArticleSearch.TestKit;
using Xunit.Abstractions;

namespace ArticleSearch.Tests.Matching;

/// <summary>Searches in indexes that real Lucene wrote, in its own syntax, against what it finds itself.</summary>
public sealed class JavaIndexTests(ITestOutputHelper output)
{
    private const int Top = 100;

    [JavaTheory]
    [InlineData(1, 300, "merge")]
    [InlineData(2, 700, "many,deletes,loose")]
    [InlineData(3, 500, "many,deletes,best,values,vectors,points")]
    [InlineData(4, 3000, "many,deletes")]
    public void What_Lucene_finds_in_its_index_is_found(int seed, int documents, string flags)
    {
        using var folder = new TemporaryFolder();
        JavaOracle.Shared.Ask("random", folder.FolderPath, seed.ToString(CultureInfo.InvariantCulture), documents.ToString(CultureInfo.InvariantCulture), flags);
        var random = new Random(seed);
        Compare(folder.FolderPath, [.. Enumerable.Range(0, 250).Select(_ => new RandomQueryText(random, RandomIndexWords).Query())]);
    }

    [CorpusTheory(java: true)]
    [InlineData("piaf", "many", 1000)]
    [InlineData("news", "many,deletes", 300)]
    public void What_Lucene_finds_in_a_collection_is_found(string collection, string flags, int queries)
    {
        using var folder = new TemporaryFolder();
        string listing = folder["corpus.tsv"];
        var records = Corpora.Read(collection).ToArray();
        File.WriteAllLines(listing, records.Select(record => string.Join('\t', new[] { record.Id, record.Title, record.Text }.Select(JavaOracle.Escape))));
        JavaOracle.Shared.Ask("corpus", listing, folder["index"], "0", flags);
        var random = new Random(7);
        string[] words = [.. records.SelectMany(record => record.Text.Split([' ', ',', '.', '’', '\'', '(', ')', '"', ':'], StringSplitOptions.RemoveEmptyEntries).Take(40)).Where(word => word.All(char.IsLetter))];
        Compare(folder["index"], [.. Enumerable.Range(0, queries).Select(_ => new RandomQueryText(random, words).Query())]);
    }

    private static readonly string[] RandomIndexWords =
    [
        "armée", "armes", "Russie", "fournitures", "guerre", "pêche", "péché", "avions", "œuvre", "cœur", "État", "contre-offensive",
        "aujourd’hui", "président", "présidence", "ministère", "défense", "sanctions", "nord", "coréen", "train", "blindé", "munitions",
        "accord", "sommet", "Séoul", "Pyongyang", "Moscou", "2023", "1er", "10", "000", "ONU",
    ];

    private void Compare(string folder, string[] queries)
    {
        var lines = JavaOracle.Shared.Ask(["search", folder, Top.ToString(CultureInfo.InvariantCulture), .. queries]);
        using var files = new FileSystemFolder(folder);
        using var snapshot = IndexSnapshot.Open(files);
        var searcher = SearchedCommit.Of(snapshot).Searcher;
        var chain = AnalysisChain.Named("lucene-french");
        long hits = 0;
        long sameBits = 0;
        List<string> failures = [];
        for (int i = 0; i < queries.Length; i++)
        {
            if (lines[i].StartsWith('!'))
            {
                Assert.Throws<QuerySyntaxException>(() => LuceneQueryParser.Parse(queries[i], chain));
                continue;
            }

            var theirs = JavaAnswer.Parse(lines[i]);
            var ours = searcher.Search(LuceneQueryParser.Parse(queries[i], chain), Top, long.MaxValue);
            hits += theirs.Hits.Length;
            sameBits += theirs.SameBits(ours);
            if (!theirs.Equals(ours))
            {
                failures.Add($"{queries[i]}\n{theirs.Describe(ours)}");
            }
        }

        output.WriteLine($"{queries.Length} queries in {searcher.Index.Segments.Length} segments, {hits} hits, {sameBits} with the same bits, {failures.Count} queries differ");
        Assert.True(failures.Count == 0, $"{failures.Count} of {queries.Length} queries differ:\n" + string.Join('\n', failures.Take(12)));
    }
}
