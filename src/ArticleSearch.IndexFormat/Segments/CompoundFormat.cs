using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Segments;

/// <summary>
/// Reads and writes the compound files <c>.cfs</c> and <c>.cfe</c>: a segment's files one after the other in one file, and
/// where each of them lies.
/// </summary>
/// <remarks>
/// <code>
/// .cfs   IndexHeader "Lucene50CompoundData" 0, the files whole (headers and footers included), Footer
/// .cfe   IndexHeader "Lucene50CompoundEntries" 0, VInt count, Entry × count, Footer
/// Entry  String name without its segment, Int64 offset in the .cfs, Int64 length
/// </code>
/// Example: <c>_0.fnm</c>, 300 bytes right after the header of 46 bytes, is
/// <c>04 ".fnm" 000000000000002E 000000000000012C</c>.
/// </remarks>
internal static class CompoundFormat
{
    private const int MinEntryLength = 17;

    public static string DataName(string segment) =>
        SegmentContext.FileName(segment, suffix: "", FormatNames.CompoundDataExtension);

    public static string EntriesName(string segment) =>
        SegmentContext.FileName(segment, suffix: "", FormatNames.CompoundEntriesExtension);

    /// <summary>Opens a segment's compound file.</summary>
    /// <exception cref="CorruptIndexException">A file is missing or damaged, or belongs to another segment.</exception>
    public static CompoundFolder Open(IndexFolder folder, SegmentInfo info)
    {
        var entries = ReadEntries(folder, info);
        var data = folder.OpenNeeded(DataName(info.Name), neededBy: info.Name);
        try
        {
            var cursor = data.CursorAt(0);
            CodecHeader.ReadIndexHeader(
                ref cursor, FormatNames.CompoundDataCodec, FormatNames.CompoundVersion, FormatNames.CompoundVersion, info.Id, suffix: "");
            CodecHeader.ReadFooter(data);
            CheckLayout(data, cursor.Position, entries);
            return new CompoundFolder(data, entries);
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    /// <summary>Copies files of a segment into its compound file, after verifying the checksum of each.</summary>
    public static void Write(SegmentWriteContext context, IReadOnlyCollection<string> files)
    {
        using var data = context.Create(FormatNames.CompoundDataExtension);
        using var entries = context.Create(FormatNames.CompoundEntriesExtension);
        CodecHeader.WriteIndexHeader(
            data, FormatNames.CompoundDataCodec, FormatNames.CompoundVersion, context.Id, suffix: "");
        CodecHeader.WriteIndexHeader(
            entries, FormatNames.CompoundEntriesCodec, FormatNames.CompoundVersion, context.Id, suffix: "");
        entries.WriteVInt(files.Count);
        foreach (string name in files.Order(StringComparer.Ordinal))
        {
            using var file = context.Folder.Open(name);
            entries.WriteString(IndexFileNames.WithoutSegment(name));
            entries.WriteInt64(data.Position);
            entries.WriteInt64(file.Length);
            Copy(file, data);
        }

        CodecHeader.WriteFooter(data);
        CodecHeader.WriteFooter(entries);
    }

    private static void Copy(IndexFile file, IndexOutput output)
    {
        const int Chunk = 1 << 20;
        CodecHeader.VerifyChecksum(file);
        for (long offset = 0; offset < file.Length; offset += Chunk)
        {
            output.WriteBytes(file.Span(offset, (int)Math.Min(Chunk, file.Length - offset)));
        }
    }

    private static SortedDictionary<string, CompoundEntry> ReadEntries(IndexFolder folder, SegmentInfo info)
    {
        using var file = folder.OpenNeeded(EntriesName(info.Name), neededBy: info.Name);
        var cursor = CodecHeader.OpenVerified(file);
        CodecHeader.ReadIndexHeader(
            ref cursor, FormatNames.CompoundEntriesCodec, FormatNames.CompoundVersion, FormatNames.CompoundVersion, info.Id, suffix: "");
        int count = cursor.ReadCount(MinEntryLength);
        var entries = new SortedDictionary<string, CompoundEntry>(StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            long position = cursor.Position;
            string name = info.Name + cursor.ReadString();
            if (!IndexFileNames.IsSegmentFile(name) || IndexFileNames.SegmentOf(name) is var owner && !owner.SequenceEqual(info.Name))
            {
                cursor.Throw($"\"{name}\" is no name of a segment's file", position);
            }

            if (!entries.TryAdd(name, new CompoundEntry(cursor.ReadInt64(), cursor.ReadInt64())))
            {
                cursor.Throw($"{name} stands here a second time", position);
            }
        }

        CodecHeader.ExpectEnd(ref cursor);
        return entries;
    }

    /// <summary>The files lie one after the other between the header and the footer, and nothing else does.</summary>
    private static void CheckLayout(IndexFile data, long start, SortedDictionary<string, CompoundEntry> entries)
    {
        long end = start;
        foreach (var (name, entry) in entries.OrderBy(entry => entry.Value.Offset).ThenBy(entry => entry.Value.Length))
        {
            if (entry.Offset != end || entry.Length < 0 || entry.Length > data.Length - CodecHeader.FooterLength - end)
            {
                throw new CorruptIndexException(
                    $"{name} lies at byte {entry.Offset} with {entry.Length} bytes; expected it at {end}, in a file of {data.Length} bytes",
                    data.Name,
                    end);
            }

            end += entry.Length;
        }

        if (end != data.Length - CodecHeader.FooterLength)
        {
            throw new CorruptIndexException(
                $"the files inside end at byte {end}, the footer starts at {data.Length - CodecHeader.FooterLength}", data.Name, end);
        }
    }
}
