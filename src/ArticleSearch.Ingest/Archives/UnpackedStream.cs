namespace ArticleSearch.Ingest.Archives;

/// <summary>The bytes that come out of an archive, counted against its budget; or those that go in, told to whoever wants to know.</summary>
/// <param name="inner">The stream below.</param>
/// <param name="onRead">Told how many bytes were read; may refuse.</param>
internal sealed class UnpackedStream(Stream inner, Action<int> onRead) : ForwardStream(inner)
{
    public override int Read(Span<byte> buffer)
    {
        int count = Inner.Read(buffer);
        onRead(count);
        return count;
    }
}
