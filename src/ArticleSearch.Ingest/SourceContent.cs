using System.Buffers;
using System.Security.Cryptography;

namespace ArticleSearch.Ingest;

/// <summary>
/// The bytes of a file and the digest of these very bytes: a small file is read once and held, a large one is read twice, and
/// whether it was changed in between can be asked. It interprets nothing.
/// </summary>
internal sealed class SourceContent : IDisposable
{
    // Files up to this length are held in memory: nobody can change them between the digest and the reading.
    private const int HeldLength = 1 << 20;

    // So many bytes of SHA-256 tell two contents apart.
    private const int DigestBytes = 16;

    private readonly FileInfo _file;
    private readonly long _length;
    private readonly DateTime _modified;

    private SourceContent(FileInfo file, Stream stream, string? digest)
    {
        _file = file;
        _length = digest is null ? 0 : file.Length;
        _modified = digest is null ? default : file.LastWriteTimeUtc;
        Stream = stream;
        Digest = digest;
    }

    /// <summary>The bytes, from the start.</summary>
    public Stream Stream { get; }

    /// <summary>The first half of their SHA-256, in small hexadecimal digits; null of standard input, which can be read but once.</summary>
    public string? Digest { get; }

    /// <summary>Opens a file; null if it is empty. What is no file (a pipe, a device) counts as empty and is not opened.</summary>
    /// <exception cref="IOException">It can not be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static SourceContent? Open(SourceFile file, CancellationToken cancellation)
    {
        if (file.IsStandardInput)
        {
            return new SourceContent(new FileInfo(file.FullPath), Console.OpenStandardInput(), digest: null);
        }

        if (OpenStream(file, out var info) is not { } stream)
        {
            return null;
        }

        try
        {
            if (info.Length <= HeldLength)
            {
                // One byte more than its length, to see that there is none.
                byte[] bytes = new byte[(int)info.Length + 1];
                int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
                if (length < bytes.Length)
                {
                    stream.Dispose();
                    return new SourceContent(info, new MemoryStream(bytes, 0, length, writable: false), Hex(SHA256.HashData(bytes.AsSpan(0, length))));
                }
            }

            stream.Position = 0;
            string digest = Hash(stream, cancellation);
            stream.Position = 0;
            return new SourceContent(info, stream, digest);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The digest of a file's content; null if it is empty.</summary>
    /// <exception cref="IOException">It can not be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string? DigestOf(SourceFile file, CancellationToken cancellation)
    {
        using var stream = OpenStream(file, out _);
        return stream is null ? null : Hash(stream, cancellation);
    }

    /// <summary>Whether the file has been written to since it was opened, so that the digest may be of other bytes.</summary>
    public bool HasChanged()
    {
        if (Stream is MemoryStream || Digest is null)
        {
            return false;
        }

        _file.Refresh();
        return !_file.Exists || _file.Length != _length || _file.LastWriteTimeUtc != _modified;
    }

    public void Dispose() => Stream.Dispose();

    private static FileStream? OpenStream(SourceFile file, out FileInfo info)
    {
        info = SourceFile.ContentOf(new FileInfo(file.FullPath));

        // To open a pipe is to wait for someone to write into it.
        return info.Length == 0
            ? null
            : new FileStream(file.FullPath, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
    }

    private static string Hash(Stream stream, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 17);
        try
        {
            while (stream.Read(buffer) is var count and > 0)
            {
                hash.AppendData(buffer, 0, count);
                cancellation.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Hex(hash.GetHashAndReset());
    }

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash.AsSpan(0, DigestBytes));
}
