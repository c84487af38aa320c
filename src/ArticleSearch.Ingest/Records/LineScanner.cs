namespace ArticleSearch.Ingest.Records;

/// <summary>
/// The lines of a stream of bytes, one after another, without the line feed that ends them and without a byte order mark before
/// the first. It holds one line in memory and no more.
/// </summary>
internal sealed class LineScanner(Stream stream)
{
    /// <summary>The longest line that is handed out, in bytes: 64 MiB.</summary>
    public const int MaxLength = 1 << 26;

    private const int InitialLength = 1 << 17;

    // A longer buffer is not kept once its line is forgotten.
    private const int KeptLength = 1 << 22;

    private byte[] _buffer = new byte[InitialLength];
    private int _start; // of the current line
    private int _length; // of the current line
    private int _next; // after the line and what ends it
    private int _end; // of what was read
    private bool _atEnd;
    private long _bufferOffset; // of the buffer's first byte in the stream

    /// <summary>The current line; valid until the next one.</summary>
    public ReadOnlySpan<byte> Current => _buffer.AsSpan(_start, _length);

    /// <summary>The number of the current line, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The offset of the current line in the stream.</summary>
    public long Offset => _bufferOffset + _start;

    /// <summary>Whether the line has more than <see cref="MaxLength"/> bytes; then it is not handed out.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Moves to the next line; false after the last.</summary>
    public bool MoveNext(CancellationToken cancellation)
    {
        _start = _next;
        _length = 0;
        IsTooLong = false;
        int scanned = _start;
        while (true)
        {
            int feed = _buffer.AsSpan(scanned, _end - scanned).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                Take(scanned + feed, scanned + feed + 1);
                return true;
            }

            scanned = _end;
            if (_atEnd)
            {
                if (_start == _end && !IsTooLong)
                {
                    return false;
                }

                Take(_end, _end);
                return true;
            }

            cancellation.ThrowIfCancellationRequested();
            scanned -= Refill();
        }
    }

    /// <summary>Gives up the current line, and the memory of a long one with it.</summary>
    public void Forget()
    {
        if (_buffer.Length <= KeptLength)
        {
            return;
        }

        int rest = _end - _next;
        byte[] shorter = new byte[Math.Max(InitialLength, rest)];
        _buffer.AsSpan(_next, rest).CopyTo(shorter);
        _buffer = shorter;
        _bufferOffset += _next;
        (_start, _length, _next, _end) = (0, 0, 0, rest);
    }

    private void Take(int lineEnd, int next)
    {
        Number++;
        _next = next;
        _length = IsTooLong ? 0 : lineEnd - _start;
        if (Number == 1 && !IsTooLong)
        {
            int mark = _length - Utf8Text.WithoutMark(Current).Length;
            _start += mark;
            _length -= mark;
        }
    }

    // Reads more; returns by how much what was in the buffer has moved towards its start.
    private int Refill()
    {
        int moved = 0;
        if (_end - _start > MaxLength)
        {
            IsTooLong = true;
        }

        if (IsTooLong)
        {
            // What is skipped needs no room; the line goes on being found too long.
            moved = _end;
        }
        else if (_start > 0)
        {
            moved = _start;
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        }
        else if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, (int)Math.Min(_buffer.Length * 2L, MaxLength + InitialLength));
        }

        _bufferOffset += moved;
        _end -= moved;
        _start = 0;
        int count = stream.Read(_buffer, _end, _buffer.Length - _end);
        _atEnd = count == 0;
        _end += count;
        return moved;
    }
}
