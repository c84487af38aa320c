using System.Text;

namespace ArticleSearch.IndexFormat.Storage;

/// <summary>The frame of every index file: what opens it and what closes it.</summary>
/// <remarks>
/// <code>
/// Header       Int32 0x3FD76C17, String codec, Int32 version
/// IndexHeader  Header, 16 bytes object id (of the segment or commit), Byte suffix length, suffix (UTF-8)
/// Footer       Int32 0xC02893E8 (the complement of the header's), Int32 0 (the algorithm), Int64 CRC-32 of all bytes before it
/// </code>
/// Example: <c>3F D7 6C 17 04 "Norm" 00 00 00 01</c> is the header of codec "Norm", version 1; the footer is 16 bytes.
/// </remarks>
internal static class CodecHeader
{
    public const int Magic = 0x3FD76C17;
    public const int IdLength = 16;
    public const int FooterLength = 16;

    public static void WriteHeader(DataOutput output, string codec, int version)
    {
        output.WriteInt32(Magic);
        output.WriteString(codec);
        output.WriteInt32(version);
    }

    public static void WriteIndexHeader(DataOutput output, string codec, int version, ReadOnlySpan<byte> id, string suffix)
    {
        WriteHeader(output, codec, version);
        output.WriteBytes(id);
        byte[] bytes = Encoding.UTF8.GetBytes(suffix);
        output.WriteByte(checked((byte)bytes.Length));
        output.WriteBytes(bytes);
    }

    public static void WriteFooter(IndexOutput output)
    {
        output.WriteInt32(~Magic);
        output.WriteInt32(0);
        output.WriteInt64(output.Checksum);
    }

    /// <summary>The length in bytes of an index header.</summary>
    public static int IndexHeaderLength(string codec, string suffix) =>
        9 + Encoding.UTF8.GetByteCount(codec) + IdLength + 1 + Encoding.UTF8.GetByteCount(suffix);

    /// <summary>Reads a header and returns its version.</summary>
    /// <exception cref="CorruptIndexException">The magic, the codec or the version is not what it must be.</exception>
    public static int ReadHeader(ref ByteCursor cursor, string codec, int minVersion, int maxVersion)
    {
        long position = cursor.Position;
        int magic = cursor.ReadInt32();
        if (magic != Magic)
        {
            cursor.Throw($"this is no index file: it starts with {magic:X8}, not {Magic:X8}", position);
        }

        string found = cursor.ReadString();
        if (!string.Equals(found, codec, StringComparison.Ordinal))
        {
            cursor.Throw($"expected codec {codec}, found {found}", position + 4);
        }

        position = cursor.Position;
        int version = cursor.ReadInt32();
        if (version < minVersion || version > maxVersion)
        {
            cursor.Throw($"codec {codec} has version {version}; readable are {minVersion} to {maxVersion}", position);
        }

        return version;
    }

    /// <summary>Reads an index header and returns its version.</summary>
    /// <exception cref="CorruptIndexException">It is not the header of this codec, object and suffix.</exception>
    public static int ReadIndexHeader(
        ref ByteCursor cursor, string codec, int minVersion, int maxVersion, ReadOnlySpan<byte> id, string suffix)
    {
        int version = ReadHeader(ref cursor, codec, minVersion, maxVersion);
        long position = cursor.Position;
        var found = cursor.ReadBytes(IdLength);
        if (!found.SequenceEqual(id))
        {
            cursor.Throw($"the file belongs to another segment: id {Convert.ToHexString(found)}, not {Convert.ToHexString(id)}", position);
        }

        ReadSuffix(ref cursor, suffix);
        return version;
    }

    /// <summary>Reads the suffix of an index header whose id was read by the caller.</summary>
    public static void ReadSuffix(ref ByteCursor cursor, string suffix)
    {
        long position = cursor.Position;
        string found = Encoding.UTF8.GetString(cursor.ReadBytes(cursor.ReadByte()));
        if (!string.Equals(found, suffix, StringComparison.Ordinal))
        {
            cursor.Throw($"expected suffix \"{suffix}\", found \"{found}\"", position);
        }
    }

    /// <summary>
    /// Checks that a file ends with a well-formed footer and returns the checksum that stands in it, without reading the file.
    /// Every file is checked so when it is opened.
    /// </summary>
    /// <exception cref="CorruptIndexException">The footer is missing or damaged, as after a truncation.</exception>
    public static long ReadFooter(IndexFile file)
    {
        if (file.Length < FooterLength)
        {
            throw new CorruptIndexException($"the file has {file.Length} bytes, too few for a footer", file.Name, 0);
        }

        var cursor = file.CursorAt(file.Length - FooterLength, FooterLength);
        long position = cursor.Position;
        int magic = cursor.ReadInt32();
        if (magic != ~Magic)
        {
            cursor.Throw($"the footer starts with {magic:X8}, not {~Magic:X8}: the file is cut or damaged", position);
        }

        int algorithm = cursor.ReadInt32();
        if (algorithm != 0)
        {
            cursor.Throw($"unknown checksum algorithm {algorithm}", position + 4);
        }

        long checksum = cursor.ReadInt64();
        if ((checksum & ~0xFFFFFFFFL) != 0)
        {
            cursor.Throw($"{checksum:X16} is no CRC-32", position + 8);
        }

        return checksum;
    }

    /// <summary>Reads the whole file and compares its checksum with the footer's.</summary>
    /// <exception cref="CorruptIndexException">They differ, or the footer is damaged.</exception>
    public static void VerifyChecksum(IndexFile file, CancellationToken cancellation = default)
    {
        long expected = ReadFooter(file);
        uint crc = 0;
        long end = file.Length - 8;
        for (long offset = 0; offset < end;)
        {
            cancellation.ThrowIfCancellationRequested();
            int length = (int)Math.Min(1 << 20, end - offset);
            crc = Crc32.Append(crc, file.Span(offset, length));
            offset += length;
        }

        if (crc != expected)
        {
            throw new CorruptIndexException($"the checksum is {crc:x8}, the footer says {expected:x8}", file.Name, end);
        }
    }

    /// <summary>
    /// Verifies the checksum of a small file, which is read whole anyway, and gives a cursor over all but its footer. To be
    /// closed by <see cref="ExpectEnd"/>.
    /// </summary>
    /// <exception cref="CorruptIndexException">The checksum differs or the footer is damaged.</exception>
    public static ByteCursor OpenVerified(IndexFile file)
    {
        VerifyChecksum(file);
        long length = file.Length - FooterLength;
        if (length > Array.MaxLength)
        {
            throw new CorruptIndexException($"a file of {file.Length} bytes is no small file", file.Name);
        }

        return file.CursorAt(0, (int)length);
    }

    /// <summary>Checks that nothing stands between what was read and the footer.</summary>
    public static void ExpectEnd(ref ByteCursor cursor)
    {
        if (cursor.Remaining != 0)
        {
            cursor.Throw($"{cursor.Remaining} bytes stand between the content and the footer");
        }
    }
}
