using System.Globalization;
using ArticleSearch.Analysis;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.Matching;
using ArticleSearch.Parsing;
using ArticleSearch.TestKit;

namespace ArticleSearch.Oracle.Tests;

/// <summary>
/// The same queries on the same index, asked of real Lucene and of us: the same documents in the same order with the same
/// scores, on indexes that either of the two wrote.
/// </summary>
[Trait("Category", "Corpus")]
public sealed class SearchAgreementTests(CorpusIndexes indexes) : IClassFixture<CorpusIndexes>
{
    private const int Top = 100;
    private const string Chain = "lucene-french";
    private const double Tolerance = 1e-5;

    [CorpusTheory(java: true)]
    [InlineData("piaf", 100, 50)]
    [InlineData("piaf", 0, 50)]
    [InlineData("news", 0, 10)]
    public void On_our_index(string collection, int segmentPassages, int queriesPerKind) =>
        Compare(collection, indexes.Ours(collection, segmentPassages, replacements: segmentPassages > 0, chain: Chain), queriesPerKind, fields: true);

    [CorpusTheory(java: true)]
    [InlineData("piaf", "", 50)]
    [InlineData("piaf", "many,deletes", 50)]
    [InlineData("news", "", 10)]
    public void On_lucenes_index(string collection, string flags, int queriesPerKind) =>
        Compare(collection, indexes.Lucenes(collection, flags), queriesPerKind, fields: false);

    private static void Compare(string collection, string folder, int queriesPerKind, bool fields)
    {
        int seed = collection.Length * 1000 + queriesPerKind + (fields ? 1 : 0);
        var random = new RandomQueries(Corpora.Read(collection).Take(2000).Select(article => article.Text), seed);
        var queries = random.Kinds.SelectMany(kind => Enumerable.Range(0, queriesPerKind).Select(_ => (kind.Kind, Text: kind.Make()))).ToList();
        if (fields)
        {
            queries.Add(("date range", "date:[2003-01 TO 2010-06]"));
            queries.Add(("date range", "+date:{2003-01 TO 2010-06] +france"));
            queries.Add(("article", "article:12 OR id:\"13#1\""));
        }

        string[] request = ["search", folder, Top.ToString(CultureInfo.InvariantCulture), .. queries.Select(query => query.Text)];
        var answers = JavaOracle.Shared.Ask(request);

        using var files = new FileSystemFolder(folder);
        using var snapshot = IndexSnapshot.Open(files);
        var searcher = new IndexSearcher(new IndexView([.. snapshot.Segments.Select(segment => new SegmentReaderView(segment))]));
        var chain = AnalysisChain.Named(Chain);
        var failures = new List<string>();
        int withHits = 0;
        for (int i = 0; i < queries.Count; i++)
        {
            string ours = Answer(searcher, chain, queries[i].Text);
            withHits += ours.Length > 1 && ours[0] != '0' && ours[0] != '!' ? 1 : 0;
            if (!Agree(answers[i], ours))
            {
                failures.Add($"{queries[i].Kind}: {queries[i].Text}\n  Lucene: {Short(answers[i])}\n  ours:   {Short(ours)}");
            }
        }

        Assert.True(failures.Count == 0, $"seed {seed}: {failures.Count} of {queries.Count} queries differ\n{string.Join('\n', failures.Take(12))}");
        Assert.True(withHits > queries.Count / 2, $"only {withHits} of {queries.Count} queries found anything");
    }

    private static string Answer(IndexSearcher searcher, AnalysisChain chain, string text)
    {
        try
        {
            var hits = searcher.Search(LuceneQueryParser.Parse(text, chain), Top, long.MaxValue, CancellationToken.None);
            return $"{hits.Total.Value} EQUAL_TO{string.Concat(hits.Hits.Select(hit => $" {hit.Document}:{BitConverter.SingleToInt32Bits(hit.Score):x8}"))}";
        }
        catch (QuerySyntaxException e)
        {
            return "! " + e.Message;
        }
    }

    private static bool Agree(string theirs, string ours)
    {
        if (string.Equals(theirs, ours, StringComparison.Ordinal) || (theirs[0] == '!' && ours[0] == '!'))
        {
            return true;
        }

        string[] a = theirs.Split(' ');
        string[] b = ours.Split(' ');
        return a.Length == b.Length && a[0] == b[0] && a.Zip(b).Skip(2).All(pair => SameHit(pair.First, pair.Second));
    }

    private static bool SameHit(string theirs, string ours)
    {
        var (document, score) = Parse(theirs);
        var (ourDocument, ourScore) = Parse(ours);
        return document == ourDocument && Math.Abs(score - ourScore) <= Tolerance * Math.Abs(score);
    }

    private static (int Document, float Score) Parse(string hit)
    {
        int colon = hit.IndexOf(':', StringComparison.Ordinal);
        return (int.Parse(hit.AsSpan(0, colon), CultureInfo.InvariantCulture),
            BitConverter.Int32BitsToSingle(int.Parse(hit.AsSpan(colon + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
    }

    private static string Short(string answer) => answer.Length > 300 ? answer[..300] + "…" : answer;
}
