using System.Buffers.Binary;
using System.Diagnostics;
using ArticleSearch.IndexFormat.StoredFields;

namespace ArticleSearch.IndexFormat.Terms;

/// <summary>
/// Compresses short runs of bytes into the LZ4 block format (see <see cref="Lz4Compressor"/>), small rather than fast: it looks
/// at every earlier place with the same four bytes. Reused from run to run without being cleared; the same input gives the same
/// output, whatever was compressed before.
/// </summary>
internal sealed class Lz4ExhaustiveCompressor
{
    private const int HashBits = 12;
    private const int MaxDistance = 1 << 16;

    /// <summary>How many places with the same hash but other bytes are passed over before the search is given up.</summary>
    private const int MaxMisses = 256;

    // Places are counted through all runs, so that what an earlier run left behind lies before the current one's start.
    private readonly int[] _heads = new int[1 << HashBits];
    private int[] _previous = new int[1024];
    private int _base = 1;

    /// <summary>Compresses a run.</summary>
    /// <param name="input">The run.</param>
    /// <param name="output">Room for <see cref="Lz4Compressor.MaxCompressedLength"/>.</param>
    /// <returns>The length of the compressed bytes.</returns>
    public int Compress(ReadOnlySpan<byte> input, Span<byte> output)
    {
        if (_base > int.MaxValue - input.Length)
        {
            Array.Clear(_heads);
            _base = 1;
        }

        if (_previous.Length < input.Length)
        {
            _previous = new int[Math.Max(input.Length, _previous.Length * 2)];
        }

        int anchor = 0;
        int position = 0;
        int remembered = 0;
        int written = 0;
        int matchEnd = input.Length - Lz4Compressor.LastLiterals;
        while (position < matchEnd - Lz4Compressor.MinMatch)
        {
            for (; remembered < position; remembered++)
            {
                Remember(input, remembered);
            }

            var (place, length) = FindMatch(input, position, matchEnd);
            if (length == 0)
            {
                position++;
                continue;
            }

            written = Lz4Compressor.WriteSequence(input[anchor..position], position - place, length, output, written);
            position += length;
            anchor = position;
        }

        _base += input.Length;
        return Lz4Compressor.WriteLiterals(input[anchor..], output, written, matchToken: 0);
    }

    private static int Hash(uint bytes) => (int)(bytes * 2654435761u >> (32 - HashBits));

    private void Remember(ReadOnlySpan<byte> input, int position)
    {
        ref int head = ref _heads[Hash(BinaryPrimitives.ReadUInt32LittleEndian(input[position..]))];
        _previous[position] = head - _base; // negative where the run has none
        head = _base + position;
    }

    /// <summary>The longest match, the nearest among the longest; its length is 0 if there is none.</summary>
    private (int Place, int Length) FindMatch(ReadOnlySpan<byte> input, int position, int matchEnd)
    {
        uint here = BinaryPrimitives.ReadUInt32LittleEndian(input[position..]);
        var rest = input[position..matchEnd];
        int best = 0;
        int bestPlace = 0;
        int misses = 0;
        for (int place = _heads[Hash(here)] - _base;
            place >= 0 && position - place < MaxDistance && misses < MaxMisses && best < rest.Length;
            place = _previous[place])
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(input[place..]) != here)
            {
                misses++;
                continue;
            }

            int length = input[place..matchEnd].CommonPrefixLength(rest);
            if (length > best)
            {
                best = length;
                bestPlace = place;
            }
        }

        Debug.Assert(best is 0 or >= Lz4Compressor.MinMatch, "Four equal bytes are a match.");
        return (bestPlace, best);
    }
}
