using System.CommandLine;
using System.Text;
using ArticleSearch;
using ArticleSearch.Console;
using ArticleSearch.IndexFormat;

// Runs the command line and turns whatever goes wrong into one clear line and an exit code; no stack trace reaches a user.
var terminal = Terminal.OfProcess();
try
{
    var parsed = CommandLine.Build(terminal).Parse(args, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
    if (parsed.Errors.Count > 0)
    {
        foreach (var error in parsed.Errors)
        {
            terminal.Complain(error.Message);
        }

        terminal.Error.WriteLine("articlesearch --help tells what can be done.");
        return ExitCode.Error;
    }

    int code = await parsed.InvokeAsync(new InvocationConfiguration
    {
        EnableDefaultExceptionHandler = false,
        // After Ctrl-C: time to commit what was indexed so far.
        ProcessTerminationTimeout = TimeSpan.FromSeconds(20),
        Output = terminal.Out,
        Error = terminal.Error,
    });
    terminal.Out.Flush();
    return code;
}
catch (OperationCanceledException)
{
    terminal.Complain("interrupted");
    return ExitCode.Interrupted;
}
catch (Exception e) when (e is QuerySyntaxException or IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or DecoderFallbackException)
{
    terminal.Complain(Message(e));
    return ExitCode.Error;
}

static string Message(Exception e) => e switch
{
    CorruptIndexException => $"the index is damaged: {e.Message} (articlesearch check tells more)",
    IOException { HResult: 28 or unchecked((int)0x80070070) } => $"{e.Message} (the disk is full: what was committed is kept; make room and go on)",
    IOException { HResult: 24 or unchecked((int)0x80070004) } => $"{e.Message} (what was committed is kept; ulimit -n sets how many files a process may open)",
    _ => e.Message.ReplaceLineEndings(" "),
};
