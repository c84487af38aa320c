using System.Diagnostics.CodeAnalysis;

namespace ArticleSearch.IndexFormat.Storage;

/// <summary>
/// The bytes of one finished, immutable index file. Hands out spans of them; must never copy what it can show, and never
/// shows a byte outside the file: a range that is not there is damage, because offsets come from other bytes of the index.
/// </summary>
/// <remarks>
/// A span is valid until the file is disposed; whoever disposes files counts the readers that still hold one.
/// </remarks>
internal abstract class IndexFile : IDisposable
{
    protected IndexFile(string name, long length)
    {
        Name = name;
        Length = length;
    }

    /// <summary>The name inside the index folder, for messages.</summary>
    public string Name { get; }

    /// <summary>The length in bytes.</summary>
    public long Length { get; }

    /// <summary>The bytes from <paramref name="offset"/> on, <paramref name="length"/> of them.</summary>
    /// <exception cref="CorruptIndexException">The range is not inside the file.</exception>
    public ReadOnlySpan<byte> Span(long offset, int length)
    {
        if ((ulong)offset > (ulong)Length || (ulong)length > (ulong)(Length - offset))
        {
            ThrowOutside(offset, length);
        }

        return SpanUnchecked(offset, length);
    }

    /// <summary>A cursor at <paramref name="offset"/> that can read on to the end of the file (2 GB at the most).</summary>
    /// <exception cref="CorruptIndexException">The offset is not inside the file or at its end.</exception>
    public ByteCursor CursorAt(long offset)
    {
        if ((ulong)offset > (ulong)Length)
        {
            ThrowOutside(offset, 0);
        }

        return new ByteCursor(this, offset, SpanUnchecked(offset, (int)Math.Min(int.MaxValue, Length - offset)));
    }

    /// <summary>A cursor over exactly <paramref name="length"/> bytes from <paramref name="offset"/> on.</summary>
    /// <exception cref="CorruptIndexException">The range is not inside the file.</exception>
    public ByteCursor CursorAt(long offset, int length) => new(this, offset, Span(offset, length));

    /// <summary>A part of this file seen as a file of its own; it shares the bytes and need not be disposed.</summary>
    /// <exception cref="CorruptIndexException">The range is not inside the file.</exception>
    public IndexFile Slice(string name, long offset, long length)
    {
        if (offset < 0 || length < 0 || offset > Length - length)
        {
            ThrowOutside(offset, length);
        }

        return new SliceFile(this, name, offset, length);
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The bytes of a range that is known to be inside the file.</summary>
    protected abstract ReadOnlySpan<byte> SpanUnchecked(long offset, int length);

    protected virtual void Dispose(bool disposing)
    {
    }

    [DoesNotReturn]
    private void ThrowOutside(long offset, long length) =>
        throw new CorruptIndexException($"{length} bytes are wanted here, but the file ends at {Length}", Name, offset);

    /// <summary>A range of another file.</summary>
    private sealed class SliceFile(IndexFile whole, string name, long start, long length) : IndexFile(name, length)
    {
        protected override ReadOnlySpan<byte> SpanUnchecked(long offset, int length) => whole.SpanUnchecked(start + offset, length);
    }
}
