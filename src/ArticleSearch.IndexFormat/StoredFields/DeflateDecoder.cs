using System.Buffers.Binary;
using System.IO.Compression;

namespace ArticleSearch.IndexFormat.StoredFields;

/// <summary>
/// Decodes raw DEFLATE (RFC 1951) that was compressed with a preset dictionary. The base library takes no dictionary, but a
/// dictionary is nothing but bytes that came before: they are put before the stream as stored blocks and left out of the result.
/// </summary>
/// <remarks>
/// <code>
/// Stored block   Byte 0 (not the last block, kind 0), UInt16 little-endian length, UInt16 its complement, bytes
/// </code>
/// </remarks>
internal static class DeflateDecoder
{
    private const int StoredHeader = 5;
    private const int StoredLimit = ushort.MaxValue;

    /// <summary>Fills <paramref name="output"/>; false if the stream does not give exactly so many bytes.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> input, ReadOnlySpan<byte> dictionary, Span<byte> output)
    {
        int blocks = (dictionary.Length + StoredLimit - 1) / StoredLimit;
        byte[] stream = new byte[blocks * StoredHeader + dictionary.Length + input.Length];
        int position = 0;
        for (var rest = dictionary; !rest.IsEmpty;)
        {
            int length = Math.Min(rest.Length, StoredLimit);
            BinaryPrimitives.WriteUInt16LittleEndian(stream.AsSpan(position + 1), (ushort)length);
            BinaryPrimitives.WriteUInt16LittleEndian(stream.AsSpan(position + 3), (ushort)~length);
            rest[..length].CopyTo(stream.AsSpan(position + StoredHeader));
            position += StoredHeader + length;
            rest = rest[length..];
        }

        input.CopyTo(stream.AsSpan(position));
        try
        {
            using var decoder = new DeflateStream(new MemoryStream(stream, writable: false), CompressionMode.Decompress);
            return TrySkip(decoder, dictionary.Length)
                && decoder.ReadAtLeast(output, output.Length, throwOnEndOfStream: false) == output.Length
                && decoder.ReadByte() < 0;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return false;
        }
    }

    private static bool TrySkip(DeflateStream stream, int count)
    {
        Span<byte> scratch = stackalloc byte[1024];
        while (count > 0)
        {
            int read = stream.Read(scratch[..Math.Min(count, scratch.Length)]);
            if (read == 0)
            {
                return false;
            }

            count -= read;
        }

        return true;
    }
}
