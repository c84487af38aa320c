using ArticleSearch.Ingest.Archives;
using ArticleSearch.Ingest.Texts;

namespace ArticleSearch.Ingest;

/// <summary>What a format reads: the bytes of one file, or of one entry of an archive, and what is known of them.</summary>
/// <param name="File">The file; of an entry, with the names of the archive and the entry.</param>
/// <param name="Stream">Its bytes, from the start, the byte order mark included. It need not be seekable.</param>
/// <param name="Options">What the user says of it.</param>
/// <param name="Counter">Learns how far the reading has come.</param>
internal sealed record FormatInput(SourceFile File, Stream Stream, IngestOptions Options, IngestCounter Counter)
{
    /// <summary>How many archives may stand around a file: one in another.</summary>
    public const int MaxDepth = 2;

    /// <summary>The longest text of an article, in characters: 32 Mi. With what is made of it on its way, it takes a part of the memory that a file may.</summary>
    public const int MaxTextLength = 1 << 25;

    // What comes out of an archive is held in memory only up to this length: 96 MiB.
    private const long MaxUnpackedLength = 3L << 25;

    /// <summary>What the first bytes look like, or the byte order mark says; of no meaning where they are no text.</summary>
    public TextEncoding Encoding { get; init; }

    /// <summary>How many archives stand around it.</summary>
    public int Depth { get; init; }

    /// <summary>What may still come out of the outermost of them; null where there is none.</summary>
    public ArchiveBudget? Budget { get; init; }

    /// <summary>All bytes.</summary>
    /// <exception cref="UnreadableInputException">There are more than <paramref name="limit"/>.</exception>
    public byte[] ReadAll(long limit, CancellationToken cancellation)
    {
        limit = Math.Min(limit, Depth > 0 ? MaxUnpackedLength : Array.MaxLength - 1);
        if (Stream.CanSeek && Stream.Length > limit)
        {
            throw TooLong(Stream.Length, limit);
        }

        // Where the length is known, one byte more, to see that there is none.
        byte[] bytes = new byte[Stream.CanSeek ? Stream.Length + 1 : 1 << 16];
        int length = 0;
        while (Stream.Read(bytes.AsSpan(length, Math.Min(bytes.Length - length, 1 << 20))) is var count and > 0)
        {
            length += count;
            Counter.Reach(length);
            cancellation.ThrowIfCancellationRequested();
            if (length > limit)
            {
                throw TooLong(length, limit);
            }

            if (length == bytes.Length)
            {
                Array.Resize(ref bytes, (int)Math.Min(bytes.Length * 2L, limit + 1));
            }
        }

        Array.Resize(ref bytes, length);
        return bytes;
    }

    /// <summary>The problem that the whole file is.</summary>
    public IngestProblem Problem(string name, FormattableString text) => new(File.Name, 0, 0, name, text);

    /// <summary>What is said of a file that is too long.</summary>
    public static UnreadableInputException TooLong(long length, long limit) => new("ingest.bytes", $"the file has {length} bytes or more; at most {limit} can be taken");
}
