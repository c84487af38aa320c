using ArticleSearch.IndexFormat.StoredFields;

namespace ArticleSearch.IndexFormat.DocValues;

/// <summary>A column of byte strings in compressed chunks (see <see cref="BinaryEntry"/>); keeps the last chunk. For one thread.</summary>
internal sealed class CompressedBinaryColumn(BinaryEntry entry) : BinaryColumn
{
    private const int MaxRatio = 255;

    private readonly int[] _starts = new int[(1 << entry.ChunkShift) + 1];
    private byte[] _chunk = [];
    private long _number = -1;

    public override bool TryGet(int document, out ReadOnlySpan<byte> value)
    {
        int index = entry.Documents.IndexOf(document);
        if (index < 0)
        {
            value = default;
            return false;
        }

        int number = index >> entry.ChunkShift;
        if (number != _number)
        {
            _number = -1;
            ReadChunk(number);
            _number = number;
        }

        int inChunk = index & ((1 << entry.ChunkShift) - 1);
        value = _chunk.AsSpan(_starts[inChunk], _starts[inChunk + 1] - _starts[inChunk]);
        return true;
    }

    private void ReadChunk(long number)
    {
        long start = entry.Addresses![number];
        long left = entry.Offset + entry.Length - start;
        if (start < entry.Offset || left < 0)
        {
            throw new CorruptIndexException($"a chunk starts outside {entry.Offset} and {entry.Length} bytes", entry.File.Name, start);
        }

        var cursor = entry.File.CursorAt(start, (int)Math.Min(int.MaxValue, left));
        int first = cursor.ReadVInt();
        bool isSame = (first & 1) != 0;
        int length = first >>> 1;
        long sum = 0;
        for (int i = 0; i < _starts.Length - 1; i++)
        {
            if (i > 0 && !isSame)
            {
                length = cursor.ReadVInt();
            }

            sum += length;
            if (length < 0 || sum > entry.MaxChunk)
            {
                cursor.Throw($"a chunk of {sum} bytes is longer than the longest, of {entry.MaxChunk}");
            }

            _starts[i + 1] = (int)sum;
        }

        if (sum > (long)cursor.Remaining * MaxRatio)
        {
            cursor.Throw($"{cursor.Remaining} bytes can not become {sum}");
        }

        if (_chunk.Length < sum)
        {
            _chunk = new byte[Math.Max((int)sum, Math.Min(2 * _chunk.Length, entry.MaxChunk))];
        }

        if (sum > 0 && !Lz4Decoder.TryDecode(cursor.Rest, default, _chunk.AsSpan(0, (int)sum), out _))
        {
            cursor.Throw($"a chunk does not decompress to {sum} bytes");
        }
    }
}
