using System.Globalization;
using ArticleSearch.Benchmarks;

// Speaks like the Java program it is measured against, so that one script can run both in turn.
return args switch
{
    ["index", var corpus, var index, var threads] => IndexBenchmark.Run(corpus, index, Number(threads), "lucene-french"),
    ["index", var corpus, var index, var threads, var chain] => IndexBenchmark.Run(corpus, index, Number(threads), chain),
    ["merge", var index] => IndexBenchmark.Merge(index),
    ["query", var index, var queries, var top, var warmup, var rounds] => QueryBenchmark.Run(index, queries, Number(top), Number(warmup), Number(rounds)),
    _ => Usage(),
};

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine("""
        index CORPUS.jsonl DIR THREADS [CHAIN]       times the writing of an index, a document a line; what is in DIR is deleted
        merge DIR                                    makes one segment of such an index
        query INDEX QUERIES.tsv TOP WARMUP ROUNDS    times each class of queries (class, tab, query in Lucene's classic syntax)
        """);
    return 2;
}
