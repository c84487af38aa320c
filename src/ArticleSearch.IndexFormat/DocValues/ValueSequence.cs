using ArticleSearch.IndexFormat.Packed;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.DocValues;

/// <summary>
/// The numbers of a column without their documents: each can be read where it stands, in any order and by many threads. An index
/// may come from damaged bytes: one that is not there is reported as damage.
/// </summary>
internal abstract class ValueSequence
{
    /// <summary>The number at an index.</summary>
    /// <exception cref="CorruptIndexException">There are not so many numbers.</exception>
    public abstract long this[long index] { get; }

    /// <summary>Sees that what is not needed for reading agrees with what is.</summary>
    /// <exception cref="CorruptIndexException">It does not.</exception>
    public virtual void Check()
    {
    }
}

/// <summary>The same number everywhere.</summary>
internal sealed class ConstantValues(long value) : ValueSequence
{
    public override long this[long index] => value;
}

/// <summary>Packed multiples of a number, from another number on.</summary>
internal sealed class LinearValues(DirectPacked packed, long factor, long start) : ValueSequence
{
    public override long this[long index] => unchecked(packed.Get(index) * factor + start);
}

/// <summary>Packed indexes into a short table of numbers.</summary>
internal sealed class TableValues(IndexFile file, DirectPacked packed, long[] table) : ValueSequence
{
    public override long this[long index]
    {
        get
        {
            long entry = packed.Get(index);
            if ((ulong)entry >= (ulong)table.Length)
            {
                throw new CorruptIndexException($"entry {entry} of a table of {table.Length} numbers is wanted", file.Name);
            }

            return table[entry];
        }
    }
}
