using System.Text;
using ArticleSearch.Indexing;
using ArticleSearch.IndexFormat.Postings;

namespace ArticleSearch.Matching;

/// <summary>Counts a set of documents by month and by source. Reads the column of dates and the postings of sources, no stored field.</summary>
internal sealed class FacetCounter(IndexView index, MatchSet documents, CancellationToken cancellation)
{
    private const int MonthLength = 7; // YYYY-MM

    /// <summary>The months, oldest first, and last what has no date.</summary>
    public IReadOnlyList<FacetCount> Months()
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        for (int segment = 0; segment < index.Segments.Length; segment++)
        {
            cancellation.ThrowIfCancellationRequested();
            var dates = index.Segments[segment].Sorted(PassageFields.Date);
            long[] byOrdinal = new long[(dates?.ValueCount ?? 0) + 1];
            int first = index.Bases[segment];
            foreach (int document in documents.Between(first, first + index.Segments[segment].MaxDocument))
            {
                byOrdinal[(dates?.Ordinal(document - first) ?? -1) + 1]++;
            }

            for (int ordinal = 0; ordinal < byOrdinal.Length; ordinal++)
            {
                if (byOrdinal[ordinal] > 0)
                {
                    string date = ordinal == 0 ? "" : Encoding.UTF8.GetString(dates!.Value(ordinal - 1));
                    Count(counts, date.Length > MonthLength ? date[..MonthLength] : date, byOrdinal[ordinal]);
                }
            }
        }

        return
        [
            .. counts.Select(pair => new FacetCount(pair.Key, pair.Value))
                .OrderBy(month => month.Value.Length == 0)
                .ThenBy(month => month.Value, StringComparer.Ordinal),
        ];
    }

    /// <summary>The sources, most first, and last what has none.</summary>
    public IReadOnlyList<FacetCount> Sources()
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        long named = 0;
        for (int segment = 0; segment < index.Segments.Length; segment++)
        {
            named += Sources(segment, counts);
        }

        var sorted = counts.Select(pair => new FacetCount(pair.Key, pair.Value))
            .OrderByDescending(source => source.Count)
            .ThenBy(source => source.Value, StringComparer.Ordinal);
        long nameless = documents.Count - named;
        return nameless > 0 ? [.. sorted, new FacetCount("", nameless)] : [.. sorted];
    }

    private long Sources(int segment, Dictionary<string, long> counts)
    {
        if (index.Segments[segment].Terms(PassageFields.Source) is not { } terms)
        {
            return 0;
        }

        long all = 0;
        PostingsCursor? postings = null;
        var cursor = terms.OpenCursor();
        while (cursor.MoveNext())
        {
            cancellation.ThrowIfCancellationRequested();
            postings = terms.OpenPostings(cursor.State, PostingsFeatures.Documents, postings);
            long count = 0;
            for (int document = postings.NextDocument(); document != PostingsCursor.NoMoreDocuments; document = postings.NextDocument())
            {
                count += documents.Contains(index.Bases[segment] + document) ? 1 : 0;
            }

            if (count > 0)
            {
                Count(counts, Encoding.UTF8.GetString(cursor.Term), count);
                all += count;
            }
        }

        return all;
    }

    private static void Count(Dictionary<string, long> counts, string value, long count) =>
        counts[value] = counts.GetValueOrDefault(value) + count;
}
