using ArticleSearch.Analysis;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.IndexFormat.StoredFields;

namespace ArticleSearch.Indexing;

/// <summary>
/// The segment that is being filled: what is searched stays in an <see cref="InvertedBuffer"/> until it is flushed, what is shown
/// goes to the folder at once. For one thread. It knows nothing of other segments; a commit never sees it.
/// </summary>
internal sealed class BufferedSegment(AnalysisChain chain, DocumentShape shape = DocumentShape.Passages) : IDisposable
{
    private static readonly FieldInfo IdField = PassageFields.Info(PassageFields.Id);
    private static readonly FieldInfo ArticleField = PassageFields.Info(PassageFields.Article);
    private static readonly FieldInfo ParagraphField = PassageFields.Info(PassageFields.Paragraph);
    private static readonly FieldInfo TitleField = PassageFields.Info(PassageFields.Title);
    private static readonly FieldInfo DateField = PassageFields.Info(PassageFields.Date);
    private static readonly FieldInfo SourceField = PassageFields.Info(PassageFields.Source);
    private static readonly FieldInfo TextField = PassageFields.Info(PassageFields.Text);
    private static readonly FieldInfo StartField = PassageFields.Info(PassageFields.Start);
    private static readonly FieldInfo EndField = PassageFields.Info(PassageFields.End);

    private readonly InvertedBuffer _buffer = new(chain);
    private readonly TermTable _articles = new();
    private (int First, int End)[] _articleDocuments = new (int, int)[16]; // none where the article is deleted
    private SegmentWriter? _writer;

    /// <summary>How many passages there are, deleted ones included.</summary>
    public int DocumentCount => _buffer.DocumentCount;

    /// <summary>How many bytes of memory the segment takes.</summary>
    public long MemoryUsed => _buffer.MemoryUsed + _articles.MemoryUsed + ((long)_articleDocuments.Length * 2 * sizeof(int));

    /// <summary>How many articles it has or had.</summary>
    public int ArticleCount => _articles.Count;

    /// <summary>The files written so far.</summary>
    public IEnumerable<string> Files => _writer?.Context.Files ?? [];

    /// <summary>The id of one of <see cref="ArticleCount"/> articles.</summary>
    public ReadOnlySpan<char> ArticleId(int article) => _articles.Key(article);

    /// <summary>Whether a segment has been started; else <see cref="Start"/> comes before the first article.</summary>
    public bool IsStarted => _writer is not null;

    /// <summary>Starts a segment.</summary>
    public void Start(IndexFolder folder, string name, IdSource ids) => _writer = new SegmentWriter(folder, name, ids);

    /// <summary>Adds an article that was admitted, in place of one of the same id.</summary>
    /// <returns>Whether it replaced one.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled; what was added of the article is deleted.</exception>
    public bool Add(Article article, string id, IReadOnlyList<PassageRange> passages, CancellationToken cancellation)
    {
        int first = DocumentCount;
        if (shape == DocumentShape.WholeArticles)
        {
            AddWhole(article, id, cancellation);
            return false;
        }

        try
        {
            foreach (var passage in passages)
            {
                AddPassage(article, id, article.Text.AsMemory(passage.Start, passage.Length), passage.Number, article.TextOffset + passage.Start, cancellation);
                cancellation.ThrowIfCancellationRequested();
            }

            if (passages.Count == 0)
            {
                AddTitle(article, id, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            _buffer.Delete(first, DocumentCount);
            throw;
        }

        _buffer.FinishArticle(id, article.Date, article.Source, first);
        _buffer.Origins.Add(article, first, DocumentCount);
        int known = _articles.Count;
        int number = _articles.FindOrAdd(id);
        bool isReplaced = number < known && Delete(number);
        if (number == _articleDocuments.Length)
        {
            Array.Resize(ref _articleDocuments, number * 2);
        }

        _articleDocuments[number] = (first, DocumentCount);
        return isReplaced;
    }

    /// <summary>Deletes an article.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Delete(string id) => _articles.Find(id) is var number and >= 0 && Delete(number);

    /// <summary>Ends the segment and forgets it; null if nothing in it lives.</summary>
    /// <param name="compound">Whether its files are packed into one.</param>
    /// <param name="diagnostics">Where it comes from.</param>
    /// <param name="live">Which of its passages live; null where all do.</param>
    public SegmentInfo? Flush(bool compound, SortedDictionary<string, string> diagnostics, out LiveDocuments? live)
    {
        live = null;
        var writer = _writer!;
        if (_buffer.DeletedCount == DocumentCount)
        {
            Clear();
            return null;
        }

        if (_buffer.DeletedCount > 0)
        {
            live = LiveDocuments.All(DocumentCount).WithDeleted(Enumerable.Range(0, DocumentCount).Where(_buffer.IsDeleted));
        }

        writer.Describe(DocumentCount, SegmentFlusher.FieldsOf(_buffer, shape));
        SegmentFlusher.Write(_buffer, writer);
        var info = writer.Finish(compound, diagnostics);
        _writer = null;
        Clear();
        return info;
    }

    /// <summary>Gives up the segment and deletes its files.</summary>
    public void Clear()
    {
        _writer?.Dispose();
        _writer = null;
        _buffer.Clear();
        _articles.Clear();
        _articleDocuments = new (int, int)[16];
    }

    public void Dispose() => Clear();

    private bool Delete(int article)
    {
        var (first, end) = _articleDocuments[article];
        _buffer.Delete(first, end);
        _articleDocuments[article] = default;
        return end > first;
    }

    private void AddTitle(Article article, string id, CancellationToken cancellation)
    {
        var range = ArticleRules.TitlePassage(article);
        int start = article.TitleOffset is { } offset ? offset + range.Start : article.TextOffset;
        int length = article.TitleOffset is null ? 0 : range.Length;
        AddPassage(article, id, article.Title.AsMemory(range.Start, range.Length), range.Number, start, cancellation, length);
    }

    private void AddPassage(
        Article article, string id, ReadOnlyMemory<char> text, int paragraph, int start, CancellationToken cancellation, int? length = null)
    {
        string passageId = PassageFields.PassageId(id, paragraph);
        var stored = _writer!.StoredFields;
        stored.StartDocument();
        stored.Write(IdField, passageId);
        stored.Write(ArticleField, id);
        stored.Write(ParagraphField, paragraph);
        WriteIfAny(stored, TitleField, article.Title);
        WriteIfAny(stored, DateField, article.Date);
        WriteIfAny(stored, SourceField, article.Source);
        stored.Write(TextField, text.Span);
        stored.Write(StartField, start);
        stored.Write(EndField, start + (length ?? text.Length));
        stored.FinishDocument();
        _buffer.AddPassage(passageId, article.Title, text, paragraph, cancellation);
    }

    private void AddWhole(Article article, string id, CancellationToken cancellation)
    {
        var stored = _writer!.StoredFields;
        stored.StartDocument();
        stored.Write(IdField, id);
        WriteIfAny(stored, TitleField, article.Title);
        stored.Write(TextField, article.Text);
        stored.FinishDocument();
        int document = DocumentCount;
        try
        {
            _buffer.AddPassage(id, article.Title, article.Text.AsMemory(), paragraph: 0, cancellation);
        }
        catch (OperationCanceledException)
        {
            _buffer.Delete(document, DocumentCount);
            throw;
        }
    }

    private static void WriteIfAny(StoredFieldsWriter stored, FieldInfo field, string? value)
    {
        if (value is not null)
        {
            stored.Write(field, value);
        }
    }
}
