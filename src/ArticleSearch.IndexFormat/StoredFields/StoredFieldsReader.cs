using ArticleSearch.IndexFormat.Packed;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.StoredFields;

/// <summary>
/// Opens the stored fields of a segment, in either mode (the format is <see cref="StoredFieldsWriter"/>'s; best compression differs
/// in that its units are DEFLATE, each sub-block after its compressed length). Documents are read through a cursor for each thread.
/// </summary>
internal sealed class StoredFieldsReader : IDisposable
{
    private StoredFieldsReader(
        SegmentReadContext context, StoredMode mode, IndexFile data, StoredFieldsIndex index, ref ByteCursor meta, int chunkSize)
    {
        Mode = mode;
        Data = data;
        Index = index;
        ChunkSize = chunkSize;
        Fields = context.Fields;
        MaxDocument = context.Info.MaxDocument;
        DirtyChunks = meta.ReadVLong();
        DirtyDocuments = meta.ReadVLong();
    }

    /// <summary>The files that stay open.</summary>
    public IEnumerable<IndexFile> Files => [Data, Index.File];

    public int MaxDocument { get; }

    /// <summary>How many chunks were ended before they were complete.</summary>
    internal long DirtyChunks { get; }

    /// <summary>How many more documents those chunks could have taken.</summary>
    internal long DirtyDocuments { get; }

    /// <summary>Whether so many chunks are incomplete that copying them would let the index grow from merge to merge.</summary>
    internal bool IsTooDirty => DirtyChunks > 1024 || DirtyDocuments > MaxDocument / 100;

    internal StoredMode Mode { get; }

    internal int ChunkSize { get; }

    internal IndexFile Data { get; }

    internal StoredFieldsIndex Index { get; }

    internal FieldInfos Fields { get; }

    /// <summary>Opens the files, verifies the metadata's checksum and reads it whole.</summary>
    /// <exception cref="CorruptIndexException">A file is missing or damaged.</exception>
    public static StoredFieldsReader Open(SegmentReadContext context)
    {
        var mode = StoredMode.Of(context.Info);
        using var meta = context.Open(FormatNames.StoredFieldsMetaExtension);
        CodecHeader.VerifyChecksum(meta);
        var cursor = FileRange.Body(meta);
        CodecHeader.ReadIndexHeader(
            ref cursor,
            FormatNames.StoredFieldsMetaCodec,
            FormatNames.StoredFieldsVersion,
            FormatNames.StoredFieldsVersion,
            context.Info.Id,
            "");
        int chunkSize = cursor.ReadVInt();
        int packedVersion = cursor.ReadVInt();
        if (chunkSize != mode.ChunkSize || packedVersion is < 1 or > StoredFieldsWriter.PackedVersion)
        {
            cursor.Throw($"chunks of {chunkSize} bytes with numbers of version {packedVersion} are unknown");
        }

        var data = context.Open(FormatNames.StoredFieldsDataExtension);
        StoredFieldsIndex? index = null;
        try
        {
            CodecHeader.ReadFooter(data);
            var dataCursor = data.CursorAt(0);
            CodecHeader.ReadIndexHeader(
                ref dataCursor, mode.Codec, FormatNames.StoredFieldsVersion, FormatNames.StoredFieldsVersion, context.Info.Id, "");
            index = StoredFieldsIndex.Open(context, ref cursor);
            if (index.End != data.Length - CodecHeader.FooterLength)
            {
                cursor.Throw($"the chunks end at {index.End}, the file has {data.Length} bytes");
            }

            return new StoredFieldsReader(context, mode, data, index, ref cursor, chunkSize);
        }
        catch
        {
            index?.Dispose();
            data.Dispose();
            throw;
        }
    }

    /// <summary>A cursor over the documents, for one thread, which disposes it.</summary>
    public StoredFieldsCursor OpenCursor() => new(this);

    /// <summary>Compares the checksums of data and index.</summary>
    /// <exception cref="CorruptIndexException">One differs.</exception>
    public void VerifyChecksums(CancellationToken cancellation)
    {
        CodecHeader.VerifyChecksum(Index.File, cancellation);
        CodecHeader.VerifyChecksum(Data, cancellation);
    }

    /// <summary>Reads everything and sees that its parts agree.</summary>
    /// <exception cref="CorruptIndexException">They do not.</exception>
    public void Check(CancellationToken cancellation)
    {
        Index.Check(MaxDocument, cancellation);
        Check(0, MaxDocument, cancellation);
    }

    /// <summary>Reads some documents and sees that each is whole; the index must have been checked.</summary>
    /// <exception cref="CorruptIndexException">One is not.</exception>
    public void Check(int start, int end, CancellationToken cancellation)
    {
        using var cursor = OpenCursor();
        for (int document = start; document < end; document++)
        {
            cancellation.ThrowIfCancellationRequested();
            cursor.Check(document);
        }
    }

    public void Dispose()
    {
        Index.Dispose();
        Data.Dispose();
    }

    /// <summary>The bytes of a chunk after its first two numbers, compressed as they are.</summary>
    /// <exception cref="CorruptIndexException">The chunk does not say of itself what the index says of it.</exception>
    internal ReadOnlySpan<byte> ReadChunk(long chunk, out int documents, out bool sliced)
    {
        long start = Index.Start(chunk);
        long end = Index.Start(chunk + 1);
        long first = Index.FirstDocument(chunk);
        if (end < start || end > Index.End || end - start > int.MaxValue)
        {
            throw new CorruptIndexException($"a chunk can not end at {end}", Data.Name, start);
        }

        var cursor = Data.CursorAt(start, (int)(end - start));
        int found = cursor.ReadVInt();
        int head = cursor.ReadVInt();
        documents = head >>> 1;
        sliced = (head & 1) != 0;
        if (found != first || documents != Index.FirstDocument(chunk + 1) - first)
        {
            cursor.Throw($"{documents} documents from {found} on are not what the index expects", start);
        }

        return cursor.Rest;
    }
}
