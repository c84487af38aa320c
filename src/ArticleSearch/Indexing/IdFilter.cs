namespace ArticleSearch.Indexing;

/// <summary>
/// Knows which articles are surely not in the segments yet, so that adding a new one costs no look into them. It keeps the hash that a
/// <see cref="TermTable"/> has of each id, and may take an article for one that it is not; never the other way round.
/// </summary>
internal sealed class IdFilter
{
    // Beyond so many it gives up, rather than take more memory: 32 MiB.
    private const int MaxCount = 1 << 22;

    private uint[] _slots = new uint[1024];
    private int _count;
    private bool _hasGivenUp;

    /// <summary>Whether an article of the id may have been added.</summary>
    public bool MayContain(ReadOnlySpan<char> id) => MayContain(TermTable.HashOf(id));

    /// <summary>Whether an article may have been added whose id has this hash in a <see cref="TermTable"/>.</summary>
    public bool MayContain(uint hash) => _hasGivenUp || _slots[Find(Mark(hash))] != 0;

    public void Add(ReadOnlySpan<char> id)
    {
        if (MakeRoom(1))
        {
            Place(TermTable.HashOf(id));
        }
    }

    /// <summary>Adds all ids of a table, in the order of its slots, which is that of the slots here: both are walked through, not leapt about in.</summary>
    public void AddAll(TermTable ids)
    {
        if (!MakeRoom(ids.Count))
        {
            return;
        }

        foreach (var slot in ids.Slots)
        {
            if (!slot.IsFree)
            {
                Place(slot.Hash);
            }
        }
    }

    private bool MakeRoom(int count)
    {
        if (_hasGivenUp || _count + count > MaxCount)
        {
            _hasGivenUp = true;
            _slots = [];
            return false;
        }

        int length = _slots.Length;
        while (_count + count > length / 2)
        {
            length *= 2;
        }

        if (length > _slots.Length)
        {
            GrowTo(length);
        }

        return true;
    }

    private void Place(uint hash)
    {
        ref uint place = ref _slots[Find(Mark(hash))];
        _count += place == 0 ? 1 : 0;
        place = Mark(hash);
    }

    // Never 0, which marks a free slot.
    private static uint Mark(uint hash) => hash == 0 ? 1 : hash;

    private int Find(uint hash)
    {
        int mask = _slots.Length - 1;
        int slot = (int)hash & mask;
        while (_slots[slot] != 0 && _slots[slot] != hash)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private void GrowTo(int length)
    {
        uint[] old = _slots;
        _slots = new uint[length];
        _slots.AsSpan().Clear(); // written before it is read: a page read first is mapped twice, the second time at the cost of all cores
        foreach (uint hash in old)
        {
            if (hash != 0)
            {
                _slots[Find(hash)] = hash;
            }
        }
    }
}
