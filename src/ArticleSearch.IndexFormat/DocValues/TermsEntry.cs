using ArticleSearch.IndexFormat.Packed;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.DocValues;

/// <summary>Where the dictionary of a column lies: shared by all cursors over it.</summary>
/// <remarks>
/// <code>
/// Meta      VLong count, Int32 block shift (4), Int32 shift of addresses (16), DirectMonotonic meta of the block addresses,
///           Int32 longest value, Int64 offset and length of the blocks, Int64 offset and length of the block addresses,
///           Int32 index shift (10), DirectMonotonic meta of the key addresses,
///           Int64 offset and length of the keys, Int64 offset and length of the key addresses
/// Block     VInt length, bytes; then of the others of the block:
///           Byte (shared &lt; 15 ? shared : 15) | (own - 1 &lt; 15 ? own - 1 : 15) &lt;&lt; 4, VInt shared - 15 if so, VInt own - 16 if so, own bytes.
///           "Shared" are the bytes at the start that the value has in common with the one before.
/// Keys      of every 1,024th value but the first: its shortest beginning that sorts after the value before it
/// </code>
/// Addresses are counted from the start of what they lead to; the last key address is the end of the keys. Example: the values
/// "article" and "artiste" are the block <c>07 "article" 24 "ste"</c>.
/// </remarks>
internal sealed class TermsEntry
{
    internal const int BlockShiftWritten = 4;
    internal const int IndexShiftWritten = 10;
    internal const int AddressShift = 16;
    private const int MaxShift = 30;

    private readonly DirectMonotonic.Meta _blockAddressesMeta;
    private readonly DirectMonotonic.Meta _keyAddressesMeta;
    private readonly (long Offset, long Length) _blockAddresses;
    private readonly (long Offset, long Length) _keyAddresses;

    public TermsEntry(ref ByteCursor meta)
    {
        Count = meta.ReadVLong();
        BlockShift = meta.ReadInt32();
        int addressShift = meta.ReadInt32();
        CheckShift(ref meta, BlockShift);
        _blockAddressesMeta = DirectMonotonic.ReadMeta(ref meta, Groups(Count, BlockShift), addressShift);
        MaxLength = meta.ReadInt32();
        Blocks = (meta.ReadInt64(), meta.ReadInt64());
        _blockAddresses = (meta.ReadInt64(), meta.ReadInt64());
        IndexShift = meta.ReadInt32();
        CheckShift(ref meta, IndexShift);
        _keyAddressesMeta = DirectMonotonic.ReadMeta(ref meta, Groups(Count, IndexShift) + 1, addressShift);
        Keys = (meta.ReadInt64(), meta.ReadInt64());
        _keyAddresses = (meta.ReadInt64(), meta.ReadInt64());
        if (MaxLength < 0 || MaxLength > Blocks.Length)
        {
            meta.Throw($"a value of {MaxLength} bytes is in a dictionary of {Blocks.Length}");
        }
    }

    /// <summary>How many values there are.</summary>
    public long Count { get; }

    /// <summary>The logarithm of a block's values.</summary>
    public int BlockShift { get; }

    /// <summary>The logarithm of the values a key.</summary>
    public int IndexShift { get; }

    /// <summary>The length of the longest value.</summary>
    public int MaxLength { get; }

    public (long Offset, long Length) Blocks { get; }

    public (long Offset, long Length) Keys { get; }

    public DirectMonotonic BlockAddresses { get; private set; } = null!;

    public DirectMonotonic KeyAddresses { get; private set; } = null!;

    /// <summary>Opens what the metadata leads to.</summary>
    /// <exception cref="CorruptIndexException">It is not there.</exception>
    public void Open(IndexFile file)
    {
        FileRange.Check(file, Blocks.Offset, Blocks.Length);
        FileRange.Check(file, Keys.Offset, Keys.Length);
        BlockAddresses = _blockAddressesMeta.Open(file, _blockAddresses.Offset, _blockAddresses.Length);
        KeyAddresses = _keyAddressesMeta.Open(file, _keyAddresses.Offset, _keyAddresses.Length);
    }

    /// <summary>How many groups of 2^<paramref name="shift"/> some values make.</summary>
    internal static long Groups(long count, int shift) => count <= 0 ? count : ((count - 1) >> shift) + 1;

    private static void CheckShift(ref ByteCursor meta, int shift)
    {
        if (shift is < 0 or > MaxShift)
        {
            meta.Throw($"groups of 2^{shift} values are unknown");
        }
    }
}
