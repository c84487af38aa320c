using ArticleSearch.Ingest.Texts;

namespace ArticleSearch.Ingest;

/// <summary>What a format found of an article that is more than a record: a page, a document, an entry of a feed.</summary>
internal sealed record ArticleDraft
{
    // What every passage repeats is short; a longer one is no source.
    private const int MaxSourceLength = 1000;

    public string? Id { get; init; }

    public string? Title { get; init; }

    /// <summary>The date as it is written; read by <see cref="WrittenDate"/>.</summary>
    public string? Date { get; init; }

    public string? Source { get; init; }

    public string? Author { get; init; }

    public string? Section { get; init; }

    /// <summary>The paragraphs, in their order; a line break inside one is kept.</summary>
    public IReadOnlyList<string> Paragraphs { get; init; } = [];

    /// <summary>The article, or what stands in its way.</summary>
    /// <param name="file">The file.</param>
    /// <param name="place">Where in the file it stands: an entry or a page, from 1; 0 where the whole file is the article.</param>
    public IngestItem ToItem(SourceFile file, int place)
    {
        string text = string.Join("\n\n", Paragraphs);
        string title = OneLine.Of(Title ?? "");
        if (title.Length > Article.MaxTitleLength)
        {
            text = $"{title}\n\n{text}";
            title = "";
        }

        if (text.Length == 0 && title.Length == 0)
        {
            return place == 0
                ? new IngestProblem(file.Name, 0, 0, "ingest.none", $"the file has no text")
                : new IngestProblem(file.Name, place, 0, "ingest.none.here", $"there is no text");
        }

        if (text.Length > FormatInput.MaxTextLength)
        {
            return new IngestProblem(file.Name, place, 0, "ingest.long", $"the text has {text.Length} characters; at most {FormatInput.MaxTextLength} can be taken");
        }

        string source = OneLine.Shorten(Source ?? "", MaxSourceLength);
        var article = new Article
        {
            Id = string.IsNullOrWhiteSpace(Id) || Id.Length > MaxSourceLength ? place == 0 ? file.RelativeName : $"{file.RelativeName}:{place}" : Id.Trim(),
            Title = title.Length == 0 ? null : title,
            Date = WrittenDate.Read(Date),
            Source = source.Length == 0 ? file.Name : source,
            Text = text,
            Breaks = ParagraphBreak.BlankLine,
        };
        return new IngestedArticle(article, file.Name, place) { Author = Cleaned(Author), Section = Cleaned(Section) };
    }

    private static string? Cleaned(string? text) => OneLine.Shorten(text ?? "", MaxSourceLength) is { Length: > 0 } line ? line : null;
}
