using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Segments;

/// <summary>
/// Reads and writes the <c>.liv</c> file: the live documents of one segment as one deletion generation left them. Lies beside
/// a compound segment, never inside.
/// </summary>
/// <remarks>
/// <code>
/// _N_G.liv  IndexHeader "Lucene50LiveDocs" 0 with suffix G (base 36), Int64 × ⌈documents / 64⌉, Footer
/// </code>
/// Bit d%64 of word d/64 is 1 if document d lives; bits past the last document are 0. Example: of four documents number 1
/// is deleted: <c>00 00 00 00 00 00 00 0D</c>.
/// </remarks>
internal static class LiveDocumentsFormat
{
    public static string FileName(string segment, long generation) =>
        IndexFileNames.OfGeneration(segment, FormatNames.LiveDocumentsExtension, generation);

    /// <param name="folder">The index.</param>
    /// <param name="info">The segment.</param>
    /// <param name="generation">Which generation of its deletions.</param>
    /// <param name="deletedCount">How many documents are deleted by what the commit says; null where no commit says it.</param>
    /// <exception cref="CorruptIndexException">The file is missing or damaged, or its count is not the commit's.</exception>
    public static LiveDocuments Read(IndexFolder folder, SegmentInfo info, long generation, int? deletedCount)
    {
        using var file = folder.OpenNeeded(FileName(info.Name, generation), neededBy: info.Name);
        var cursor = CodecHeader.OpenVerified(file);
        CodecHeader.ReadIndexHeader(
            ref cursor,
            FormatNames.LiveDocumentsCodec,
            FormatNames.LiveDocumentsVersion,
            FormatNames.LiveDocumentsVersion,
            info.Id,
            IndexFileNames.Base36(generation));
        long position = cursor.Position;
        int count = LiveDocuments.WordCount(info.MaxDocument);
        if (cursor.Remaining != (long)count * sizeof(long))
        {
            cursor.Throw($"{cursor.Remaining} bytes are there for {info.MaxDocument} documents");
        }

        ulong[] words = new ulong[count];
        foreach (ref ulong word in words.AsSpan())
        {
            word = (ulong)cursor.ReadInt64();
        }

        if (!LiveDocuments.TryCreate(words, info.MaxDocument, out var live))
        {
            cursor.Throw($"documents past the {info.MaxDocument} of the segment live");
        }

        if (deletedCount is not null && live!.DeletedCount != deletedCount)
        {
            cursor.Throw($"{live.DeletedCount} documents are deleted, the commit says {deletedCount}", position);
        }

        return live!;
    }

    public static void Write(IndexFolder folder, SegmentInfo info, long generation, LiveDocuments live)
    {
        using var output = folder.Create(FileName(info.Name, generation));
        CodecHeader.WriteIndexHeader(
            output,
            FormatNames.LiveDocumentsCodec,
            FormatNames.LiveDocumentsVersion,
            info.Id,
            IndexFileNames.Base36(generation));
        foreach (ulong word in live.Words)
        {
            output.WriteInt64((long)word);
        }

        CodecHeader.WriteFooter(output);
    }
}
