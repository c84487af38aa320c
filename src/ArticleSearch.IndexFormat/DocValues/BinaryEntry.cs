using ArticleSearch.IndexFormat.Packed;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.DocValues;

/// <summary>What is shared by all readers of one binary column.</summary>
/// <remarks>
/// <code>
/// Binary       Int64 offset and length of the bytes, DocumentSetLocation, Int32 documents with a value, Int32 shortest length,
///              Int32 longest length; if the lengths differ: Addresses. If compressed and there are values: Chunks
/// Addresses    Int64 offset, VInt shift, DirectMonotonic meta (documents + 1), Int64 length. Where each value starts among the bytes
/// Chunks       Int64 offset, VInt chunks, VInt logarithm of the values a chunk, VInt longest chunk decompressed, VInt shift,
///              DirectMonotonic meta, Int64 length. Where each chunk starts in the file
/// Chunk        of 32 values: VInt length of the first &lt;&lt; 1 | all have the same; else VInt length of each other (0 where the last chunk
///              has fewer); LZ4 of the values one after the other
/// </code>
/// Example: the values "a" and "bc" are the bytes <c>61 62 63</c> and the addresses 0, 1, 3.
/// </remarks>
internal sealed class BinaryEntry
{
    private const int MaxChunkShift = 16;

    private BinaryEntry(IndexFile file, long offset, long length, DocumentSet documents)
    {
        File = file;
        Offset = offset;
        Length = length;
        Documents = documents;
    }

    public IndexFile File { get; }

    public long Offset { get; }

    public long Length { get; }

    public DocumentSet Documents { get; }

    /// <summary>The length of all values, if there are no addresses.</summary>
    public int FixedLength { get; private init; }

    /// <summary>Where values or chunks start; null if all values have the same length and are not compressed.</summary>
    public DirectMonotonic? Addresses { get; private init; }

    public bool IsCompressed { get; private init; }

    /// <summary>The logarithm of the values a chunk.</summary>
    public int ChunkShift { get; private init; }

    /// <summary>The length of the longest chunk once it is decompressed.</summary>
    public int MaxChunk { get; private init; }

    public static BinaryEntry Read(ref ByteCursor meta, IndexFile file, int maxDocument, bool compressed)
    {
        long offset = meta.ReadInt64();
        long length = meta.ReadInt64();
        var location = DocumentSetLocation.Read(ref meta);
        int count = meta.ReadInt32();
        int shortest = meta.ReadInt32();
        int longest = meta.ReadInt32();
        FileRange.Check(file, offset, length);
        if (count < 0 || longest < 0)
        {
            meta.Throw($"{count} values of at most {longest} bytes can not be");
        }

        if (compressed && count > 0)
        {
            return ReadCompressed(ref meta, file, offset, length, DocumentSet.Open(file, location, count, maxDocument));
        }

        DirectMonotonic? addresses = shortest < longest ? SortedEntry.ReadAddresses(ref meta, file, count) : null;
        var documents = DocumentSet.Open(file, location, count, maxDocument);
        if (addresses is null && (long)count * longest > length)
        {
            meta.Throw($"{count} values of {longest} bytes have no place in {length}");
        }

        return new BinaryEntry(file, offset, length, documents) { FixedLength = longest, Addresses = addresses };
    }

    /// <summary>A reader of the column for one thread.</summary>
    public BinaryColumn Open() => IsCompressed ? new CompressedBinaryColumn(this) : new DiskBinaryColumn(this);

    /// <summary>Reads everything and sees that its parts agree.</summary>
    /// <exception cref="CorruptIndexException">They do not.</exception>
    public void Check(int maxDocument, CancellationToken cancellation)
    {
        Documents.Check(cancellation);
        Addresses?.Check(cancellation);
        var column = Open();
        for (int document = 0; document < maxDocument; document++)
        {
            if ((document & 0xFFFF) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            column.TryGet(document, out _);
        }
    }

    private static BinaryEntry ReadCompressed(ref ByteCursor meta, IndexFile file, long offset, long length, DocumentSet documents)
    {
        long addressesOffset = meta.ReadInt64();
        int chunks = meta.ReadVInt();
        int chunkShift = meta.ReadVInt();
        int maxChunk = meta.ReadVInt();
        int shift = meta.ReadVInt();
        if (chunkShift is < 0 or > MaxChunkShift || maxChunk < 0 || chunks != TermsEntry.Groups(documents.Count, chunkShift))
        {
            meta.Throw($"{documents.Count} values can not be in {chunks} chunks of 2^{chunkShift}");
        }

        var addresses = DirectMonotonic.ReadMeta(ref meta, chunks, shift).Open(file, addressesOffset, meta.ReadInt64());
        return new BinaryEntry(file, offset, length, documents)
        {
            IsCompressed = true,
            ChunkShift = chunkShift,
            MaxChunk = maxChunk,
            Addresses = addresses,
        };
    }
}
