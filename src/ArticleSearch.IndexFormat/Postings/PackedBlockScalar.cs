using System.Buffers.Binary;

namespace ArticleSearch.IndexFormat.Postings;

/// <summary>
/// The obvious form of <see cref="PackedBlock"/>: moves words of lanes with plain 64-bit arithmetic. It is what the vector form
/// is tested against, and what runs where there are no vector instructions.
/// </summary>
internal static class PackedBlockScalar
{
    public static void Encode(ReadOnlySpan<int> values, int bits, Span<byte> destination)
    {
        int width = PackedBlock.LaneWidth(bits);
        int words = 2 * width;
        Span<ulong> lanes = stackalloc ulong[words];
        for (int word = 0; word < words; word++)
        {
            ulong lane = 0;
            for (int i = word; i < PackedBlock.Length; i += words)
            {
                lane = (lane << width) | (uint)values[i];
            }

            lanes[word] = lane;
        }

        int stored = 2 * bits;
        Span<ulong> packed = stackalloc ulong[stored];
        packed.Clear();
        int next = 0;
        int shift = width - bits;
        for (; shift >= 0; shift -= bits)
        {
            for (int i = 0; i < stored; i++)
            {
                packed[i] |= lanes[next++] << shift;
            }
        }

        int spare = shift + bits;
        PackSpare(lanes[next..], bits, width, spare, packed);
        for (int i = 0; i < stored; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(destination[(8 * i)..], packed[i]);
        }
    }

    public static void Decode(ReadOnlySpan<byte> source, int bits, Span<int> values)
    {
        int width = PackedBlock.LaneWidth(bits);
        int words = 2 * width;
        int stored = 2 * bits;
        Span<ulong> packed = stackalloc ulong[stored];
        for (int i = 0; i < stored; i++)
        {
            packed[i] = BinaryPrimitives.ReadUInt64LittleEndian(source[(8 * i)..]);
        }

        Span<ulong> lanes = stackalloc ulong[words];
        ulong mask = PackedBlock.LaneMask(width, bits);
        int next = 0;
        int shift = width - bits;
        for (; shift >= 0; shift -= bits)
        {
            for (int i = 0; i < stored; i++)
            {
                lanes[next++] = (packed[i] >> shift) & mask;
            }
        }

        int spare = shift + bits;
        UnpackSpare(packed, bits, width, spare, lanes[next..]);
        uint valueMask = uint.MaxValue >> (32 - width);
        for (int i = 0; i < PackedBlock.Length; i++)
        {
            int lane = i / words;
            values[i] = (int)((uint)(lanes[i % words] >> (64 - width - (lane * width))) & valueMask);
        }
    }

    /// <summary>Cuts the last words into what is left of each lane: <paramref name="spare"/> bits.</summary>
    public static void PackSpare(ReadOnlySpan<ulong> lanes, int bits, int width, int spare, Span<ulong> packed)
    {
        int word = 0;
        int room = spare;
        foreach (ulong lane in lanes)
        {
            for (int left = bits; left > 0;)
            {
                int taken = Math.Min(left, room);
                left -= taken;
                room -= taken;
                packed[word] |= ((lane >> left) & PackedBlock.LaneMask(width, taken)) << room;
                if (room == 0)
                {
                    room = spare;
                    word++;
                }
            }
        }
    }

    /// <summary>Puts the last words together from what is left of each lane.</summary>
    public static void UnpackSpare(ReadOnlySpan<ulong> packed, int bits, int width, int spare, Span<ulong> lanes)
    {
        int word = 0;
        int held = spare;
        for (int i = 0; i < lanes.Length; i++)
        {
            ulong lane = 0;
            for (int left = bits; left > 0;)
            {
                int taken = Math.Min(left, held);
                left -= taken;
                held -= taken;
                lane |= ((packed[word] >> held) & PackedBlock.LaneMask(width, taken)) << left;
                if (held == 0)
                {
                    held = spare;
                    word++;
                }
            }

            lanes[i] = lane;
        }
    }
}
