using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Packed;

/// <summary>The part of a file before its footer: what may be pointed at from elsewhere.</summary>
internal static class FileRange
{
    /// <summary>Returns when the range lies before the file's footer.</summary>
    /// <exception cref="CorruptIndexException">It does not.</exception>
    public static void Check(IndexFile file, long offset, long length)
    {
        long end = file.Length - CodecHeader.FooterLength;
        if (offset < 0 || length < 0 || offset > end || length > end - offset)
        {
            throw new CorruptIndexException($"{length} bytes should be here, but the data ends at {end}", file.Name, offset);
        }
    }

    /// <summary>A cursor over everything before the file's footer.</summary>
    /// <exception cref="CorruptIndexException">The file has no room for one.</exception>
    public static ByteCursor Body(IndexFile file) =>
        file.CursorAt(0, (int)Math.Min(int.MaxValue, file.Length - CodecHeader.FooterLength));
}
