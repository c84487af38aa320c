using ArticleSearch.IndexFormat.Packed;

namespace ArticleSearch.IndexFormat.DocValues;

/// <summary>A column of numbers as it lies on disk. For many threads.</summary>
internal sealed class DiskNumericColumn(DocumentSet documents, ValueSequence values) : NumericColumn
{
    public override bool TryGet(int document, out long value)
    {
        int index = documents.IndexOf(document);
        value = index < 0 ? 0 : values[index];
        return index >= 0;
    }

    /// <summary>Reads everything and sees that its parts agree.</summary>
    /// <exception cref="CorruptIndexException">They do not.</exception>
    public void Check(CancellationToken cancellation)
    {
        documents.Check(cancellation);
        values.Check();
        for (int i = 0; i < documents.Count; i++)
        {
            if ((i & 0xFFFF) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            _ = values[i];
        }
    }
}
