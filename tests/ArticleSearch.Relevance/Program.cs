using System.Globalization;
using System.Text;
using ArticleSearch;
using ArticleSearch.Ranking;
using ArticleSearch.Relevance;

// Prints how well judged collections are ranked: by our two chains, and by Lucene where it can be asked. Judges nobody: the exit code
// is 0 whatever the figures are.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var folders = new List<string>();
var tuned = new List<string>();
var scans = new List<(string Name, double[] Values)>();
var parameters = RankingParameters.Default;
string? peer = null, given = null;
int? sample = null;
int seed = PairedRandomisation.DefaultSeed, rounds = 1;
bool ablation = false, table = true;
try
{
    for (int i = 0; i < args.Length; i++)
    {
        switch (args[i])
        {
            case "--lucene" when i + 1 < args.Length:
                peer = args[++i];
                break;
            case "--figures" when i + 1 < args.Length:
                given = args[++i];
                break;
            case "--sample" when i + 1 < args.Length:
                sample = int.Parse(args[++i], CultureInfo.InvariantCulture);
                break;
            case "--seed" when i + 1 < args.Length:
                seed = int.Parse(args[++i], CultureInfo.InvariantCulture);
                break;
            case "--set" when i + 1 < args.Length && args[i + 1].Split('=') is [var name, var value]:
                parameters = Variation.With(parameters, name, Number(value));
                i++;
                break;
            case "--scan" when i + 1 < args.Length && args[i + 1].Split('=') is [var name, var values]:
                scans.Add((name, [.. values.Split(',').Select(Number)]));
                i++;
                break;
            case "--tune" when i + 1 < args.Length:
                tuned.AddRange(args[++i].Split(','));
                break;
            case "--rounds" when i + 1 < args.Length:
                rounds = int.Parse(args[++i], CultureInfo.InvariantCulture);
                break;
            case "--ablation":
                ablation = true;
                break;
            case "--no-table":
                table = false;
                break;
            case ['-', ..]:
                return Usage();
            default:
                folders.Add(args[i]);
                break;
        }
    }

    return folders.Count == 0 ? Usage() : Run();
}
catch (Exception e) when (e is FormatException or ArgumentException or IOException or InvalidOperationException or System.ComponentModel.Win32Exception)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}

int Run()
{
    var report = new Report(Console.Out, seed);
    var lucene = new LuceneFigures(peer, given);
    JudgedCollection[] collections = [.. folders.Select(folder => JudgedCollection.Read(folder, sample))];
    IndexedCollection[] indexes = [.. collections.Select(collection => new IndexedCollection(collection, "french"))];
    try
    {
        if (table || tuned.Count > 0)
        {
            Report.Results[] results = [.. indexes.Select(index => Results(index, lucene))];
            if (table)
            {
                report.WriteResults(results);
                Console.Out.WriteLine();
            }

            if (tuned.Count > 0)
            {
                parameters = new Tuning([.. indexes.Zip(results, (index, one) => (index, one.Reference))], Console.Out).Improve(parameters, tuned, rounds);
                Console.Out.WriteLine(parameters);
            }
        }

        if (ablation || scans.Count > 0)
        {
            var variations = ablation ? Variation.Ablation(parameters) : [new Variation { Parameters = parameters }];
            var scanned = scans.SelectMany(scan => scan.Values.Select(value => new Variation
            {
                Name = string.Create(CultureInfo.InvariantCulture, $"{scan.Name} = {value}"),
                Parameters = Variation.With(parameters, scan.Name, value),
            }));
            report.WriteVariations(
                [.. collections.Select(collection => collection.Name)],
                variations.Concat(scanned).Select(variation => (variation.Name, indexes.Select(index => index.Search(variation)).ToArray())));
        }

        return 0;
    }
    finally
    {
        foreach (var index in indexes)
        {
            index.Dispose();
        }
    }
}

static Report.Results Results(IndexedCollection french, LuceneFigures lucene)
{
    using var luceneFrench = new IndexedCollection(french.Collection, "lucene-french");
    return new Report.Results(french.Collection.Name, luceneFrench.Search(), french.Search(), lucene.Of(french.Collection));
}

static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine("""
        Prints how well judged collections are ranked by our chains, and by Lucene.

        FOLDER…               collections: corpus.jsonl, queries.jsonl, qrels.tsv
        --lucene PROGRAM      a program that runs Lucene on a collection
        --figures FILE        Lucene's figures, where they are known: collection, setting, nDCG@10, recall@100, MRR@10
        --ablation            each part of the ranking switched off
        --sample N            N queries of each collection, spread evenly
        --set NAME=VALUE      another number for the ranking, in the ablation, the scan and the tuning
        --scan NAME=V,V,…     a line for each value of a number of the ranking
        --tune NAME,NAME,…    look for better numbers
        --rounds N            … going through them N times
        --seed N              for the test of significance
        --no-table            without the table of systems
        """);
    return 2;
}
