using ArticleSearch.Console.Commands;
using Spectre.Console;

namespace ArticleSearch.Console.Interactive;

/// <summary>The console with a person: a prompt, results after each line, until Ctrl-D or <c>.quit</c>. Ctrl-C ends a line or a search, never the session unasked.</summary>
internal static class QueryConsole
{
    private const string Prompt = "❯ ";

    public static int Run(ConsoleRequest request, Terminal terminal, Interruption interruption)
    {
        using var session = new ConsoleSession(request.Index, request.State, terminal, terminal.Remark);
        string welcome = terminal.Speaker.Say("console.welcome", session.Searcher.PassageCount, request.Index);
        terminal.RichOut.MarkupLine($"[dim]{Markup.Escape(welcome)}[/]");
        var history = new History(Environment.GetEnvironmentVariable);
        var interpreter = new LineInterpreter(session, terminal);
        var read = terminal.CanEdit ? Keys(session, history, terminal) : new PlainLine(Prompt, terminal, interruption).Read;
        bool isLeaving = false;
        while (true)
        {
            var typed = read();
            if (typed.End == TypedEnd.EndOfInput)
            {
                return ExitCode.Found;
            }

            if (typed.End == TypedEnd.Interrupted)
            {
                if (typed.Text.Length == 0 && isLeaving)
                {
                    return ExitCode.Interrupted;
                }

                isLeaving = typed.Text.Length == 0;
                if (isLeaving)
                {
                    terminal.Tell("console.leave");
                }

                continue;
            }

            isLeaving = false;
            history.Add(typed.Text);
            if (Interpret(interpreter, typed.Text, terminal, interruption) == LineOutcome.Quit)
            {
                return ExitCode.Found;
            }
        }
    }

    private static LineOutcome Interpret(LineInterpreter interpreter, string line, Terminal terminal, Interruption interruption)
    {
        try
        {
            return interpreter.Interpret(line, interruption.Begin());
        }
        catch (OperationCanceledException)
        {
            terminal.Remark(terminal.Speaker["interrupted"]);
            return LineOutcome.Wrong;
        }
    }

    private static Func<TypedLine> Keys(ConsoleSession session, History history, Terminal terminal)
    {
        var editor = new LineEditor(
            Prompt,
            history,
            new LineCompletion(session).At,
            new LineScreen(terminal.Out, () => terminal.Width, terminal.Colour),
            sought => terminal.Speaker.Say("console.seek", sought) + " ");
        return () =>
        {
            // While a line is typed, Ctrl-C is a key; while one is done, a signal.
            System.Console.TreatControlCAsInput = true;
            try
            {
                return editor.Read(() => System.Console.ReadKey(intercept: true));
            }
            catch (InvalidOperationException)
            {
                return new TypedLine("", TypedEnd.EndOfInput); // the terminal has gone
            }
            finally
            {
                System.Console.TreatControlCAsInput = false;
            }
        };
    }
}
