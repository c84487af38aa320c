using System.Text;
using ArticleSearch.Ingest.Texts;

namespace ArticleSearch.Ingest.Documents;

/// <summary>What a paragraph of a document is.</summary>
internal enum ParagraphKind
{
    Body,
    Title,
    Heading,
}

/// <summary>
/// The text of an office document as it comes: paragraphs, which may stand in one another, and rows of tables. Makes an article of it: the title is
/// the paragraph that is styled so, or what the properties say, or a short first line.
/// </summary>
internal sealed class WrittenDocument
{
    // Where a title or a date is looked for.
    private const int HeadParagraphs = 8;
    private const int MaxTitleLength = 250;

    // A document is read as a whole; what is held of it has a limit, and each paragraph or cell costs something beside its letters.
    private const int MaxLength = 1 << 24;
    private const int PartLength = 32;

    // Tables in tables are rows of the outermost ones from here on.
    private const int MaxTables = 16;

    private readonly Stack<Open> _open = new();
    private readonly Stack<List<List<string>>> _rows = new();
    private readonly List<(string Text, ParagraphKind Kind)> _paragraphs = [];
    private readonly List<string> _notes = [];
    private int _rowsTooDeep;
    private long _length;

    /// <summary>Whether what ends now is a note, which stands at the end.</summary>
    public bool IsNote { get; set; }

    public string? Title { get; set; }

    public string? Author { get; set; }

    public string? Created { get; set; }

    /// <summary>Whether a paragraph is open.</summary>
    public bool IsInParagraph => _open.Count > 0;

    public void StartParagraph(ParagraphKind kind)
    {
        Spend(PartLength);
        _open.Push(new Open { Kind = kind });
    }

    /// <summary>Tells what the innermost open paragraph is.</summary>
    public void SetKind(ParagraphKind kind)
    {
        if (_open.TryPeek(out var open))
        {
            open.Kind = kind;
        }
    }

    public void Append(string text)
    {
        if (_open.TryPeek(out var open))
        {
            Spend(text.Length);
            open.Text.Append(text);
        }
    }

    /// <summary>Appends text in which white space means but one blank.</summary>
    public void AppendCollapsed(string text)
    {
        if (!_open.TryPeek(out var open))
        {
            return;
        }

        Spend(text.Length);
        foreach (char c in text)
        {
            if (c is not (' ' or '\t' or '\n' or '\r'))
            {
                open.Text.Append(c);
            }
            else if (open.Text.Length > 0 && open.Text[^1] is not (' ' or '\n' or '\t'))
            {
                open.Text.Append(' ');
            }
        }
    }

    public void EndParagraph()
    {
        if (!_open.TryPop(out var open))
        {
            return;
        }

        string text = open.Text.ToString().Trim();
        if (text.Length == 0)
        {
            return;
        }

        if (IsNote)
        {
            _notes.Add(text);
        }
        else if (_rows.TryPeek(out var cells) && cells.Count > 0)
        {
            cells[^1].Add(text);
        }
        else
        {
            _paragraphs.Add((text, open.Kind));
        }
    }

    public void StartRow()
    {
        if (_rows.Count == MaxTables)
        {
            _rowsTooDeep++;
        }
        else
        {
            _rows.Push([]);
        }
    }

    public void StartCell()
    {
        Spend(PartLength);
        if (_rows.TryPeek(out var cells))
        {
            cells.Add([]);
        }
    }

    /// <summary>A row of short cells is one paragraph; one with more in its cells is their paragraphs.</summary>
    public void EndRow()
    {
        if (_rowsTooDeep > 0)
        {
            _rowsTooDeep--;
            return;
        }

        if (!_rows.TryPop(out var cells))
        {
            return;
        }

        bool isPlain = cells.TrueForAll(cell => cell.Count <= 1);
        IEnumerable<string> texts = isPlain ? [string.Join('\t', cells.Where(cell => cell.Count > 0).Select(cell => cell[0].ReplaceLineEndings(" ")))] : cells.SelectMany(cell => cell);
        foreach (string text in texts.Where(text => text.Length > 0))
        {
            if (_rows.TryPeek(out var outer) && outer.Count > 0)
            {
                outer[^1].Add(text);
            }
            else
            {
                _paragraphs.Add((text, ParagraphKind.Body));
            }
        }
    }

    public ArticleDraft ToDraft()
    {
        var paragraphs = _paragraphs;
        int styled = paragraphs.FindIndex(paragraph => paragraph.Kind == ParagraphKind.Title);
        int titleAt = styled is >= 0 and < HeadParagraphs ? styled : paragraphs is [(_, ParagraphKind.Heading), ..] ? 0 : -1;
        string? title = titleAt >= 0 ? paragraphs[titleAt].Text : IsTitle(Title) ? Title!.Trim() : null;
        if (title is null && paragraphs.Count > 1 && paragraphs[0].Text is { Length: <= MaxTitleLength } first && first[^1] is not ('.' or ':' or ',' or ';') && WrittenDate.ReadLine(first) is null)
        {
            (title, titleAt) = (first, 0);
        }
        else if (titleAt < 0 && title is not null)
        {
            // The properties say what stands in the text as well.
            titleAt = paragraphs.FindIndex(0, Math.Min(paragraphs.Count, HeadParagraphs), paragraph => string.Equals(OneLine.Of(paragraph.Text), OneLine.Of(title), StringComparison.OrdinalIgnoreCase));
        }

        string? date = paragraphs.Take(HeadParagraphs).Select(paragraph => WrittenDate.ReadLine(paragraph.Text)).FirstOrDefault(date => date is not null);
        return new ArticleDraft
        {
            Title = title,
            Date = date ?? Created,
            Author = Author,
            Paragraphs = [.. paragraphs.Where((_, number) => number != titleAt).Select(paragraph => paragraph.Text), .. _notes],
        };
    }

    private void Spend(int length)
    {
        _length += length;
        if (_length > MaxLength)
        {
            throw new UnreadableInputException("ingest.document", $"the document has more than {MaxLength} characters");
        }
    }

    // What programs write there by themselves is none.
    private static bool IsTitle(string? title) =>
        !string.IsNullOrWhiteSpace(title) && title.Length <= MaxTitleLength
        && !title.StartsWith("Microsoft Word", StringComparison.OrdinalIgnoreCase) && !title.StartsWith("Document", StringComparison.OrdinalIgnoreCase)
        && !title.EndsWith(".doc", StringComparison.OrdinalIgnoreCase) && !title.EndsWith(".docx", StringComparison.OrdinalIgnoreCase) && !title.EndsWith(".odt", StringComparison.OrdinalIgnoreCase)
        && !title.StartsWith("Sans titre", StringComparison.OrdinalIgnoreCase) && !title.StartsWith("Sans nom", StringComparison.OrdinalIgnoreCase) && !title.StartsWith("Untitled", StringComparison.OrdinalIgnoreCase);

    private sealed class Open
    {
        public StringBuilder Text { get; } = new();

        public ParagraphKind Kind { get; set; }
    }
}
