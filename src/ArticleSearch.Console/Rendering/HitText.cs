using System.Globalization;
using System.Text;
using Spectre.Console;

namespace ArticleSearch.Console.Rendering;

/// <summary>
/// A result for people: the article's title once, then its passages with the words that matched in colour, or in square
/// brackets where there is no colour.
/// </summary>
internal static class HitText
{
    private const string MarkStyle = "bold yellow";
    private const int Indent = 3;

    public static void Render(SearchResult result, Terminal terminal)
    {
        string? article = null;
        foreach (var hit in result.Hits)
        {
            bool sameArticle = string.Equals(article, hit.Article, StringComparison.Ordinal);
            article = hit.Article;
            if (terminal.OutputIsTerminal)
            {
                RenderRich(hit, sameArticle, terminal);
            }
            else
            {
                RenderPlain(hit, sameArticle, terminal.Out);
            }
        }
    }

    /// <summary>What is said when the hits have been shown: how many there are in all, and how long it took.</summary>
    public static string Summary(SearchResult result, ResultUnit unit, TimeSpan elapsed)
    {
        string noun = unit == ResultUnit.Article ? "article" : "passage";
        string count = result.Total switch
        {
            { Value: 0 } => "Nothing found",
            { Value: 1, IsExact: true } => $"1 {noun}",
            { IsExact: true } => $"{Figures.Number(result.Total.Value)} {noun}s",
            _ => $"more than {Figures.Number(result.Total.Value)} {noun}s",
        };
        string shown = result.Hits.Count < result.Total.Value && result.Hits.Count > 0 ? $", the best {Figures.Number(result.Hits.Count)} shown" : "";
        return $"{count}{shown} ({Figures.Milliseconds(elapsed)})";
    }

    private static void RenderPlain(Hit hit, bool sameArticle, TextWriter output)
    {
        if (!sameArticle)
        {
            output.WriteLine(Heading(hit));
        }

        output.WriteLine($"{hit.Rank}. {Place(hit)}");
        output.WriteLine("   " + OneLine(hit.Mark("[", "]")));
        output.WriteLine();
    }

    private static void RenderRich(Hit hit, bool sameArticle, Terminal terminal)
    {
        var console = terminal.RichOut;
        if (!sameArticle)
        {
            console.Write(new Text(Heading(hit), new Style(decoration: Decoration.Bold)) { Overflow = Overflow.Fold });
            console.WriteLine();
        }

        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{hit.Rank}. [dim]{Place(hit)}[/]");
        foreach (string line in terminal.Colour ? ColouredLines(hit, console.Profile.Width - Indent) : WrappedLines(hit, console.Profile.Width - Indent))
        {
            console.MarkupLine(new string(' ', Indent) + line);
        }

        console.WriteLine();
    }

    private static string Heading(Hit hit)
    {
        string title = OneLine(hit.Title is { Length: > 0 } given ? given : hit.Article);
        return hit.Date is { Length: > 0 } date ? $"{title} ({date})" : title;
    }

    private static string Place(Hit hit)
    {
        string score = hit.Score.ToString("0.00", CultureInfo.InvariantCulture);
        string source = hit.Source is { Length: > 0 } from ? $"{OneLine(from)}, " : "";
        return $"{source}{OneLine(hit.Article)} § {hit.Paragraph} · {score}";
    }

    private static IEnumerable<string> WrappedLines(Hit hit, int width)
    {
        string text = OneLine(hit.Mark("[", "]"));
        return TextWrap.Lines(text, width).Select(line => Markup.Escape(text[line]));
    }

    private static IEnumerable<string> ColouredLines(Hit hit, int width)
    {
        string text = OneLine(hit.Text);
        foreach (var line in TextWrap.Lines(text, width))
        {
            var (start, length) = line.GetOffsetAndLength(text.Length);
            var marked = new StringBuilder();
            int done = start;
            foreach (var highlight in hit.Highlights)
            {
                int from = Math.Max(highlight.Start, start);
                int to = Math.Min(highlight.Start + highlight.Length, start + length);
                if (from < to)
                {
                    marked.Append(Markup.Escape(text[done..from]));
                    marked.Append('[').Append(MarkStyle).Append(']').Append(Markup.Escape(text[from..to])).Append("[/]");
                    done = to;
                }
            }

            yield return marked.Append(Markup.Escape(text[done..(start + length)])).ToString();
        }
    }

    /// <summary>Line breaks and control characters (an escape sequence in an article must not steer the terminal) become spaces.</summary>
    internal static string OneLine(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) : text;
}
