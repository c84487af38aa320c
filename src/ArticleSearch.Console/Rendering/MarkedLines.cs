using System.Text;
using Spectre.Console;

namespace ArticleSearch.Console.Rendering;

/// <summary>
/// A text cut into lines with what matched marked: in colour, or in square brackets where there is no colour. Signs that would steer
/// the terminal are spaces.
/// </summary>
internal static class MarkedLines
{
    private const string MarkStyle = "bold yellow";

    /// <summary>The lines in the markup of Spectre.Console.</summary>
    /// <param name="text">The text.</param>
    /// <param name="highlights">What matched.</param>
    /// <param name="width">How long a line may be.</param>
    /// <param name="colour">Whether there is colour.</param>
    public static IEnumerable<string> Of(string text, IReadOnlyList<Highlight> highlights, int width, bool colour)
    {
        if (!colour)
        {
            string marked = Place.OneLine(Bracketed(text, highlights));
            return TextWrap.Lines(marked, width).Select(line => Markup.Escape(marked[line]));
        }

        return Coloured(Place.OneLine(text), highlights, width);
    }

    /// <summary>The text with square brackets around what matched.</summary>
    public static string Bracketed(string text, IReadOnlyList<Highlight> highlights)
    {
        var marked = new StringBuilder(text.Length + (2 * highlights.Count));
        int done = 0;
        foreach (var highlight in highlights)
        {
            marked.Append(text, done, highlight.Start - done).Append('[').Append(text, highlight.Start, highlight.Length).Append(']');
            done = highlight.Start + highlight.Length;
        }

        return marked.Append(text, done, text.Length - done).ToString();
    }

    private static IEnumerable<string> Coloured(string text, IReadOnlyList<Highlight> highlights, int width)
    {
        foreach (var line in TextWrap.Lines(text, width))
        {
            var (start, length) = line.GetOffsetAndLength(text.Length);
            var marked = new StringBuilder();
            int done = start;
            foreach (var highlight in highlights)
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
}
