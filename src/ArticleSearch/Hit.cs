using System.Text;

namespace ArticleSearch;

/// <summary>A passage that was found.</summary>
public sealed record Hit
{
    /// <summary>1 for the best.</summary>
    public required int Rank { get; init; }

    /// <summary>Score, 0 or more: comparable inside one result only.</summary>
    public required float Score { get; init; }

    /// <summary>The passage's id: <c>article#paragraph</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The id of the passage's article.</summary>
    public required string Article { get; init; }

    /// <summary>The number of the paragraph in its article.</summary>
    public required int Paragraph { get; init; }

    /// <summary>The article's title, if it has one.</summary>
    public string? Title { get; init; }

    /// <summary>The article's date, <c>YYYY</c>, <c>YYYY-MM</c> or <c>YYYY-MM-DD</c>, if it has one.</summary>
    public string? Date { get; init; }

    /// <summary>Where the article came from, if that is known.</summary>
    public string? Source { get; init; }

    /// <summary>The file the article was read from, as <see cref="ArticleSearch.Article.File"/> was given, if that is known.</summary>
    public string? File { get; init; }

    /// <summary>Where in the file the article stands: line, entry or page, from 1; 0 where the whole file is the article.</summary>
    public int Place { get; init; }

    /// <summary>The passage, or the best fragment of it where a fragment was asked for.</summary>
    public required string Text { get; init; }

    /// <summary>The ranges of <see cref="Text"/> that matched, ascending, not overlapping.</summary>
    public required IReadOnlyList<Highlight> Highlights { get; init; }

    /// <summary>The ranges of <see cref="Title"/> that matched, ascending, not overlapping.</summary>
    public IReadOnlyList<Highlight> TitleHighlights { get; init; } = [];

    /// <summary>
    /// The paragraphs before this one, in the order of the article, as many as <see cref="SearchOptions.Context"/> asked for and the
    /// article has: the last has the number <see cref="Paragraph"/> - 1.
    /// </summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>The paragraphs after this one; the first has the number <see cref="Paragraph"/> + 1.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>Where <see cref="Text"/> starts in the source's text, in UTF-16 code units.</summary>
    public int Start { get; init; }

    /// <summary>Where <see cref="Text"/> ends in the source's text, in UTF-16 code units.</summary>
    public int End { get; init; }

    /// <summary>The text with marks around what matched. Nothing is escaped.</summary>
    /// <param name="before">What stands before each match.</param>
    /// <param name="after">What stands after each match.</param>
    public string Mark(string before, string after) => Mark(Text, Highlights, before, after);

    /// <summary>The title with marks around what matched, or the empty string if there is none. Nothing is escaped.</summary>
    /// <param name="before">What stands before each match.</param>
    /// <param name="after">What stands after each match.</param>
    public string MarkTitle(string before, string after) => Mark(Title ?? "", TitleHighlights, before, after);

    private static string Mark(string text, IReadOnlyList<Highlight> highlights, string before, string after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var marked = new StringBuilder(text.Length + (highlights.Count * (before.Length + after.Length)));
        int done = 0;
        for (int i = 0; i < highlights.Count; i++)
        {
            var highlight = highlights[i];
            marked.Append(text, done, highlight.Start - done)
                .Append(before)
                .Append(text, highlight.Start, highlight.Length)
                .Append(after);
            done = highlight.Start + highlight.Length;
        }

        return marked.Append(text, done, text.Length - done).ToString();
    }
}
