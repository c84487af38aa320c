using System.Buffers.Binary;

namespace ArticleSearch.IndexFormat.StoredFields;

/// <summary>
/// Decodes the LZ4 block format (see <see cref="Lz4Compressor"/>). Trusts nothing: of any bytes it makes the wanted number of
/// bytes or says that it can not.
/// </summary>
internal static class Lz4Decoder
{
    private const int WideCopy = 16;

    /// <summary>Fills <paramref name="output"/>; the block must give as many bytes, or more (the rest is then left undecoded).</summary>
    /// <param name="input">The compressed block.</param>
    /// <param name="dictionary">The bytes that were the compressor's dictionary.</param>
    /// <param name="output">Receives the bytes.</param>
    /// <param name="consumed">How many bytes of the input were read.</param>
    /// <returns>Whether the block could be decoded.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> input, ReadOnlySpan<byte> dictionary, Span<byte> output, out int consumed)
    {
        int read = 0;
        int written = 0;
        consumed = 0;
        while (true)
        {
            if (read >= input.Length)
            {
                return false;
            }

            int token = input[read++];
            int literals = token >> 4;
            if (literals == 15 && !TryReadLength(input, ref read, ref literals))
            {
                return false;
            }

            if (literals > input.Length - read)
            {
                return false;
            }

            if (literals >= output.Length - written)
            {
                int wanted = output.Length - written;
                input.Slice(read, wanted).CopyTo(output[written..]);
                consumed = read + wanted;
                return true;
            }

            if (literals <= WideCopy && input.Length - read >= WideCopy && output.Length - written >= WideCopy)
            {
                // Most runs are short: what is copied too much is written over.
                input.Slice(read, WideCopy).CopyTo(output.Slice(written, WideCopy));
            }
            else
            {
                input.Slice(read, literals).CopyTo(output[written..]);
            }

            read += literals;
            written += literals;
            if (input.Length - read < 2)
            {
                return false;
            }

            int distance = BinaryPrimitives.ReadUInt16LittleEndian(input[read..]);
            read += 2;
            int length = token & 15;
            if (length == 15 && !TryReadLength(input, ref read, ref length))
            {
                return false;
            }

            length = Math.Min(length + Lz4Compressor.MinMatch, output.Length - written);
            if (distance == 0 || distance > written + dictionary.Length)
            {
                return false;
            }

            if (length <= WideCopy && distance >= length && distance <= written && output.Length - written >= WideCopy)
            {
                output.Slice(written - distance, WideCopy).CopyTo(output.Slice(written, WideCopy));
            }
            else
            {
                CopyMatch(dictionary, output, written, distance, length);
            }

            written += length;
            if (written == output.Length)
            {
                consumed = read;
                return true;
            }
        }
    }

    private static bool TryReadLength(ReadOnlySpan<byte> input, ref int read, ref int length)
    {
        byte more;
        do
        {
            if (read >= input.Length)
            {
                return false;
            }

            more = input[read++];
            length += more; // can not overflow: the input has less than 2^31 / 255 bytes that are read so
        }
        while (more == 255 && length < int.MaxValue - 512);

        return length < int.MaxValue - 512;
    }

    private static void CopyMatch(ReadOnlySpan<byte> dictionary, Span<byte> output, int written, int distance, int length)
    {
        int source = written - distance;
        if (source < 0)
        {
            var fromDictionary = dictionary[(dictionary.Length + source)..];
            int part = Math.Min(length, fromDictionary.Length);
            fromDictionary[..part].CopyTo(output[written..]);
            written += part;
            length -= part;
            source = 0;
        }

        if (distance >= length)
        {
            output.Slice(source, length).CopyTo(output[written..]);
            return;
        }

        // The match overlaps what it makes: a short pattern repeats.
        for (int end = written + length; written < end; written++)
        {
            output[written] = output[source++];
        }
    }
}
