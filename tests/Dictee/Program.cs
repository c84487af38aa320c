using System.Text;
using ArticleSearch;
using ArticleSearch.Dictee;

// Runs the pairs on our engine, on Lucene, and on any other, and prints who passed what. Judges nobody: the exit code is 0
// whatever the scores are.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var chains = new List<string>();
var others = new List<(string Name, string Command)>();
var areas = new List<string>();
string pairs = Path.Combine(AppContext.BaseDirectory, "Pairs");
string jars = LuceneProcess.DefaultJars;
bool failures = false, lucene = true, ours = true;
for (int i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--chain" when i + 1 < args.Length:
            chains.Add(args[++i]);
            break;
        case "--engine" when i + 1 < args.Length && args[i + 1].Split('=', 2) is [var name, var command]:
            others.Add((name, command));
            i++;
            break;
        case "--pairs" when i + 1 < args.Length:
            pairs = args[++i];
            break;
        case "--jars" when i + 1 < args.Length:
            jars = args[++i];
            break;
        case "--failures":
            failures = true;
            break;
        case "--no-lucene":
            lucene = false;
            break;
        case "--no-articlesearch":
            ours = false;
            break;
        case ['-', ..]:
            return Usage();
        default:
            areas.Add(args[i]);
            break;
    }
}

IEngine[] engines = [];
try
{
    Area[] asked = [.. PairFile.ReadAll(pairs).Where(area => areas.Count == 0 || areas.Any(name => area.Name.Contains(name, StringComparison.OrdinalIgnoreCase)))];
    if (asked.Length == 0)
    {
        Console.Error.WriteLine($"There is no area {string.Join(", ", areas)} in {pairs}.");
        return 2;
    }

    engines = [.. Start()];
    var table = new ScoreTable([.. engines.Select(engine => engine.Name)]);
    foreach (var area in asked)
    {
        foreach (var pair in area.Pairs)
        {
            table.Add(area.Name, pair, [.. engines.Select(engine => Judge.Fault(engine, pair))]);
        }
    }

    table.Write(Console.Out);
    if (failures)
    {
        Console.Out.WriteLine();
        table.WriteFailures(Console.Out);
    }

    return 0;
}
catch (Exception e) when (e is FormatException or ArgumentException or IOException or InvalidOperationException or System.ComponentModel.Win32Exception)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
finally
{
    foreach (var engine in engines)
    {
        engine.Dispose();
    }
}

IEnumerable<IEngine> Start()
{
    if (ours)
    {
        foreach (string chain in chains.DefaultIfEmpty(IndexBuilderOptions.DefaultChain))
        {
            yield return new ArticleSearchEngine(chain);
        }
    }

    if (lucene)
    {
        if (LuceneProcess.Start(jars) is { } java)
        {
            yield return java;
        }
        else
        {
            Console.Error.WriteLine($"Lucene is left out: it takes a JDK and Lucene's jars in {jars}.");
        }
    }

    foreach (var (name, command) in others)
    {
        string[] words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        yield return new ProcessEngine(name, words[0], words[1..]);
    }
}

static int Usage()
{
    Console.Error.WriteLine("""
        Runs minimal pairs of French on search engines, and prints how many each passes by area.

        [AREA…]               only areas whose name contains one of these
        --chain NAME          an analysis chain of ours (the default chain if none is named; several are several columns)
        --engine NAME=COMMAND another engine, a program that speaks the protocol of the README
        --failures            each failed pair as well
        --jars FOLDER         where Lucene's jars are (/usr/share/java)
        --no-lucene           without Lucene
        --no-articlesearch    without our engine
        --pairs FOLDER        other pairs than our own
        """);
    return 2;
}
