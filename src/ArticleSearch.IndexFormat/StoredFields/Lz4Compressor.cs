using System.Buffers.Binary;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ArticleSearch.IndexFormat.StoredFields;

/// <summary>
/// Compresses blocks of bytes into the LZ4 block format, fast rather than small: one hash table of the places where five bytes
/// were last seen, no search beyond it. The same input gives the same output, whatever was compressed before.
/// </summary>
/// <remarks>
/// <code>
/// Block      Sequence*, the last one of literals alone
/// Sequence   Byte token (high half: literals, low half: match length less 4; 15 means that more bytes follow, each added,
///            as long as they are 255), literals, UInt16 little-endian distance back, the rest of the match length
/// </code>
/// A match starts at least 12 bytes before the end of the block and ends at least 5 bytes before it. Example: ten times <c>ab</c> is
/// <c>29 61 62 02 00</c> (<c>ab</c>, then 13 bytes from 2 back) and <c>50 62 61 62 61 62</c> (the last five bytes).
/// </remarks>
internal sealed class Lz4Compressor
{
    internal const int MinMatch = 4;
    internal const int LastLiterals = 5;
    internal const int MatchMargin = 12;
    private const int WideCopy = 16;

    // Of 4 to 7 bytes and 12 to 15 bits these two did best on French text: the output is smaller by 2 % than with four bytes and
    // 14 bits, as fewer matches are worth so little, and it is faster by a tenth. A larger table gives another 2 %, and is slower.
    private const int HashedBytes = 5;
    private const int HashBits = 13;

    /// <summary>
    /// The low sixteen bits of the last place where a hash was seen. As a match lies less than 65,536 bytes back, they are the
    /// whole of it.
    /// </summary>
    private readonly ushort[] _table = new ushort[1 << HashBits];

    /// <summary>The most bytes that <paramref name="length"/> bytes can become.</summary>
    public static int MaxCompressedLength(int length) => checked(length + length / 255 + 16);

    /// <summary>Compresses what follows a dictionary, so that a decoder needs the same dictionary.</summary>
    /// <param name="input">The dictionary, then the bytes to compress.</param>
    /// <param name="dictionaryLength">The length of the dictionary; 0 for none.</param>
    /// <param name="output">Room for <see cref="MaxCompressedLength"/>.</param>
    /// <returns>The length of the compressed bytes.</returns>
    public int Compress(ReadOnlySpan<byte> input, int dictionaryLength, Span<byte> output)
    {
        Debug.Assert(output.Length >= MaxCompressedLength(input.Length - dictionaryLength));
        int anchor = dictionaryLength; // what comes before it is written
        int written = 0;
        int lastMatch = input.Length - MatchMargin;
        if (lastMatch > dictionaryLength)
        {
            var table = _table.AsSpan();
            table.Clear();
            for (int i = 0; i < dictionaryLength; i++)
            {
                table[Hash(Load(input, i))] = (ushort)i;
            }

            int matchEnd = input.Length - LastLiterals;
            int position = dictionaryLength;
            int misses = 1 << 6;
            while (position <= lastMatch)
            {
                ulong here = Load(input, position);
                ref ushort entry = ref table[Hash(here)];
                int distance = (ushort)(position - entry);
                entry = (ushort)position;
                int candidate = position - distance;
                if (distance == 0 || candidate < 0 || (uint)Load(input, candidate) != (uint)here)
                {
                    // Where nothing repeats, look at fewer and fewer places.
                    position += misses++ >> 6;
                    continue;
                }

                misses = 1 << 6;
                while (position > anchor && candidate > 0 && input[position - 1] == input[candidate - 1])
                {
                    position--;
                    candidate--;
                }

                int length = MinMatch + CommonLength(input, candidate + MinMatch, position + MinMatch, matchEnd);
                written = WriteSequence(input[anchor..], position - anchor, distance, length, output, written);
                position += length;
                anchor = position;
                if (position <= lastMatch)
                {
                    table[Hash(Load(input, position - 2))] = (ushort)(position - 2);
                }
            }
        }

        return WriteLiterals(input[anchor..], output, written, matchToken: 0);
    }

    /// <summary>Writes literals and the match that follows them; returns where the output ends now.</summary>
    internal static int WriteSequence(ReadOnlySpan<byte> literals, int distance, int length, Span<byte> output, int written) =>
        WriteSequence(literals, literals.Length, distance, length, output, written);

    /// <summary>Writes the literals of a sequence; returns where the output ends now.</summary>
    internal static int WriteLiterals(ReadOnlySpan<byte> literals, Span<byte> output, int written, int matchToken) =>
        WriteLiterals(literals, literals.Length, output, written, matchToken);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Load(ReadOnlySpan<byte> input, int position) =>
        BinaryPrimitives.ReadUInt64LittleEndian(input.Slice(position, sizeof(ulong)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Hash(ulong bytes) =>
        (int)(((bytes << (64 - 8 * HashedBytes)) * 0x9E3779B97F4A7C15UL) >> (64 - HashBits));

    /// <summary>How many bytes from two places on are equal, as far as the later one may go.</summary>
    private static int CommonLength(ReadOnlySpan<byte> input, int first, int second, int end)
    {
        int start = second;
        while (second <= end - 8)
        {
            ulong difference = BinaryPrimitives.ReadUInt64LittleEndian(input[first..])
                ^ BinaryPrimitives.ReadUInt64LittleEndian(input[second..]);
            if (difference != 0)
            {
                return second - start + (BitOperations.TrailingZeroCount(difference) >> 3);
            }

            first += 8;
            second += 8;
        }

        while (second < end && input[first] == input[second])
        {
            first++;
            second++;
        }

        return second - start;
    }

    /// <param name="input">What starts with the literals.</param>
    /// <param name="literals">How many there are.</param>
    /// <param name="distance">How far back the match is.</param>
    /// <param name="length">Its length.</param>
    /// <param name="output">What is written to.</param>
    /// <param name="written">How much of it is written.</param>
    private static int WriteSequence(
        ReadOnlySpan<byte> input, int literals, int distance, int length, Span<byte> output, int written)
    {
        Debug.Assert(distance is > 0 and <= ushort.MaxValue && length >= MinMatch);
        int rest = length - MinMatch;
        written = WriteLiterals(input, literals, output, written, Math.Min(rest, 15));
        BinaryPrimitives.WriteUInt16LittleEndian(output[written..], (ushort)distance);
        written += 2;
        return rest < 15 ? written : WriteLength(rest - 15, output, written);
    }

    private static int WriteLiterals(ReadOnlySpan<byte> input, int literals, Span<byte> output, int written, int matchToken)
    {
        output[written++] = (byte)(Math.Min(literals, 15) << 4 | matchToken);
        if (literals >= 15)
        {
            written = WriteLength(literals - 15, output, written);
        }

        if (literals <= WideCopy && input.Length >= WideCopy && output.Length - written >= WideCopy)
        {
            // Most runs are short: what is copied too much is written over.
            input[..WideCopy].CopyTo(output.Slice(written, WideCopy));
        }
        else
        {
            input[..literals].CopyTo(output[written..]);
        }

        return written + literals;
    }

    private static int WriteLength(int length, Span<byte> output, int written)
    {
        for (; length >= 255; length -= 255)
        {
            output[written++] = 255;
        }

        output[written++] = (byte)length;
        return written;
    }
}
