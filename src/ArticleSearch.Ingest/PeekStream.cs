namespace ArticleSearch.Ingest;

/// <summary>A stream whose beginning can be looked at before it is read, though it can not be wound back. It owns the stream below.</summary>
internal sealed class PeekStream(Stream inner) : Stream
{
    private byte[] _head = [];
    private int _headLength;
    private int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The first bytes, as many as there are up to <paramref name="length"/>; to be asked once, before anything is read.</summary>
    public ReadOnlySpan<byte> Peek(int length)
    {
        _head = new byte[length];
        _headLength = inner.ReadAtLeast(_head, length, throwOnEndOfStream: false);
        return _head.AsSpan(0, _headLength);
    }

    public override int Read(Span<byte> buffer)
    {
        if (_position == _headLength)
        {
            return inner.Read(buffer);
        }

        int count = Math.Min(buffer.Length, _headLength - _position);
        _head.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
