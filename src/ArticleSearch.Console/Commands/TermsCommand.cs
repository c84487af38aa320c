using System.CommandLine;
using System.Globalization;
using ArticleSearch.Console.Arguments;
using ArticleSearch.Console.Rendering;

namespace ArticleSearch.Console.Commands;

/// <summary>The vocabulary of an index: the terms that begin like something, the most frequent first, as the index has them.</summary>
internal static class TermsCommand
{
    public static Command Define(Terminal terminal)
    {
        var prefix = new Argument<string>("PREFIX");
        var index = CommandLine.IndexOption(terminal);
        var top = new ValueOption("--top", "N", terminal) { Least = 0, Default = "20" };
        var json = new Option<bool>("--json");
        var command = new Command("terms") { prefix, index, top, json };
        command.Do((parsed, cancellation) => Run(
            index.Read(parsed)!, parsed.GetRequiredValue(prefix), top.ReadNumber(parsed) ?? 0, parsed.GetValue(json), terminal, cancellation));
        return command;
    }

    private static int Run(string index, string prefix, int top, bool json, Terminal terminal, CancellationToken cancellation)
    {
        using var searcher = Indexes.Open(index);
        var terms = searcher.Terms(prefix, top, cancellation);
        if (json)
        {
            terminal.Out.WriteLine(Json(prefix, terms));
        }
        else
        {
            foreach (var term in terms)
            {
                terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{term.Passages,9}  {term.Text}"));
            }
        }

        terminal.Out.Flush();
        return terms.Count > 0 ? ExitCode.Found : ExitCode.NothingFound;
    }

    private static string Json(string prefix, IReadOnlyList<IndexedWord> terms)
    {
        return HitJson.Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("prefix", prefix);
            json.WriteStartArray("terms");
            foreach (var term in terms)
            {
                json.WriteStartObject();
                json.WriteString("term", term.Text);
                json.WriteNumber("passages", term.Passages);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }
}
