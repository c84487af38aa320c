using System.Globalization;
using ArticleSearch.Console.Commands;

namespace ArticleSearch.Console.Interactive;

/// <summary>The console without a person: lines from standard input or from <c>-c</c>, their results one after the other.</summary>
internal static class LineByLine
{
    /// <summary>Does lines until there are no more of them, or one says so.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="origin">Where they come from, for what is said of a wrong one.</param>
    /// <param name="request">What the console was asked to do.</param>
    /// <param name="terminal">The streams.</param>
    /// <param name="cancellation">Ctrl-C.</param>
    /// <returns>2 if a line was wrong; else 0 if something was found, 1 if nothing was found, 0 if nothing was sought.</returns>
    public static int Run(IEnumerable<string> lines, string origin, ConsoleRequest request, Terminal terminal, CancellationToken cancellation)
    {
        int number = 0;
        using var session = new ConsoleSession(
            request.Index,
            request.State,
            terminal,
            message => terminal.Complain($"{origin}:{number.ToString(CultureInfo.InvariantCulture)}: {message}"));
        var interpreter = new LineInterpreter(session, terminal);
        var seen = new HashSet<LineOutcome>();
        foreach (string line in lines)
        {
            cancellation.ThrowIfCancellationRequested();
            number++;
            var outcome = interpreter.Interpret(line, cancellation);
            seen.Add(outcome);
            if (outcome == LineOutcome.Quit)
            {
                break;
            }
        }

        return seen.Contains(LineOutcome.Wrong) ? ExitCode.Error
            : seen.Contains(LineOutcome.Found) ? ExitCode.Found
            : seen.Contains(LineOutcome.NothingFound) || seen.SetEquals([LineOutcome.Empty]) || seen.Count == 0 ? ExitCode.NothingFound
            : ExitCode.Found;
    }

    /// <summary>The lines of a text, as they come.</summary>
    public static IEnumerable<string> Of(TextReader text)
    {
        while (text.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
