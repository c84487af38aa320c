using ArticleSearch.Benchmarks;

// Speaks like the Java program it is measured against, so that one script can run both in turn.
return args switch
{
    ["query", var index, var queries, var top, var warmup, var rounds] => QueryBenchmark.Run(index, queries, int.Parse(top, null), int.Parse(warmup, null), int.Parse(rounds, null)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("query INDEX QUERIES.tsv TOP WARMUP ROUNDS    times each class of queries (class, tab, query in Lucene's classic syntax)");
    return 2;
}
