using System.Buffers;

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
    private static readonly ArticleFormat[] All = [new JsonLinesFormat(), new PlainTextFormat()];

    /// <summary>The extensions, with their dots and in small letters, that decide where the content does not.</summary>
    public abstract IReadOnlyList<string> Extensions { get; }

    /// <summary>Whether the content alone says that a file is of this format.</summary>
    /// <param name="head">The first bytes of the file, without a byte order mark.</param>
    /// <param name="isWhole">Whether they are all of it.</param>
    public abstract bool Recognizes(ReadOnlySpan<byte> head, bool isWhole);

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="stream">Its bytes, from the start, the byte order mark included.</param>
    /// <param name="counter">Learns how far the reading has come.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public abstract IEnumerable<IngestItem> Read(SourceFile file, Stream stream, IngestCounter counter, CancellationToken cancellation);

    /// <summary>Reads a file in the format it turns out to have; see <see cref="Read"/>.</summary>
    public static IEnumerable<IngestItem> ReadAny(SourceFile file, Stream stream, IngestCounter counter, CancellationToken cancellation)
    {
        var (format, problem) = Recognize(file, stream);
        if (problem is not null)
        {
            yield return new IngestProblem(file.Name, 0, 0, problem);
            yield break;
        }

        foreach (var item in format!.Read(file, stream, counter, cancellation))
        {
            yield return item;
        }
    }

    private static (ArticleFormat? Format, string? Problem) Recognize(SourceFile file, Stream stream)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(HeadLength);
        try
        {
            int length = stream.ReadAtLeast(buffer.AsSpan(0, HeadLength), HeadLength, throwOnEndOfStream: false);
            stream.Position = 0;
            ReadOnlySpan<byte> head = buffer.AsSpan(0, length);
            if (head.IsEmpty)
            {
                return (null, "the file is empty");
            }

            if (head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            {
                return (null, "the file is UTF-16; only UTF-8 is read");
            }

            var content = Utf8Text.WithoutMark(head);
            if (content.Contains((byte)0))
            {
                return (null, "the file is not text: it has NUL bytes");
            }

            bool isWhole = length < HeadLength;
            foreach (var format in All)
            {
                if (format.Recognizes(content, isWhole))
                {
                    return (format, null);
                }
            }

            string extension = file.Extension;
            return (Array.Find(All, format => format.Extensions.Contains(extension, StringComparer.Ordinal)) ?? All[^1], null);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
