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
    private readonly List<StoredValue> _values = new(16);
    private readonly Dictionary<string, StoredValue> _byName = new(StringComparer.Ordinal);

    /// <summary>The passages, in the order given.</summary>
    /// <param name="found">The passages.</param>
    /// <param name="firstRank">The rank of the first.</param>
    /// <param name="isMatch">Which of them match the query and are marked; null for all.</param>
    public IReadOnlyList<Hit> Load(ImmutableArray<ScoredDocument> found, int firstRank = 1, Func<int, bool>? isMatch = null)
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
        int[] ranks = new int[found.Length];
        for (int rank = 0; rank < ranks.Length; rank++)
        {
            ranks[rank] = rank;
        }

        StableSort.Sort(ranks.AsSpan(), (a, b) => found[a].Document.CompareTo(found[b].Document));
        foreach (int rank in ranks)
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
            var passage = Passage(found[rank], firstRank + rank, isMatch?.Invoke(found[rank].Document) == false ? null : highlighter);
            hits[rank] = (options.Context == 0 ? passage : WithContext(passage, cursor!, reader, document)) with
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

    // The passages of an article stand next to each other, and live or die together.
    private Hit WithContext(Hit passage, StoredFieldsCursor cursor, SegmentReader reader, int document)
    {
        var articles = reader.Sorted(PassageFields.Article);
        int article = articles?.Ordinal(document) ?? -1;
        return passage with { Before = [.. Neighbours(-1).Reverse()], After = [.. Neighbours(1)] };

        IEnumerable<string> Neighbours(int step)
        {
            int end = (int)Math.Clamp((long)document + ((long)step * (options.Context + 1L)), -1, reader.MaxDocument);
            for (int at = document + step; at != end && article >= 0 && articles!.Ordinal(at) == article; at += step)
            {
                Read(cursor, reader, at);
                yield return Text(PassageFields.Text) ?? "";
            }
        }
    }

    private Hit Passage(ScoredDocument found, int rank, Highlighter? highlighter)
    {
        string text = Text(PassageFields.Text) ?? "";
        string id = Text(PassageFields.Id) ?? "";
        int start = Number(PassageFields.Start) ?? 0;
        int end = Number(PassageFields.End) ?? start + text.Length;
        IReadOnlyList<Highlight> highlights = [];
        if (highlighter is not null && (options.Highlight || options.FragmentLength < text.Length))
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
            TitleHighlights = highlighter is not null && options.Highlight && title is not null ? highlighter.MarkTitle(found.Document, title) : [],
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
