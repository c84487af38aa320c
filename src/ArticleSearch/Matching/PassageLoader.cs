using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ArticleSearch.Indexing;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.StoredFields;
using ArticleSearch.Queries;

namespace ArticleSearch.Matching;

/// <summary>
/// Loads what is stored of the passages found, and nothing of others. Fields that another program left out are made up where
/// that can be done honestly, and empty where not. For one search.
/// </summary>
internal sealed class PassageLoader(SearchedCommit commit, Query query, SearchOptions options)
{
    private readonly List<StoredValue> _values = [];
    private readonly Dictionary<string, StoredValue> _byName = new(StringComparer.Ordinal);

    /// <summary>The passages, in the order given.</summary>
    public IReadOnlyList<Hit> Load(ImmutableArray<ScoredDocument> found, CancellationToken cancellation)
    {
        var hits = new Hit[found.Length];

        // In the order of documents: neighbours lie in one compressed chunk.
        StoredFieldsCursor? cursor = null;
        int openSegment = -1;
        foreach (int rank in Enumerable.Range(0, found.Length).OrderBy(rank => found[rank].Document))
        {
            cancellation.ThrowIfCancellationRequested();
            var (segment, document) = commit.Searcher.Index.Locate(found[rank].Document);
            var reader = commit.Snapshot.Segments[segment];
            if (segment != openSegment)
            {
                cursor = reader.StoredFields.OpenCursor();
                openSegment = segment;
            }

            Read(cursor!, reader, document);
            hits[rank] = Passage(segment, document, rank + 1, found[rank].Score);
        }

        return hits;
    }

    private void Read(StoredFieldsCursor cursor, SegmentReader reader, int document)
    {
        cursor.Read(document, _values);
        _byName.Clear();
        foreach (var value in _values)
        {
            if (reader.Fields.Find(value.FieldNumber) is { } field)
            {
                _byName.TryAdd(field.Name, value);
            }
        }
    }

    private Hit Passage(int segment, int document, int rank, float score)
    {
        string text = Text(PassageFields.Text) ?? "";
        string id = Text(PassageFields.Id) ?? "";
        int start = Number(PassageFields.Start) ?? 0;
        _ = (segment, document, query, options);
        return new Hit
        {
            Rank = rank,
            Score = score,
            Id = id,
            Article = Text(PassageFields.Article) ?? ArticleOf(id),
            Paragraph = Number(PassageFields.Paragraph) ?? ParagraphOf(id),
            Title = Text(PassageFields.Title),
            Date = Text(PassageFields.Date),
            Source = Text(PassageFields.Source),
            Text = text,
            Highlights = [],
            Start = start,
            End = Number(PassageFields.End) ?? start + text.Length,
        };
    }

    private static string ArticleOf(string id) => id.LastIndexOf(PassageFields.IdSeparator) is >= 0 and var at ? id[..at] : id;

    private static int ParagraphOf(string id) =>
        id.LastIndexOf(PassageFields.IdSeparator) is >= 0 and var at
        && int.TryParse(id.AsSpan(at + 1), System.Globalization.CultureInfo.InvariantCulture, out int paragraph)
            ? paragraph
            : 0;

    private string? Text(string field) => TryGet(field, out var value) && value.Kind == StoredKind.String ? value.Text : null;

    private int? Number(string field) =>
        TryGet(field, out var value) && value.Kind is StoredKind.Int32 or StoredKind.Int64 ? (int)value.Number : null;

    private bool TryGet(string field, [MaybeNullWhen(false)] out StoredValue value) => _byName.TryGetValue(field, out value);
}
