using System.CommandLine;
using System.Globalization;
using ArticleSearch.Console.Arguments;
using ArticleSearch.Console.Rendering;
using Spectre.Console;

namespace ArticleSearch.Console.Commands;

/// <summary><c>show</c>: a whole article, with every match of a query marked and counted; on a terminal through the pager.</summary>
internal static class ShowCommand
{
    public static Command Define(Terminal terminal)
    {
        var article = new Argument<string>("ARTICLE");
        var index = CommandLine.IndexOption(terminal);
        var query = new ValueOption("--query", "QUERY", terminal);
        var syntax = ValueOption.Settable("syntax", null, "simple", terminal);
        var json = new Option<bool>("--json");
        var noPager = new Option<bool>("--no-pager");
        var command = new Command("show") { article, index, query, syntax, json, noPager };
        command.Do((parsed, cancellation) =>
        {
            using var searcher = Indexes.Open(index.Read(parsed)!);
            string? text = query.Read(parsed);
            var options = new SearchOptions { Syntax = syntax.ReadChoice<QuerySyntax>(parsed) };
            var passages = Find(searcher, parsed.GetRequiredValue(article), text, options, cancellation);
            return Show(passages, text, parsed.GetValue(json), parsed.GetValue(noPager), terminal);
        });
        return command;
    }

    /// <summary>The passages of an article, which may also be named by one of them (<c>article#3</c>, as results name it).</summary>
    /// <exception cref="UserException">There is no such article.</exception>
    public static IReadOnlyList<Hit> Find(Searcher searcher, string article, string? query, SearchOptions options, CancellationToken cancellation)
    {
        var passages = searcher.ReadArticle(article, query, options, cancellation);
        int at = article.LastIndexOf('#');
        if (passages.Count == 0 && at > 0 && int.TryParse(article.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            passages = searcher.ReadArticle(article[..at], query, options, cancellation);
        }

        return passages.Count > 0 ? passages : throw new UserException("article.none", article);
    }

    /// <summary>Shows an article, and says how often it matched.</summary>
    public static int Show(IReadOnlyList<Hit> passages, string? query, bool json, bool noPager, Terminal terminal)
    {
        int matches = ArticleText.CountMatches(passages);
        if (json)
        {
            terminal.Out.WriteLine(HitJson.RenderArticle(passages, query));
        }
        else if (terminal.OutputIsTerminal)
        {
            string text = terminal.Render(console =>
            {
                ArticleText.RenderRich(passages, console, terminal.Width, terminal.Colour);
                if (query is not null)
                {
                    console.WriteLine();
                    console.WriteLine(Count(passages, matches, terminal));
                }
            });
            if (noPager || !Pager.TryShow(text, terminal))
            {
                terminal.Out.Write(text);
            }
        }
        else
        {
            ArticleText.RenderPlain(passages, terminal.Out);
        }

        terminal.Out.Flush();
        if (query is not null && !json && !terminal.OutputIsTerminal)
        {
            terminal.Error.WriteLine(Count(passages, matches, terminal));
        }

        return query is null || matches > 0 || passages.Any(passage => passage.Score > 0) ? ExitCode.Found : ExitCode.NothingFound;
    }

    private static string Count(IReadOnlyList<Hit> passages, int matches, Terminal terminal) =>
        terminal.Speaker.Say("show.matches", matches, passages.Count(passage => passage.Highlights.Count > 0), passages.Count);
}
