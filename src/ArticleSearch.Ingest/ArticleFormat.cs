using System.Buffers;
using System.Text;
using System.Xml;
using ArticleSearch.Ingest.Archives;
using ArticleSearch.Ingest.Documents;
using ArticleSearch.Ingest.Html;
using ArticleSearch.Ingest.Records;
using ArticleSearch.Ingest.Texts;

namespace ArticleSearch.Ingest;

/// <summary>
/// A form in which articles come. A format reads one file from front to back and turns what it can not take into problems; it
/// lets failures of the file system pass. One object serves all files and threads.
/// </summary>
internal abstract class ArticleFormat
{
    /// <summary>How much of a file is looked at to tell its format.</summary>
    public const int HeadLength = 1 << 16;

    // In the order in which they are asked; the last one takes all text.
    private static readonly ArticleFormat[] All =
    [
        new ZipFormat(), new GzipFormat(), new PdfFormat(), new WordFormat(), new OpenDocumentFormat(), new EpubFormat(),
        new JsonLinesFormat(), new JsonFormat(), new FeedFormat(), new HtmlFormat(), new MarkdownFormat(), new CsvFormat(), new PlainTextFormat(),
    ];

    /// <summary>The names by which a user may ask for a format.</summary>
    public static IEnumerable<string> Names => All.Select(format => format.Name);

    /// <summary>What a user calls it.</summary>
    public abstract string Name { get; }

    /// <summary>The extensions, with their dots and in small letters, that decide where the content does not.</summary>
    public abstract IReadOnlyList<string> Extensions { get; }

    /// <summary>Whether its bytes are no text.</summary>
    public virtual bool IsBinary => false;

    /// <summary>The format that a user calls so; null where there is none.</summary>
    public static ArticleFormat? Find(string name) => Array.Find(All, format => string.Equals(format.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the content alone says that a file is of this format.</summary>
    /// <param name="head">The first bytes of the file, without a byte order mark; those of a text as UTF-8 where they were UTF-16.</param>
    /// <param name="isWhole">Whether they are all of it.</param>
    public abstract bool Recognizes(ReadOnlySpan<byte> head, bool isWhole);

    /// <summary>Reads a file.</summary>
    /// <param name="input">The file.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="UnreadableInputException">Nothing more can be taken from it.</exception>
    public abstract IEnumerable<IngestItem> Read(FormatInput input, CancellationToken cancellation);

    /// <summary>Reads a file in the format it turns out to have. What it throws is a failure of the file system, or the cancellation.</summary>
    public static IEnumerable<IngestItem> ReadAny(FormatInput input, CancellationToken cancellation)
    {
        IEnumerator<IngestItem>? items = null;
        bool isTold = false;
        try
        {
            while (true)
            {
                IngestItem? item;
                try
                {
                    items ??= Open(input, cancellation).GetEnumerator();
                    item = items.MoveNext() ? items.Current : null;
                }
                catch (Exception e) when (ProblemOf(e, input.File) is not null)
                {
                    item = ProblemOf(e, input.File);
                    items?.Dispose();
                    items = Enumerable.Empty<IngestItem>().GetEnumerator();
                }

                if (item is null)
                {
                    yield break;
                }

                // Told once a file, before the first article that has it.
                if (!isTold && item is IngestedArticle { Article: var article } ingested && (Mojibake.Find(article.Title) ?? Mojibake.Find(article.Text)) is { } wrong)
                {
                    isTold = true;
                    yield return new IngestProblem(ingested.File, ingested.Line, 0, "ingest.mojibake", $"\"{wrong}\" stands where one letter is meant, it seems: the text was decoded wrongly before; it is indexed as it stands");
                }

                yield return item;
            }
        }
        finally
        {
            items?.Dispose();
        }
    }

    // What the content of a file makes its readers throw; null for all else.
    private static IngestProblem? ProblemOf(Exception e, SourceFile file) => e switch
    {
        UnreadableInputException unreadable => new IngestProblem(file.Name, unreadable.Line, unreadable.Column, unreadable.Wording),
        XmlException xml => new IngestProblem(file.Name, xml.LineNumber, xml.LinePosition, "ingest.xml", $"broken XML: {XmlLimits.WithoutPlace(xml)}"),
        InvalidDataException => new IngestProblem(file.Name, 0, 0, "ingest.damaged", $"the file is damaged: {e.Message.ReplaceLineEndings(" ")}"),
        DecoderFallbackException => new IngestProblem(file.Name, 0, 0, "ingest.notext", $"the file has bytes that are no text"),
        _ => null,
    };

    private static IEnumerable<IngestItem> Open(FormatInput input, CancellationToken cancellation)
    {
        if (!input.Stream.CanSeek)
        {
            var stream = new PeekStream(input.Stream);
            return Open(input with { Stream = stream }, stream.Peek(HeadLength), cancellation);
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(HeadLength);
        try
        {
            int length = input.Stream.ReadAtLeast(buffer.AsSpan(0, HeadLength), HeadLength, throwOnEndOfStream: false);
            input.Stream.Position = 0;
            return Open(input, buffer.AsSpan(0, length), cancellation);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static IEnumerable<IngestItem> Open(FormatInput input, ReadOnlySpan<byte> head, CancellationToken cancellation)
    {
        if (head.IsEmpty)
        {
            return [input.Problem("ingest.empty", $"the file is empty")];
        }

        bool isWhole = head.Length < HeadLength;
        foreach (var format in All)
        {
            // An archive is opened even where its content is said to be of some format.
            if (format.IsBinary && format.Recognizes(head, isWhole) && (input.Options.Format is null || format is GzipFormat || (format is ZipFormat && input.Options.Format is not PackageFormat)))
            {
                return Read(format, input, cancellation);
            }
        }

        if (input.Options.Format is { IsBinary: true } binary)
        {
            return Read(binary, input, cancellation);
        }

        var (encoding, markLength) = EncodingGuess.Mark(head);
        var content = head[markLength..];
        encoding = markLength == 0 ? EncodingGuess.Of(content, isWhole) : encoding;
        if (encoding is TextEncoding.Utf16LittleEndian or TextEncoding.Utf16BigEndian)
        {
            content = Encoding.UTF8.GetBytes(Encoding.GetEncoding(encoding == TextEncoding.Utf16BigEndian ? "utf-16BE" : "utf-16").GetString(content));
        }
        else if (OtherContent.Tell(content) is { } other)
        {
            return [new IngestProblem(input.File.Name, 0, 0, other)];
        }

        return Read(Choose(input, content, isWhole), input with { Encoding = encoding }, cancellation);
    }

    private static IEnumerable<IngestItem> Read(ArticleFormat format, FormatInput input, CancellationToken cancellation)
    {
        input.Counter.Recognize(format);
        return format.Read(input, cancellation);
    }

    private static ArticleFormat Choose(FormatInput input, ReadOnlySpan<byte> content, bool isWhole)
    {
        if (input.Options.Format is { } asked)
        {
            return asked;
        }

        foreach (var format in All)
        {
            if (!format.IsBinary && format.Recognizes(content, isWhole))
            {
                return format;
            }
        }

        string extension = input.File.Extension;
        return Array.Find(All, format => !format.IsBinary && format.Extensions.Contains(extension, StringComparer.Ordinal)) ?? All[^1];
    }
}
