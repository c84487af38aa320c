using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace ArticleSearch.Ingest;

/// <summary>Strict UTF-8: what is not valid is said, with its place, and never replaced in silence.</summary>
internal static class Utf8Text
{
    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>The bytes after the byte order mark, if there is one.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Mark) ? bytes[Mark.Length..] : bytes;

    /// <summary>The offset of the first byte that is not valid UTF-8, or -1.</summary>
    public static int FindInvalid(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return -1;
        }

        int offset = 0;
        while (Rune.DecodeFromUtf8(bytes[offset..], out _, out int length) == System.Buffers.OperationStatus.Done)
        {
            offset += length;
        }

        return offset;
    }

    /// <summary>The problem of bytes that are not valid.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="invalid">The offset of the first that is not valid.</param>
    /// <param name="fileOffset">How many bytes of the file come before these.</param>
    /// <param name="line">The line at which the bytes start.</param>
    public static UnreadableInputException InvalidAt(ReadOnlySpan<byte> bytes, int invalid, long fileOffset, int line)
    {
        var before = bytes[..invalid];
        int column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return new UnreadableInputException(
            "ingest.invalid", $"byte {fileOffset + invalid} (0x{bytes[invalid].ToString("X2", CultureInfo.InvariantCulture)}) is not valid UTF-8", line + before.Count((byte)'\n'), column);
    }
}
