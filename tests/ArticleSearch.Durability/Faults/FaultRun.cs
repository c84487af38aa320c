using System.Diagnostics;
using System.Globalization;
using ArticleSearch.Durability.Disks;

namespace ArticleSearch.Durability.Faults;

/// <summary>Every way of failing, at every call of a short life of an index, once and for good.</summary>
internal static class FaultRun
{
    /// <summary>How many calls failed.</summary>
    /// <param name="fault">How.</param>
    /// <param name="isLasting">Whether all later calls fail as well.</param>
    /// <exception cref="ViolationException">One of them did not come off well.</exception>
    public static int Run(DiskFault fault, bool isLasting)
    {
        int at = 0;
        while (FaultTrial.Run(fault, at, isLasting))
        {
            at++;
        }

        return at;
    }

    /// <summary>All of it, with a line for each way.</summary>
    /// <returns>The exit code: 0, or 1 where something was lost.</returns>
    public static int Run(TextWriter output)
    {
        long start = Stopwatch.GetTimestamp();
        int sum = 0;
        foreach (var fault in DiskFault.All)
        {
            foreach (bool isLasting in new[] { false, true })
            {
                try
                {
                    int count = Run(fault, isLasting);
                    sum += count;
                    output.WriteLine($"{fault}, {(isLasting ? "lasting" : "once")}: at each of {count} calls");
                }
                catch (ViolationException e)
                {
                    output.WriteLine(e);
                    return 1;
                }
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sum} faults: nothing was lost, {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s"));
        return 0;
    }
}
