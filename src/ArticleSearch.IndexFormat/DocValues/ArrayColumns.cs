namespace ArticleSearch.IndexFormat.DocValues;

/// <summary>A column of numbers in memory, for writers.</summary>
/// <param name="values">One number a document.</param>
/// <param name="members">One bit a document, the lowest first: whether it has a number. Empty: all have.</param>
internal sealed class ArrayNumericColumn(ReadOnlyMemory<long> values, ReadOnlyMemory<ulong> members = default) : NumericColumn
{
    public override bool TryGet(int document, out long value)
    {
        bool isMember = members.IsEmpty || (members.Span[document >> 6] >> (document & 63) & 1) != 0;
        value = isMember ? values.Span[document] : 0;
        return isMember;
    }
}

/// <summary>A column of any count of numbers a document in memory, for writers.</summary>
/// <param name="values">Each document's numbers, ascending; null for none.</param>
internal sealed class ArraySortedNumericColumn(IReadOnlyList<long[]?> values) : SortedNumericColumn
{
    public override void Get(int document, List<long> target)
    {
        target.Clear();
        target.AddRange(values[document] ?? []);
    }
}

/// <summary>A column of byte strings in memory, for writers.</summary>
/// <param name="values">Each document's bytes; null for none.</param>
internal sealed class ArrayBinaryColumn(IReadOnlyList<byte[]?> values) : BinaryColumn
{
    public override bool TryGet(int document, out ReadOnlySpan<byte> value)
    {
        value = values[document];
        return values[document] is not null;
    }
}

/// <summary>A column of dictionary values in memory, for writers.</summary>
/// <param name="dictionary">The distinct values, ascending.</param>
/// <param name="ordinals">Each document's ordinal; -1 for none.</param>
internal sealed class ArraySortedColumn(IReadOnlyList<byte[]> dictionary, ReadOnlyMemory<int> ordinals) : SortedColumn
{
    public override long ValueCount => dictionary.Count;

    public override ReadOnlySpan<byte> Value(long ordinal) => dictionary[(int)ordinal];

    public override int Ordinal(int document) => ordinals.Span[document];
}

/// <summary>A column of sets of dictionary values in memory, for writers.</summary>
/// <param name="dictionary">The distinct values, ascending.</param>
/// <param name="ordinals">Each document's ordinals, ascending; null for none.</param>
internal sealed class ArraySortedSetColumn(IReadOnlyList<byte[]> dictionary, IReadOnlyList<int[]?> ordinals) : SortedSetColumn
{
    public override long ValueCount => dictionary.Count;

    public override ReadOnlySpan<byte> Value(long ordinal) => dictionary[(int)ordinal];

    public override void Ordinals(int document, List<long> target)
    {
        target.Clear();
        foreach (int ordinal in ordinals[document] ?? [])
        {
            target.Add(ordinal);
        }
    }
}
