using System.Globalization;
using Spectre.Console;

namespace ArticleSearch.Console.Rendering;

/// <summary>
/// Results for people: an article's title once, with all its passages that were found under it; the words that matched in colour, or in
/// square brackets where there is no colour. An article stands where its best passage would.
/// </summary>
internal static class HitText
{
    private const int Indent = 3;

    public static void Render(Answer answer, Terminal terminal)
    {
        foreach (var article in answer.Result.Hits.GroupBy(hit => hit.Article, StringComparer.Ordinal))
        {
            WriteHeading(article.First(), terminal);
            foreach (var hit in answer.Wanted(article))
            {
                if (terminal.OutputIsTerminal)
                {
                    RenderRich(hit, terminal);
                }
                else
                {
                    RenderPlain(hit, terminal.Out);
                }

                if (answer.Explain is not null)
                {
                    terminal.Out.WriteLine(answer.Explain(hit).ToString());
                }
            }
        }
    }

    /// <summary>What is said when the hits have been shown: how many there are in all, and how long it took.</summary>
    public static string Summary(Answer answer, Terminal terminal)
    {
        var (result, options, speaker) = (answer.Result, answer.Options, terminal.Speaker);
        string unit = options.Unit == ResultUnit.Article ? "articles" : "passages";
        string time = speaker.Milliseconds(answer.Elapsed);
        if (result.Total.Value == 0)
        {
            return $"{speaker["found.nothing"]} ({time})";
        }

        string count = speaker.Say((result.Total.IsExact ? "found." : "found.more.") + unit, result.Total.Value);
        string shown = "";
        if (result.Hits.Count > 0 && result.Hits.Count < result.Total.Value)
        {
            string key = options.Offset > 0 ? "found.shown.range" : options.NewestFirst ? "found.shown.newest" : "found.shown.best";
            shown = ", " + speaker.Say(key, result.Hits.Count, result.Hits[0].Rank, result.Hits[^1].Rank);
        }

        return $"{count}{shown} ({time})";
    }

    /// <summary>Where a hit stands, as one cites it.</summary>
    public static string Citation(Hit hit) => $"{string.Join(", ", Place.Parts(hit))} § {hit.Paragraph.ToString(CultureInfo.InvariantCulture)}";

    private static void WriteHeading(Hit hit, Terminal terminal)
    {
        string title = hit.Title is { Length: > 0 } given ? given : hit.Article;
        string date = hit.Date is { Length: > 0 } known ? $" ({Place.OneLine(known)})" : "";
        if (!terminal.OutputIsTerminal)
        {
            terminal.Out.WriteLine(Place.OneLine(title) + date);
            return;
        }

        // Without colour, brackets in the heading would be taken for part of the title.
        foreach (string line in MarkedLines.Of(title + date, terminal.Colour ? hit.TitleHighlights : [], terminal.Width, terminal.Colour))
        {
            terminal.RichOut.MarkupLine($"[bold]{line}[/]");
        }
    }

    private static void RenderPlain(Hit hit, TextWriter output)
    {
        output.WriteLine($"{hit.Rank}. {Citation(hit)} · {Score(hit)}");
        Neighbours(hit.Before, hit.Paragraph - hit.Before.Count);
        output.WriteLine("   " + Place.OneLine(hit.Mark("[", "]")));
        Neighbours(hit.After, hit.Paragraph + 1);
        output.WriteLine();

        void Neighbours(IReadOnlyList<string> texts, int first)
        {
            for (int i = 0; i < texts.Count; i++)
            {
                output.WriteLine($"   § {first + i}: {Place.OneLine(texts[i])}");
            }
        }
    }

    private static void RenderRich(Hit hit, Terminal terminal)
    {
        var console = terminal.RichOut;
        int width = terminal.Width - Indent;
        string number = hit.Rank.ToString(CultureInfo.InvariantCulture) + ". ";
        string? link = terminal.Links ? Place.Link(hit) : null;
        string citation = $"{Citation(hit)} · {Score(hit)}";
        foreach (var line in TextWrap.Lines(citation, terminal.Width - number.Length))
        {
            string part = Markup.Escape(citation[line]);
            console.MarkupLine($"{number}[dim]{(link is null ? part : $"[link={Markup.Escape(link)}]{part}[/]")}[/]");
            number = new string(' ', number.Length);
        }

        Neighbours(hit.Before);
        foreach (string line in MarkedLines.Of(hit.Text, hit.Highlights, width, terminal.Colour))
        {
            console.MarkupLine(new string(' ', Indent) + line);
        }

        Neighbours(hit.After);
        console.WriteLine();

        void Neighbours(IReadOnlyList<string> texts)
        {
            foreach (string line in texts.SelectMany(text => MarkedLines.Of(text, [], width, terminal.Colour)))
            {
                console.MarkupLine($"{new string(' ', Indent)}[dim]{line}[/]");
            }
        }
    }

    private static string Score(Hit hit) => hit.Score.ToString("0.00", CultureInfo.InvariantCulture);
}
