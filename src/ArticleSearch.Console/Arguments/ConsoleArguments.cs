using System.CommandLine;
using ArticleSearch.Console.Interactive;
using ArticleSearch.Console.Settings;

namespace ArticleSearch.Console.Arguments;

/// <summary>What holds when a console begins: what the settings say, as it would for a search.</summary>
internal static class ConsoleArguments
{
    public static ConsoleState Read(ParseResult parsed, Terminal terminal)
    {
        // Their options are not those of the console, which has lines for them: of each the setting holds, or the default.
        var results = new ResultArguments(terminal);
        var syntax = ValueOption.Settable("syntax", null, "simple", terminal);
        return new ConsoleState(results.Read(parsed) with { Syntax = syntax.ReadChoice<QuerySyntax>(parsed) }, results.Format(parsed), Timer: false);
    }
}
