using ArticleSearch.IndexFormat.Packed;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.DocValues;

/// <summary>Writes the dictionary of a column (see <see cref="TermsEntry"/>), reading each value once.</summary>
internal sealed class TermsWriter(IndexOutput data, DataOutput meta)
{
    private const int BlockMask = (1 << TermsEntry.BlockShiftWritten) - 1;
    private const int IndexMask = (1 << TermsEntry.IndexShiftWritten) - 1;

    public void Write(TermColumn terms)
    {
        long count = terms.ValueCount;
        meta.WriteVLong(count);
        meta.WriteInt32(TermsEntry.BlockShiftWritten);
        meta.WriteInt32(TermsEntry.AddressShift);

        long origin = data.Position;
        var blockAddresses = new MemoryOutput();
        var blocks = new DirectMonotonicWriter(
            meta, blockAddresses, TermsEntry.Groups(count, TermsEntry.BlockShiftWritten), TermsEntry.AddressShift);
        var keys = new MemoryOutput();
        var keyEnds = new List<long>();
        byte[] previous = [];
        int previousLength = 0;
        int maxLength = 0;
        for (long ordinal = 0; ordinal < count; ordinal++)
        {
            var value = terms.Value(ordinal);
            var before = previous.AsSpan(0, previousLength);
            int shared = before.CommonPrefixLength(value);
            if ((ordinal & BlockMask) == 0)
            {
                blocks.Add(data.Position - origin);
                data.WriteVInt(value.Length);
                data.WriteBytes(value);
            }
            else
            {
                WriteSuffix(shared, value[shared..]);
            }

            if ((ordinal & IndexMask) == 0)
            {
                keyEnds.Add(keys.Length);
                keys.WriteBytes(ordinal == 0 ? default : value[..(shared + 1)]);
            }

            maxLength = Math.Max(maxLength, value.Length);
            if (previous.Length < value.Length)
            {
                previous = new byte[Math.Max(value.Length, 2 * previous.Length)];
            }

            value.CopyTo(previous);
            previousLength = value.Length;
        }

        blocks.Finish();
        meta.WriteInt32(maxLength);
        meta.WriteInt64(origin);
        meta.WriteInt64(data.Position - origin);
        WriteRange(blockAddresses.Written);
        WriteKeys(keys, keyEnds);
    }

    private void WriteSuffix(int shared, ReadOnlySpan<byte> suffix)
    {
        data.WriteByte((byte)(Math.Min(shared, 15) | Math.Min(suffix.Length - 1, 15) << 4));
        if (shared >= 15)
        {
            data.WriteVInt(shared - 15);
        }

        if (suffix.Length >= 16)
        {
            data.WriteVInt(suffix.Length - 16);
        }

        data.WriteBytes(suffix);
    }

    private void WriteKeys(MemoryOutput keys, List<long> starts)
    {
        meta.WriteInt32(TermsEntry.IndexShiftWritten);
        var addresses = new MemoryOutput();
        var writer = new DirectMonotonicWriter(meta, addresses, starts.Count + 1L, TermsEntry.AddressShift);
        foreach (long start in starts)
        {
            writer.Add(start);
        }

        writer.Add(keys.Length);
        writer.Finish();
        WriteRange(keys.Written);
        WriteRange(addresses.Written);
    }

    private void WriteRange(ReadOnlySpan<byte> bytes)
    {
        meta.WriteInt64(data.Position);
        meta.WriteInt64(bytes.Length);
        data.WriteBytes(bytes);
    }
}
