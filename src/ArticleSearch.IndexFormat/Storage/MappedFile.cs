using System.IO.MemoryMappedFiles;

namespace ArticleSearch.IndexFormat.Storage;

/// <summary>
/// An index file mapped into memory, and the only owner of a pointer to it. A span of it must not be used after
/// <see cref="IndexFile.Dispose()"/>, which takes the mapping away; a call after it throws.
/// </summary>
internal sealed unsafe class MappedFile : IndexFile
{
    private readonly MemoryMappedFile? _map;
    private readonly MemoryMappedViewAccessor? _view;
    private byte* _start;
    private bool _disposed;

    private MappedFile(string name, long length, MemoryMappedFile? map, MemoryMappedViewAccessor? view)
        : base(name, length)
    {
        _map = map;
        _view = view;
        if (view is not null)
        {
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
            _start += view.PointerOffset;
        }
    }

    /// <summary>Maps a whole file for reading.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">The file can not be opened or mapped.</exception>
    public static MappedFile Open(string path)
    {
        string name = Path.GetFileName(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        long length = stream.Length;
        if (length == 0)
        {
            return new MappedFile(name, 0, null, null); // an empty file can not be mapped
        }

        var map = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        try
        {
            return new MappedFile(name, length, map, map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read));
        }
        catch
        {
            map.Dispose();
            throw;
        }
    }

    protected override ReadOnlySpan<byte> SpanUnchecked(long offset, int length)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new ReadOnlySpan<byte>(_start + offset, length);
    }

    protected override void Dispose(bool disposing)
    {
        if (!_disposed)
        {
            _disposed = true;
            _start = null;
            if (disposing && _view is not null)
            {
                _view.SafeMemoryMappedViewHandle.ReleasePointer();
                _view.Dispose();
                _map!.Dispose();
            }
        }

        base.Dispose(disposing);
    }
}
