using System.Diagnostics;
using System.Globalization;
using ArticleSearch.Durability.Histories;

namespace ArticleSearch.Durability.Cuts;

/// <summary>Many histories, many cuts in each of them, over many threads; and one cut again.</summary>
internal static class CutRun
{
    /// <summary>How many cuts are made in a history.</summary>
    public const int CutsEach = 100;

    /// <summary>Runs until there were so many cuts, a progress line each 20th of them; stops at the first violation.</summary>
    /// <returns>The exit code: 0, or 1 where something was lost.</returns>
    public static int Run(int cuts, int seed, int threads, TextWriter output)
    {
        const int Steps = 20;
        long start = Stopwatch.GetTimestamp();
        var gate = new Lock();
        long done = 0;
        long histories = 0;
        long changes = 0;
        long troubled = 0;
        Exception? violation = null;
        int next = seed;
        output.WriteLine($"seed {seed}, {threads} threads");
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            while (Volatile.Read(ref violation) is null && Interlocked.Read(ref done) < cuts)
            {
                int own = Interlocked.Increment(ref next) - 1;
                try
                {
                    var history = History.Run(own);
                    int more = 0;
                    for (int cut = 0; cut < CutsEach; cut++)
                    {
                        more += CutTrial.Run(history, cut);
                    }

                    lock (gate)
                    {
                        histories++;
                        changes += history.Disk.Changes.Count;
                        troubled += history.IsTroubled ? 1 : 0;
                        long step = done * Steps / cuts;
                        done += more;
                        if (done * Steps / cuts > step && done < cuts)
                        {
                            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done} cuts, {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s"));
                        }
                    }
                }
                catch (Exception e)
                {
                    Interlocked.CompareExchange(ref violation, e, null);
                }
            }
        });
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{done} cuts in {histories} histories of {changes / Math.Max(1, histories)} changes of the disk each ({troubled} with failing calls or killed writers): "
            + $"{(violation is null ? "nothing was lost" : "SOMETHING WAS LOST")}, {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s"));
        if (violation is null)
        {
            return 0;
        }

        output.WriteLine(violation is ViolationException ? violation.Message : violation.ToString());
        return 1;
    }

    /// <summary>One cut again, with all that was asked of the disk before it.</summary>
    public static int Replay(int seed, int cut, TextWriter output)
    {
        try
        {
            var history = History.Run(seed);
            var (disk, after, expected) = CutTrial.Cut(history, cut);
            for (int i = 0; i < after; i++)
            {
                foreach (var known in history.Commits.Where(known => known.Acknowledged == i || known.Begun == i))
                {
                    output.WriteLine(known.Begun == i ? "-- commit asked for" : "-- commit acknowledged");
                }

                output.WriteLine($"{i} {history.Disk.Changes[i]}");
            }

            output.WriteLine($"-- cut after change {after}; it leaves {string.Join(' ', disk.List().Select(name => $"{name} ({disk.Length(name)} bytes)"))}");
            output.WriteLine($"-- {expected.Length} commits may be there");
            CutTrial.Run(history, cut);
            output.WriteLine("nothing was lost");
            return 0;
        }
        catch (ViolationException e)
        {
            output.WriteLine(e);
            return 1;
        }
    }
}
