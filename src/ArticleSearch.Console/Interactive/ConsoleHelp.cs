using ArticleSearch.Console.Arguments;
using ArticleSearch.Console.Commands;
using ArticleSearch.Console.Speech;

namespace ArticleSearch.Console.Interactive;

/// <summary>What the console says of itself: what can be typed, and what is set.</summary>
internal static class ConsoleHelp
{
    /// <summary>How a query is written and which commands there are; or what one command is for.</summary>
    /// <exception cref="UserException">There is no such command.</exception>
    public static void Show(string typed, Terminal terminal)
    {
        using var text = new StringWriter { NewLine = "\n" };
        if (typed.Length > 0)
        {
            var command = DotCommand.Find(typed[0] == '.' ? typed : "." + typed);
            HelpWriter.Columns([(Usage(command), terminal.Speaker[command.Key])], text, HelpWriter.WidthOf(terminal));
        }
        else
        {
            Write(terminal.Speaker, text, HelpWriter.WidthOf(terminal));
        }

        if (typed.Length > 0 || !terminal.OutputIsTerminal || !Pager.TryShow(text.ToString(), terminal))
        {
            terminal.Out.Write(text);
        }
    }

    /// <summary>The index and everything that is set, a line each.</summary>
    public static void ShowState(ConsoleSession session, Terminal terminal)
    {
        string passages = terminal.Speaker.Say("check.passages", session.Searcher.PassageCount);
        Line("index", $"{session.Index} ({passages}, {session.Searcher.Chain})");
        foreach (var setting in ConsoleSetting.All)
        {
            Line(setting.Name, setting.Read(session.State) ?? ConsoleSetting.Off);
        }

        void Line(string name, string value) => terminal.Out.WriteLine($"{name,-10}  {value}");
    }

    private static void Write(Speaker speaker, TextWriter output, int width)
    {
        output.WriteLine(speaker["console.help.queries"]);
        HelpWriter.Columns([.. speaker["console.help.syntax"].Split('\n').Select(Row)], output, width);
        output.WriteLine();
        output.WriteLine(speaker["console.help.commands"]);
        HelpWriter.Columns([.. DotCommand.All.Select(known => (Usage(known), speaker[known.Key]))], output, width);
        output.WriteLine();
        output.WriteLine(speaker["console.help.keys"]);
        HelpWriter.Columns([.. speaker["console.help.editing"].Split('\n').Select(Row)], output, width);
    }

    private static string Usage(DotCommand command) => command.Takes.Length == 0 ? command.Name : $"{command.Name} {command.Takes}";

    private static (string Name, string Text) Row(string line)
    {
        string[] parts = line.Split("  ", 2, StringSplitOptions.TrimEntries);
        return (parts[0], parts[1]);
    }
}
