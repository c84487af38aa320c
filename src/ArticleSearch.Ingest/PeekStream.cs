namespace ArticleSearch.Ingest;

/// <summary>A stream of which the first bytes can be looked at before it is read, though it can not be wound back.</summary>
/// <param name="inner">The stream below.</param>
internal sealed class PeekStream(Stream inner) : ForwardStream(inner)
{
    private byte[] _head = [];
    private int _headLength;
    private int _position;

    /// <summary>The first bytes, as many as there are up to <paramref name="length"/>; to be asked once, before anything is read.</summary>
    public ReadOnlySpan<byte> Peek(int length)
    {
        _head = new byte[Inner.CanSeek ? (int)Math.Min(length, Inner.Length - Inner.Position) : length];
        _headLength = Inner.ReadAtLeast(_head, _head.Length, throwOnEndOfStream: false);
        return _head.AsSpan(0, _headLength);
    }

    public override int Read(Span<byte> buffer)
    {
        if (_position == _headLength)
        {
            return Inner.Read(buffer);
        }

        int count = Math.Min(buffer.Length, _headLength - _position);
        _head.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }
}
