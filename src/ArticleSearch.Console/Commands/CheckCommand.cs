using ArticleSearch.Console.Rendering;

namespace ArticleSearch.Console.Commands;

/// <summary>Verifies checksums and structure of every file of an index: a line a problem on standard output, the rest on standard error.</summary>
internal static class CheckCommand
{
    public static int Run(string index, int threads, Terminal terminal, CancellationToken cancellation)
    {
        var result = ShareBar.Show(terminal, $"Checking {index}", progress => IndexVerifier.Verify(index, progress, threads, cancellation));
        foreach (var problem in result.Problems)
        {
            terminal.Out.WriteLine(problem.ToString());
        }

        terminal.Out.Flush();
        if (result.UnownedFiles.Count > 0)
        {
            terminal.Error.WriteLine($"No commit needs {string.Join(", ", result.UnownedFiles)}: left behind by a writer that was stopped; the next one removes them.");
        }

        string size = $"{Figures.Count(result.PassageCount, "passage")} in {Figures.Count(result.SegmentCount, "segment")}, {Figures.Count(result.FileCount, "file")}, {Figures.Bytes(result.ByteCount)}";
        terminal.Error.WriteLine(result.IsSound ? $"{index} is sound: {size}" : $"{index} is damaged: {Figures.Count(result.Problems.Count, "problem")}; {size}");
        return result.IsSound ? ExitCode.Found : ExitCode.Error;
    }
}
