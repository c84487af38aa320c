namespace ArticleSearch.IndexFormat.DocValues;

/// <summary>A column of dictionary values as it lies on disk, with a cursor over the dictionary; for one thread.</summary>
internal sealed class DiskSortedColumn(SortedEntry entry) : SortedColumn
{
    private readonly DiskTerms _terms = new(entry.File, entry.Terms);

    public override long ValueCount => _terms.Count;

    public override ReadOnlySpan<byte> Value(long ordinal) => _terms.Value(ordinal);

    public override long Find(ReadOnlySpan<byte> value) => _terms.Find(value);

    public override int Ordinal(int document)
    {
        var (start, end) = entry.Lists.Range(document);
        return start == end ? -1 : (int)entry.Ordinal(start);
    }

    public override void Ordinals(int first, Span<int> ordinals)
    {
        if (!entry.Lists.IsOneEach)
        {
            base.Ordinals(first, ordinals);
            return;
        }

        for (int i = 0; i < ordinals.Length; i++)
        {
            ordinals[i] = (int)entry.Ordinal(first + i);
        }
    }
}

/// <summary>A column of sets of dictionary values as it lies on disk, with a cursor over the dictionary; for one thread.</summary>
internal sealed class DiskSortedSetColumn(SortedEntry entry) : SortedSetColumn
{
    private readonly DiskTerms _terms = new(entry.File, entry.Terms);

    public override long ValueCount => _terms.Count;

    public override ReadOnlySpan<byte> Value(long ordinal) => _terms.Value(ordinal);

    public override long Find(ReadOnlySpan<byte> value) => _terms.Find(value);

    public override void Ordinals(int document, List<long> ordinals)
    {
        ordinals.Clear();
        var (start, end) = entry.Lists.Range(document);
        for (long i = start; i < end; i++)
        {
            ordinals.Add(entry.Ordinal(i));
        }
    }
}
