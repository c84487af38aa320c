namespace ArticleSearch.Ingest;

/// <summary>What reading the input yields: an article, or a problem that cost one (or is worth knowing).</summary>
internal abstract record IngestItem
{
    private protected IngestItem()
    {
    }
}

/// <summary>An article and where it stands.</summary>
/// <param name="Article">The article, its id set.</param>
/// <param name="File">The file as the user would name it.</param>
/// <param name="Line">The line, entry or page, from 1; 0 where the whole file is the article.</param>
internal sealed record IngestedArticle(Article Article, string File, int Line) : IngestItem
{
    /// <summary>Of an article in an archive, the entry; null elsewhere.</summary>
    public string? Entry { get; init; }

    /// <summary>Who wrote it; the index does not keep it.</summary>
    public string? Author { get; init; }

    /// <summary>The section of the paper or site it stands in; the index does not keep it.</summary>
    public string? Section { get; init; }

    /// <summary>What the article means to the index; <see cref="ArticleChange.New"/> where nobody looked.</summary>
    public ArticleChange Change { get; init; }
}

/// <summary>What an article means to the index it is to be put into.</summary>
internal enum ArticleChange
{
    /// <summary>The index holds none of its id.</summary>
    New,

    /// <summary>It takes the place of one that the index holds.</summary>
    Changed,

    /// <summary>It takes the place of one that was read before it.</summary>
    Again,
}

/// <summary>Something in the input that could not be taken; the rest goes on.</summary>
/// <param name="File">The file or folder as the user would name it.</param>
/// <param name="Line">The line, entry or page, from 1; 0 where the whole file is meant.</param>
/// <param name="Column">The column in characters, from 1; 0 where the whole line is meant.</param>
/// <param name="Wording">What is wrong, in one line.</param>
internal sealed record IngestProblem(string File, int Line, int Column, Wording Wording) : IngestItem
{
    public IngestProblem(string file, int line, int column, string name, FormattableString text)
        : this(file, line, column, new Wording(name, text))
    {
    }

    /// <summary>What is wrong, in English.</summary>
    public string Message => Wording.ToString();

    /// <summary><c>file:line:column: message</c>, without the parts that are not known.</summary>
    public override string ToString() => ToString(Message);

    /// <summary>The same with the message in another language.</summary>
    public string ToString(string message) =>
        Line == 0 ? $"{File}: {message}" : Column == 0 ? $"{File}:{Line}: {message}" : $"{File}:{Line}:{Column}: {message}";
}

/// <summary>How far the reading has come.</summary>
/// <param name="FilesRead">Files read to their end.</param>
/// <param name="FilesTotal">Files found.</param>
/// <param name="BytesRead">Bytes read of all of them.</param>
/// <param name="BytesTotal">Their lengths when they were found.</param>
internal readonly record struct IngestProgress(int FilesRead, int FilesTotal, long BytesRead, long BytesTotal);
