using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace ArticleSearch.Indexing;

/// <summary>
/// Memory for a great many small byte streams that grow side by side: pages that are cut into slices, chained as a stream grows.
/// It knows nothing of what the bytes mean. Addresses are numbers, so that nothing here is an object for the collector to see.
/// </summary>
/// <remarks>
/// A slice lies within one page. Slices of one stream double in size from <see cref="FirstSlice"/> to <see cref="LastSlice"/>
/// bytes, so a reader that knows the first address knows all sizes. When a slice is full its last four bytes move to the start
/// of the next one and leave their place to the next one's address; the last slice therefore holds data to its end, and a
/// stream of a few bytes wastes none on links.
/// </remarks>
internal sealed class BytePool(PagePool source)
{
    public const int PageBits = 16;
    public const int PageSize = 1 << PageBits;
    public const int PageMask = PageSize - 1;
    public const int FirstSlice = 8;
    public const int LastSlice = 2048;

    // Every address and every slice's end stays below 2^31.
    private const int MaxPages = (1 << (31 - PageBits)) - 1;
    private const int LinkSize = sizeof(int);

    private byte[][] _pages = new byte[16][];
    private int _pageCount;
    private int _used = PageSize; // within the last page; there is none yet

    /// <summary>How many bytes of memory the pages in use take.</summary>
    public long MemoryUsed => (long)_pageCount * PageSize;

    /// <summary>The pages; an address is a page's number times <see cref="PageSize"/> plus the offset in it.</summary>
    public byte[][] Pages
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _pages;
    }

    /// <summary>The size of the slice after one of <paramref name="size"/> bytes.</summary>
    public static int SizeAfter(int size) => Math.Min(size * 2, LastSlice);

    /// <summary>A new slice's address.</summary>
    public int Allocate(int size)
    {
        Debug.Assert(size is > 0 and <= PageSize, "a slice lies within a page");
        if (PageSize - _used < size)
        {
            AddPage();
        }

        int address = ((_pageCount - 1) << PageBits) | _used;
        _used += size;
        return address;
    }

    /// <summary>Chains a new slice to a full one.</summary>
    /// <param name="end">The end of the full slice (an address; the slice's page is that of the byte before it).</param>
    /// <param name="size">The size of the full slice.</param>
    /// <param name="newEnd">The end of the new slice.</param>
    /// <returns>Where the stream goes on.</returns>
    public int Grow(int end, int size, out int newEnd)
    {
        int newSize = SizeAfter(size);
        int address = Allocate(newSize);
        var moved = Bytes(end - LinkSize, LinkSize);
        moved.CopyTo(Bytes(address, LinkSize));
        BitConverter.TryWriteBytes(moved, address);
        newEnd = address + newSize;
        return address + LinkSize;
    }

    /// <summary>The address of the link at the end of a slice that is not its stream's last.</summary>
    public static int LinkAddress(int end) => end - LinkSize;

    /// <summary>The address of the next slice, which stands at the end of a slice that is not its stream's last.</summary>
    public int Link(int end) => BitConverter.ToInt32(Bytes(end - LinkSize, LinkSize));

    /// <summary>Bytes that lie in one page.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Bytes(int address, int length) => _pages[address >> PageBits].AsSpan(address & PageMask, length);

    /// <summary>Forgets all streams and gives their pages back.</summary>
    public void Clear()
    {
        source.Return(_pages.AsSpan(0, _pageCount));
        _pages.AsSpan(0, _pageCount).Clear();
        _pageCount = 0;
        _used = PageSize;
    }

    private void AddPage()
    {
        if (_pageCount == MaxPages)
        {
            throw new InvalidOperationException("A buffer of articles has outgrown its addresses.");
        }

        if (_pageCount == _pages.Length)
        {
            Array.Resize(ref _pages, _pageCount * 2);
        }

        _pages[_pageCount++] = source.Take();
        _used = 0;
    }
}
