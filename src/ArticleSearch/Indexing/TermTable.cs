using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace ArticleSearch.Indexing;

/// <summary>
/// Distinct strings, numbered from 0 in order of appearance: a hash table over flat memory, without an object a string. It keeps
/// letters as UTF-16, as the analysis hands them out, so that a term met again is not converted again. It never gives one
/// up.
/// </summary>
internal sealed class TermTable
{
    private const int InitialCapacity = 256;

    // The order of hashes decides nothing that is written; a seed nobody knows keeps chosen words from filling one chain.
    private static readonly ulong Seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1;

    private Slot[] _slots = new Slot[InitialCapacity * 2];
    private int[] _keyEnds = new int[InitialCapacity];
    private char[] _keys = new char[InitialCapacity * 8];

    /// <summary>How many terms there are.</summary>
    public int Count { get; private set; }

    /// <summary>All slots, in the order of the low bits of their hashes, or nearly: tables of one size have a term at about one place.</summary>
    public ReadOnlySpan<Slot> Slots => _slots;

    private int KeysUsed => Count == 0 ? 0 : _keyEnds[Count - 1];

    /// <summary>How many bytes of memory the table takes.</summary>
    public long MemoryUsed =>
        ((long)_slots.Length * Unsafe.SizeOf<Slot>())
        + ((long)_keyEnds.Length * sizeof(int))
        + ((long)_keys.Length * sizeof(char));

    /// <summary>The letters of a term; valid until a term is added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<char> Key(int term)
    {
        int start = term == 0 ? 0 : _keyEnds[term - 1];
        return _keys.AsSpan(start, _keyEnds[term] - start);
    }

    /// <summary>The number of a term, or -1.</summary>
    public int Find(ReadOnlySpan<char> term) => Find(term, HashOf(term));

    /// <summary>The number of a term whose hash is known, or -1.</summary>
    public int Find(ReadOnlySpan<char> term, uint hash)
    {
        for (uint i = hash; ; i++)
        {
            ref var slot = ref _slots[i & (uint)(_slots.Length - 1)];
            if (slot.Term == 0)
            {
                return -1;
            }

            if (slot.Hash == hash && Key(slot.Term - 1).SequenceEqual(term))
            {
                return slot.Term - 1;
            }
        }
    }

    /// <summary>The number of a term, which is added if it is new.</summary>
    public int FindOrAdd(ReadOnlySpan<char> term)
    {
        uint hash = HashOf(term);
        var slots = _slots;
        for (uint i = hash; ; i++)
        {
            ref var slot = ref slots[i & (uint)(slots.Length - 1)];
            if (slot.Term == 0)
            {
                return Add(term, hash);
            }

            if (slot.Hash == hash && Key(slot.Term - 1).SequenceEqual(term))
            {
                return slot.Term - 1;
            }
        }
    }

    /// <summary>The terms as UTF-8, in the order of their numbers.</summary>
    public ByteStringList ToUtf8()
    {
        var strings = new ByteStringList(Count, KeysUsed);
        for (int term = 0; term < Count; term++)
        {
            strings.AddUtf8(Key(term));
        }

        return strings;
    }

    /// <summary>Forgets all terms.</summary>
    /// <param name="keepMemory">Whether the memory stays for those to come.</param>
    public void Clear(bool keepMemory)
    {
        Count = 0;
        if (keepMemory)
        {
            _slots.AsSpan().Clear();
            return;
        }

        _slots = new Slot[InitialCapacity * 2];
        _keyEnds = new int[InitialCapacity];
        _keys = new char[InitialCapacity * 8];
    }

    /// <summary>The hash that all tables of this process have of a term.</summary>
    /// <remarks>Eight bytes at a time, the last eight overlapping, each mixed by a full 128-bit product.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint HashOf(ReadOnlySpan<char> term)
    {
        const ulong Odd = 0x9E3779B97F4A7C15;
        var bytes = MemoryMarshal.AsBytes(term);
        ulong hash = Seed ^ (uint)term.Length;
        if (bytes.Length >= sizeof(ulong))
        {
            int last = bytes.Length - sizeof(ulong);
            for (int i = 0; i < last; i += sizeof(ulong))
            {
                hash = Mix(hash ^ MemoryMarshal.Read<ulong>(bytes[i..]), Odd);
            }

            hash = Mix(hash ^ MemoryMarshal.Read<ulong>(bytes[last..]), Odd);
        }
        else
        {
            ulong letters = 0;
            foreach (char c in term)
            {
                letters = letters << 16 | c;
            }

            hash = Mix(hash ^ letters, Odd);
        }

        return (uint)(hash ^ hash >> 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        return high ^ low;
    }

    private int Add(ReadOnlySpan<char> term, uint hash)
    {
        // Half of a surrogate pair has no UTF-8: it becomes U+FFFD, and two terms may become one.
        if (term.ContainsAnyInRange('\uD800', '\uDFFF') && Repaired(term) is { } repaired)
        {
            return FindOrAdd(repaired);
        }

        if (Count == _keyEnds.Length)
        {
            GrowTo(Count * 2);
        }

        int start = KeysUsed;
        if (term.Length > _keys.Length - start)
        {
            Array.Resize(ref _keys, (int)Math.Min(Array.MaxLength, Math.Max(_keys.Length * 2L, (long)start + term.Length)));
        }

        term.CopyTo(_keys.AsSpan(start));
        _keyEnds[Count] = start + term.Length;
        Place(hash, Count);
        return Count++;
    }

    private static string? Repaired(ReadOnlySpan<char> term)
    {
        string text = term.ToString();
        string repaired = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return string.Equals(text, repaired, StringComparison.Ordinal) ? null : repaired;
    }

    private void GrowTo(int capacity)
    {
        Array.Resize(ref _keyEnds, capacity);
        var old = _slots;
        _slots = new Slot[capacity * 2];
        _slots.AsSpan().Clear(); // written before it is read: a page read first is mapped twice, the second time at the cost of all cores
        foreach (var slot in old)
        {
            if (slot.Term != 0)
            {
                Place(slot.Hash, slot.Term - 1);
            }
        }
    }

    private void Place(uint hash, int term)
    {
        Debug.Assert(BitOperations.IsPow2(_slots.Length), "slots are found by a mask");
        uint i = hash & (uint)(_slots.Length - 1);
        while (_slots[i].Term != 0)
        {
            i = (i + 1) & (uint)(_slots.Length - 1);
        }

        _slots[i] = new Slot(hash, term + 1);
    }

    /// <summary>A place for a term: its hash, and its number plus one, so that a fresh array is an empty table.</summary>
    public readonly record struct Slot(uint Hash, int Term)
    {
        public bool IsFree => Term == 0;
    }
}
