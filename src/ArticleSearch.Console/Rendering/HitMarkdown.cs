using System.Buffers;
using System.Text;

namespace ArticleSearch.Console.Rendering;

/// <summary>
/// Results as Markdown, to be put into a note: the article's title as a heading, its passages as quotations with what matched in bold,
/// and where each is to be found. Signs of Markdown in the texts stand for themselves.
/// </summary>
internal static class HitMarkdown
{
    private static readonly SearchValues<char> Signs = SearchValues.Create("\\`*_[]<>#|~");

    public static void Render(Answer answer, TextWriter output)
    {
        foreach (var article in answer.Result.Hits.GroupBy(hit => hit.Article, StringComparer.Ordinal))
        {
            var first = article.First();
            string title = first.Title is { Length: > 0 } given ? given : first.Article;
            output.Write($"## {Escape(title)}{(first.Date is { Length: > 0 } date ? $" ({Escape(date)})" : "")}\n\n");
            foreach (var hit in answer.Wanted(article))
            {
                output.Write($"> {Marked(hit)}\n\n— {Escape(string.Join(", ", Place.Parts(hit)))} § {hit.Paragraph}\n\n");
            }
        }
    }

    private static string Marked(Hit hit)
    {
        var marked = new StringBuilder();
        int done = 0;
        foreach (var highlight in hit.Highlights)
        {
            marked.Append(Escape(hit.Text[done..highlight.Start])).Append("**").Append(Escape(hit.Text.Substring(highlight.Start, highlight.Length))).Append("**");
            done = highlight.Start + highlight.Length;
        }

        return marked.Append(Escape(hit.Text[done..])).ToString();
    }

    private static string Escape(string text)
    {
        text = Place.OneLine(text);
        if (!text.AsSpan().ContainsAny(Signs))
        {
            return text;
        }

        var escaped = new StringBuilder();
        foreach (char c in text)
        {
            escaped.Append(Signs.Contains(c) ? $"\\{c}" : c.ToString());
        }

        return escaped.ToString();
    }
}
