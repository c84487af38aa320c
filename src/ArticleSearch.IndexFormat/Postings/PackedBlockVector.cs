using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ArticleSearch.IndexFormat.Postings;

/// <summary>
/// The fast form of <see cref="PackedBlock"/>: four words of lanes at a time. Little-endian machines only. It reads and writes
/// past a block's end by up to two words, never past the padding its callers have checked to be there.
/// </summary>
internal static class PackedBlockVector
{
    // Two words more than there are lanes: the last of an odd number of half vectors is written whole.
    private const int Words = 64 + 4;

    [SkipLocalsInit]
    public static void Encode(ReadOnlySpan<int> values, int bits, Span<byte> destination)
    {
        Span<ulong> lanes = stackalloc ulong[Words];
        Span<ulong> packed = stackalloc ulong[Words];
        ref uint value = ref Unsafe.As<int, uint>(ref MemoryMarshal.GetReference(values));
        ref ulong lane = ref MemoryMarshal.GetReference(lanes);
        int width = PackedBlock.LaneWidth(bits);
        switch (width)
        {
            case 8:
                Collapse8(ref value, ref lane);
                break;
            case 16:
                Collapse16(ref value, ref lane);
                break;
            default:
                Collapse32(ref value, ref lane);
                break;
        }

        int stored = 2 * bits;
        ref ulong word = ref MemoryMarshal.GetReference(packed);
        int shift = width - bits;
        for (int i = 0; i < stored; i += 4)
        {
            (Vector256.LoadUnsafe(ref lane, (nuint)i) << shift).StoreUnsafe(ref word, (nuint)i);
        }

        int next = stored;
        for (shift -= bits; shift >= 0; shift -= bits)
        {
            for (int i = 0; i < stored; i += 4)
            {
                var sum = Vector256.LoadUnsafe(ref word, (nuint)i) | (Vector256.LoadUnsafe(ref lane, (nuint)(next + i)) << shift);
                sum.StoreUnsafe(ref word, (nuint)i);
            }

            next += stored;
        }

        int spare = shift + bits;
        if (spare > 0)
        {
            PackSpare(lanes[next..(2 * width)], bits, width, spare, packed);
        }

        MemoryMarshal.AsBytes(packed[..stored]).CopyTo(destination);
    }

    [SkipLocalsInit]
    public static void Decode(ReadOnlySpan<byte> source, int bits, Span<int> values)
    {
        Span<ulong> lanes = stackalloc ulong[Words];
        ref byte word = ref MemoryMarshal.GetReference(source);
        ref ulong lane = ref MemoryMarshal.GetReference(lanes);
        int width = PackedBlock.LaneWidth(bits);
        int stored = 2 * bits;
        var mask = Vector256.Create(PackedBlock.LaneMask(width, bits));
        int next = 0;
        int shift = width - bits;
        for (; shift >= 0; shift -= bits)
        {
            for (int i = 0; i < stored; i += 4)
            {
                var part = (Vector256.LoadUnsafe(ref word, (nuint)(8 * i)).AsUInt64() >>> shift) & mask;
                part.StoreUnsafe(ref lane, (nuint)(next + i));
            }

            next += stored;
        }

        int spare = shift + bits;
        if (spare > 0)
        {
            UnpackSpare(ref word, bits, width, spare, lanes[next..(2 * width)]);
        }

        ref uint value = ref Unsafe.As<int, uint>(ref MemoryMarshal.GetReference(values));
        switch (width)
        {
            case 8:
                Expand8(ref lane, ref value);
                break;
            case 16:
                Expand16(ref lane, ref value);
                break;
            default:
                Expand32(ref lane, ref value);
                break;
        }
    }

    /// <summary>Cuts the last words into what is left of each lane.</summary>
    private static void PackSpare(ReadOnlySpan<ulong> lanes, int bits, int width, int spare, Span<ulong> packed)
    {
        ulong unit = PackedBlock.LaneMask(width, 1);
        int word = 0;
        int room = spare;
        foreach (ulong lane in lanes)
        {
            ulong rest = lane;
            int left = bits;
            while (left > room)
            {
                left -= room;
                ulong low = rest & (unit * ((1UL << left) - 1));
                packed[word++] |= (rest ^ low) >> left;
                rest = low;
                room = spare;
            }

            room -= left;
            packed[word] |= rest << room;
            if (room == 0)
            {
                word++;
                room = spare;
            }
        }
    }

    /// <summary>Puts the last words together from what is left of each lane; a word is at least two pieces.</summary>
    private static void UnpackSpare(ref byte source, int bits, int width, int spare, Span<ulong> lanes)
    {
        ulong spareMask = PackedBlock.LaneMask(width, spare);
        ulong unit = PackedBlock.LaneMask(width, 1);
        ref byte word = ref source;
        ulong piece = Unsafe.ReadUnaligned<ulong>(ref word) & spareMask;
        int held = spare;
        for (int i = 0; i < lanes.Length; i++)
        {
            int left = bits;
            ulong lane = 0;
            while (left > held)
            {
                left -= held;
                lane |= piece << left;
                word = ref Unsafe.Add(ref word, 8);
                piece = Unsafe.ReadUnaligned<ulong>(ref word) & spareMask;
                held = spare;
            }

            held -= left;
            ulong rest = piece & (unit * ((1UL << held) - 1)); // what the next words are made of
            lanes[i] = lane | ((piece ^ rest) >> held);
            piece = rest;
            if (held == 0)
            {
                word = ref Unsafe.Add(ref word, 8);
                piece = Unsafe.ReadUnaligned<ulong>(ref word) & spareMask;
                held = spare;
            }
        }
    }

    private static void Expand8(ref ulong lane, ref uint value)
    {
        var mask = Vector256.Create(0xFFUL);
        for (nuint i = 0; i < 16; i += 8)
        {
            var low = Vector256.LoadUnsafe(ref lane, i);
            var high = Vector256.LoadUnsafe(ref lane, i + 4);
            Vector256.Narrow(low >>> 56, high >>> 56).StoreUnsafe(ref value, i);
            Vector256.Narrow((low >>> 48) & mask, (high >>> 48) & mask).StoreUnsafe(ref value, i + 16);
            Vector256.Narrow((low >>> 40) & mask, (high >>> 40) & mask).StoreUnsafe(ref value, i + 32);
            Vector256.Narrow((low >>> 32) & mask, (high >>> 32) & mask).StoreUnsafe(ref value, i + 48);
            Vector256.Narrow((low >>> 24) & mask, (high >>> 24) & mask).StoreUnsafe(ref value, i + 64);
            Vector256.Narrow((low >>> 16) & mask, (high >>> 16) & mask).StoreUnsafe(ref value, i + 80);
            Vector256.Narrow((low >>> 8) & mask, (high >>> 8) & mask).StoreUnsafe(ref value, i + 96);
            Vector256.Narrow(low & mask, high & mask).StoreUnsafe(ref value, i + 112);
        }
    }

    private static void Expand16(ref ulong lane, ref uint value)
    {
        var mask = Vector256.Create(0xFFFFUL);
        for (nuint i = 0; i < 32; i += 8)
        {
            var low = Vector256.LoadUnsafe(ref lane, i);
            var high = Vector256.LoadUnsafe(ref lane, i + 4);
            Vector256.Narrow(low >>> 48, high >>> 48).StoreUnsafe(ref value, i);
            Vector256.Narrow((low >>> 32) & mask, (high >>> 32) & mask).StoreUnsafe(ref value, i + 32);
            Vector256.Narrow((low >>> 16) & mask, (high >>> 16) & mask).StoreUnsafe(ref value, i + 64);
            Vector256.Narrow(low & mask, high & mask).StoreUnsafe(ref value, i + 96);
        }
    }

    private static void Expand32(ref ulong lane, ref uint value)
    {
        for (nuint i = 0; i < 64; i += 8)
        {
            var low = Vector256.LoadUnsafe(ref lane, i);
            var high = Vector256.LoadUnsafe(ref lane, i + 4);
            Vector256.Narrow(low >>> 32, high >>> 32).StoreUnsafe(ref value, i);
            Vector256.Narrow(low, high).StoreUnsafe(ref value, i + 64);
        }
    }

    private static void Collapse8(ref uint value, ref ulong lane)
    {
        for (nuint i = 0; i < 16; i += 8)
        {
            var low = Vector256<ulong>.Zero;
            var high = Vector256<ulong>.Zero;
            for (nuint row = 0; row < 128; row += 16)
            {
                var numbers = Vector256.LoadUnsafe(ref value, row + i);
                low = (low << 8) | Vector256.WidenLower(numbers);
                high = (high << 8) | Vector256.WidenUpper(numbers);
            }

            low.StoreUnsafe(ref lane, i);
            high.StoreUnsafe(ref lane, i + 4);
        }
    }

    private static void Collapse16(ref uint value, ref ulong lane)
    {
        for (nuint i = 0; i < 32; i += 8)
        {
            var low = Vector256<ulong>.Zero;
            var high = Vector256<ulong>.Zero;
            for (nuint row = 0; row < 128; row += 32)
            {
                var numbers = Vector256.LoadUnsafe(ref value, row + i);
                low = (low << 16) | Vector256.WidenLower(numbers);
                high = (high << 16) | Vector256.WidenUpper(numbers);
            }

            low.StoreUnsafe(ref lane, i);
            high.StoreUnsafe(ref lane, i + 4);
        }
    }

    private static void Collapse32(ref uint value, ref ulong lane)
    {
        for (nuint i = 0; i < 64; i += 8)
        {
            var first = Vector256.LoadUnsafe(ref value, i);
            var second = Vector256.LoadUnsafe(ref value, i + 64);
            ((Vector256.WidenLower(first) << 32) | Vector256.WidenLower(second)).StoreUnsafe(ref lane, i);
            ((Vector256.WidenUpper(first) << 32) | Vector256.WidenUpper(second)).StoreUnsafe(ref lane, i + 4);
        }
    }
}
