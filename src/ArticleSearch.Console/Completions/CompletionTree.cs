using System.CommandLine;
using ArticleSearch.Console.Arguments;
using ArticleSearch.Console.Speech;

namespace ArticleSearch.Console.Completions;

/// <summary>An option as a shell completes it.</summary>
/// <param name="Name">With its dashes.</param>
/// <param name="Text">What it is for, in one line.</param>
/// <param name="TakesValue">Whether a value follows.</param>
/// <param name="Values">The values there are; empty where any will do.</param>
/// <param name="IsFolder">Whether the value is a folder.</param>
internal sealed record CompletedOption(string Name, string Text, bool TakesValue, IReadOnlyList<string> Values, bool IsFolder);

/// <summary>A command as a shell completes it.</summary>
internal sealed record CompletedCommand(string Name, string Text, IReadOnlyList<CompletedOption> Options);

/// <summary>All that a shell can complete, read off the command tree so that it can not say anything else.</summary>
internal sealed record CompletionTree(IReadOnlyList<CompletedOption> Options, IReadOnlyList<CompletedCommand> Commands)
{
    /// <summary>The tree of a root command.</summary>
    public static CompletionTree Of(RootCommand root, Speaker speaker) => new(
        OptionsOf(root, root, speaker),
        [.. root.Subcommands.Select(command => new CompletedCommand(command.Name, OneLine(speaker[$"command.{command.Name}"]), OptionsOf(command, root, speaker)))]);

    private static CompletedOption[] OptionsOf(Command command, RootCommand root, Speaker speaker)
    {
        var inherited = command is RootCommand ? [] : root.Options.Where(option => option.Recursive);
        return [.. command.Options.Concat(inherited).SelectMany(option => Names(option).Select(name => Of(name, option, command, speaker))).OrderBy(option => option.Name, StringComparer.Ordinal)];
    }

    // The short names of help are for those who know none; no shell need propose them.
    private static IEnumerable<string> Names(Option option) => option is ValueOption or Option<string[]> ? option.Aliases.Prepend(option.Name) : [option.Name];

    private static CompletedOption Of(string name, Option option, Command command, Speaker speaker)
    {
        bool takesValue = option is ValueOption or Option<string[]>;
        return new CompletedOption(
            name,
            OneLine(HelpWriter.TextOf(option, command, speaker) ?? ""),
            takesValue,
            (option as ValueOption)?.Values ?? [],
            option.HelpName == "DIR");
    }

    private static string OneLine(string text) => text.Split('\n')[0];
}
