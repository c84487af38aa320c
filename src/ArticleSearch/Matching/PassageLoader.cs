using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using ArticleSearch.Highlighting;
using ArticleSearch.Indexing;
using ArticleSearch.IndexFormat.DocValues;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.StoredFields;
using ArticleSearch.Queries;

namespace ArticleSearch.Matching;

/// <summary>
/// Loads what is stored of the passages found, and nothing of others. Fields that another program left out are made up where
/// that can be done honestly, and empty where not. For one search.
/// </summary>
internal sealed class PassageLoader(SearchedCommit commit, Query query, SearchOptions options, CancellationToken cancellation)
{
    private readonly List<StoredValue> _values = [];
    private readonly Dictionary<string, StoredValue> _byName = new(StringComparer.Ordinal);

    /// <summary>The passages, in the order given.</summary>
    public IReadOnlyList<Hit> Load(ImmutableArray<ScoredDocument> found)
    {
        var hits = new Hit[found.Length];
        if (found.IsEmpty)
        {
            return hits;
        }

        var highlighter = new Highlighter(commit.Searcher.Index, commit.Searcher.Expander, query, commit.Chain, cancellation);

        // In the order of documents: neighbours lie in one compressed chunk.
        StoredFieldsCursor? cursor = null;
        SortedColumn? files = null;
        NumericColumn? places = null;
        int openSegment = -1;
        foreach (int rank in Enumerable.Range(0, found.Length).OrderBy(rank => found[rank].Document))
        {
            cancellation.ThrowIfCancellationRequested();
            var (segment, document) = commit.Searcher.Index.Locate(found[rank].Document);
            var reader = commit.Snapshot.Segments[segment];
            if (segment != openSegment)
            {
                cursor?.Dispose();
                cursor = reader.StoredFields.OpenCursor();
                files = reader.Sorted(PassageFields.File);
                places = reader.Numeric(PassageFields.Place);
                openSegment = segment;
            }

            Read(cursor!, reader, document);
            hits[rank] = Passage(found[rank], rank + 1, highlighter) with
            {
                File = files?.Ordinal(document) is >= 0 and var ordinal ? Encoding.UTF8.GetString(files.Value(ordinal)) : null,
                Place = places is not null && places.TryGet(document, out long place) ? (int)place : 0,
            };
        }

        cursor?.Dispose();
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

    private Hit Passage(ScoredDocument found, int rank, Highlighter highlighter)
    {
        string text = Text(PassageFields.Text) ?? "";
        string id = Text(PassageFields.Id) ?? "";
        int start = Number(PassageFields.Start) ?? 0;
        int end = Number(PassageFields.End) ?? start + text.Length;
        IReadOnlyList<Highlight> highlights = [];
        if (options.Highlight || options.FragmentLength < text.Length)
        {
            var marked = highlighter.Mark(found.Document, text, options.FragmentLength);
            highlights = options.Highlight ? marked.Highlights : [];
            if (marked.Text.Length < text.Length)
            {
                start += marked.Start;
                end = start + marked.Text.Length;
                text = marked.Text;
            }
        }

        string? title = Text(PassageFields.Title);
        return new Hit
        {
            Rank = rank,
            Score = found.Score,
            Id = id,
            Article = Text(PassageFields.Article) ?? ArticleOf(id),
            Paragraph = Number(PassageFields.Paragraph) ?? ParagraphOf(id),
            Title = title,
            TitleHighlights = options.Highlight && title is not null ? highlighter.MarkTitle(found.Document, title) : [],
            Date = Text(PassageFields.Date),
            Source = Text(PassageFields.Source),
            Text = text,
            Highlights = highlights,
            Start = start,
            End = end,
        };
    }

    private static string ArticleOf(string id) => id.LastIndexOf(PassageFields.IdSeparator) is >= 0 and var at ? id[..at] : id;

    private static int ParagraphOf(string id) =>
        id.LastIndexOf(PassageFields.IdSeparator) is >= 0 and var at
        && int.TryParse(id.AsSpan(at + 1), CultureInfo.InvariantCulture, out int paragraph)
            ? paragraph
            : 0;

    private string? Text(string field) => TryGet(field, out var value) && value.Kind == StoredKind.String ? value.Text : null;

    private int? Number(string field) =>
        TryGet(field, out var value) && value.Kind is StoredKind.Int32 or StoredKind.Int64 ? (int)value.Number : null;

    private bool TryGet(string field, [MaybeNullWhen(false)] out StoredValue value) => _byName.TryGetValue(field, out value);
}
