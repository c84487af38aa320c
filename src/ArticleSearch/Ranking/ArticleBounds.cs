using System.Numerics;
using ArticleSearch.Indexing;
using ArticleSearch.Matching;

namespace ArticleSearch.Ranking;

/// <summary>
/// Where the articles of a segment begin: the passages of an article stand next to each other. A document that names no article is
/// one for itself. Knows nothing of deletions. Immutable, safe for many threads.
/// </summary>
internal sealed class ArticleBounds
{
    private const int BatchLength = 1024;

    /// <summary>A bit a document, lowest first: whether an article begins with it. Null: with each.</summary>
    private readonly ulong[]? _starts;
    private readonly int _maxDocument;

    private ArticleBounds(ulong[]? starts, int maxDocument)
    {
        _starts = starts;
        _maxDocument = maxDocument;
    }

    /// <summary>Whether each document is an article for itself.</summary>
    public bool AreAllSingle => _starts is null;

    /// <summary>Finds the articles of a segment.</summary>
    public static ArticleBounds Of(SegmentView segment)
    {
        int maxDocument = segment.MaxDocument;
        if (segment.Sorted(PassageFields.Article) is not { } column)
        {
            return new ArticleBounds(null, maxDocument);
        }

        ulong[] starts = new ulong[(maxDocument + 63) >> 6];
        Span<int> ordinals = stackalloc int[BatchLength];
        int previous = -1;
        int articles = 0;
        for (int first = 0; first < maxDocument; first += BatchLength)
        {
            int count = Math.Min(BatchLength, maxDocument - first);
            column.Ordinals(first, ordinals[..count]);
            for (int i = 0; i < count; i++)
            {
                int ordinal = ordinals[i];
                if (ordinal != previous || ordinal < 0)
                {
                    int document = first + i;
                    starts[document >> 6] |= 1UL << document;
                    articles++;
                }

                previous = ordinal;
            }
        }

        return new ArticleBounds(articles == maxDocument ? null : starts, maxDocument);
    }

    /// <summary>The first document of a document's article.</summary>
    public int Start(int document)
    {
        if (_starts is null)
        {
            return document;
        }

        int at = document >> 6;
        ulong word = _starts[at] & (ulong.MaxValue >> (63 - (document & 63)));
        while (word == 0)
        {
            word = _starts[--at];
        }

        return (at << 6) + 63 - BitOperations.LeadingZeroCount(word);
    }

    /// <summary>The document after the last one of a document's article.</summary>
    public int End(int document) => StartAtOrAfter(document + 1);

    /// <summary>The first document at or after another with which an article begins; the number of documents if there is none.</summary>
    public int StartAtOrAfter(int document)
    {
        if (_starts is null || document >= _maxDocument)
        {
            return Math.Min(document, _maxDocument);
        }

        int at = document >> 6;
        ulong word = _starts[at] & (ulong.MaxValue << document);
        while (word == 0)
        {
            if (++at == _starts.Length)
            {
                return _maxDocument;
            }

            word = _starts[at];
        }

        return (at << 6) + BitOperations.TrailingZeroCount(word);
    }
}
