using ArticleSearch.IndexFormat.Packed;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.StoredFields;

/// <summary>Says in which chunk of the stored fields a document is, and where the chunk lies. For many threads.</summary>
/// <remarks>
/// <code>
/// in .fdm   Int32 documents, Int32 shift, Int32 chunks + 1, Int64 offset A, DirectMonotonic meta of A,
///           Int64 offset B, DirectMonotonic meta of B, Int64 end of B, Int64 end of the chunks in .fdt
/// .fdx      IndexHeader, DirectMonotonic data of A (the first document of each chunk, then the number of documents),
///           DirectMonotonic data of B (where each chunk starts in .fdt, then where the last one ends), Footer
/// </code>
/// Example: one chunk of 3 documents from byte 60 to byte 300 has A = 0, 3 and B = 60, 300: both straight lines, so that
/// <c>.fdx</c> is nothing but header and footer.
/// </remarks>
internal sealed class StoredFieldsIndex : IDisposable
{
    internal const int Shift = 10;

    private readonly DirectMonotonic _documents;
    private readonly DirectMonotonic _starts;

    private StoredFieldsIndex(IndexFile file, DirectMonotonic documents, DirectMonotonic starts, long end)
    {
        File = file;
        _documents = documents;
        _starts = starts;
        End = end;
    }

    public IndexFile File { get; }

    /// <summary>How many chunks there are.</summary>
    public long ChunkCount => _documents.Count - 1;

    /// <summary>Where the last chunk ends.</summary>
    public long End { get; }

    /// <summary>Reads the index's part of the metadata and opens the index.</summary>
    /// <exception cref="CorruptIndexException">It is missing or damaged.</exception>
    public static StoredFieldsIndex Open(SegmentReadContext context, ref ByteCursor meta)
    {
        int documents = meta.ReadInt32();
        int shift = meta.ReadInt32();
        int count = meta.ReadInt32();
        if (documents != context.Info.MaxDocument || count < 1)
        {
            meta.Throw($"the stored fields are of {documents} documents in {count - 1} chunks, the segment has {context.Info.MaxDocument}");
        }

        long documentsOffset = meta.ReadInt64();
        var documentsMeta = DirectMonotonic.ReadMeta(ref meta, count, shift);
        long startsOffset = meta.ReadInt64();
        var startsMeta = DirectMonotonic.ReadMeta(ref meta, count, shift);
        long startsEnd = meta.ReadInt64();
        long end = meta.ReadInt64();
        if (startsOffset < documentsOffset || startsEnd < startsOffset)
        {
            meta.Throw($"the parts of the index overlap: {documentsOffset}, {startsOffset}, {startsEnd}");
        }

        var file = context.Open(FormatNames.StoredFieldsIndexExtension);
        try
        {
            CodecHeader.ReadFooter(file);
            var cursor = file.CursorAt(0);
            CodecHeader.ReadIndexHeader(
                ref cursor,
                FormatNames.StoredFieldsIndexCodec,
                FormatNames.StoredFieldsIndexVersion,
                FormatNames.StoredFieldsIndexVersion,
                context.Info.Id,
                "");
            return new StoredFieldsIndex(
                file,
                documentsMeta.Open(file, documentsOffset, startsOffset - documentsOffset),
                startsMeta.Open(file, startsOffset, startsEnd - startsOffset),
                end);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The chunk of a document.</summary>
    /// <exception cref="CorruptIndexException">There is none.</exception>
    public long FindChunk(int document)
    {
        long chunk = _documents.FindFloor(document);
        if (chunk < 0 || chunk >= ChunkCount)
        {
            throw new CorruptIndexException($"document {document} is in no chunk", File.Name);
        }

        return chunk;
    }

    /// <summary>The first document of a chunk; of the number of chunks, the number of documents.</summary>
    public long FirstDocument(long chunk) => _documents[chunk];

    /// <summary>Where a chunk starts; of the number of chunks, where the last one ends.</summary>
    public long Start(long chunk) => _starts[chunk];

    /// <summary>Sees that documents and chunks ascend and end where they should.</summary>
    /// <exception cref="CorruptIndexException">They do not.</exception>
    public void Check(int maxDocument, CancellationToken cancellation)
    {
        _documents.Check(cancellation);
        _starts.Check(cancellation);
        if (_documents[0] != 0 || _documents[ChunkCount] != maxDocument || _starts[ChunkCount] != End)
        {
            throw new CorruptIndexException(
                $"the chunks are of documents {_documents[0]} to {_documents[ChunkCount]} and end at {_starts[ChunkCount]}", File.Name);
        }
    }

    public void Dispose() => File.Dispose();
}
