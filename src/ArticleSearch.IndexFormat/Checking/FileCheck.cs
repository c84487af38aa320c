using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Checking;

/// <summary>
/// Checks one index file by what every one of them has: the header, the id of its segment, the checksum. Knows nothing of
/// what is inside, so that it also checks files of formats that are only passed over.
/// </summary>
internal static class FileCheck
{
    private const int ChunkLength = 1 << 20;

    /// <param name="folder">Where the file is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="id">The id that its header must have; null for any.</param>
    /// <param name="onBytes">Told how many more bytes have been read.</param>
    /// <param name="cancellation">Stops the check.</param>
    public static IReadOnlyList<IndexProblem> Run(
        IndexFolder folder, string name, byte[]? id, Action<long>? onBytes = null, CancellationToken cancellation = default)
    {
        var problems = new ProblemList();
        problems.Try(name, () =>
        {
            using var file = folder.Open(name);
            problems.Try(name, () => CheckHeader(file, id));
            CheckChecksum(file, onBytes, cancellation);
        });
        return problems.Problems;
    }

    private static void CheckHeader(IndexFile file, byte[]? id)
    {
        var cursor = file.CursorAt(0);
        int magic = cursor.ReadInt32();
        if (magic != CodecHeader.Magic)
        {
            cursor.Throw($"this is no index file: it starts with {magic:X8}, not {CodecHeader.Magic:X8}", 0);
        }

        cursor.ReadString();
        cursor.ReadInt32();
        long position = cursor.Position;
        var found = cursor.ReadBytes(CodecHeader.IdLength);
        if (id is not null && !found.SequenceEqual(id))
        {
            cursor.Throw($"the file belongs to another segment: id {Convert.ToHexString(found)}, not {Convert.ToHexString(id)}", position);
        }
    }

    private static void CheckChecksum(IndexFile file, Action<long>? onBytes, CancellationToken cancellation)
    {
        long expected = CodecHeader.ReadFooter(file);
        uint crc = 0;
        long end = file.Length - sizeof(long);
        for (long offset = 0; offset < end;)
        {
            cancellation.ThrowIfCancellationRequested();
            int length = (int)Math.Min(ChunkLength, end - offset);
            crc = Crc32.Append(crc, file.Span(offset, length));
            offset += length;
            onBytes?.Invoke(length);
        }

        if (crc != expected)
        {
            throw new CorruptIndexException($"the checksum is {crc:x8}, the footer says {expected:x8}", file.Name, end);
        }
    }
}
