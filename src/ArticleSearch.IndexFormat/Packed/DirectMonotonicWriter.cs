using System.Diagnostics;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Packed;

/// <summary>Writes numbers that never decrease (see <see cref="DirectMonotonic"/>), holding one block of them in memory.</summary>
internal sealed class DirectMonotonicWriter
{
    private readonly DataOutput _meta;
    private readonly DataOutput _data;
    private readonly long _count;
    private readonly long _origin;
    private readonly long[] _block;
    private long _added;
    private int _inBlock;
    private long _previous = long.MinValue;

    /// <param name="meta">Receives the lines.</param>
    /// <param name="data">Receives the differences, from its present position on.</param>
    /// <param name="count">How many numbers will be added.</param>
    /// <param name="shift">The logarithm of the block's length.</param>
    public DirectMonotonicWriter(DataOutput meta, DataOutput data, long count, int shift)
    {
        Debug.Assert(shift is >= DirectMonotonic.MinShift and <= DirectMonotonic.MaxShift);
        _meta = meta;
        _data = data;
        _count = count;
        _origin = data.Position;
        _block = new long[Math.Min(count, 1L << shift)];
    }

    public void Add(long value)
    {
        Debug.Assert(value >= _previous && _added < _count);
        if (_inBlock == _block.Length)
        {
            WriteBlock();
        }

        _block[_inBlock++] = value;
        _previous = value;
        _added++;
    }

    public void Finish()
    {
        Debug.Assert(_added == _count);
        if (_inBlock > 0)
        {
            WriteBlock();
        }
    }

    private void WriteBlock()
    {
        var values = _block.AsSpan(0, _inBlock);
        float slope = (float)((double)(values[^1] - values[0]) / Math.Max(1, values.Length - 1));
        long start = long.MaxValue;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] -= (long)(slope * i);
            start = Math.Min(start, values[i]);
        }

        ulong bits = 0;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] -= start;
            bits |= (ulong)values[i];
        }

        _meta.WriteInt64(start);
        _meta.WriteInt32(BitConverter.SingleToInt32Bits(slope));
        _meta.WriteInt64(_data.Position - _origin);
        int width = bits == 0 ? 0 : DirectPacked.Width(bits);
        if (width != 0)
        {
            DirectPacked.Write(_data, values, width);
        }

        _meta.WriteByte((byte)width);
        _inBlock = 0;
    }
}
