namespace ArticleSearch.IndexFormat.Storage;

/// <summary>An index file whose bytes are an array.</summary>
internal sealed class MemoryFile(string name, byte[] bytes) : IndexFile(name, bytes.Length)
{
    protected override ReadOnlySpan<byte> SpanUnchecked(long offset, int length) => bytes.AsSpan((int)offset, length);
}
