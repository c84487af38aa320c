namespace ArticleSearch.IndexFormat.Terms;

/// <summary>Growth of byte arrays that are filled from the front. Holds no state.</summary>
internal static class ByteBuffer
{
    /// <summary>Makes room for <paramref name="more"/> bytes after the first <paramref name="used"/>, which are kept.</summary>
    public static void EnsureCapacity(ref byte[] buffer, int used, int more)
    {
        if (more > buffer.Length - used)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, checked(used + more)));
        }
    }
}
