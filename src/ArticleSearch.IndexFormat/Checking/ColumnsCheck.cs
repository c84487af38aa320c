using ArticleSearch.IndexFormat.DocValues;
using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.IndexFormat.Segments;

namespace ArticleSearch.IndexFormat.Checking;

/// <summary>
/// Checks the columns of a field, norms and doc values: that every document's value can be read, that ordinals are ones of the
/// dictionary and every one is used, that dictionaries ascend.
/// </summary>
internal sealed class ColumnsCheck(string file, FieldInfo field, int maxDocument, ProblemList problems, CancellationToken cancellation)
{
    private const int CancellationStride = 1 << 14;

    public void Norms(NormsColumn? norms)
    {
        if (norms is null)
        {
            Report("it has no norms, although its description says so");
            return;
        }

        for (int document = 0; Goes(document); document++)
        {
            if (!norms.Has(document) && norms.Get(document) != 0)
            {
                Report($"document {document} has no norm, but the norm {norms.Get(document)}");
            }
        }
    }

    public void Values(SegmentReader segment)
    {
        switch (field.DocValuesType)
        {
            case DocValuesType.Numeric:
                Numeric(segment.Numeric(field.Name));
                break;
            case DocValuesType.Binary:
                Binary(segment.Binary(field.Name));
                break;
            case DocValuesType.Sorted:
                Sorted(segment.Sorted(field.Name));
                break;
            case DocValuesType.SortedSet:
                SortedSet(segment.SortedSet(field.Name));
                break;
            case DocValuesType.SortedNumeric:
                SortedNumeric(segment.SortedNumeric(field.Name));
                break;
            default:
                break;
        }
    }

    private void Numeric(NumericColumn? column)
    {
        for (int document = 0; column is not null && Goes(document); document++)
        {
            column.TryGet(document, out _);
        }
    }

    private void Binary(BinaryColumn? column)
    {
        for (int document = 0; column is not null && Goes(document); document++)
        {
            column.TryGet(document, out _);
        }
    }

    public void SortedNumeric(SortedNumericColumn? column)
    {
        var values = new List<long>();
        for (int document = 0; column is not null && Goes(document); document++)
        {
            column.Get(document, values);
            for (int i = 1; i < values.Count; i++)
            {
                if (values[i] < values[i - 1])
                {
                    Report($"in document {document} the value {values[i]} follows {values[i - 1]}");
                }
            }
        }
    }

    public void Sorted(SortedColumn? column)
    {
        if (column is null || !Dictionary(column, maxDocument))
        {
            return;
        }

        ulong[] used = new ulong[LiveDocuments.WordCount((int)column.ValueCount)];
        for (int document = 0; Goes(document); document++)
        {
            int ordinal = column.Ordinal(document);
            if (ordinal >= column.ValueCount || ordinal < -1)
            {
                Report($"document {document} has ordinal {ordinal}; there are {column.ValueCount}");
            }
            else if (ordinal >= 0)
            {
                used[ordinal >> 6] |= 1UL << ordinal;
            }
        }

        AllUsed(used, column.ValueCount);
    }

    public void SortedSet(SortedSetColumn? column)
    {
        if (column is null || !Dictionary(column, int.MaxValue - 64))
        {
            return;
        }

        ulong[] used = new ulong[LiveDocuments.WordCount((int)column.ValueCount)];
        var ordinals = new List<long>();
        for (int document = 0; Goes(document); document++)
        {
            column.Ordinals(document, ordinals);
            long last = -1;
            foreach (long ordinal in ordinals)
            {
                if (ordinal <= last || ordinal >= column.ValueCount)
                {
                    Report($"in document {document} ordinal {ordinal} follows {last}; there are {column.ValueCount}");
                    break;
                }

                used[ordinal >> 6] |= 1UL << (int)ordinal;
                last = ordinal;
            }
        }

        AllUsed(used, column.ValueCount);
    }

    /// <summary>The values ascend, and each is found where it stands. False where there are too many to be true.</summary>
    private bool Dictionary(TermColumn column, int limit)
    {
        if (column.ValueCount < 0 || column.ValueCount > limit)
        {
            Report($"{column.ValueCount} can not be the count of its values, in {maxDocument} documents");
            return false;
        }

        byte[] last = [];
        for (int ordinal = 0; ordinal < column.ValueCount && !problems.IsFull; ordinal++)
        {
            if (ordinal % CancellationStride == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            byte[] value = column.Value(ordinal).ToArray();
            if (ordinal > 0 && last.AsSpan().SequenceCompareTo(value) >= 0)
            {
                Report($"value {ordinal}, \"{TermsCheck.Show(value)}\", stands after \"{TermsCheck.Show(last)}\"");
            }

            if (ordinal % 16 == 0 && column.Find(value) != ordinal)
            {
                Report($"value {ordinal}, \"{TermsCheck.Show(value)}\", is not found when it is sought");
            }

            last = value;
        }

        return true;
    }

    private void AllUsed(ulong[] used, long count)
    {
        int found = LiveDocuments.CountOf(used);
        if (found != count && !problems.IsFull)
        {
            Report($"{count - found} of its {count} values belong to no document");
        }
    }

    private bool Goes(int document)
    {
        if (document % CancellationStride == 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }

        return document < maxDocument && !problems.IsFull;
    }

    private void Report(string what) => problems.Add(file, -1, $"field {field.Name}: {what}");
}
