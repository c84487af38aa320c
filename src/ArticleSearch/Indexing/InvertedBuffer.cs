using ArticleSearch.Analysis;

namespace ArticleSearch.Indexing;

/// <summary>
/// Passages on their way to becoming a segment: everything of them that is not stored text, turned around from words in documents
/// to documents of words, in flat memory that is counted. For one thread; several threads have a buffer each. It touches no
/// file and knows nothing of other segments.
/// </summary>
internal sealed class InvertedBuffer
{
    private readonly BytePool _pool;
    private readonly AcronymFinder? _acronyms;
    private int[] _paragraphs = new int[64];
    private ulong[] _deleted = [];

    /// <param name="chain">What makes words of texts.</param>
    /// <param name="pages">Where memory comes from, and goes back to; may be shared with other buffers.</param>
    public InvertedBuffer(AnalysisChain chain, PagePool pages)
    {
        _pool = new BytePool(pages);
        var tokens = chain.CreateStream();
        _acronyms = chain.HasLevels ? new AcronymFinder(chain) : null;
        Title = new InvertedField(PassageFields.Info(PassageFields.Title), tokens, _pool);
        Text = new InvertedField(PassageFields.Info(PassageFields.Text), tokens, _pool);
    }

    public InvertedField Title { get; }

    public InvertedField Text { get; }

    public KeywordField Ids { get; } = new();

    public KeywordField Articles { get; } = new();

    public KeywordField Dates { get; } = new();

    public KeywordField Sources { get; } = new();

    /// <summary>What the passages say about acronyms; see <see cref="AcronymTerms"/>. A passage may have several.</summary>
    public KeywordField Acronyms { get; } = new();

    /// <summary>How many passages say anything about acronyms.</summary>
    public int AcronymDocuments { get; private set; }

    public ArticleOrigins Origins { get; } = new();

    /// <summary>How many passages there are, deleted ones included.</summary>
    public int DocumentCount { get; private set; }

    /// <summary>How many of them are deleted.</summary>
    public int DeletedCount { get; private set; }

    /// <summary>The paragraph numbers of the passages.</summary>
    public ReadOnlySpan<int> Paragraphs => _paragraphs.AsSpan(0, DocumentCount);

    /// <summary>Where the occurrences of both fields of words are.</summary>
    public BytePool Pool => _pool;

    /// <summary>How many bytes of memory the buffer takes.</summary>
    public long MemoryUsed =>
        _pool.MemoryUsed + Title.MemoryUsed + Text.MemoryUsed
        + Ids.MemoryUsed + Articles.MemoryUsed + Dates.MemoryUsed + Sources.MemoryUsed + Acronyms.MemoryUsed + Origins.MemoryUsed
        + ((long)_paragraphs.Length * sizeof(int)) + ((long)_deleted.Length * sizeof(ulong));

    /// <summary>Adds a passage; after the last one of an article comes <see cref="FinishArticle"/>.</summary>
    public void AddPassage(string id, string? title, ReadOnlyMemory<char> text, int paragraph, CancellationToken cancellation)
    {
        int document = DocumentCount++;
        if (document == _paragraphs.Length)
        {
            Array.Resize(ref _paragraphs, document * 2);
        }

        _paragraphs[document] = paragraph;
        Ids.Add(id, document, document + 1);
        if (title is not null)
        {
            Title.AddRecalling(title, document, cancellation);
        }

        Text.Add(text, document, cancellation);
        if (_acronyms?.Find(text) is { Count: > 0 } acronyms)
        {
            foreach (string term in acronyms)
            {
                Acronyms.Add(term, document, document + 1);
            }

            AcronymDocuments++;
        }
    }

    /// <summary>Gives all passages since <paramref name="firstDocument"/> what they have of their article.</summary>
    public void FinishArticle(string articleId, string? date, string? source, int firstDocument)
    {
        Articles.Add(articleId, firstDocument, DocumentCount);
        if (date is not null)
        {
            Dates.Add(date, firstDocument, DocumentCount);
        }

        if (source is not null)
        {
            Sources.Add(source, firstDocument, DocumentCount);
        }
    }

    /// <summary>Deletes passages of the buffer; they stay in the segment it becomes, marked.</summary>
    public void Delete(int firstDocument, int endDocument)
    {
        int words = (DocumentCount + 63) >> 6;
        if (_deleted.Length < words)
        {
            Array.Resize(ref _deleted, Math.Max(words, _deleted.Length * 2));
        }

        for (int document = firstDocument; document < endDocument; document++)
        {
            if (!IsDeleted(document))
            {
                _deleted[document >> 6] |= 1UL << document;
                DeletedCount++;
            }
        }
    }

    /// <summary>Whether a passage is deleted.</summary>
    public bool IsDeleted(int document) =>
        document >> 6 < _deleted.Length && (_deleted[document >> 6] >> document & 1) != 0;

    /// <summary>
    /// Whether the tables are to be kept for the passages to come, which are much like those that were: yes, unless they take more
    /// than the occurrences, so that an empty buffer takes at most half of what it took. Tables given up each time and grown anew are
    /// many times that until they are collected.
    /// </summary>
    public bool KeepsTables => MemoryUsed <= 2 * _pool.MemoryUsed;

    /// <summary>Forgets all passages.</summary>
    public void Clear()
    {
        bool keepMemory = KeepsTables;
        _pool.Clear();
        Title.Clear(keepMemory);
        Text.Clear(keepMemory);
        Ids.Clear(keepMemory);
        Articles.Clear(keepMemory);
        Dates.Clear();
        Sources.Clear();
        Acronyms.Clear();
        AcronymDocuments = 0;
        Origins.Clear();
        _paragraphs = keepMemory ? _paragraphs : new int[64];
        _deleted = [];
        DocumentCount = 0;
        DeletedCount = 0;
    }
}
