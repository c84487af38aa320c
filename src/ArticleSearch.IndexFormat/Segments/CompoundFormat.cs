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

    /// <summary>
    /// Opens what there is of a damaged compound file, to save what can be saved: parts that lie outside it are not there. Where the
    /// entries can not be read, the parts are found by their headers, which hold the segment's id.
    /// </summary>
    /// <exception cref="CorruptIndexException">The data file is missing.</exception>
    public static CompoundFolder OpenDamaged(IndexFolder folder, SegmentInfo info)
    {
        var data = folder.OpenNeeded(DataName(info.Name), neededBy: info.Name);
        Dictionary<string, CompoundEntry> entries;
        try
        {
            entries = ReadEntries(folder, info);
        }
        catch (CorruptIndexException)
        {
            entries = FindEntries(data, info);
        }

        return new CompoundFolder(data, entries
            .Where(entry => entry.Value.Offset >= 0 && entry.Value.Length >= 0 && entry.Value.Offset <= data.Length - entry.Value.Length)
            .ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal));
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

    /// <summary>The parts by their headers; each ends where the next one starts.</summary>
    private static Dictionary<string, CompoundEntry> FindEntries(IndexFile data, SegmentInfo info)
    {
        const int Window = 1 << 20;
        Span<byte> magic = [CodecHeader.Magic >> 24, (CodecHeader.Magic >> 16) & 0xFF, (CodecHeader.Magic >> 8) & 0xFF, CodecHeader.Magic & 0xFF];
        var found = new List<(string Name, long Offset)>();
        for (long start = 0; start < data.Length; start += Window)
        {
            var window = data.Span(start, (int)Math.Min(Window + magic.Length - 1, data.Length - start));
            for (int from = 0; window[from..].IndexOf(magic) is var next and >= 0; from += next + 1)
            {
                if (NameAt(data, start + from + next, info) is { } name)
                {
                    found.Add((name, start + from + next));
                }
            }
        }

        var entries = new Dictionary<string, CompoundEntry>(StringComparer.Ordinal);
        for (int i = 0; i < found.Count; i++)
        {
            long end = i + 1 < found.Count ? found[i + 1].Offset : Math.Max(found[i].Offset, data.Length - CodecHeader.FooterLength);
            entries.TryAdd(found[i].Name, new CompoundEntry(found[i].Offset, end - found[i].Offset));
        }

        return entries;
    }

    /// <summary>The name of the file whose header stands at an offset; null if there is none of the segment.</summary>
    private static string? NameAt(IndexFile data, long offset, SegmentInfo info)
    {
        try
        {
            var cursor = data.CursorAt(offset + sizeof(int));
            string codec = cursor.ReadString();
            cursor.ReadInt32();
            bool isOurs = cursor.ReadBytes(CodecHeader.IdLength).SequenceEqual(info.Id);
            string suffix = System.Text.Encoding.UTF8.GetString(cursor.ReadBytes(cursor.ReadByte()));
            return isOurs && FormatNames.ExtensionOf(codec) is { } extension ? SegmentContext.FileName(info.Name, suffix, extension) : null;
        }
        catch (CorruptIndexException)
        {
            return null;
        }
    }

    private static Dictionary<string, CompoundEntry> ReadEntries(IndexFolder folder, SegmentInfo info)
    {
        using var file = folder.OpenNeeded(EntriesName(info.Name), neededBy: info.Name);
        var cursor = CodecHeader.OpenVerified(file);
        CodecHeader.ReadIndexHeader(
            ref cursor, FormatNames.CompoundEntriesCodec, FormatNames.CompoundVersion, FormatNames.CompoundVersion, info.Id, suffix: "");
        int count = cursor.ReadCount(MinEntryLength);
        var entries = new Dictionary<string, CompoundEntry>(StringComparer.Ordinal);
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
    private static void CheckLayout(IndexFile data, long start, Dictionary<string, CompoundEntry> entries)
    {
        long end = start;
        string[] names = [.. entries.Keys];
        Array.Sort(names, (a, b) => entries[a].Offset != entries[b].Offset
            ? entries[a].Offset.CompareTo(entries[b].Offset)
            : entries[a].Length.CompareTo(entries[b].Length));
        foreach (string name in names)
        {
            var entry = entries[name];
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
