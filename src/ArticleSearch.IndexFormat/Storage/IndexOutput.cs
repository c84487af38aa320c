namespace ArticleSearch.IndexFormat.Storage;

/// <summary>
/// Writes one index file from front to back, keeping its checksum. A file exists for readers only after
/// <see cref="Dispose"/>; whether it survives a power cut is up to <see cref="IndexFolder.Sync"/>.
/// </summary>
internal abstract class IndexOutput : DataOutput, IDisposable
{
    private const int BufferSize = 1 << 16;

    private uint _crc;
    private long _spilled;
    private bool _closed;

    protected IndexOutput(string name)
        : base(BufferSize) => Name = name;

    /// <summary>The file's name inside the index folder.</summary>
    public string Name { get; }

    /// <summary>Called with the number of bytes before they are written, so that a writer in the background can be slowed down.</summary>
    public Action<int>? Appending { get; set; }

    public override long Position => _spilled + Count;

    /// <summary>The CRC-32 of all bytes written so far.</summary>
    public uint Checksum
    {
        get
        {
            Spill();
            return _crc;
        }
    }

    /// <summary>Hands the last bytes over and closes the file.</summary>
    public void Dispose()
    {
        if (!_closed)
        {
            _closed = true;
            try
            {
                Spill();
            }
            finally
            {
                Close();
            }
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the file without the last bytes: nobody will read it. Throws nothing, whatever the disk does.</summary>
    public void Abandon()
    {
        if (!_closed)
        {
            _closed = true;
            try
            {
                Close();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // the error that this file is given up for has been told
            }
        }
    }

    /// <summary>Writes bytes at the end of the file.</summary>
    protected abstract void Append(ReadOnlySpan<byte> bytes);

    protected abstract void Close();

    private protected override void MakeRoom(int length)
    {
        if (length > BufferSize)
        {
            throw new ArgumentOutOfRangeException(nameof(length), length, $"At most {BufferSize} bytes can be taken at once.");
        }

        Spill();
    }

    private void Spill()
    {
        if (Count > 0)
        {
            var bytes = Buffer.AsSpan(0, Count);
            _crc = Crc32.Append(_crc, bytes);
            Appending?.Invoke(bytes.Length);
            Append(bytes);
            _spilled += Count;
            Count = 0;
        }
    }
}
