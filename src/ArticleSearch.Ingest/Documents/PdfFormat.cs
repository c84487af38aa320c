using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Xml;
using ArticleSearch.Ingest.Texts;

namespace ArticleSearch.Ingest.Documents;

/// <summary>
/// A PDF file, as Poppler's <c>pdftotext</c> reads it: each page is an article, for a hit to be cited by its page. Where that program is not
/// installed it says how to get it. The file's name never stands on a command line.
/// </summary>
/// <remarks>The title of all pages is the first line of the first page, if it is one; pages without text are passed over.</remarks>
internal sealed class PdfFormat : ArticleFormat
{
    private const string Program = "pdftotext";

    // What is read of a file, and what may come out of it.
    private const long MaxLength = 1L << 29;
    private const int MaxTextLength = FormatInput.MaxTextLength;
    private const long MaxOutputLength = 1L << 31;
    private const int MaxTitleLength = 200;

    // A page takes a fraction of a second; a file that was made to take forever is given up.
    private static readonly TimeSpan MaxTime = TimeSpan.FromMinutes(5);

    private readonly string _program;

    public PdfFormat()
        : this(Program)
    {
    }

    /// <param name="program">The program to be called.</param>
    public PdfFormat(string program) => _program = program;

    public override string Name => "pdf";

    public override IReadOnlyList<string> Extensions { get; } = [".pdf"];

    public override bool IsBinary => true;

    public override bool Recognizes(ReadOnlySpan<byte> head, bool isWhole) => head[..Math.Min(head.Length, 1024)].IndexOf("%PDF-"u8) >= 0 && head.StartsWith("%PDF-"u8) | head.Contains((byte)0);

    public override IEnumerable<IngestItem> Read(FormatInput input, CancellationToken cancellation)
    {
        string? title = null;
        bool isEmpty = true;
        var pages = Convert(input.ReadAll(MaxLength, cancellation), cancellation);
        for (int place = 1; place <= pages.Count; place++)
        {
            var paragraphs = pages[place - 1];
            if (isEmpty && paragraphs is [{ Length: <= MaxTitleLength } first, ..])
            {
                title = OneLine.Of(first);
                paragraphs.RemoveAt(0);
            }

            if (paragraphs.Count > 0 || (isEmpty && title is not null))
            {
                isEmpty = false;
                yield return new ArticleDraft { Title = title, Date = DateOf(paragraphs), Paragraphs = paragraphs }.ToItem(input.File, place);
            }
        }

        if (isEmpty)
        {
            yield return input.Problem("ingest.pdf.pictures", $"the file has no text: its pages are pictures, it seems");
        }
    }

    private static string? DateOf(List<string> paragraphs) => paragraphs.Take(4).Select(WrittenDate.ReadLine).FirstOrDefault(date => date is not null);

    // The pages, as paragraphs.
    private List<List<string>> Convert(byte[] bytes, CancellationToken cancellation)
    {
        using var process = Start();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stop.CancelAfter(MaxTime);
        using var kill = stop.Token.Register(() => Kill(process));

        // All ends at once: the program may answer before it has read all.
        var feeding = Task.Run(() => Feed(process, bytes), CancellationToken.None);
        var errors = Task.Run(() => ReadSome(process.StandardError.BaseStream), CancellationToken.None);
        List<List<string>> pages = [];
        Exception? failure = null;
        try
        {
            pages = ReadPages(process.StandardOutput.BaseStream);
        }
        catch (Exception e) when (e is XmlException or UnreadableInputException)
        {
            failure = e;
            Kill(process);
        }

        process.WaitForExit();
        feeding.Wait(CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        string message = OneLine.Shorten(Encoding.UTF8.GetString(errors.Result), 200);
        return stop.IsCancellationRequested ? throw new UnreadableInputException("ingest.pdf.time", $"{_program} did not end within {(int)MaxTime.TotalMinutes} minutes")
            : failure is UnreadableInputException ? throw failure
            : process.ExitCode != 0 || failure is not null ? throw Refused(message)
            : pages;
    }

    // <page>, <flow>, <block>, <line>, <word>: a block is a paragraph. Its own way to write plain text joins what compounds have hyphens for.
    private static List<List<string>> ReadPages(Stream output)
    {
        using var reader = XmlReader.Create(output, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersInDocument = MaxOutputLength, CheckCharacters = false });
        var pages = new List<List<string>>();
        var block = new StringBuilder();
        long length = 0;
        bool isWord = false;
        while (reader.Next())
        {
            switch (reader.NodeType, reader.LocalName)
            {
                case (XmlNodeType.Element, "page"):
                    pages.Add([]);
                    break;
                case (XmlNodeType.Element, "word"):
                    isWord = true;
                    break;
                case (XmlNodeType.Text or XmlNodeType.CDATA, _) when isWord:
                    block.Append(block.Length > 0 && block[^1] != '\n' ? " " : "").Append(reader.Value);
                    isWord = false;
                    break;
                case (XmlNodeType.EndElement, "line"):
                    block.Append('\n');
                    break;
                case (XmlNodeType.EndElement, "block"):
                    string text = CutWords.Join(block.ToString().Trim());
                    length += text.Length;
                    if (length > MaxTextLength)
                    {
                        throw new UnreadableInputException("ingest.pdf.long", $"the file has more than {MaxTextLength} characters of text");
                    }

                    if (text.Length > 0 && pages.Count > 0)
                    {
                        pages[^1].Add(text);
                    }

                    block.Clear();
                    break;
            }
        }

        return pages;
    }

    private UnreadableInputException Refused(string message) => message.Length == 0
        ? new UnreadableInputException("ingest.pdf.refused", $"{_program} can not read the file")
        : new UnreadableInputException("ingest.pdf.because", $"{_program} can not read the file: {message}");

    private Process Start()
    {
        var start = new ProcessStartInfo(_program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (string argument in (ReadOnlySpan<string>)["-q", "-enc", "UTF-8", "-bbox-layout", "-", "-"])
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            return Process.Start(start) ?? throw new UnreadableInputException("ingest.pdf.start", $"{_program} can not be started");
        }
        catch (Win32Exception)
        {
            throw new UnreadableInputException(
                "ingest.pdf.missing", $"reading PDF needs the program pdftotext: apt install poppler-utils (Debian, Ubuntu), dnf install poppler-utils (Fedora), brew install poppler (macOS), scoop install poppler (Windows)");
        }
    }

    private static void Feed(Process process, byte[] bytes)
    {
        try
        {
            using var input = process.StandardInput.BaseStream;
            input.Write(bytes);
        }
        catch (IOException)
        {
            // it has seen enough, or is gone; its exit code tells
        }
    }

    // The beginning of what it complains of; the rest is read and dropped.
    private static byte[] ReadSome(Stream stream)
    {
        using var held = new MemoryStream();
        byte[] buffer = new byte[1 << 12];
        while (stream.Read(buffer) is var count and > 0)
        {
            if (held.Length < buffer.Length)
            {
                held.Write(buffer, 0, count);
            }
        }

        return held.ToArray();
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // it has ended already
        }
    }
}
