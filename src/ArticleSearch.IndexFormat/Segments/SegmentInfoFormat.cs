using System.Collections.Immutable;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Segments;

/// <summary>Reads and writes the <c>.si</c> file: what a segment is. Never looks into the segment's other files.</summary>
/// <remarks>
/// <code>
/// .si         IndexHeader "Lucene86SegmentInfo" 0, Version, MinVersion, Int32 documents, Byte compound (1 yes, -1 no),
///             StringMap diagnostics, StringSet files, StringMap attributes, VInt count, SortField × count, Footer
/// Version     Int32 major, Int32 minor, Int32 bugfix
/// MinVersion  Byte 0, or Byte 1 Version
/// SortField   String provider, and by it:
///               "SortField"               String field, String type, Int32 reverse, Missing
///               "SortedSetSortField"      String field, Int32 reverse, Int32 selector, Int32 missing (0 none, 1 first, 2 last)
///               "SortedNumericSortField"  String field, String type, Int32 reverse, Int32 selector, Missing
/// Missing     Int32 0, or Int32 1 and the value: Int64 for LONG and DOUBLE, else Int32
/// </code>
/// Example: version 8.8.1, minimum the same, three documents, not compound:
/// <c>00000008 00000008 00000001  01 00000008 00000008 00000001  00000003  FF</c> after the header.
/// </remarks>
internal static class SegmentInfoFormat
{
    private const byte Compound = 1;
    private const byte NotCompound = 0xFF;

    public static string FileName(string segment) =>
        SegmentContext.FileName(segment, suffix: "", FormatNames.SegmentInfoExtension);

    /// <exception cref="CorruptIndexException">The file is missing or damaged, or belongs to another segment.</exception>
    public static SegmentInfo Read(IndexFolder folder, string segment, byte[] id)
    {
        using var file = folder.OpenNeeded(FileName(segment), neededBy: segment);
        var cursor = CodecHeader.OpenVerified(file);
        CodecHeader.ReadIndexHeader(
            ref cursor, FormatNames.SegmentInfoCodec, FormatNames.SegmentInfoVersion, FormatNames.SegmentInfoVersion, id, suffix: "");
        var version = ReadVersion(ref cursor);
        LuceneVersion? minVersion = ReadFlag(ref cursor, cursor.ReadByte()) ? ReadVersion(ref cursor) : null;
        long position = cursor.Position;
        int documents = cursor.ReadInt32();
        if (documents is < 0 or > CommitPoint.MaxDocuments)
        {
            cursor.Throw($"{documents} can not be a count of documents", position);
        }

        position = cursor.Position;
        byte compound = cursor.ReadByte();
        if (compound is not Compound and not NotCompound)
        {
            cursor.Throw($"{compound} says neither that the segment is compound nor that it is not", position);
        }

        var diagnostics = cursor.ReadStringMap();
        var files = SegmentFiles.Read(ref cursor, segment);
        var attributes = cursor.ReadStringMap();
        var sort = ReadSort(ref cursor);
        CodecHeader.ExpectEnd(ref cursor);
        files.Add(FileName(segment));
        return new SegmentInfo
        {
            Name = segment,
            Id = id,
            Version = version,
            MinVersion = minVersion,
            MaxDocument = documents,
            IsCompound = compound == Compound,
            Diagnostics = new(diagnostics, StringComparer.Ordinal),
            Files = files,
            Attributes = new(attributes, StringComparer.Ordinal),
            IndexSort = sort,
        };
    }

    /// <summary>Writes the file; its name must be among the segment's files.</summary>
    public static void Write(IndexFolder folder, SegmentInfo info)
    {
        using var output = folder.Create(FileName(info.Name));
        CodecHeader.WriteIndexHeader(
            output, FormatNames.SegmentInfoCodec, FormatNames.SegmentInfoVersion, info.Id, suffix: "");
        WriteVersion(output, info.Version);
        output.WriteByte(info.MinVersion is null ? (byte)0 : (byte)1);
        if (info.MinVersion is { } minVersion)
        {
            WriteVersion(output, minVersion);
        }

        output.WriteInt32(info.MaxDocument);
        output.WriteByte(info.IsCompound ? Compound : NotCompound);
        output.WriteStringMap(info.Diagnostics);
        output.WriteStringSet(info.Files);
        output.WriteStringMap(info.Attributes);
        output.WriteVInt(info.IndexSort.Length);
        foreach (var field in info.IndexSort)
        {
            WriteSortField(output, field);
        }

        CodecHeader.WriteFooter(output);
    }

    private static LuceneVersion ReadVersion(ref ByteCursor cursor)
    {
        long position = cursor.Position;
        var version = new LuceneVersion(cursor.ReadInt32(), cursor.ReadInt32(), cursor.ReadInt32());
        if (!version.IsPlausible)
        {
            cursor.Throw($"{version} is no version", position);
        }

        return version;
    }

    private static void WriteVersion(DataOutput output, LuceneVersion version)
    {
        output.WriteInt32(version.Major);
        output.WriteInt32(version.Minor);
        output.WriteInt32(version.Bugfix);
    }

    private static bool ReadFlag(ref ByteCursor cursor, int value)
    {
        if (value is not 0 and not 1)
        {
            cursor.Throw($"{value} is neither 0 nor 1");
        }

        return value == 1;
    }

    private static ImmutableArray<SortField> ReadSort(ref ByteCursor cursor)
    {
        int count = cursor.ReadCount(1);
        var fields = ImmutableArray.CreateBuilder<SortField>();
        for (int i = 0; i < count; i++)
        {
            fields.Add(ReadSortField(ref cursor));
        }

        return fields.ToImmutable();
    }

    private static SortField ReadSortField(ref ByteCursor cursor)
    {
        long position = cursor.Position;
        string provider = cursor.ReadString();
        if (provider is not (FormatNames.SortField or FormatNames.SortedSetSortField or FormatNames.SortedNumericSortField))
        {
            throw new UnsupportedIndexException($"the segment is sorted by a field of the unknown kind {provider}", cursor.File.Name).Named("library.unsupported.sort", cursor.File.Name, provider);
        }

        string field = cursor.ReadString();
        string? type = provider is FormatNames.SortedSetSortField ? null : cursor.ReadString();
        if (type is not (null or "STRING" or "INT" or "LONG" or "FLOAT" or "DOUBLE"))
        {
            cursor.Throw($"a segment can not be sorted by a field of type {type}", position);
        }

        bool reverse = ReadFlag(ref cursor, cursor.ReadInt32());
        int? selector = provider is FormatNames.SortField ? null : cursor.ReadInt32();
        long? missing = null;
        if (type is null)
        {
            missing = cursor.ReadInt32() is var code and not 0 ? code : null;
        }
        else if (ReadFlag(ref cursor, cursor.ReadInt32()))
        {
            missing = type is "LONG" or "DOUBLE" ? cursor.ReadInt64() : cursor.ReadInt32();
        }

        return new SortField(provider, field, type, reverse, selector, missing);
    }

    private static void WriteSortField(DataOutput output, SortField field)
    {
        output.WriteString(field.Provider);
        output.WriteString(field.Field);
        if (field.Type is not null)
        {
            output.WriteString(field.Type);
        }

        output.WriteInt32(field.Reverse ? 1 : 0);
        if (field.Selector is { } selector)
        {
            output.WriteInt32(selector);
        }

        if (field.Type is null)
        {
            output.WriteInt32((int)field.Missing.GetValueOrDefault());
            return;
        }

        output.WriteInt32(field.Missing is null ? 0 : 1);
        if (field.Missing is { } missing)
        {
            if (field.Type is "LONG" or "DOUBLE")
            {
                output.WriteInt64(missing);
            }
            else
            {
                output.WriteInt32((int)missing);
            }
        }
    }
}
