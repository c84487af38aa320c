using System.CommandLine;
using ArticleSearch.Console.Arguments;
using ArticleSearch.Console.Completions;

namespace ArticleSearch.Console.Commands;

/// <summary><c>completions</c>: a script for a shell, made from the command tree, that completes commands, options and their values.</summary>
internal static class CompletionsCommand
{
    private static readonly string[] Shells = ["bash", "zsh", "fish", "pwsh"];

    public static Command Define(Terminal terminal)
    {
        var shell = new Argument<string>("SHELL") { HelpName = string.Join('|', Shells) };
        shell.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !Shells.Contains(token.Value, StringComparer.Ordinal))
            {
                result.AddError(terminal.Speaker.Say("completions.shell", token.Value, string.Join(", ", Shells)));
            }
        });
        var command = new Command("completions") { shell };
        command.Do((parsed, _) =>
        {
            var tree = CompletionTree.Of(CommandLine.Build(terminal), terminal.Speaker);
            terminal.Out.Write(parsed.GetRequiredValue(shell) switch
            {
                "bash" => BashScript.Of(tree),
                "zsh" => ZshScript.Of(tree),
                "fish" => FishScript.Of(tree),
                _ => PowerShellScript.Of(tree),
            });
            return ExitCode.Found;
        });
        return command;
    }
}
