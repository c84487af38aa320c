using System.CommandLine;
using System.Globalization;
using System.Text;
using ArticleSearch.Console.Arguments;
using ArticleSearch.Console.Speech;

namespace ArticleSearch.Console;

/// <summary>
/// Runs a command line and turns whatever goes wrong into one clear line and an exit code; no stack trace reaches a user.
/// </summary>
internal static class Execution
{
    /// <summary>Runs a command line and returns its exit code.</summary>
    public static int Run(string[] args, Terminal terminal)
    {
        try
        {
            var parsed = CommandLine.Build(terminal, args).Parse(args, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
            if (parsed.Errors.Count > 0)
            {
                // The parser has texts of its own, and makes them by this culture when it is asked again.
                CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(terminal.Speaker.Language);
                parsed = CommandLine.Build(terminal, args).Parse(args, parsed.Configuration);
            }

            var complaints = Complaints.About(parsed, terminal);
            if (complaints.Count > 0)
            {
                foreach (string complaint in complaints)
                {
                    terminal.Complain(complaint);
                }

                string command = parsed.CommandResult.Command is RootCommand ? "articlesearch" : "articlesearch " + parsed.CommandResult.Command.Name;
                terminal.Tell("help.hint", command);
                return ExitCode.Error;
            }

            var running = parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                // After Ctrl-C: time to commit what was indexed so far. The console and the pager see to it themselves.
                ProcessTerminationTimeout = parsed.CommandResult.Command is RootCommand or { Name: "show" } ? null : TimeSpan.FromSeconds(20),
                Output = terminal.Out,
                Error = terminal.Error,
            });
            int code = running.GetAwaiter().GetResult();
            terminal.Out.Flush();
            return code;
        }
        catch (OperationCanceledException)
        {
            terminal.Complain(terminal.Speaker["interrupted"]);
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (IsOfTheUser(e))
        {
            terminal.Complain(terminal.Speaker.Say(e));
            return ExitCode.Error;
        }
    }

    /// <summary>Whether it is something that a user is told in a line, and no bug of ours.</summary>
    public static bool IsOfTheUser(Exception e) =>
        e is UserException or QuerySyntaxException or IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or DecoderFallbackException;
}
