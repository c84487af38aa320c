using System.CommandLine;
using System.CommandLine.Invocation;
using ArticleSearch.Console.Rendering;

namespace ArticleSearch.Console.Arguments;

/// <summary>
/// What <c>--help</c> says: what a command does, what can be typed after it, and examples. The texts are in the resources by the names
/// of the symbols, so that the command tree itself carries none of them; a test holds each to the other.
/// </summary>
internal sealed class HelpWriter(Terminal terminal) : SynchronousCommandLineAction
{
    private const int Indent = 2;
    private const int WidestName = 32;

    // Below that, what a name means stands under it.
    private const int LeastWidthOfTwoColumns = 60;
    private const int WidthWithoutTerminal = 100;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Write(parseResult.CommandResult.Command, terminal.Out, WidthOf(terminal));
        terminal.Out.Flush();
        return ExitCode.Found;
    }

    /// <summary>How long a line of help may be.</summary>
    public static int WidthOf(Terminal terminal) => terminal.OutputIsTerminal ? Math.Max(20, terminal.Width) : WidthWithoutTerminal;

    /// <summary>The key of a command's text.</summary>
    public static string KeyOf(Command command) => command is RootCommand ? "root" : command.Name;

    /// <summary>What an option or argument is for: the command's own text of it, or the one for all commands; null if there is none.</summary>
    public static string? TextOf(Symbol symbol, Command command, Speech.Speaker speaker)
    {
        string name = symbol.Name.TrimStart('-').ToLowerInvariant();
        string kind = symbol is Option ? "option" : "argument";
        return speaker.Find($"{kind}.{KeyOf(command)}.{name}") ?? speaker.Find($"{kind}.{name}");
    }

    /// <summary>Writes the help of a command.</summary>
    public void Write(Command command, TextWriter output, int width)
    {
        var speaker = terminal.Speaker;
        Paragraphs(speaker[$"command.{KeyOf(command)}"], output, width, 0);
        Section("help.usage", output);
        Paragraphs(Usage(command), output, width, Indent);

        if (command.Arguments.Count > 0)
        {
            Section("help.arguments", output);
            Columns([.. command.Arguments.Select(argument => (argument.Name, TextOf(argument, command, speaker) ?? ""))], output, width);
        }

        if (command.Options.Count > 0)
        {
            Section("help.options", output);
            Columns([.. command.Options.Select(option => (Name(option), OptionText(option, command)))], output, width);
        }

        if (command.Subcommands.Count > 0)
        {
            Section("help.commands", output);
            Columns([.. command.Subcommands.Select(sub => (sub.Name, speaker[$"command.{sub.Name}"].Split('\n')[0]))], output, width);
        }

        Section("help.examples", output);
        foreach (string example in speaker[$"example.{KeyOf(command)}"].Split('\n'))
        {
            Example(example, output, width);
        }
    }

    private static string Usage(Command command)
    {
        string line = command is RootCommand ? command.Name : "articlesearch " + command.Name;
        foreach (var argument in command.Arguments)
        {
            string name = argument.Arity.MaximumNumberOfValues > 1 ? argument.Name + "…" : argument.Name;
            line += argument.Arity.MinimumNumberOfValues == 0 ? $" [{name}]" : $" {name}";
        }

        line = line.StartsWith("articlesearch", StringComparison.Ordinal) ? line : "articlesearch";
        return command.Subcommands.Count > 0 ? $"{line} [OPTION…]\n{line} COMMAND …" : $"{line} [OPTION…]";
    }

    private static string Name(Option option)
    {
        string names = string.Join(", ", option.Aliases.Append(option.Name).Where(name => name.StartsWith('-')).Distinct());
        return option.HelpName is { Length: > 0 } value ? $"{names} {value}" : names;
    }

    private string OptionText(Option option, Command command)
    {
        string text = TextOf(option, command, terminal.Speaker) ?? option.Description ?? "";
        return option is ValueOption { Default: { } value } ? $"{text} ({terminal.Speaker.Say("help.default", value)})" : text;
    }

    private void Section(string key, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(terminal.Speaker[key]);
    }

    private static void Paragraphs(string text, TextWriter output, int width, int indent)
    {
        foreach (string line in text.Split('\n'))
        {
            Wrapped(line, output, width, indent);
        }
    }

    private static void Wrapped(string text, TextWriter output, int width, int indent)
    {
        foreach (var line in TextWrap.Lines(text, width - indent))
        {
            output.WriteLine((new string(' ', indent) + text[line]).TrimEnd());
        }
    }

    // A command is not cut: it is there to be copied.
    private static void Example(string example, TextWriter output, int width)
    {
        string[] parts = example.Split("  # ", 2);
        if (parts.Length == 2 && Indent + example.Length > width)
        {
            Wrapped("# " + parts[1], output, width, Indent);
            output.WriteLine(new string(' ', Indent) + parts[0].TrimEnd());
        }
        else
        {
            output.WriteLine(new string(' ', Indent) + example);
        }
    }

    /// <summary>Writes names and what they mean side by side, or below each other where there is no room.</summary>
    public static void Columns((string Name, string Text)[] rows, TextWriter output, int width)
    {
        int column = Math.Min(WidestName, rows.Max(row => row.Name.Length)) + (2 * Indent);
        foreach (var (name, text) in rows)
        {
            if (width < LeastWidthOfTwoColumns)
            {
                Wrapped(name, output, width, Indent);
                Wrapped(text, output, width, 3 * Indent);
                continue;
            }

            string left = new string(' ', Indent) + name;
            if (left.Length > column - Indent)
            {
                output.WriteLine(left);
                left = "";
            }

            foreach (var line in TextWrap.Lines(text, width - column))
            {
                output.WriteLine((left.PadRight(column) + text[line]).TrimEnd());
                left = "";
            }
        }
    }
}
