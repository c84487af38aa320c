using System.CommandLine;
using ArticleSearch.Console.Arguments;
using ArticleSearch.Console.Speech;

namespace ArticleSearch.Console.Commands;

/// <summary>
/// Verifies checksums and structure of every file of an index, and repairs it if asked to: a line a problem on standard output, the
/// rest on standard error.
/// </summary>
internal static class CheckCommand
{
    public static Command Define(Terminal terminal)
    {
        var index = CommandLine.IndexOption(terminal);
        var threads = IndexArguments.Threads(terminal);
        var repair = new Option<bool>("--repair");
        var command = new Command("check") { index, threads, repair };
        command.Do((parsed, cancellation) => parsed.GetValue(repair)
            ? Repair(index.Read(parsed)!, threads.ReadNumber(parsed)!.Value, terminal, cancellation)
            : Run(index.Read(parsed)!, threads.ReadNumber(parsed)!.Value, terminal, cancellation));
        return command;
    }

    private static int Run(string index, int threads, Terminal terminal, CancellationToken cancellation)
    {
        Indexes.Require(index);
        var result = ShareBar.Show(terminal, terminal.Speaker.Say("check.bar", index), progress => IndexVerifier.Verify(index, progress, threads, cancellation));
        foreach (var problem in result.Problems)
        {
            terminal.Out.WriteLine(problem.ToString());
        }

        terminal.Out.Flush();
        if (result.UnownedFiles.Count > 0)
        {
            terminal.Tell("check.unowned", string.Join(", ", result.UnownedFiles));
        }

        terminal.Error.WriteLine(Verdict(index, result, terminal.Speaker));
        return result.IsSound ? ExitCode.Found : ExitCode.Error;
    }

    /// <summary>Repairs too: after the problems, a line each lost article. What was lost nothing for is a success.</summary>
    private static int Repair(string index, int threads, Terminal terminal, CancellationToken cancellation)
    {
        Indexes.Require(index);
        var result = ShareBar.Show(terminal, terminal.Speaker.Say("check.bar", index), progress => IndexVerifier.Repair(index, progress, threads, cancellation));
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
            terminal.Tell("check.unchanged", Verdict(index, result, terminal.Speaker));
            return ExitCode.Found;
        }

        int named = result.LostArticles.Count(article => article.Id.Length > 0);
        if (result.LostArticles.Count == 0)
        {
            terminal.Tell("repair.nothing", index, Size(result, terminal.Speaker));
        }
        else
        {
            // Of a segment of which nothing is left, nobody can say which articles it held: they are not 0.
            string message = named < result.LostArticles.Count ? "repair.lost.unnamed" : "repair.lost";
            terminal.Tell(message, index, Size(result, terminal.Speaker), Path.Combine(index, result.KeptFiles[0]), named);
        }

        terminal.Tell("repair.kept", Path.Combine(index, "damaged_*"));
        return result.LostArticles.Count == 0 ? ExitCode.Found : ExitCode.Error;
    }

    private static string Verdict(string index, VerificationResult result, Speaker speaker) => result.IsSound
        ? speaker.Say("check.sound", index, Size(result, speaker))
        : result.Problems.All(problem => problem.IsUnreadable) ? speaker.Say("check.unreadable", index, Size(result, speaker), UnreadableFiles(result))
        : UnreadableFiles(result) is var unread and > 0
            ? $"{speaker.Say("check.damaged", index, Size(result, speaker), result.Problems.Count)} {speaker.Say("check.unread", unread)}"
            : speaker.Say("check.damaged", index, Size(result, speaker), result.Problems.Count);

    private static int UnreadableFiles(VerificationResult result) =>
        result.Problems.Where(problem => problem.IsUnreadable).Select(problem => problem.File).Distinct(StringComparer.Ordinal).Count();

    private static string Size(VerificationResult result, Speaker speaker) =>
        speaker.Say("check.size", result.PassageCount, result.SegmentCount, result.FileCount, speaker.Bytes(result.ByteCount));

    // Data, for the list that is made of it: in no language but its own.
    private static string Describe(LostArticle article)
    {
        string passages = article.Passages == 0 ? "passages nobody can count" : Speaker.Of(Speaker.English).Say("check.passages", article.Passages);
        string what = article.Id.Length == 0
            ? $"lost: {passages} of segment {article.Segment}, of articles that nothing names any more"
            : $"lost: {article.Id}{(article.File is null ? "" : $", file {article.File}")}{(article.Source is null ? "" : $", source {article.Source}")}, {passages} of segment {article.Segment}";
        return article.MayBeDeleted ? what + " (perhaps deleted before)" : what;
    }
}
