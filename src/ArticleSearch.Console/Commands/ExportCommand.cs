using System.CommandLine;
using ArticleSearch.Console.Arguments;
using ArticleSearch.Console.Rendering;

namespace ArticleSearch.Console.Commands;

/// <summary>
/// <c>export</c>: all articles as JSON lines, as <c>index</c> reads them. A paragraph is one line there, so that a line break inside one
/// becomes a space; all else is as it was given.
/// </summary>
internal static class ExportCommand
{
    private static readonly char[] LineEnds = ['\n', '\r', '\u2028', '\u2029'];

    public static Command Define(Terminal terminal)
    {
        var index = CommandLine.IndexOption(terminal);
        var command = new Command("export") { index };
        command.Do((parsed, cancellation) => Run(index.Read(parsed)!, terminal, cancellation));
        return command;
    }

    private static int Run(string index, Terminal terminal, CancellationToken cancellation)
    {
        using var searcher = Indexes.Open(index);
        long count = 0;
        foreach (var article in searcher.ReadArticles(cancellation))
        {
            terminal.Out.Write(Line(article));
            terminal.Out.Write('\n');
            count++;
        }

        terminal.Out.Flush();
        terminal.Tell("export.done", count);
        return count > 0 ? ExitCode.Found : ExitCode.NothingFound;
    }

    private static string Line(Article article) => HitJson.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("id", article.Id);
        if (article.Title is not null)
        {
            json.WriteString("title", article.Title);
        }

        if (article.Date is not null)
        {
            json.WriteString("date", article.Date);
        }

        // An article that has none would get the file it is read from.
        json.WriteString("source", article.Source ?? "");
        json.WriteString("text", Text(article));
        json.WriteEndObject();
    });

    private static string Text(Article article) => article.Breaks == ParagraphBreak.Line
        ? article.Text
        : string.Join('\n', article.Text.Split("\n\n").Select(paragraph => string.Join(' ', paragraph.Split(LineEnds, StringSplitOptions.RemoveEmptyEntries))));
}
