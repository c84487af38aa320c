using ArticleSearch.Console.Rendering;

namespace ArticleSearch.Console.Commands;

/// <summary>
/// Verifies checksums and structure of every file of an index, and repairs it if asked to: a line a problem on standard output, the
/// rest on standard error.
/// </summary>
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
            terminal.Error.WriteLine($"No commit needs {string.Join(", ", result.UnownedFiles)}: of a writer that is at work, or left behind by one that was stopped; the next one removes them.");
        }

        terminal.Error.WriteLine(Verdict(index, result));
        return result.IsSound ? ExitCode.Found : ExitCode.Error;
    }

    /// <summary>Repairs too: after the problems, a line each lost article. What was lost nothing for is a success.</summary>
    public static int Repair(string index, int threads, Terminal terminal, CancellationToken cancellation)
    {
        var result = ShareBar.Show(terminal, $"Checking {index}", progress => IndexVerifier.Repair(index, progress, threads, cancellation));
        foreach (var problem in result.Problems)
        {
            terminal.Out.WriteLine(problem.ToString());
        }

        foreach (var article in result.LostArticles)
        {
            terminal.Out.WriteLine(Describe(article));
        }

        terminal.Out.Flush();
        if (!result.IsRepaired)
        {
            terminal.Error.WriteLine($"{Verdict(index, result)}; nothing was changed");
            return ExitCode.Found;
        }

        int named = result.LostArticles.Count(article => article.Id.Length > 0);
        terminal.Error.WriteLine(result.LostArticles.Count == 0
            ? $"{index} is repaired, nothing is lost: {Size(result)}"
            : $"{index} is repaired, {Figures.Count(named, "article")} lost: {Size(result)}. Index again what is listed above and in {Path.Combine(index, result.KeptFiles[0])}, or restore a backup.");
        terminal.Error.WriteLine($"The damaged files are kept as {Path.Combine(index, "damaged_*")}; delete them when all is back.");
        return result.LostArticles.Count == 0 ? ExitCode.Found : ExitCode.Error;
    }

    private static string Verdict(string index, VerificationResult result) => result.IsSound
        ? $"{index} is sound: {Size(result)}"
        : $"{index} is damaged: {Figures.Count(result.Problems.Count, "problem")}; {Size(result)}. Restore a backup, or take the damaged segments out with check --repair, which tells what is lost.";

    private static string Size(VerificationResult result) =>
        $"{Figures.Count(result.PassageCount, "passage")} in {Figures.Count(result.SegmentCount, "segment")}, {Figures.Count(result.FileCount, "file")}, {Figures.Bytes(result.ByteCount)}";

    private static string Describe(LostArticle article)
    {
        string passages = article.Passages == 0 ? "passages nobody can count" : Figures.Count(article.Passages, "passage");
        string what = article.Id.Length == 0
            ? $"lost: {passages} of segment {article.Segment}, of articles that nothing names any more"
            : $"lost: {article.Id}{(article.File is null ? "" : $", file {article.File}")}{(article.Source is null ? "" : $", source {article.Source}")}, {passages} of segment {article.Segment}";
        return article.MayBeDeleted ? what + " (perhaps deleted before)" : what;
    }
}
