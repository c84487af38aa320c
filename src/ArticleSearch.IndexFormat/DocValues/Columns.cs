namespace ArticleSearch.IndexFormat.DocValues;

/// <summary>A column of numbers, at most one a document.</summary>
internal abstract class NumericColumn
{
    /// <summary>The document's number; false if it has none. Any order.</summary>
    public abstract bool TryGet(int document, out long value);
}

/// <summary>A column of numbers, any count a document, ascending.</summary>
internal abstract class SortedNumericColumn
{
    /// <summary>Replaces the content of <paramref name="values"/> with the document's numbers.</summary>
    public abstract void Get(int document, List<long> values);
}

/// <summary>A column of byte strings, at most one a document.</summary>
internal abstract class BinaryColumn
{
    /// <summary>The document's bytes; false if it has none. Any order. Valid until the next call.</summary>
    public abstract bool TryGet(int document, out ReadOnlySpan<byte> value);
}

/// <summary>A dictionary of byte strings in ascending order, numbered from 0 (ordinals).</summary>
internal abstract class TermColumn
{
    /// <summary>How many distinct values there are.</summary>
    public abstract long ValueCount { get; }

    /// <summary>The value of an ordinal; valid until the next call.</summary>
    public abstract ReadOnlySpan<byte> Value(long ordinal);

    /// <summary>The ordinal of a value, or the complement of the one it would have.</summary>
    public virtual long Find(ReadOnlySpan<byte> value)
    {
        long low = 0;
        long high = ValueCount - 1;
        while (low <= high)
        {
            long middle = (low + high) >>> 1;
            int order = Value(middle).SequenceCompareTo(value);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }
}

/// <summary>A column of dictionary values, at most one a document.</summary>
internal abstract class SortedColumn : TermColumn
{
    /// <summary>The document's ordinal, or -1. Any order.</summary>
    public abstract int Ordinal(int document);

    /// <summary>The ordinals of documents that follow each other.</summary>
    public virtual void Ordinals(int first, Span<int> ordinals)
    {
        for (int i = 0; i < ordinals.Length; i++)
        {
            ordinals[i] = Ordinal(first + i);
        }
    }
}

/// <summary>A column of dictionary values, any count a document.</summary>
internal abstract class SortedSetColumn : TermColumn
{
    /// <summary>Replaces the content of <paramref name="ordinals"/> with the document's ordinals, ascending.</summary>
    public abstract void Ordinals(int document, List<long> ordinals);
}
