using System.Diagnostics;
using System.Globalization;
using ArticleSearch.Indexing;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.Matching;
using ArticleSearch.Parsing;

namespace ArticleSearch.Benchmarks;

/// <summary>
/// Times queries by class, one thread, parsing included; a line of JSON a class. Totals are counted up to 1,000, as Lucene's
/// searcher counts by default. It never writes to the index.
/// </summary>
internal static class QueryBenchmark
{
    private const int TotalThreshold = 1000;

    public static int Run(string index, string file, int top, int warmup, int rounds)
    {
        using var folder = new FileSystemFolder(index);
        using var snapshot = IndexSnapshot.Open(folder);
        var commit = SearchedCommit.Of(snapshot);
        var searcher = commit.Searcher;
        string field = commit.Chain.HasLevels ? PassageFields.Anywhere : PassageFields.Text;
        foreach (var queries in Classes(file))
        {
            var ticks = new List<long>(queries.Count * rounds);
            long hits = 0;
            double scores = 0;
            long wall = 0;
            for (int round = 0; round < warmup + rounds; round++)
            {
                long roundStart = Stopwatch.GetTimestamp();
                foreach (string query in queries)
                {
                    long start = Stopwatch.GetTimestamp();
                    var found = searcher.Search(LuceneQueryParser.Parse(query, commit.Chain, field), top, TotalThreshold, CancellationToken.None);
                    long elapsed = Stopwatch.GetTimestamp() - start;
                    if (round >= warmup)
                    {
                        ticks.Add(elapsed);
                        hits += found.Hits.Length;
                        scores += found.Hits.Length > 0 ? found.Hits[0].Score : 0;
                    }
                }

                wall += round >= warmup ? Stopwatch.GetTimestamp() - roundStart : 0;
            }

            ticks.Sort();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{{\"op\":\"query\",\"class\":\"{queries.Key}\",\"n\":{ticks.Count},\"p50_us\":{Microseconds(ticks[ticks.Count / 2]):F1},\"p99_us\":{Microseconds(ticks[(int)(ticks.Count * .99)]):F1},\"qps\":{ticks.Count / (wall / (double)Stopwatch.Frequency):F0},\"hits\":{hits / rounds},\"top_score_sum\":{scores / rounds:F3}}}"));
        }

        return 0;
    }

    private static double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;

    private static IEnumerable<QueryClass> Classes(string file)
    {
        var classes = new List<QueryClass>();
        foreach (string line in File.ReadLines(file))
        {
            int tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (tab > 0)
            {
                string key = line[..tab];
                var queries = classes.Find(c => string.Equals(c.Key, key, StringComparison.Ordinal));
                if (queries is null)
                {
                    classes.Add(queries = new QueryClass(key));
                }

                queries.Add(line[(tab + 1)..]);
            }
        }

        return classes;
    }

    private sealed class QueryClass(string key) : List<string>
    {
        public string Key { get; } = key;
    }
}
