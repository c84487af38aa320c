using System.Text;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Terms;
using ArticleSearch.Indexing;

namespace ArticleSearch.Maintenance;

/// <summary>Which articles live in some segments that are whole. For one thread.</summary>
internal sealed class LivingArticles : IDisposable
{
    private readonly List<(SegmentReader Reader, FieldTerms Terms, TermsCursor Cursor)> _segments = [];

    /// <summary>Adds a segment, which is disposed with this.</summary>
    public void Add(SegmentReader segment)
    {
        if (segment.Terms(PassageFields.Article) is { } terms)
        {
            _segments.Add((segment, terms, terms.OpenCursor()));
        }
        else
        {
            segment.Dispose();
        }
    }

    /// <summary>Whether a passage of an article lives.</summary>
    public bool Contains(string article) => Contains(Encoding.UTF8.GetBytes(article));

    /// <inheritdoc cref="Contains(string)"/>
    public bool Contains(ReadOnlySpan<byte> article)
    {
        foreach (var (reader, terms, cursor) in _segments)
        {
            if (cursor.SeekExact(article) && LiveDocumentsOf(reader, terms, cursor.State).Count > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The documents of a segment that must be deleted, because their articles live elsewhere or stand in the segment a second time, later:
    /// of an article there is one, the last.
    /// </summary>
    public List<int> Superseded(SegmentReader segment)
    {
        var superseded = new List<int>();
        if (segment.Terms(PassageFields.Article) is not { } terms)
        {
            return superseded;
        }

        var paragraphs = segment.Numeric(PassageFields.Paragraph);
        var cursor = terms.OpenCursor();
        while (cursor.MoveNext())
        {
            var documents = LiveDocumentsOf(segment, terms, cursor.State);
            int keep = Contains(cursor.Term) ? documents.Count : 0;
            long last = long.MinValue;
            for (int i = 0; i < documents.Count && keep < documents.Count; i++)
            {
                long paragraph = paragraphs is not null && paragraphs.TryGet(documents[i], out long value) ? value : long.MaxValue;
                keep = paragraph <= last ? i : keep; // the numbers of its paragraphs start again: the article was added anew
                last = paragraph;
            }

            superseded.AddRange(documents.Take(keep));
        }

        return superseded;
    }

    public void Dispose() => _segments.ForEach(segment => segment.Reader.Dispose());

    private static List<int> LiveDocumentsOf(SegmentReader segment, FieldTerms terms, TermState state)
    {
        var documents = new List<int>();
        var postings = terms.OpenPostings(state, PostingsFeatures.Documents);
        while (postings.NextDocument() is var document and not PostingsCursor.NoMoreDocuments)
        {
            if (segment.Live?[document] != false)
            {
                documents.Add(document);
            }
        }

        return documents;
    }
}
