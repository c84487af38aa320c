namespace ArticleSearch.IndexFormat.DocValues;

/// <summary>A column of byte strings as it lies on disk; shows the bytes where they stand. For many threads.</summary>
internal sealed class DiskBinaryColumn(BinaryEntry entry) : BinaryColumn
{
    public override bool TryGet(int document, out ReadOnlySpan<byte> value)
    {
        int index = entry.Documents.IndexOf(document);
        if (index < 0)
        {
            value = default;
            return false;
        }

        long start;
        long end;
        if (entry.Addresses is { } addresses)
        {
            start = addresses[index];
            end = addresses[index + 1L];
        }
        else
        {
            start = (long)index * entry.FixedLength;
            end = start + entry.FixedLength;
        }

        if (start < 0 || end < start || end > entry.Length || end - start > int.MaxValue)
        {
            throw new CorruptIndexException(
                $"the value of document {document} stands from {start} to {end} of {entry.Length} bytes", entry.File.Name, entry.Offset);
        }

        value = entry.File.Span(entry.Offset + start, (int)(end - start));
        return true;
    }
}
