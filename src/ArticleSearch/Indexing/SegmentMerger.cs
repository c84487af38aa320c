using ArticleSearch.IndexFormat.DocValues;
using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.StoredFields;

namespace ArticleSearch.Indexing;

/// <summary>
/// Makes one segment of several, in their order, leaving deleted documents out: stored fields, norms, columns and postings are
/// carried over, nothing is analysed again. It changes none of its sources and knows nothing of commits.
/// </summary>
internal static class SegmentMerger
{
    /// <summary>Writes all parts.</summary>
    /// <param name="sources">At least one segment, with at least one live document among them.</param>
    /// <param name="documents">Which document becomes which.</param>
    /// <param name="writer">The new segment, which knows the joined fields and the count of documents.</param>
    /// <param name="cancellation">Ends the merge; the segment is then to be aborted.</param>
    public static void Merge(IReadOnlyList<MergeSource> sources, MergedDocuments documents, SegmentWriter writer, CancellationToken cancellation)
    {
        CopyStoredFields(sources, writer, cancellation);

        // Whoever asks for the writer of columns gets its files: a segment that has no columns is to have none.
        foreach (var field in writer.Fields.All.Where(field => field.DocValuesType != DocValuesType.None))
        {
            cancellation.ThrowIfCancellationRequested();
            WriteColumn(field, sources, documents, writer.DocValues);
        }

        foreach (var field in writer.Fields.All.Where(field => field.IndexOptions != IndexOptions.None).OrderBy(field => field.Name, StringComparer.Ordinal))
        {
            NormsColumn? norms = null;
            if (field.HasNorms)
            {
                norms = MergedColumns.Norms(documents, [.. sources.Select(source => source.Reader.Norms(field.Name))]);
                writer.Norms.WriteField(field, norms);
            }

            TermsMerge.Write(field, norms, sources, documents, writer, cancellation);
        }
    }

    private static void WriteColumn(FieldInfo field, IReadOnlyList<MergeSource> sources, MergedDocuments documents, DocValuesWriter columns)
    {
        string name = field.Name;
        switch (field.DocValuesType)
        {
            case DocValuesType.Numeric:
                columns.WriteNumeric(field, new MergedNumbers(documents, [.. sources.Select(source => source.Reader.Numeric(name))]));
                break;
            case DocValuesType.Binary:
                columns.WriteBinary(field, new MergedBytes(documents, [.. sources.Select(source => source.Reader.Binary(name))]));
                break;
            case DocValuesType.Sorted:
                columns.WriteSorted(field, new MergedSorted(documents, [.. sources.Select(source => source.Reader.Sorted(name))]));
                break;
            case DocValuesType.SortedSet:
                columns.WriteSortedSet(field, new MergedSortedSet(documents, [.. sources.Select(source => source.Reader.SortedSet(name))]));
                break;
            case DocValuesType.SortedNumeric:
                columns.WriteSortedNumeric(field, new MergedSortedNumbers(documents, [.. sources.Select(source => source.Reader.SortedNumeric(name))]));
                break;
        }
    }

    private static void CopyStoredFields(IReadOnlyList<MergeSource> sources, SegmentWriter writer, CancellationToken cancellation)
    {
        foreach (var (reader, live) in sources)
        {
            int[] numbers = NumbersOf(reader.Fields, writer.Fields);
            var stored = reader.StoredFields;
            if (live is null && numbers.Length == 0 && writer.StoredFields.TryCopyChunks(stored, cancellation))
            {
                continue;
            }

            using var cursor = stored.OpenCursor();
            for (int document = 0; document < reader.MaxDocument; document++)
            {
                if ((document & 1023) == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                }

                if (live is null || live[document])
                {
                    writer.StoredFields.CopyDocument(cursor, document, numbers);
                }
            }
        }
    }

    // The new number of each old one; empty where they agree.
    private static int[] NumbersOf(FieldInfos old, FieldInfos merged)
    {
        if (old.All.All(field => merged.Find(field.Name)!.Number == field.Number))
        {
            return [];
        }

        int[] numbers = new int[old.All.Max(field => field.Number) + 1];
        numbers.AsSpan().Fill(-1);
        foreach (var field in old.All)
        {
            numbers[field.Number] = merged.Find(field.Name)!.Number;
        }

        return numbers;
    }
}
