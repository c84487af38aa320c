using System.IO.Compression;
using System.Xml;
using AngleSharp.Dom;
using ArticleSearch.Ingest.Html;
using ArticleSearch.Ingest.Texts;

namespace ArticleSearch.Ingest.Documents;

/// <summary>
/// An EPUB book: each chapter is an article, by the book's table of contents where it has one, else by its files. The book is the source, its
/// date and author are those of all chapters. Pages without running text (cover, contents) are passed over.
/// </summary>
/// <remarks>Chapters are numbered from 1 in reading order; that number is their place.</remarks>
internal sealed class EpubFormat : PackageFormat
{
    private const string Type = "application/epub+zip";

    private const long MaxChapterLength = 4L * HtmlTree.MaxLength;

    public override string Name => "epub";

    public override IReadOnlyList<string> Extensions { get; } = [".epub"];

    public override bool IsIn(ZipArchive archive) => HasType(archive, Type) || archive.GetEntry(EpubBook.ContainerPart) is not null;

    public override IEnumerable<IngestItem> Read(FormatInput input, ZipArchive archive, CancellationToken cancellation)
    {
        var book = EpubBook.Read(name => OpenPart(input, archive, name), cancellation);
        if (book.Spine.Count == 0)
        {
            yield return input.Problem("ingest.epub.chapters", $"the book has no chapters");
            yield break;
        }

        int place = 0;
        Chapter? held = null;
        foreach (string part in book.Spine)
        {
            cancellation.ThrowIfCancellationRequested();
            if (part == book.Navigation)
            {
                continue;
            }

            if (book.Encrypted.Contains(part))
            {
                yield return input.Problem("ingest.epub.drm", $"{part} is encrypted (DRM)");
                continue;
            }

            foreach (var chapter in ReadPart(input, archive, part, book, cancellation))
            {
                // A file that the table of contents does not name goes on with the chapter before it.
                if (held is { Length: < HtmlTree.MaxLength } && chapter.Title is null && book.Contents.Count > 0)
                {
                    held.Paragraphs.AddRange(chapter.Paragraphs);
                    continue;
                }

                if (held is { Paragraphs.Count: > 0 })
                {
                    yield return ToItem(held, book, input.File, ++place);
                }

                held = chapter;
            }
        }

        if (held is { Paragraphs.Count: > 0 })
        {
            yield return ToItem(held, book, input.File, ++place);
        }

        if (place == 0)
        {
            yield return input.Problem("ingest.epub.text", $"the book has no text");
        }
    }

    private static IngestItem ToItem(Chapter chapter, EpubBook book, SourceFile file, int place) =>
        new ArticleDraft
        {
            Title = chapter.Title ?? book.Title,
            Date = book.Date,
            Author = book.Author,
            Source = book.Title,
            Paragraphs = chapter.Paragraphs,
        }.ToItem(file, place);

    private static List<Chapter> ReadPart(FormatInput input, ZipArchive archive, string part, EpubBook book, CancellationToken cancellation)
    {
        using var stream = OpenPart(input, archive, part);
        if (stream is null)
        {
            return [];
        }

        byte[] bytes = (input with { Stream = stream, Counter = new IngestCounter() }).ReadAll(MaxChapterLength, cancellation);
        using var document = HtmlTree.Parse(TextDecoder.Decode(bytes, HtmlFormat.DeclaredEncoding(bytes)), cancellation);
        if (document.Body is not { } body)
        {
            return [];
        }

        var starts = Starts(body, part, book);
        var order = starts.Count > 0 ? Order(body) : [];
        string? first = book.Contents.GetValueOrDefault(part);
        var chapters = new List<Chapter> { new(first) };
        int next = 0;
        foreach (var block in HtmlBlocks.Read(body, IsFurniture))
        {
            while (next < starts.Count && order.GetValueOrDefault(block.Element) >= order.GetValueOrDefault(starts[next].Element))
            {
                chapters.Add(new Chapter(starts[next].Title));
                next++;
            }

            var chapter = chapters[^1];
            string line = OneLine.Of(block.Text);
            if (chapter.Paragraphs.Count == 0 && block.Element.LocalName is "h1" or "h2" or "h3")
            {
                // The heading is the title, or a part of it.
                chapter.Title ??= line;
                if (chapter.Title.Contains(line, StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }
            }

            if (!string.Equals(line, chapter.Title, StringComparison.OrdinalIgnoreCase) || chapter.Paragraphs.Count > 0)
            {
                chapter.Paragraphs.Add(block.Text);
            }
        }

        return chapters;
    }

    private static bool IsFurniture(IElement element) =>
        string.Equals(element.LocalName, "nav", StringComparison.Ordinal)
        || element.GetAttribute("epub:type") is "pagebreak" or "toc" or "landmarks" or "page-list";

    // The elements of a file at which chapters begin, in the order of the file.
    private static List<(IElement Element, string Title)> Starts(IElement body, string part, EpubBook book)
    {
        var starts = new List<(IElement, string)>();
        if (!book.Fragments.TryGetValue(part, out var fragments))
        {
            return starts;
        }

        foreach (var element in body.QuerySelectorAll("[id]"))
        {
            if (fragments.Remove(element.Id!, out string? title))
            {
                var block = element;
                while (!HtmlBlocks.IsBlock(block) && block.ParentElement is { } parent)
                {
                    block = parent;
                }

                starts.Add((block, title));
            }
        }

        return starts;
    }

    private static Dictionary<IElement, int> Order(IElement body)
    {
        var order = new Dictionary<IElement, int>();
        foreach (var element in body.GetElementsByTagName("*"))
        {
            order[element] = order.Count + 1;
        }

        return order;
    }

    private sealed class Chapter(string? title)
    {
        public string? Title { get; set; } = title;

        public List<string> Paragraphs { get; } = [];

        public long Length => Paragraphs.Sum(paragraph => (long)paragraph.Length);
    }
}
