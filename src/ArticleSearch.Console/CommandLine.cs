using System.CommandLine;
using System.CommandLine.Help;
using ArticleSearch.Console.Arguments;
using ArticleSearch.Console.Commands;

namespace ArticleSearch.Console;

/// <summary>What can be typed after <c>articlesearch</c>: the list of commands. Each of them says itself what it takes and does.</summary>
internal static class CommandLine
{
    private static readonly (string Name, Func<Terminal, Command> Define)[] Commands =
    [
        ("index", IndexArguments.Define),
        ("search", SearchArguments.Define),
        ("show", ShowCommand.Define),
        ("similar", SimilarCommand.Define),
        ("variants", VariantsCommand.Define),
        ("export", ExportCommand.Define),
        ("suggest", SuggestCommand.Define),
        ("terms", TermsCommand.Define),
        ("status", StatusCommand.Define),
        ("check", CheckCommand.Define),
        ("backup", BackupCommand.DefineBackup),
        ("restore", BackupCommand.DefineRestore),
        ("settings", SettingsCommand.Define),
        ("completions", CompletionsCommand.Define),
    ];

    /// <summary>The command tree for some words: commands that are not among them have names and no more, which saves time at the start.</summary>
    /// <param name="terminal">The streams and settings.</param>
    /// <param name="words">The words of the command line; null for the whole tree.</param>
    public static RootCommand Build(Terminal terminal, IReadOnlyCollection<string>? words = null)
    {
        var root = new RootCommand();
        var index = IndexOption(terminal);
        var lines = new Option<string[]>("--command", "-c") { HelpName = "LINE", Arity = ArgumentArity.OneOrMore };
        root.Add(index);
        root.Add(lines);
        root.Do((parsed, _) => ConsoleCommand.Run(
            new ConsoleRequest(index.Read(parsed)!, index.IsGiven(parsed), parsed.GetValue(lines), ConsoleArguments.Read(parsed, terminal)),
            terminal));
        foreach (var (name, define) in Commands)
        {
            root.Add(words is null || words.Contains(name) ? define(terminal) : new Command(name));
        }

        root.Options.OfType<HelpOption>().First().Action = new HelpWriter(terminal);
        return root;
    }

    /// <summary>The option that says which index is meant.</summary>
    public static ValueOption IndexOption(Terminal terminal) => ValueOption.Settable("index", "DIR", "index", terminal);

    /// <summary>What a command does when it is called.</summary>
    /// <remarks>It runs beside the thread that waits for it: only while that one waits is Ctrl-C turned into a cancellation.</remarks>
    public static void Do(this Command command, Func<ParseResult, CancellationToken, int> action) =>
        command.SetAction((parsed, cancellation) => Task.Run(() => action(parsed, cancellation), CancellationToken.None));
}
