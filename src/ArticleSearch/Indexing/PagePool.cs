namespace ArticleSearch.Indexing;

/// <summary>
/// Pages of memory that the buffers of a writer take turns to use: what one has emptied another fills, so that together they keep no
/// more than they needed at one time. Safe for many threads.
/// </summary>
internal sealed class PagePool
{
    private readonly Lock _gate = new();
    private readonly Stack<byte[]> _free = new();

    /// <summary>A page of <see cref="BytePool.PageSize"/> bytes; what stands in it is left over.</summary>
    public byte[] Take()
    {
        lock (_gate)
        {
            if (_free.TryPop(out byte[]? page))
            {
                return page;
            }
        }

        // Where the collector does not move them: it would copy each page twice before it let it rest.
        return GC.AllocateUninitializedArray<byte>(BytePool.PageSize, pinned: true);
    }

    /// <summary>Gives pages back; the caller keeps no reference to them.</summary>
    public void Return(ReadOnlySpan<byte[]> pages)
    {
        lock (_gate)
        {
            foreach (byte[] page in pages)
            {
                _free.Push(page);
            }
        }
    }
}
