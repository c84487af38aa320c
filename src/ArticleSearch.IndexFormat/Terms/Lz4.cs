using System.Buffers.Binary;
using System.Diagnostics;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Terms;

/// <summary>The block format of LZ4 (Collet, 2011), read. Never reads past its input or writes past its output.</summary>
/// <remarks>
/// <code>
/// Block     Sequence*, the last without its match
/// Sequence  Byte literals &lt;&lt; 4 | match - 4, [More], literals × Byte, Byte distance low, Byte distance high, [More]
/// More      where one of the four-bit numbers is 15: bytes that are added to it, up to and with the first that is not FF
/// </code>
/// Example: <c>40 61 62 63 64</c> is "abcd"; <c>11 61 01 00 50 62 63 64 65 66</c> is six times "a", then "bcdef".
/// </remarks>
internal static class Lz4
{
    public const int MinMatch = 4;

    /// <summary>Whether at least <paramref name="length"/> bytes stand here, without unpacking them.</summary>
    public static bool HasLength(ByteCursor input, int length)
    {
        long unpacked = 0;
        while (true)
        {
            int token = input.ReadByte();
            int literals = ReadLength(ref input, token >> 4);
            input.Skip(literals);
            unpacked += literals;
            if (unpacked >= length)
            {
                return unpacked == length;
            }

            input.Skip(2);
            unpacked += ReadLength(ref input, token & 15) + MinMatch;
            if (unpacked >= length)
            {
                return unpacked == length;
            }
        }
    }

    /// <summary>Unpacks exactly as many bytes as <paramref name="output"/> has room for.</summary>
    /// <exception cref="CorruptIndexException">Something else stands there.</exception>
    public static void Decompress(ref ByteCursor input, Span<byte> output)
    {
        int at = 0;
        do
        {
            int token = input.ReadByte();
            int literals = ReadLength(ref input, token >> 4);
            if (literals > output.Length - at)
            {
                input.Throw($"{literals} literals do not fit into the last {output.Length - at} of {output.Length} bytes");
            }

            input.ReadBytes(literals).CopyTo(output[at..]);
            at += literals;
            if (at == output.Length)
            {
                return;
            }

            int distance = input.ReadByte() | input.ReadByte() << 8;
            int match = ReadLength(ref input, token & 15) + MinMatch;
            if (distance == 0 || distance > at || match > output.Length - at)
            {
                input.Throw($"a match of {match} bytes, {distance} back, at {at} of {output.Length}");
            }

            if (distance >= match)
            {
                output.Slice(at - distance, match).CopyTo(output[at..]);
            }
            else
            {
                for (int i = at; i < at + match; i++)
                {
                    output[i] = output[i - distance];
                }
            }

            at += match;
        }
        while (at < output.Length);
    }

    private static int ReadLength(ref ByteCursor input, int length)
    {
        if (length == 15)
        {
            int more;
            do
            {
                more = input.ReadByte();
                length += more;
                if (length < 0)
                {
                    input.Throw("a length has more than 31 bits");
                }
            }
            while (more == 0xFF);
        }

        return length;
    }
}

/// <summary>
/// Packs short runs of bytes as LZ4, looking at every earlier place with the same four bytes: slow for long runs, small results.
/// Reused from run to run without being cleared.
/// </summary>
internal sealed class Lz4Compressor
{
    private const int HashBits = 13;
    private const int MaxDistance = 1 << 16;
    private const int MaxMisses = 256;
    private const int LastLiterals = 5;

    // Places are counted through all runs, so that what an earlier run left behind lies before the current one's start.
    private readonly int[] _heads = new int[1 << HashBits];
    private int[] _previous = new int[1024];
    private int _base = 1;

    public void Compress(ReadOnlySpan<byte> bytes, MemoryOutput output)
    {
        if (_base > int.MaxValue - bytes.Length)
        {
            Array.Clear(_heads);
            _base = 1;
        }

        if (_previous.Length < bytes.Length)
        {
            _previous = new int[Math.Max(bytes.Length, _previous.Length * 2)];
        }

        int anchor = 0;
        int at = 0;
        int known = 0;
        int matchLimit = bytes.Length - LastLiterals;
        while (at < matchLimit - Lz4.MinMatch)
        {
            for (; known < at; known++)
            {
                Remember(bytes, known);
            }

            var (place, length) = FindMatch(bytes, at, matchLimit);
            if (length == 0)
            {
                at++;
                continue;
            }

            WriteSequence(bytes[anchor..at], at - place, length, output);
            at += length;
            anchor = at;
        }

        WriteLiterals(bytes[anchor..], match: 0, output);
        _base += bytes.Length;
    }

    private static int Hash(uint four) => (int)(four * 2654435761u >> (32 - HashBits));

    private void Remember(ReadOnlySpan<byte> bytes, int at)
    {
        ref int head = ref _heads[Hash(BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]))];
        _previous[at] = head - _base; // negative where the run has none
        head = _base + at;
    }

    /// <summary>The longest match, the nearest among the longest; its length is 0 if there is none.</summary>
    private (int Place, int Length) FindMatch(ReadOnlySpan<byte> bytes, int at, int limit)
    {
        uint four = BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
        var rest = bytes[at..limit];
        int best = 0;
        int bestPlace = 0;
        int misses = 0;
        for (int place = _heads[Hash(four)] - _base;
            place >= 0 && at - place < MaxDistance && misses < MaxMisses && best < rest.Length;
            place = _previous[place])
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[place..]) != four)
            {
                misses++;
                continue;
            }

            int length = bytes[place..limit].CommonPrefixLength(rest);
            if (length > best)
            {
                best = length;
                bestPlace = place;
            }
        }

        Debug.Assert(best is 0 or >= Lz4.MinMatch, "Four equal bytes are a match.");
        return (bestPlace, best);
    }

    private static void WriteSequence(ReadOnlySpan<byte> literals, int distance, int length, MemoryOutput output)
    {
        int match = length - Lz4.MinMatch;
        WriteLiterals(literals, match, output);
        output.WriteByte((byte)distance);
        output.WriteByte((byte)(distance >> 8));
        WriteMore(match, output);
    }

    private static void WriteLiterals(ReadOnlySpan<byte> literals, int match, MemoryOutput output)
    {
        output.WriteByte((byte)(Math.Min(literals.Length, 15) << 4 | Math.Min(match, 15)));
        WriteMore(literals.Length, output);
        output.WriteBytes(literals);
    }

    private static void WriteMore(int number, MemoryOutput output)
    {
        if (number >= 15)
        {
            for (number -= 15; number >= 0xFF; number -= 0xFF)
            {
                output.WriteByte(0xFF);
            }

            output.WriteByte((byte)number);
        }
    }
}
