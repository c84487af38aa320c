namespace ArticleSearch;

/// <summary>What separates two paragraphs of a text.</summary>
public enum ParagraphBreak
{
    /// <summary>Every line is a paragraph; blank lines are none.</summary>
    Line,

    /// <summary>A paragraph goes on until a line that is blank (empty or of white space alone).</summary>
    BlankLine,
}

/// <summary>
/// One article on its way into the index. Its text is cut into paragraphs, each of which becomes a passage that can be found
/// and cited: what the index keeps of it is, character for character, a piece of <see cref="Text"/>.
/// </summary>
/// <remarks>
/// Limits: <see cref="Text"/> has at most <see cref="MaxTextLength"/> characters (UTF-16 code units) in at most
/// <see cref="MaxParagraphs"/> paragraphs, and <see cref="Title"/> at most <see cref="MaxTitleLength"/>; what every passage repeats (id, title,
/// date, source) has over all passages at most <see cref="MaxTextLength"/> characters as well; <see cref="Date"/>, <see cref="Source"/>, <see cref="File"/> and the passages' ids (<see cref="Id"/>,
/// <c>#</c>, paragraph number) take at most 32,766 bytes each as UTF-8. <see cref="IndexBuilder.Add"/> refuses what lies beyond.
/// </remarks>
public sealed record Article
{
    /// <summary>The greatest length of <see cref="Text"/>, in UTF-16 code units: 268,435,456.</summary>
    public const int MaxTextLength = 1 << 28;

    /// <summary>The greatest length of <see cref="Title"/>, in UTF-16 code units: 65,536.</summary>
    public const int MaxTitleLength = 1 << 16;

    /// <summary>The greatest number of paragraphs of one article: 1,048,576.</summary>
    public const int MaxParagraphs = 1 << 20;

    /// <summary>
    /// The name by which the article is known: adding another article of the same id replaces this one. Without an id the
    /// article is known by a digest of its content, so that the same content added twice is kept once. Not empty.
    /// </summary>
    public string? Id { get; init; }

    /// <summary>The title, which every passage of the article carries.</summary>
    public string? Title { get; init; }

    /// <summary>The date as it is to be shown and compared, usually <c>YYYY[-MM[-DD]]</c>; kept as it is given.</summary>
    public string? Date { get; init; }

    /// <summary>Where the article comes from: a path, an address, a shelf mark. Kept as it is given.</summary>
    public string? Source { get; init; }

    /// <summary>
    /// The file the article was read from, for a hit to be opened and cited, and for the index to be kept equal to a folder: a
    /// path with <c>/</c> between its parts. Kept as it is given.
    /// </summary>
    public string? File { get; init; }

    /// <summary>Where in <see cref="File"/> it stands: line, entry or page, from 1; 0 where the whole file is the article. Not negative.</summary>
    public int Place { get; init; }

    /// <summary>A digest of the file's content, by which a later run knows that it has not changed.</summary>
    internal string? FileDigest { get; init; }

    /// <summary>How many articles the file has, on the last one of a file without problems; else 0.</summary>
    internal int FileArticles { get; init; }

    /// <summary>The text without the title. An article without a paragraph of text becomes one passage, its title.</summary>
    public required string Text { get; init; }

    /// <summary>What separates the paragraphs of <see cref="Text"/>.</summary>
    public ParagraphBreak Breaks { get; init; } = ParagraphBreak.Line;

    /// <summary>
    /// How many characters of the source come before <see cref="Text"/>; a passage's offsets count from the source's start.
    /// Not negative.
    /// </summary>
    public int TextOffset { get; init; }

    /// <summary>Where <see cref="Title"/> stands in the source word for word; null where it does not.</summary>
    public int? TitleOffset { get; init; }
}
