using System.Diagnostics;

namespace ArticleSearch.Indexing;

/// <summary>
/// Sorts numbers with what belongs to them, by their bytes, the lowest first; equal numbers keep their order. It compares no two of
/// them but where there are few.
/// </summary>
/// <remarks>
/// The runtime's own sort of two spans is compiled when it is first run, which costs the one flush of a short run more than all its
/// sorting. Numbers that begin alike, as ids do, take a pass for each byte in which they differ, and no more.
/// </remarks>
internal sealed class NumberSort(int capacity)
{
    private const int Few = 40;
    private const int Bytes = sizeof(ulong);
    private const int Values = 256;

    private readonly ulong[] _keys = new ulong[capacity > Few ? capacity : 0];
    private readonly int[] _items = new int[capacity > Few ? capacity : 0];
    private readonly int[] _counts = new int[Bytes * Values];

    /// <summary>Sorts at most as many numbers as there is room for.</summary>
    public void Sort(Span<ulong> keys, Span<int> items)
    {
        Debug.Assert(keys.Length == items.Length && (keys.Length <= Few || keys.Length <= _keys.Length), "there is room for them");
        if (keys.Length <= Few)
        {
            SortFew(keys, items);
        }
        else
        {
            SortMany(keys, items);
        }
    }

    private static void SortFew(Span<ulong> keys, Span<int> items)
    {
        for (int i = 1; i < keys.Length; i++)
        {
            ulong key = keys[i];
            int item = items[i];
            int place = i;
            while (place > 0 && keys[place - 1] > key)
            {
                keys[place] = keys[place - 1];
                items[place] = items[place - 1];
                place--;
            }

            keys[place] = key;
            items[place] = item;
        }
    }

    private void SortMany(Span<ulong> keys, Span<int> items)
    {
        Count(keys);
        var from = keys;
        var fromItems = items;
        var to = _keys.AsSpan(0, keys.Length);
        var toItems = _items.AsSpan(0, keys.Length);
        for (int digit = 0; digit < Bytes; digit++)
        {
            int shift = digit * 8;
            var counts = _counts.AsSpan(digit * Values, Values);
            if (counts[(byte)(keys[0] >> shift)] == keys.Length)
            {
                continue; // all alike
            }

            int next = 0;
            for (int value = 0; value < counts.Length; value++)
            {
                (counts[value], next) = (next, next + counts[value]);
            }

            for (int i = 0; i < from.Length; i++)
            {
                int place = counts[(byte)(from[i] >> shift)]++;
                to[place] = from[i];
                toItems[place] = fromItems[i];
            }

            var last = from;
            from = to;
            to = last;
            var lastItems = fromItems;
            fromItems = toItems;
            toItems = lastItems;
        }

        if (from != keys)
        {
            from.CopyTo(keys);
            fromItems.CopyTo(items);
        }
    }

    // How often each value occurs in each byte.
    private void Count(ReadOnlySpan<ulong> keys)
    {
        int[] counts = _counts;
        counts.AsSpan().Clear();
        foreach (ulong key in keys)
        {
            counts[(byte)key]++;
            counts[Values + (byte)(key >> 8)]++;
            counts[(2 * Values) + (byte)(key >> 16)]++;
            counts[(3 * Values) + (byte)(key >> 24)]++;
            counts[(4 * Values) + (byte)(key >> 32)]++;
            counts[(5 * Values) + (byte)(key >> 40)]++;
            counts[(6 * Values) + (byte)(key >> 48)]++;
            counts[(7 * Values) + (byte)(key >> 56)]++;
        }
    }
}
