using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.DocValues;

/// <summary>A column of any count of numbers a document, as it lies on disk. For many threads.</summary>
internal sealed class DiskSortedNumericColumn(IndexFile file, ValueLists lists, ValueSequence values, int maxDocument)
    : SortedNumericColumn
{
    public override void Get(int document, List<long> target)
    {
        target.Clear();
        var (start, end) = lists.Range(document);
        for (long i = start; i < end; i++)
        {
            target.Add(values[i]);
        }
    }

    /// <summary>Reads everything and sees that its parts agree.</summary>
    /// <exception cref="CorruptIndexException">They do not.</exception>
    public void Check(CancellationToken cancellation)
    {
        lists.Check(cancellation);
        values.Check();
        for (int document = 0; document < maxDocument; document++)
        {
            if ((document & 0xFFFF) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            var (start, end) = lists.Range(document);
            for (long i = start + 1; i < end; i++)
            {
                if (values[i] < values[i - 1])
                {
                    throw new CorruptIndexException($"the numbers of document {document} do not ascend", file.Name);
                }
            }
        }
    }
}
