using System.Globalization;
using System.Text;
using ArticleSearch.Indexing;

namespace ArticleSearch.Ingest.Texts;

/// <summary>
/// A file is one article: paragraphs separated by blank lines, the first of them the title. It changes no character of the text but where a
/// hyphen cuts a word at the end of a line (<see cref="CutWords"/>).
/// </summary>
/// <remarks>
/// A title that begins with <c>date YYYY</c>, <c>date YYYY-MM</c> or <c>date YYYY-MM-DD</c> (a day of the calendar, then a blank
/// or the end) gives the article that date and begins after it. A title of several lines is shown as one; a first paragraph
/// that is longer than any title is text. Offsets count the characters of the file, a byte order mark aside.
/// </remarks>
internal sealed class PlainTextFormat : ArticleFormat
{
    // No text within the limits takes more than three bytes a character.
    private const long MaxLength = FormatInput.MaxTextLength;

    // Holds any title, whatever its characters.
    private const int HeadBytes = 1 << 19;

    private const string DateWord = "date";

    private static readonly string[] DateForms = ["yyyy-MM-dd", "yyyy-MM", "yyyy"];

    public override string Name => "text";

    public override IReadOnlyList<string> Extensions { get; } = [".txt", ".text"];

    public override bool Recognizes(ReadOnlySpan<byte> head, bool isWhole) => false;

    public override IEnumerable<IngestItem> Read(FormatInput input, CancellationToken cancellation) =>
        [Read(input.File, input.ReadAll(MaxLength, cancellation))];

    private static IngestItem Read(SourceFile file, byte[] bytes)
    {
        var content = TextDecoder.ToUtf8(bytes);
        int length = Encoding.UTF8.GetCharCount(content);
        return length <= Article.MaxTextLength
            ? ReadArticle(file, content)
            : new IngestProblem(file.Name, 0, 0, "ingest.long", $"the file has {length} characters; at most {Article.MaxTextLength} can be taken");
    }

    private static IngestItem ReadArticle(SourceFile file, ReadOnlySpan<byte> content)
    {
        string? head = HeadOf(content, out var first);
        string text = CutWords.Join(head ?? Encoding.UTF8.GetString(content));
        if (head is null)
        {
            var paragraphs = new PassageSplitter(text, ParagraphBreak.BlankLine);
            if (!paragraphs.MoveNext())
            {
                return new IngestProblem(file.Name, 0, 0, "ingest.none", $"the file has no text");
            }

            first = paragraphs.Current;
            if (first.Length > Article.MaxTitleLength)
            {
                return new IngestedArticle(Untitled(file, text), file.Name, 0);
            }
        }

        string? date = FindDate(text.AsSpan(first.Start, first.Length), out int dateLength);
        var (start, end) = PassageSplitter.Trim(text, first.Start + dateLength, first.End);
        string title = text[start..end];
        string shown = OnOneLine(title);
        var article = new Article
        {
            Id = file.Stem,
            Title = title.Length == 0 ? null : shown,
            TitleOffset = title.Length > 0 && ReferenceEquals(shown, title) ? start : null,
            Date = date,
            Source = file.Name,
            Text = head is null ? text[first.End..] : CutWords.Join(Encoding.UTF8.GetString(content[Encoding.UTF8.GetByteCount(head.AsSpan(0, first.End))..])),
            TextOffset = first.End,
            Breaks = ParagraphBreak.BlankLine,
        };
        return article.Title is null && !new PassageSplitter(article.Text, ParagraphBreak.BlankLine).MoveNext()
            ? new IngestProblem(file.Name, 0, 0, "ingest.none.date", $"the file has a date and no text")
            : new IngestedArticle(article, file.Name, 0);
    }

    // The beginning of a large file, if the first paragraph ends in it and can be a title: the text after it is made but once.
    private static string? HeadOf(ReadOnlySpan<byte> content, out PassageRange first)
    {
        first = default;
        if (content.Length <= HeadBytes)
        {
            return null;
        }

        int end = HeadBytes;
        while ((content[end] & 0xC0) == 0x80)
        {
            end--; // not inside a character
        }

        string head = Encoding.UTF8.GetString(content[..end]);
        var paragraphs = new PassageSplitter(head, ParagraphBreak.BlankLine);
        if (!paragraphs.MoveNext() || paragraphs.Current.Length > Article.MaxTitleLength)
        {
            return null;
        }

        var found = paragraphs.Current;
        if (!paragraphs.MoveNext())
        {
            return null; // it may go on
        }

        first = found;
        return head;
    }

    // A paragraph that is longer than any title: a text without blank lines, or one that begins at once.
    private static Article Untitled(SourceFile file, string text) =>
        new() { Id = file.Stem, Source = file.Name, Text = text, Breaks = ParagraphBreak.BlankLine };

    // The date at the start of the title, and how many characters it takes with the word before it.
    private static string? FindDate(ReadOnlySpan<char> title, out int length)
    {
        length = 0;
        if (!title.StartsWith(DateWord, StringComparison.Ordinal) || title.Length == DateWord.Length || !PassageSplitter.IsBlank(title[DateWord.Length]))
        {
            return null;
        }

        int start = DateWord.Length;
        while (PassageSplitter.IsBlank(title[start]))
        {
            start++; // the title ends with a character that is not blank
        }

        int end = start;
        while (end < title.Length && !PassageSplitter.IsBlank(title[end]))
        {
            end++;
        }

        var date = title[start..end];
        foreach (string form in DateForms)
        {
            if (date.Length == form.Length && DateOnly.TryParseExact(date, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            {
                length = end;
                return date.ToString();
            }
        }

        return null;
    }

    // The same string where it has one line.
    private static string OnOneLine(string title)
    {
        StringBuilder? joined = null;
        int count = 0;
        foreach (var line in new PassageSplitter(title, ParagraphBreak.Line))
        {
            if (count++ == 0 && line.Length == title.Length)
            {
                return title;
            }

            joined = (joined is null ? new StringBuilder() : joined.Append(' ')).Append(title, line.Start, line.Length);
        }

        return joined?.ToString() ?? title;
    }
}
