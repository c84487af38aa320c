using ArticleSearch.IndexFormat.Packed;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.DocValues;

/// <summary>Numbers in blocks, each packed as its own range demands; the blocks' headers are kept in memory.</summary>
/// <remarks>
/// <code>
/// Values   Block*, jump table
/// Block    Byte width, Int64 start, and if the width is not 0: Int32 bytes that follow, DirectPacked (number - start) / factor
/// Jumps    per block: Int64 where it starts in the file; then Int64 where the jump table itself starts
/// </code>
/// Example: a block of equal numbers 7 is <c>00 00 00 00 00 00 00 00 07</c>.
/// </remarks>
internal sealed class BlockedValues : ValueSequence
{
    private const int HeaderBytes = 9;

    private readonly IndexFile _file;
    private readonly Block[] _blocks;
    private readonly int _shift;
    private readonly long _factor;
    private readonly long _jumpTable;

    private BlockedValues(IndexFile file, Block[] blocks, int shift, long factor, long jumpTable)
    {
        _file = file;
        _blocks = blocks;
        _shift = shift;
        _factor = factor;
        _jumpTable = jumpTable;
    }

    public override long this[long index]
    {
        get
        {
            long number = index >> _shift;
            if ((ulong)number >= (ulong)_blocks.Length)
            {
                throw new CorruptIndexException($"number {index} is wanted, there are {_blocks.Length} blocks of 2^{_shift}", _file.Name);
            }

            ref readonly var block = ref _blocks[number];
            return block.IsConstant ? block.Start : unchecked(block.Packed.Get(index & ((1L << _shift) - 1)) * _factor + block.Start);
        }
    }

    /// <summary>Opens blocks that follow each other in a range of a file.</summary>
    /// <param name="file">The data file.</param>
    /// <param name="offset">Where the first block starts.</param>
    /// <param name="length">The length of all blocks and the jump table.</param>
    /// <param name="count">How many numbers there are.</param>
    /// <param name="shift">The logarithm of a block's numbers.</param>
    /// <param name="factor">What packed numbers are multiplied by.</param>
    /// <param name="jumpTable">Where the jump table starts; -1 if there is none.</param>
    /// <exception cref="CorruptIndexException">They can not be there.</exception>
    public static BlockedValues Open(IndexFile file, long offset, long length, long count, int shift, long factor, long jumpTable)
    {
        FileRange.Check(file, offset, length);
        long blockCount = count <= 0 ? 0 : ((count - 1) >> shift) + 1;
        if (count < 0 || blockCount > length / HeaderBytes)
        {
            throw new CorruptIndexException($"{count} numbers have no place in {length} bytes", file.Name, offset);
        }

        var blocks = new Block[blockCount];
        long position = offset;
        for (int i = 0; i < blocks.Length; i++)
        {
            long start = position;
            var cursor = file.CursorAt(position, (int)Math.Min(HeaderBytes + sizeof(int), offset + length - position));
            int bits = cursor.ReadByte();
            long min = cursor.ReadInt64();
            if (bits == 0)
            {
                blocks[i] = new Block(start, min, IsConstant: true, default);
                position = cursor.Position;
                continue;
            }

            int bytes = cursor.ReadInt32();
            position = cursor.Position;
            if (bytes < 0 || bytes > offset + length - position)
            {
                cursor.Throw($"a block of {bytes} bytes passes the end of the column");
            }

            long inBlock = Math.Min(1L << shift, count - ((long)i << shift));
            blocks[i] = new Block(start, min, IsConstant: false, DirectPacked.Open(file, position, bytes, bits, inBlock));
            position += bytes;
        }

        return new BlockedValues(file, blocks, shift, factor, jumpTable);
    }

    public override void Check()
    {
        if (_jumpTable < 0)
        {
            return;
        }

        FileRange.Check(_file, _jumpTable, (_blocks.Length + 1L) * sizeof(long));
        var cursor = _file.CursorAt(_jumpTable);
        foreach (ref readonly var block in _blocks.AsSpan())
        {
            long found = cursor.ReadInt64();
            if (found != block.Offset)
            {
                cursor.Throw($"the jump table leads to {found}, the block starts at {block.Offset}");
            }
        }
    }

    private readonly record struct Block(long Offset, long Start, bool IsConstant, DirectPacked Packed);
}
