namespace ArticleSearch.IndexFormat.Storage;

/// <summary>Output into memory that grows; used for parts that are measured or moved before they reach a file.</summary>
internal sealed class MemoryOutput(int capacity = 256) : DataOutput(capacity)
{
    public override long Position => Count;

    /// <summary>How many bytes have been written.</summary>
    public int Length => Count;

    /// <summary>What has been written; valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => Buffer.AsSpan(0, Count);

    /// <summary>Forgets what was written and keeps the memory.</summary>
    public void Clear() => Count = 0;

    public byte[] ToArray() => Written.ToArray();

    public override void WriteBytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    private protected override void MakeRoom(int length) =>
        Array.Resize(ref Buffer, Math.Max(Buffer.Length * 2, checked(Count + length)));
}
