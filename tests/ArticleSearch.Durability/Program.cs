using System.Globalization;
using ArticleSearch.Durability.Cuts;
using ArticleSearch.Durability.Determinism;
using ArticleSearch.Durability.Faults;
using ArticleSearch.Durability.Kills;

// Tries to lose articles. Exit code 0: none was lost; 1: something was, and the last lines say how to see it again; 2: usage.
try
{
    return args switch
    {
        ["cuts", var count, .. var options] => CutRun.Run(Number(count), Option(options, "--seed", 1), Option(options, "--threads", Environment.ProcessorCount), Console.Out),
        ["replay", var seed, var cut] => CutRun.Replay(Number(seed), Number(cut), Console.Out),
        ["faults"] => FaultRun.Run(Console.Out),
        ["kills", var count, .. var options] => KillRun.Run(Number(count), Option(options, "--seed", 1), Console.Out),
        ["write", var folder, var seed, var steps] => KilledWriter.Run(folder, Number(seed), Number(steps), Console.Out),
        ["same", var folder] => SameIndex.Run(folder, Console.Out),
        _ => Usage(),
    };
}
catch (FormatException)
{
    return Usage();
}

static int Number(string text) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

static int Option(string[] options, string name, int otherwise) =>
    Array.IndexOf(options, name) is var i and >= 0 && i + 1 < options.Length ? Number(options[i + 1]) : otherwise;

static int Usage()
{
    Console.Error.WriteLine("""
        cuts N [--seed N] [--threads N]     power cuts at random moments of random histories, N of them or a few more
        replay HISTORY CUT                  one of them again, with what the disk was asked for before it
        faults                              every way of failing, at every call of a short life of an index
        kills N [--seed N]                  processes that write to a real folder, killed at random moments
        write INDEX SEED STEPS              one of those processes
        same INDEX                          an index whose bytes are the same each time
        """);
    return 2;
}
