using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ArticleSearch.Analysis.Lexicon;

/// <summary>
/// Bytes that are never moved, read where they stand: those of a resource, in the pages of the assembly's own file. It copies nothing
/// that needs no copy, and hands out spans, never a pointer.
/// </summary>
internal sealed unsafe class FixedBytes
{
    private readonly byte* _start;
    private readonly int _length;

    // As long as these bytes are in use, what holds them is.
    private readonly object _owner;

    private FixedBytes(byte* start, int length, object owner)
    {
        _start = start;
        _length = length;
        _owner = owner;
    }

    public ReadOnlySpan<byte> Span => new(_start, _length);

    /// <summary>The bytes of a resource; null if the assembly has none of that name.</summary>
    public static FixedBytes? OfResource(Assembly assembly, string name)
    {
        var stream = assembly.GetManifestResourceStream(name);
        if (stream is UnmanagedMemoryStream { Length: <= int.MaxValue } inPlace)
        {
            return new FixedBytes(inPlace.PositionPointer, (int)inPlace.Length, inPlace);
        }

        using (stream)
        {
            return stream is null ? null : Read(stream);
        }
    }

    /// <summary>The bytes of an array, which may be changed: they are read when they are asked for.</summary>
    /// <param name="pinned">It was allocated as one that is never moved.</param>
    public static FixedBytes Of(byte[] pinned) =>
        new((byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned)), pinned.Length, pinned);

    /// <summary>What a stream holds, read into memory.</summary>
    public static FixedBytes Read(Stream stream)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(checked((int)stream.Length), pinned: true);
        stream.ReadExactly(bytes);
        return Of(bytes);
    }
}
