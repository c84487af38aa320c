using System.Buffers.Binary;
using System.Security.Cryptography;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Segments;

/// <summary>
/// Gives the sixteen-byte ids of segments and commits, by which files of different segments are told apart. Seeded, it gives
/// the same ids again, so that the same input makes the same index; unseeded, ids nobody has seen. Safe for many threads.
/// </summary>
internal sealed class IdSource
{
    private readonly byte[] _seed;
    private long _count;

    /// <summary>Ids that nobody has seen.</summary>
    public IdSource() => _seed = RandomNumberGenerator.GetBytes(32);

    /// <summary>Ids that follow from a seed alone. Different content must get a different seed.</summary>
    public IdSource(ReadOnlySpan<byte> seed) => _seed = SHA256.HashData(seed);

    public byte[] Next()
    {
        Span<byte> input = stackalloc byte[40];
        _seed.CopyTo(input);
        BinaryPrimitives.WriteInt64BigEndian(input[32..], Interlocked.Increment(ref _count));
        return SHA256.HashData(input)[..CodecHeader.IdLength];
    }
}
