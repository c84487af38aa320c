using System.Collections.Immutable;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Segments;

/// <summary>Reads and writes the <c>segments_N</c> file. Reads every version since 7.0, writes the one of 8.8.1.</summary>
/// <remarks>
/// <code>
/// segments_N  IndexHeader "segments" 10 with the commit's id and suffix N, Version, VInt major version of creation,
///             Int64 change counter, Counter, Int32 count, Version of the oldest segment (only if count is not 0),
///             Entry × count, StringMap user data, Footer
/// Version     VInt major, VInt minor, VInt bugfix
/// Counter     VLong number of the next segment (version 7: Int32)
/// Entry       String name, 16 bytes segment id, String codec, Int64 deletion generation, Int32 deleted documents,
///             Int64 field-infos generation, Int64 doc-values generation, Int32 soft-deleted documents (since version 9),
///             EntryId (since version 10), StringSet field-infos files, Int32 count, (Int32 field, StringSet files) × count
/// EntryId     Byte 0, or Byte 1 and 16 bytes
/// </code>
/// A generation that is not there is -1. Example: an empty index, changed once, is after the header
/// <c>08 08 01  08  0000000000000001  00  00000000  00</c>.
/// </remarks>
internal static class CommitFormat
{
    // The shortest entry (of version 7): a name of two bytes, the id, a codec, generations and counts, no files.
    private const int MinEntryLength = 3 + 16 + 1 + 8 + 4 + 8 + 8 + 1 + 4;

    /// <param name="folder">The index.</param>
    /// <param name="generation">Which commit.</param>
    /// <param name="unreadable">
    /// Receives the segments whose <c>.si</c> file is missing or damaged, which are then not among the commit's; null to refuse
    /// such a commit. For those who look at damage: a commit without some of its segments must not be written on.
    /// </param>
    public static CommitPoint Read(IndexFolder folder, long generation, List<UnreadableSegment>? unreadable = null)
    {
        using var file = folder.Open(IndexFileNames.Commit(generation));
        var cursor = CodecHeader.OpenVerified(file);
        int format = CodecHeader.ReadHeader(
            ref cursor, FormatNames.CommitCodec, FormatNames.CommitVersion70, FormatNames.CommitVersion86);
        byte[] id = cursor.ReadBytes(CodecHeader.IdLength).ToArray();
        CodecHeader.ReadSuffix(ref cursor, IndexFileNames.Base36(generation));

        long position = cursor.Position;
        var version = ReadVersion(ref cursor);
        int createdMajor = cursor.ReadVInt();
        if (createdMajor > version.Major)
        {
            cursor.Throw($"the index is of major version {createdMajor}, but {version} wrote it", position);
        }

        if (createdMajor < LuceneVersion.Current.Major - 1 || version.Major > LuceneVersion.Current.Major)
        {
            throw new UnsupportedIndexException(
                $"written by Lucene {version} in an index made by {createdMajor}; readable are indexes of Lucene 8", file.Name)
                .Named("library.unsupported.version", file.Name, $"{version}", createdMajor);
        }

        var commit = new CommitPoint
        {
            Generation = generation,
            Id = id,
            LuceneVersion = version,
            CreatedMajor = createdMajor,
            Version = cursor.ReadInt64(),
            Counter = ReadCounter(ref cursor, format),
            Segments = ReadSegments(ref cursor, folder, format, createdMajor, unreadable),
            UserData = new(cursor.ReadStringMap(), StringComparer.Ordinal),
        };
        CodecHeader.ExpectEnd(ref cursor);
        return commit;
    }

    public static byte[] ReadId(IndexFolder folder, long generation)
    {
        using var file = folder.Open(IndexFileNames.Commit(generation));
        var cursor = CodecHeader.OpenVerified(file);
        CodecHeader.ReadHeader(ref cursor, FormatNames.CommitCodec, FormatNames.CommitVersion70, FormatNames.CommitVersion86);
        return cursor.ReadBytes(CodecHeader.IdLength).ToArray();
    }

    public static void Write(IndexFolder folder, string name, CommitPoint commit)
    {
        using var output = folder.Create(name);
        CodecHeader.WriteIndexHeader(
            output, FormatNames.CommitCodec, FormatNames.CommitVersion86, commit.Id, IndexFileNames.Base36(commit.Generation));
        WriteVersion(output, commit.LuceneVersion);
        output.WriteVInt(commit.CreatedMajor);
        output.WriteInt64(commit.Version);
        output.WriteVLong(commit.Counter);
        output.WriteInt32(commit.Segments.Length);
        if (!commit.Segments.IsEmpty)
        {
            WriteVersion(output, commit.Segments.Min(segment => segment.Info.Version));
        }

        foreach (var segment in commit.Segments)
        {
            WriteEntry(output, segment);
        }

        output.WriteStringMap(commit.UserData);
        CodecHeader.WriteFooter(output);
    }

    private static LuceneVersion ReadVersion(ref ByteCursor cursor)
    {
        long position = cursor.Position;
        var version = new LuceneVersion(cursor.ReadVInt(), cursor.ReadVInt(), cursor.ReadVInt());
        if (!version.IsPlausible)
        {
            cursor.Throw($"{version} is no version", position);
        }

        return version;
    }

    private static void WriteVersion(DataOutput output, LuceneVersion version)
    {
        output.WriteVInt(version.Major);
        output.WriteVInt(version.Minor);
        output.WriteVInt(version.Bugfix);
    }

    private static long ReadCounter(ref ByteCursor cursor, int format)
    {
        long position = cursor.Position;
        long counter = format > FormatNames.CommitVersion70 ? cursor.ReadVLong() : cursor.ReadInt32();
        if (counter < 0)
        {
            cursor.Throw($"{counter} can not be the number of the next segment", position);
        }

        return counter;
    }

    private static ImmutableArray<SegmentCommit> ReadSegments(
        ref ByteCursor cursor, IndexFolder folder, int format, int createdMajor, List<UnreadableSegment>? unreadable)
    {
        long position = cursor.Position;
        int count = cursor.ReadInt32();
        if (count < 0 || (long)count * MinEntryLength > cursor.Remaining)
        {
            cursor.Throw($"{count} can not be the count of segments", position);
        }

        var oldest = count > 0 ? ReadVersion(ref cursor) : default;
        var segments = ImmutableArray.CreateBuilder<SegmentCommit>(count);
        var names = new HashSet<string>(StringComparer.Ordinal);
        long documents = 0;
        for (int i = 0; i < count; i++)
        {
            position = cursor.Position;
            if (ReadEntry(ref cursor, folder, format, unreadable) is not { } segment)
            {
                continue;
            }

            var info = segment.Info;
            documents += info.MaxDocument;
            string? problem =
                !names.Add(info.Name) ? "stands here a second time"
                : documents > CommitPoint.MaxDocuments ? $"brings the index to {documents} documents, more than the format allows"
                : info.Version < oldest ? $"has version {info.Version}, older than the {oldest} of the oldest segment"
                : info.Version.Major < createdMajor ? $"has version {info.Version}, older than the index, made by {createdMajor}"
                : info.MinVersion is null ? "does not say which version its oldest document has"
                : null;
            if (problem is not null)
            {
                cursor.Throw($"segment {info.Name} {problem}", position);
            }

            segments.Add(segment);
        }

        return segments.DrainToImmutable();
    }

    private static SegmentCommit? ReadEntry(ref ByteCursor cursor, IndexFolder folder, int format, List<UnreadableSegment>? unreadable)
    {
        long position = cursor.Position;
        string name = cursor.ReadString();
        if (!IndexFileNames.TryParseSegment(name, out _))
        {
            cursor.Throw($"\"{name}\" is no segment's name", position);
        }

        byte[] id = cursor.ReadBytes(CodecHeader.IdLength).ToArray();
        string codec = cursor.ReadString();
        if (!string.Equals(codec, FormatNames.Codec, StringComparison.Ordinal))
        {
            throw new UnsupportedIndexException(
                $"segment {name} has codec {codec}; readable is {FormatNames.Codec}, written by Lucene 8.7 to 8.11", cursor.File.Name)
                .Named("library.unsupported.codec", cursor.File.Name, name, codec, FormatNames.Codec);
        }

        SegmentInfo? info = null;
        try
        {
            info = SegmentInfoFormat.Read(folder, name, id);
        }
        catch (CorruptIndexException e) when (unreadable is not null)
        {
            unreadable.Add(new UnreadableSegment(name, id, e));
        }

        position = cursor.Position;
        long deletionGeneration = ReadGeneration(ref cursor);
        int deleted = cursor.ReadInt32();
        long fieldInfosGeneration = ReadGeneration(ref cursor);
        long docValuesGeneration = ReadGeneration(ref cursor);
        int softDeleted = format > FormatNames.CommitVersion72 ? cursor.ReadInt32() : 0;
        if (deleted < 0 || softDeleted < 0 || (info is not null && (long)deleted + softDeleted > info.MaxDocument)
            || (deleted > 0 && deletionGeneration == SegmentCommit.NoGeneration))
        {
            cursor.Throw(
                $"segment {name} has {info?.MaxDocument} documents, {deleted} of them deleted and {softDeleted} softly, "
                + $"in generation {deletionGeneration}",
                position);
        }

        byte[]? entryId = format > FormatNames.CommitVersion74 ? ReadEntryId(ref cursor) : null;
        var fieldInfosFiles = SegmentFiles.Read(ref cursor, name);
        var docValuesFiles = ReadDocValuesFiles(ref cursor, name);
        return info is null ? null : new SegmentCommit(info)
        {
            DeletionGeneration = deletionGeneration,
            DeletedCount = deleted,
            SoftDeletedCount = softDeleted,
            FieldInfosGeneration = fieldInfosGeneration,
            DocValuesGeneration = docValuesGeneration,
            Id = entryId,
            FieldInfosFiles = fieldInfosFiles,
            DocValuesFiles = docValuesFiles,
        };
    }

    private static void WriteEntry(DataOutput output, SegmentCommit segment)
    {
        output.WriteString(segment.Info.Name);
        output.WriteBytes(segment.Info.Id);
        output.WriteString(FormatNames.Codec);
        output.WriteInt64(segment.DeletionGeneration);
        output.WriteInt32(segment.DeletedCount);
        output.WriteInt64(segment.FieldInfosGeneration);
        output.WriteInt64(segment.DocValuesGeneration);
        output.WriteInt32(segment.SoftDeletedCount);
        output.WriteByte(segment.Id is null ? (byte)0 : (byte)1);
        output.WriteBytes(segment.Id ?? []);
        output.WriteStringSet(segment.FieldInfosFiles);
        output.WriteInt32(segment.DocValuesFiles.Count);
        foreach (var (field, files) in segment.DocValuesFiles)
        {
            output.WriteInt32(field);
            output.WriteStringSet(files);
        }
    }

    private static long ReadGeneration(ref ByteCursor cursor)
    {
        long position = cursor.Position;
        long generation = cursor.ReadInt64();
        if (generation is < 1 and not SegmentCommit.NoGeneration)
        {
            cursor.Throw($"{generation} is no generation", position);
        }

        return generation;
    }

    private static byte[]? ReadEntryId(ref ByteCursor cursor)
    {
        long position = cursor.Position;
        byte marker = cursor.ReadByte();
        if (marker > 1)
        {
            cursor.Throw($"{marker} says neither that there is an id nor that there is none", position);
        }

        return marker == 1 ? cursor.ReadBytes(CodecHeader.IdLength).ToArray() : null;
    }

    private static SortedDictionary<int, SortedSet<string>> ReadDocValuesFiles(ref ByteCursor cursor, string segment)
    {
        long position = cursor.Position;
        int count = cursor.ReadInt32();
        if (count < 0 || (long)count * 5 > cursor.Remaining)
        {
            cursor.Throw($"{count} can not be the count of updated columns", position);
        }

        var files = new SortedDictionary<int, SortedSet<string>>();
        for (int i = 0; i < count; i++)
        {
            int field = cursor.ReadInt32();
            if (!files.TryAdd(field, SegmentFiles.Read(ref cursor, segment)))
            {
                cursor.Throw($"field {field} of segment {segment} stands here a second time", position);
            }
        }

        return files;
    }
}

/// <summary>A segment of a commit whose <c>.si</c> file can not be read, so that nothing is known of it but this.</summary>
internal sealed record UnreadableSegment(string Name, byte[] Id, CorruptIndexException Problem);
