using ArticleSearch.IndexFormat.Packed;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.DocValues;

/// <summary>What the metadata says of a column of numbers.</summary>
/// <remarks>
/// <code>
/// Numeric   DocumentSetLocation, Int64 count of numbers, Int32 table size (-1: no table, -16: blocks of 2^14), Int64 per table entry,
///           Byte width (0: all numbers are the start, FF: blocks), Int64 start, Int64 factor, Int64 offset, Int64 length,
///           Int64 offset of the blocks' jump table or -1
/// Data      width 0: nothing. Table: DirectPacked indexes. Blocks: see BlockedValues. Else DirectPacked (number - start) / factor
/// </code>
/// Example: the dates 86,400,000, 172,800,000 and 259,200,000 have the start 86,400,000, the factor 86,400,000 and the packed
/// numbers 0, 1, 2 of 2 bits.
/// </remarks>
internal readonly record struct NumericEntry
{
    private const int MaxTableSize = 256;
    private const int MaxBlockShift = 30;
    private const int NoBlocks = -1;

    public required DocumentSetLocation Documents { get; init; }

    /// <summary>How many numbers there are.</summary>
    public required long Count { get; init; }

    private long[]? Table { get; init; }

    private int BlockShift { get; init; }

    private int Bits { get; init; }

    private long Start { get; init; }

    private long Factor { get; init; }

    private long Offset { get; init; }

    private long Length { get; init; }

    private long JumpTable { get; init; }

    public static NumericEntry Read(ref ByteCursor meta)
    {
        var documents = DocumentSetLocation.Read(ref meta);
        long count = meta.ReadInt64();
        int tableSize = meta.ReadInt32();
        int blockShift = tableSize < -1 ? -2 - tableSize : NoBlocks;
        if (count < 0 || tableSize > MaxTableSize || blockShift > MaxBlockShift)
        {
            meta.Throw($"a column of {count} numbers has a table of {tableSize}");
        }

        long[]? table = tableSize < 0 ? null : new long[tableSize];
        for (int i = 0; i < tableSize; i++)
        {
            table![i] = meta.ReadInt64();
        }

        return new NumericEntry
        {
            Documents = documents,
            Count = count,
            Table = table,
            BlockShift = blockShift,
            Bits = meta.ReadByte(),
            Start = meta.ReadInt64(),
            Factor = meta.ReadInt64(),
            Offset = meta.ReadInt64(),
            Length = meta.ReadInt64(),
            JumpTable = meta.ReadInt64(),
        };
    }

    /// <summary>The numbers.</summary>
    /// <exception cref="CorruptIndexException">They are not where they should be.</exception>
    public ValueSequence Open(IndexFile file)
    {
        if (Bits == 0)
        {
            return new ConstantValues(Start);
        }

        if (BlockShift != NoBlocks)
        {
            return BlockedValues.Open(file, Offset, Length, Count, BlockShift, Factor, JumpTable);
        }

        var packed = DirectPacked.Open(file, Offset, Length, Bits, Count);
        return Table is null ? new LinearValues(packed, Factor, Start) : new TableValues(file, packed, Table);
    }
}
