using System.Diagnostics;
using ArticleSearch.Console.Speech;

namespace ArticleSearch.Console.Interactive;

/// <summary>
/// Does what a line of the console says: a query, or a command that begins with a dot. The same for lines that are typed, piped or given
/// with <c>-c</c>. Whatever is wrong with a line is said in one line, and the next one is as good as ever.
/// </summary>
/// <param name="session">What the lines are about.</param>
/// <param name="terminal">The streams.</param>
internal sealed class LineInterpreter(ConsoleSession session, Terminal terminal)
{
    /// <exception cref="OperationCanceledException">The line was interrupted; the session can go on.</exception>
    public LineOutcome Interpret(string line, CancellationToken cancellation)
    {
        line = line.Trim();
        if (line.Length == 0)
        {
            return LineOutcome.Empty;
        }

        long start = Stopwatch.GetTimestamp();
        var processor = Environment.CpuUsage.TotalTime;
        var outcome = Do(line, cancellation);
        terminal.Out.Flush();
        if (session.State.Timer)
        {
            var (time, used) = (Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - processor);
            terminal.Tell("console.time", terminal.Speaker.Milliseconds(time), terminal.Speaker.Milliseconds(used));
        }

        return outcome;
    }

    private LineOutcome Do(string line, CancellationToken cancellation)
    {
        try
        {
            return DotCommand.IsCommand(line) ? Command(line, cancellation) : session.Search(line, cancellation);
        }
        catch (Exception e) when (Execution.IsOfTheUser(e))
        {
            terminal.Out.Flush();
            session.Complain(terminal.Speaker.Say(e));
            return LineOutcome.Wrong;
        }
    }

    private LineOutcome Command(string line, CancellationToken cancellation)
    {
        int end = line.AsSpan().IndexOfAny(' ', '\t');
        string name = end < 0 ? line : line[..end];
        string typed = end < 0 ? "" : line[end..].Trim();
        var command = DotCommand.Find(name);
        return command.Takes.Length == 0 && typed.Length > 0
            ? throw new UserException("console.nothing", command.Name, typed)
            : command.Do(session, typed, cancellation);
    }
}
