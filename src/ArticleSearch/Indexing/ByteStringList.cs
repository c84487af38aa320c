using System.Buffers.Binary;
using System.Text;

namespace ArticleSearch.Indexing;

/// <summary>Byte strings one after another in one array, numbered from 0, and their order.</summary>
internal sealed class ByteStringList
{
    // Beyond so many bytes alike, strings are compared in pairs: the recursion is as deep as this allows, and no deeper.
    private const int MaxDepth = 256;

    private byte[] _bytes;
    private int[] _ends;

    public ByteStringList(int count = 16, int bytes = 256)
    {
        _ends = new int[Math.Max(count, 16)];
        _bytes = new byte[Math.Max(bytes, 256)];
    }

    public int Count { get; private set; }

    /// <summary>How many bytes of memory the list takes.</summary>
    public long MemoryUsed => _bytes.Length + ((long)_ends.Length * sizeof(int));

    private int End => Count == 0 ? 0 : _ends[Count - 1];

    /// <summary>A string; valid until one is added.</summary>
    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            int start = index == 0 ? 0 : _ends[index - 1];
            return _bytes.AsSpan(start, _ends[index] - start);
        }
    }

    public void Add(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Room(value.Length));
        Close(value.Length);
    }

    /// <summary>Adds a text as UTF-8.</summary>
    public void AddUtf8(ReadOnlySpan<char> text) => Close(Encoding.UTF8.GetBytes(text, Room(Encoding.UTF8.GetMaxByteCount(text.Length))));

    /// <summary>Takes the last string away.</summary>
    public void RemoveLast() => Count--;

    /// <summary>Takes all strings away; the memory stays for those to come.</summary>
    public void Clear() => Count = 0;

    /// <summary>The numbers of all strings in ascending order of their bytes, equal strings in order of their numbers.</summary>
    /// <remarks>
    /// Eight bytes of each string at a time are sorted as one number; strings that are alike so far are sorted by the next eight.
    /// </remarks>
    public int[] Sorted()
    {
        int[] order = new int[Count];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Sort(order, new ulong[order.Length], new NumberSort(order.Length), depth: 0);
        return order;
    }

    private void Sort(Span<int> order, Span<ulong> keys, NumberSort sort, int depth)
    {
        for (int i = 0; i < order.Length; i++)
        {
            keys[i] = KeyAt(order[i], depth);
        }

        sort.Sort(keys, order);
        for (int start = 0; start < order.Length;)
        {
            int end = start + 1;
            while (end < order.Length && keys[end] == keys[start])
            {
                end++;
            }

            if (end - start > 1)
            {
                SortAlike(order[start..end], keys[start..end], sort, depth + sizeof(ulong));
            }

            start = end;
        }
    }

    // Strings alike in their first bytes (zeros beyond the end). Those that end before `depth` differ in length at most and
    // stand before the others.
    private void SortAlike(Span<int> order, Span<ulong> keys, NumberSort sort, int depth)
    {
        int ended = 0;
        for (int i = 0; i < order.Length; i++)
        {
            int length = this[order[i]].Length;
            if (length <= depth)
            {
                (order[ended], order[i]) = (order[i], order[ended]);
                keys[ended] = (ulong)length << 32 | (uint)order[ended];
                ended++;
            }
        }

        sort.Sort(keys[..ended], order[..ended]);
        if (order.Length - ended <= 1)
        {
            return;
        }

        if (depth < MaxDepth)
        {
            Sort(order[ended..], keys[ended..], sort, depth);
        }
        else
        {
            order[ended..].Sort((a, b) => this[a].SequenceCompareTo(this[b]) is var c && c != 0 ? c : a.CompareTo(b));
        }
    }

    private ulong KeyAt(int index, int depth)
    {
        var rest = this[index][depth..];
        if (rest.Length >= sizeof(ulong))
        {
            return BinaryPrimitives.ReadUInt64BigEndian(rest);
        }

        Span<byte> padded = stackalloc byte[sizeof(ulong)];
        padded.Clear();
        rest.CopyTo(padded);
        return BinaryPrimitives.ReadUInt64BigEndian(padded);
    }

    private Span<byte> Room(int length)
    {
        int end = End;
        if (length > _bytes.Length - end)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(_bytes.Length * 2L, (long)end + length)));
        }

        return _bytes.AsSpan(end);
    }

    private void Close(int length)
    {
        int end = End + length;
        if (Count == _ends.Length)
        {
            Array.Resize(ref _ends, Count * 2);
        }

        _ends[Count++] = end;
    }
}
