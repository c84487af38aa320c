namespace ArticleSearch.Indexing;

/// <summary>
/// Knows which articles are surely not in the segments yet, so that adding a new one costs no look into them. It keeps a hash of
/// each id, and may take an article for one that it is not; never the other way round.
/// </summary>
internal sealed class IdFilter
{
    // Beyond so many it gives up, rather than take more memory: 64 MiB.
    private const int MaxCount = 1 << 22;

    private ulong[] _slots = new ulong[1024];
    private int _count;
    private bool _hasGivenUp;

    /// <summary>Whether an article of the id may have been added.</summary>
    public bool MayContain(ReadOnlySpan<char> id) => _hasGivenUp || _slots[Find(Hash(id))] != 0;

    public void Add(ReadOnlySpan<char> id)
    {
        if (_hasGivenUp)
        {
            return;
        }

        ulong hash = Hash(id);
        int slot = Find(hash);
        if (_slots[slot] != 0)
        {
            return;
        }

        if (_count == MaxCount)
        {
            _hasGivenUp = true;
            _slots = [];
            return;
        }

        _slots[slot] = hash;
        if (++_count > _slots.Length / 2)
        {
            Grow();
        }
    }

    // Never 0, which marks a free slot.
    private static ulong Hash(ReadOnlySpan<char> id)
    {
        ulong hash = (uint)id.Length;
        foreach (char c in id)
        {
            hash = (hash ^ c) * 0x9E3779B97F4A7C15;
            hash ^= hash >> 29;
        }

        hash *= 0xBF58476D1CE4E5B9;
        return (hash ^ hash >> 32) | 1;
    }

    private int Find(ulong hash)
    {
        int mask = _slots.Length - 1;
        int slot = (int)(hash >> 1) & mask;
        while (_slots[slot] != 0 && _slots[slot] != hash)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private void Grow()
    {
        ulong[] old = _slots;
        _slots = new ulong[old.Length * 2];
        _slots.AsSpan().Clear(); // written before it is read: a page read first is mapped twice, the second time at the cost of all cores
        foreach (ulong hash in old)
        {
            if (hash != 0)
            {
                _slots[Find(hash)] = hash;
            }
        }
    }
}
