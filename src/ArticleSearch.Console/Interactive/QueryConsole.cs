using System.Globalization;
using ArticleSearch.Console.Commands;
using RadLine;
using Spectre.Console;

namespace ArticleSearch.Console.Interactive;

/// <summary>The query console with a person: line editing, history, results after each line, until Ctrl-D or <c>.quit</c>.</summary>
internal static class QueryConsole
{
    private const string Prompt = "❯";

    public static async Task<int> Run(Searcher searcher, SearchRequest request, Terminal terminal, CancellationToken cancellation)
    {
        terminal.RichOut.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"[dim]{searcher.PassageCount} passages in {request.Index}. Type words to search, .help for the syntax, .quit to leave.[/]");
        var history = new History();
        bool ended = false;
        var editor = LineEditor.IsSupported(terminal.RichOut) ? Editor(history, terminal, () => ended = true) : null;
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
            terminal.Complain(e.Message);
        }
    }

    private static LineEditor Editor(History history, Terminal terminal, Action end)
    {
        var editor = new LineEditor(terminal.RichOut)
        {
            MultiLine = false,
            Prompt = new LineEditorPrompt(Prompt),
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

    private static void ShowHelp(Terminal terminal) => terminal.Out.WriteLine(
        """
        fournitures armes        passages with any of the words, best first
        "guerre en Ukraine"      the words in this order; "guerre Ukraine"~3 with up to three others between
        +Poutine -Kim            must, must not; AND, OR, NOT and ( ) work too
        présid*  Zelensk?        beginnings and patterns; Zelenski~1 up to one letter wrong
        title:sommet             a field: title, text, date, source, article
        date:[2023-01 TO 2023-09]
        .help  .quit
        """);

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
