using ArticleSearch.Console.Commands;
using ArticleSearch.Console.Speech;
using RadLine;
using Spectre.Console;

namespace ArticleSearch.Console.Interactive;

/// <summary>The query console with a person: line editing, history, results after each line, until Ctrl-D or <c>.quit</c>.</summary>
internal static class QueryConsole
{
    private const string Prompt = "❯";

    public static async Task<int> Run(Searcher searcher, SearchRequest request, Terminal terminal, CancellationToken cancellation)
    {
        string welcome = terminal.Speaker.Say("console.welcome", searcher.PassageCount, request.Index);
        terminal.RichOut.MarkupLine($"[dim]{Markup.Escape(welcome)}[/]");
        var history = new History();
        bool ended = false;
        var editor = LineEditor.IsSupported(terminal.RichOut) ? Editor(searcher, history, terminal, () => ended = true) : null;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            string? line = editor is null ? ReadPlainLine(terminal) : await editor.ReadLine(cancellation);
            if (ended || line is null)
            {
                terminal.Out.WriteLine();
                return ExitCode.Found;
            }

            line = line.Trim();
            if (line.Length == 0)
            {
                continue;
            }

            history.Add(line);
            switch (line)
            {
                case ".quit" or ".exit" or ".q":
                    return ExitCode.Found;
                case ".help":
                    ShowHelp(terminal);
                    break;
                default:
                    Search(searcher, line, request, terminal, cancellation);
                    break;
            }
        }
    }

    private static void Search(Searcher searcher, string line, SearchRequest request, Terminal terminal, CancellationToken cancellation)
    {
        try
        {
            searcher.Refresh();
            SearchCommand.One(searcher, line, request, terminal, cancellation);
        }
        catch (QuerySyntaxException e)
        {
            terminal.Complain(terminal.Speaker.Say(e));
        }
    }

    private static LineEditor Editor(Searcher searcher, History history, Terminal terminal, Action end)
    {
        var editor = new LineEditor(terminal.RichOut)
        {
            MultiLine = false,
            Prompt = new LineEditorPrompt(Prompt),
            Completion = new WordCompletion(searcher),
        };
        foreach (string line in history.Lines)
        {
            editor.History.Add(line);
        }

        editor.KeyBindings.Add(ConsoleKey.D, ConsoleModifiers.Control, () => new EndOfInputCommand(end));
        return editor;
    }

    private static string? ReadPlainLine(Terminal terminal)
    {
        terminal.Out.Write(Prompt + " ");
        terminal.Out.Flush();
        return terminal.In.ReadLine();
    }

    private static void ShowHelp(Terminal terminal) => terminal.Out.WriteLine(terminal.Speaker["console.help"]);

    /// <summary>Ctrl-D on an empty line ends the console, as in a shell; elsewhere it deletes the letter under the cursor.</summary>
    private sealed class EndOfInputCommand(Action end) : LineEditorCommand
    {
        public override void Execute(LineEditorContext context)
        {
            if (context.Buffer.Length == 0)
            {
                end();
                context.Submit(SubmitAction.Submit);
            }
            else
            {
                new DeleteCommand().Execute(context);
            }
        }
    }
}
