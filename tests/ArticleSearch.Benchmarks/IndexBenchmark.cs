using System.Diagnostics;
using System.Globalization;
using ArticleSearch.Indexing;

namespace ArticleSearch.Benchmarks;

/// <summary>
/// Times the writing of an index: a document a line, with the fields id (stored, whole), title (stored, words with positions)
/// and text (stored, words with positions and offsets). The lines are read before the time; taking them apart, and the commit,
/// belong to it. What was in the folder is deleted.
/// </summary>
internal static class IndexBenchmark
{
    // What a thread takes on at a time: few enough that all end together, so many that they seldom meet.
    private const int LinesAtOnce = 32;

    private static readonly IndexBuilderOptions Options = new() { MemoryBudget = 256L << 20, Shape = DocumentShape.WholeArticles };

    public static int Run(string corpus, string index, int threads, string chain)
    {
        var lines = new JsonLines(corpus);
        Directory.CreateDirectory(index);
        foreach (string file in Directory.EnumerateFiles(index))
        {
            File.Delete(file);
        }

        long start = Stopwatch.GetTimestamp();
        using (var builder = IndexBuilder.Open(index, Options with { Chain = chain }))
        {
            int next = 0;
            var workers = new Thread[threads - 1];
            for (int i = 0; i < workers.Length; i++)
            {
                workers[i] = new Thread(Work);
                workers[i].Start();
            }

            Work();
            foreach (var worker in workers)
            {
                worker.Join();
            }

            builder.Commit();

            void Work()
            {
                for (int first; (first = Interlocked.Add(ref next, LinesAtOnce) - LinesAtOnce) < lines.Count;)
                {
                    int end = Math.Min(first + LinesAtOnce, lines.Count);
                    for (int line = first; line < end; line++)
                    {
                        builder.Add(lines[line]);
                    }
                }
            }
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"op\":\"index\",\"docs\":{lines.Count},\"bytes\":{lines.Bytes},\"threads\":{threads},\"seconds\":{seconds:F3},\"mb_per_s\":{lines.Bytes / 1e6 / seconds:F2},\"index_bytes\":{BytesOf(index)}}}"));
        return 0;
    }

    /// <summary>Makes one segment of the index.</summary>
    public static int Merge(string index)
    {
        long start = Stopwatch.GetTimestamp();
        using (var builder = IndexBuilder.Open(index, Options))
        {
            builder.Merge();
            builder.Commit();
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"op\":\"merge\",\"seconds\":{Stopwatch.GetElapsedTime(start).TotalSeconds:F3},\"index_bytes\":{BytesOf(index)}}}"));
        return 0;
    }

    private static long BytesOf(string folder) => new DirectoryInfo(folder).EnumerateFiles().Sum(file => file.Length);
}
