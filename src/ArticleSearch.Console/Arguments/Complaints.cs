using System.CommandLine;
using System.CommandLine.Parsing;

namespace ArticleSearch.Console.Arguments;

/// <summary>What is said of a command line that is none: which word is wrong, and which one was probably meant.</summary>
internal static class Complaints
{
    /// <summary>What is wrong with a command line, a line each; nothing if all is well.</summary>
    public static IReadOnlyList<string> About(ParseResult parsed, Terminal terminal)
    {
        if (parsed.Errors.Count == 0)
        {
            return [.. OptionsAmongWords(parsed).Select(word => Unknown(word, parsed, terminal)), .. LinesBeforeCommand(parsed, terminal)];
        }

        var unknown = parsed.UnmatchedTokens.ToHashSet(StringComparer.Ordinal);
        return
        [
            .. parsed.UnmatchedTokens.Take(1).Select(word => Unknown(word, parsed, terminal)),
            .. parsed.Errors.Where(error => !unknown.Any(word => error.Message.Contains($"'{word}'", StringComparison.Ordinal))).Select(error => error.Message).Distinct(StringComparer.Ordinal),
        ];
    }

    // A query may be any words, "-Kim" among them; what looks like an option of ours is a mistake unless it comes after "--".
    private static IEnumerable<string> OptionsAmongWords(ParseResult parsed)
    {
        var words = parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value).ToHashSet(StringComparer.Ordinal);
        return parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash)
            .Where(token => token.Type == TokenType.Argument && token.Value is ['-', '-', var letter, ..] && char.IsAsciiLetter(letter) && words.Contains(token.Value))
            .Select(token => token.Value)
            .Take(1);
    }

    // Lines of the console are the command: another one after them would be done in their place.
    private static IEnumerable<string> LinesBeforeCommand(ParseResult parsed, Terminal terminal) =>
        parsed.CommandResult.Command is not RootCommand && parsed.RootCommandResult.Command.Options.OfType<Option<string[]>>().FirstOrDefault() is { } lines && parsed.GetResult(lines) is { Implicit: false }
            ? [terminal.Speaker.Say("option.together", lines.Name, parsed.CommandResult.Command.Name)]
            : [];

    private static string Unknown(string word, ParseResult parsed, Terminal terminal)
    {
        var command = parsed.CommandResult.Command;
        if (word.StartsWith('-'))
        {
            var names = command.Options.Select(option => option.Name).Append("--help");
            return Nearest.To(word.Split('=')[0], names) is { } option
                ? terminal.Speaker.Say("unknown.option.near", word, option)
                : terminal.Speaker.Say("unknown.option", word, command is RootCommand ? "articlesearch" : "articlesearch " + command.Name);
        }

        if (command is not RootCommand)
        {
            return terminal.Speaker.Say("unknown.argument", word, command.Name);
        }

        return Nearest.To(word, command.Subcommands.Select(sub => sub.Name)) is { } near
            ? terminal.Speaker.Say("unknown.command.near", word, near)
            : terminal.Speaker.Say("unknown.command", word);
    }
}
