using System.Globalization;
using Spectre.Console;

namespace ArticleSearch.Console.Rendering;

/// <summary>A whole article for people: its title, where it comes from, and its paragraphs with every match marked.</summary>
internal static class ArticleText
{
    /// <summary>How many places of an article matched, those of its title included.</summary>
    public static int CountMatches(IReadOnlyList<Hit> passages) => passages[0].TitleHighlights.Count + passages.Sum(BodyMatches);

    /// <summary>Plain text, the matches in square brackets.</summary>
    public static void RenderPlain(IReadOnlyList<Hit> passages, TextWriter output)
    {
        var first = passages[0];
        output.WriteLine(Place.OneLine(MarkedLines.Bracketed(first.Title ?? first.Article, first.Title is null ? [] : first.TitleHighlights)));
        output.WriteLine(Origin(first));
        foreach (var passage in Body(passages))
        {
            output.WriteLine();
            output.WriteLine(Place.OneLine(passage.Mark("[", "]")));
        }
    }

    /// <summary>For a terminal: wrapped, the matches in colour, the numbers of the paragraphs beside them.</summary>
    public static void RenderRich(IReadOnlyList<Hit> passages, IAnsiConsole console, int width, bool colour)
    {
        var first = passages[0];
        foreach (string line in MarkedLines.Of(first.Title ?? first.Article, first.Title is null ? [] : first.TitleHighlights, width, colour))
        {
            console.MarkupLine($"[bold]{line}[/]");
        }

        foreach (string line in MarkedLines.Of(Origin(first), [], width, colour))
        {
            console.MarkupLine($"[dim]{line}[/]");
        }

        int margin = Body(passages).Select(passage => Number(passage).Length).DefaultIfEmpty(0).Max() + 1;
        foreach (var passage in Body(passages))
        {
            console.WriteLine();
            string number = Number(passage).PadRight(margin);
            foreach (string line in MarkedLines.Of(passage.Text, passage.Highlights, width - margin, colour))
            {
                console.MarkupLine($"[dim]{number}[/]{line}");
                number = new string(' ', margin);
            }
        }
    }

    // The passage of an article without text is its title.
    private static IEnumerable<Hit> Body(IReadOnlyList<Hit> passages) => passages.Where(passage => passage.Paragraph > 0);

    private static int BodyMatches(Hit passage) => passage.Paragraph > 0 ? passage.Highlights.Count : 0;

    private static string Number(Hit passage) => passage.Paragraph.ToString(CultureInfo.InvariantCulture);

    private static string Origin(Hit hit) =>
        string.Join(" · ", new[] { hit.Date, string.Join(", ", Place.Parts(hit)) }.Where(part => !string.IsNullOrEmpty(part)).Select(part => Place.OneLine(part!)));
}
