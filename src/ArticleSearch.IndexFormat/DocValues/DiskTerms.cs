using System.Diagnostics;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.DocValues;

/// <summary>
/// A cursor over a column's dictionary: finds values by ordinal and ordinals by value. Remembers where it stands, so that
/// ascending ordinals are cheap; for one thread.
/// </summary>
internal sealed class DiskTerms(IndexFile file, TermsEntry entry)
{
    private byte[] _value = [];
    private int _length;
    private long _ordinal = -1; // of what _value holds; -1 for nothing
    private long _next;

    public long Count => entry.Count;

    /// <summary>The value of an ordinal; valid until the next call.</summary>
    /// <exception cref="CorruptIndexException">The dictionary is damaged.</exception>
    public ReadOnlySpan<byte> Value(long ordinal)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ordinal);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(ordinal, Count);
        long block = ordinal >> entry.BlockShift;
        if (_ordinal < 0 || ordinal < _ordinal || block != _ordinal >> entry.BlockShift)
        {
            ReadFirst(block);
        }

        while (_ordinal < ordinal)
        {
            ReadNext();
        }

        return _value.AsSpan(0, _length);
    }

    /// <summary>The ordinal of a value, or the complement of the one it would have.</summary>
    /// <exception cref="CorruptIndexException">The dictionary is damaged.</exception>
    public long Find(ReadOnlySpan<byte> value)
    {
        if (Count == 0)
        {
            return ~0L;
        }

        long key = FindKey(value);
        long low = (key << entry.IndexShift) >> entry.BlockShift;
        long high = (Math.Min(Count, (key + 1) << entry.IndexShift) - 1) >> entry.BlockShift;
        while (low <= high)
        {
            long middle = (low + high) >>> 1;
            ReadFirst(middle);
            if (_value.AsSpan(0, _length).SequenceCompareTo(value) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        if (high < 0)
        {
            return ~0L;
        }

        return FindInBlock(high, value);
    }

    /// <summary>Reads all values and keys and sees that they ascend and agree.</summary>
    /// <exception cref="CorruptIndexException">They do not.</exception>
    public void Check(CancellationToken cancellation)
    {
        entry.BlockAddresses.Check(cancellation);
        entry.KeyAddresses.Check(cancellation);
        byte[] previous = [];
        for (long ordinal = 0; ordinal < Count; ordinal++)
        {
            if ((ordinal & 0xFFFF) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            var value = Value(ordinal);
            if (ordinal > 0 && previous.AsSpan().SequenceCompareTo(value) >= 0)
            {
                Throw($"value {ordinal} does not sort after the one before it", _next);
            }

            if ((ordinal & ((1L << entry.IndexShift) - 1)) == 0 && ordinal > 0)
            {
                var key = Key(ordinal >> entry.IndexShift);
                if (!value.StartsWith(key) || previous.AsSpan().SequenceCompareTo(key) >= 0)
                {
                    Throw($"the key of value {ordinal} does not stand between it and the one before it", entry.Keys.Offset);
                }
            }

            previous = value.ToArray();
        }
    }

    private long FindInBlock(long block, ReadOnlySpan<byte> value)
    {
        ReadFirst(block);
        long end = Math.Min(Count, (block + 1) << entry.BlockShift);
        while (true)
        {
            int order = _value.AsSpan(0, _length).SequenceCompareTo(value);
            if (order >= 0)
            {
                return order == 0 ? _ordinal : ~_ordinal;
            }

            if (_ordinal + 1 == end)
            {
                return ~end;
            }

            ReadNext();
        }
    }

    /// <summary>The last key that does not sort after a value; the first, which is empty, at least.</summary>
    private long FindKey(ReadOnlySpan<byte> value)
    {
        long low = 1;
        long high = (Count - 1) >> entry.IndexShift;
        while (low <= high)
        {
            long middle = (low + high) >>> 1;
            if (Key(middle).SequenceCompareTo(value) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high;
    }

    private ReadOnlySpan<byte> Key(long index)
    {
        long start = entry.KeyAddresses[index];
        long end = entry.KeyAddresses[index + 1];
        if (start < 0 || end < start || end > entry.Keys.Length || end - start > entry.MaxLength)
        {
            Throw($"a key stands from {start} to {end} of {entry.Keys.Length} bytes", entry.Keys.Offset);
        }

        return file.Span(entry.Keys.Offset + start, (int)(end - start));
    }

    private void ReadFirst(long block)
    {
        _ordinal = -1;
        long address = entry.BlockAddresses[block];
        if (address < 0 || address > entry.Blocks.Length)
        {
            Throw($"a block starts at {address} of {entry.Blocks.Length} bytes", entry.Blocks.Offset);
        }

        var cursor = Cursor(entry.Blocks.Offset + address);
        int length = cursor.ReadVInt();
        Take(ref cursor, 0, length);
        _ordinal = block << entry.BlockShift;
    }

    private void ReadNext()
    {
        Debug.Assert(_ordinal >= 0);
        long ordinal = _ordinal;
        _ordinal = -1; // until it is read whole
        var cursor = Cursor(_next);
        int token = cursor.ReadByte();
        int shared = token & 15;
        int own = (token >> 4) + 1;
        if (shared == 15)
        {
            shared = Add(ref cursor, shared);
        }

        if (own == 16)
        {
            own = Add(ref cursor, own);
        }

        if (shared > _length)
        {
            cursor.Throw($"{shared} bytes are shared with a value of {_length}");
        }

        Take(ref cursor, shared, own);
        _ordinal = ordinal + 1;
    }

    private static int Add(ref ByteCursor cursor, int length)
    {
        int more = cursor.ReadVInt();
        if (more < 0 || more > int.MaxValue - length)
        {
            cursor.Throw($"a value of {more} more bytes can not be");
        }

        return length + more;
    }

    private void Take(ref ByteCursor cursor, int shared, int own)
    {
        if (own < 0 || own > entry.MaxLength - shared)
        {
            cursor.Throw($"a value has {shared} and {own} bytes, the longest has {entry.MaxLength}");
        }

        var bytes = cursor.ReadBytes(own);
        if (_value.Length < shared + own)
        {
            Array.Resize(ref _value, Math.Min(entry.MaxLength, Math.Max(2 * _value.Length, shared + own)));
        }

        bytes.CopyTo(_value.AsSpan(shared));
        _length = shared + own;
        _next = cursor.Position;
    }

    /// <summary>A cursor that can read to the end of the blocks.</summary>
    private ByteCursor Cursor(long position)
    {
        long left = entry.Blocks.Offset + entry.Blocks.Length - position;
        return file.CursorAt(position, (int)Math.Min(int.MaxValue, left));
    }

    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    private void Throw(string problem, long position) => throw new CorruptIndexException(problem, file.Name, position);
}
