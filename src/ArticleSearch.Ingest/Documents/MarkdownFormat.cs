using System.Buffers;
using System.Text;
using ArticleSearch.Ingest.Html;
using ArticleSearch.Ingest.Records;
using ArticleSearch.Ingest.Texts;
using Markdig;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ArticleSearch.Ingest.Documents;

/// <summary>
/// A Markdown file is an article: its text without the signs of its markup, and what the front matter says of it. Pictures and the addresses of
/// links are no text.
/// </summary>
/// <remarks>The title is that of the front matter, or the first heading of the first order.</remarks>
internal sealed class MarkdownFormat : ArticleFormat
{
    // The tree that the parser makes is many times its text.
    private const long MaxLength = 1L << 22;

    // More than any paragraph has links.
    private const int MaxBrackets = 8000;

    private const int MaxLines = 250_000;
    private const int MaxCells = 200_000;

    // Blanks and marks before the text of a line.
    private const int MaxDepth = 400;

    private static readonly SearchValues<char> LineStarts = SearchValues.Create(" \t>-*+");

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseFootnotes().UseAutoLinks().UseEmphasisExtras().UseTaskLists().Build();

    public override string Name => "markdown";

    public override IReadOnlyList<string> Extensions { get; } = [".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd"];

    public override bool Recognizes(ReadOnlySpan<byte> head, bool isWhole) => FrontMatter.IsAtStart(Encoding.UTF8.GetString(head));

    public override IEnumerable<IngestItem> Read(FormatInput input, CancellationToken cancellation)
    {
        string text = TextDecoder.Decode(input.ReadAll(MaxLength, cancellation));
        var values = new RecordValues();
        string body = FrontMatter.Read(text, input.Options.Fields, values, out var problem);
        if (problem is not null)
        {
            yield return new IngestProblem(input.File.Name, problem.Line, 0, problem.Wording);
        }

        var (title, paragraphs) = ReadBody(body, values[FieldRole.Title], cancellation);
        yield return new ArticleDraft
        {
            Id = values[FieldRole.Id],
            Title = title,
            Date = values[FieldRole.Date],
            Source = values[FieldRole.Source],
            Author = values[FieldRole.Author],
            Section = values[FieldRole.Section],
            Paragraphs = paragraphs,
        }.ToItem(input.File, 0);
    }

    private static (string? Title, List<string> Paragraphs) ReadBody(string body, string? title, CancellationToken cancellation)
    {
        Refuse(body);
        MarkdownDocument document;
        try
        {
            document = Markdown.Parse(body, Pipeline);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // It refuses what is nested too deep; and whatever else it makes of bytes that someone chose costs this file.
            throw new UnreadableInputException("ingest.markdown", $"the Markdown can not be parsed: {e.Message.ReplaceLineEndings(" ")}");
        }

        var paragraphs = new List<string>();
        var notes = new List<string>();
        bool isStart = true;
        foreach (var block in document.Descendants())
        {
            cancellation.ThrowIfCancellationRequested();
            if (TextOf(block) is not { Length: > 0 } text)
            {
                continue;
            }

            if (isStart && block is HeadingBlock { Level: 1 } && (title is null || string.Equals(OneLine.Of(text), OneLine.Of(title), StringComparison.OrdinalIgnoreCase)))
            {
                title ??= text;
            }
            else
            {
                (IsInNote(block) ? notes : paragraphs).Add(text);
            }

            isStart = false;
        }

        return (title, [.. paragraphs, .. notes]);
    }

    // At every bracket the parser looks for the end of its paragraph; a line with a mark before it begins another one. It looks at all open quotations and
    // lists at every line, and gives every row of a table as many cells as its longest one has.
    private static void Refuse(string body)
    {
        int brackets = 0;
        int lines = 0;
        int rows = 0;
        int cells = 0;
        foreach (var line in body.AsSpan().EnumerateLines())
        {
            int depth = line.IndexOfAnyExcept(LineStarts);
            rows = line.IsWhiteSpace() ? 0 : rows + 1;
            cells = line.IsWhiteSpace() ? 0 : Math.Max(cells, line.Count('|'));
            if (++lines > MaxLines || depth > MaxDepth || (long)rows * cells > MaxCells)
            {
                throw new UnreadableInputException(
                    "ingest.markdown.large", $"the Markdown has more than {MaxLines} lines, a table of more than {MaxCells} cells, or is nested too deep");
            }

            var text = line.TrimStart();
            if (text.IsEmpty || text[0] is '-' or '*' or '+' or '#' or '>' or '|' || char.IsAsciiDigit(text[0]))
            {
                brackets = 0;
            }

            brackets += text.Count('[');
            if (brackets > MaxBrackets)
            {
                throw new UnreadableInputException("ingest.brackets", $"a paragraph has more than {MaxBrackets} brackets");
            }
        }
    }

    private static string? TextOf(MarkdownObject block) => block switch
    {
        TableRow row => string.Join('\t', row.OfType<TableCell>().Select(cell => string.Join(' ', cell.OfType<LeafBlock>().Select(leaf => InlineText(leaf.Inline)))).Where(text => text.Length > 0)),
        ParagraphBlock { Parent: TableCell } => null,
        Markdig.Syntax.HtmlBlock html => HtmlText.Read(html.Lines.ToString(), "\n\n").Trim(),
        CodeBlock code => code.Lines.ToString().Trim('\r', '\n'),
        LinkReferenceDefinition => null,
        LeafBlock { Inline: { } inline } => InlineText(inline),
        _ => null,
    };

    private static bool IsInNote(MarkdownObject? block)
    {
        for (var at = block as Block; at is not null; at = at.Parent)
        {
            if (at is Footnote)
            {
                return true;
            }
        }

        return false;
    }

    private static string InlineText(ContainerInline? container)
    {
        var text = new StringBuilder();
        foreach (var inline in container?.Descendants() ?? [])
        {
            switch (inline)
            {
                case LiteralInline literal when !IsInPicture(literal):
                    text.Append(literal.Content);
                    break;
                case CodeInline code:
                    text.Append(code.Content);
                    break;
                case AutolinkInline link:
                    text.Append(link.Url);
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded);
                    break;
                case LineBreakInline:
                    text.Append('\n');
                    break;
                case HtmlInline { Tag: var tag } when tag.StartsWith("<br", StringComparison.OrdinalIgnoreCase):
                    text.Append('\n');
                    break;
            }
        }

        return text.ToString().Trim();
    }

    private static bool IsInPicture(Inline inline)
    {
        for (var parent = inline.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is LinkInline { IsImage: true })
            {
                return true;
            }
        }

        return false;
    }
}
