using ArticleSearch.Analysis;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.IndexFormat.StoredFields;

namespace ArticleSearch.Indexing;

/// <summary>
/// A segment that is being filled: what is searched stays in an <see cref="InvertedBuffer"/> until it is flushed, what is shown
/// goes to the folder at once. For one thread, but for what says otherwise. It knows nothing of other segments; a commit never sees it.
/// </summary>
internal sealed class BufferedSegment(AnalysisChain chain, PagePool pages, DocumentShape shape = DocumentShape.Passages) : IDisposable
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

    private readonly InvertedBuffer _buffer = new(chain, pages);
    private readonly TermTable _articles = new();
    private (int First, int End)[] _articleDocuments = new (int, int)[16]; // none where the article is deleted
    private SegmentWriter? _writer;
    private int _articleStart;

    /// <summary>How many passages there are, deleted ones included.</summary>
    public int DocumentCount => _buffer.DocumentCount;

    /// <summary>The paragraphs of the article that is being added.</summary>
    public List<PassageRange> Passages { get; } = [];

    /// <summary>How many bytes of memory the segment took when <see cref="CountMemory"/> was called last.</summary>
    public long CountedMemory { get; private set; }

    /// <summary>Whether the segment is to be flushed after the article that is being added. Of <see cref="BufferSet"/>, under its lock.</summary>
    public bool IsDue { get; set; }

    /// <summary>Whether the segment is being flushed. Of <see cref="BufferSet"/>, under its lock.</summary>
    public bool IsFlushing { get; set; }

    /// <summary>The thread that added the last article. Of <see cref="BufferSet"/>, under its lock.</summary>
    public int Thread { get; set; }

    private long MemoryUsed => _buffer.MemoryUsed + _articles.MemoryUsed + ((long)_articleDocuments.Length * 2 * sizeof(int));

    /// <summary>How many articles it has or had.</summary>
    public int ArticleCount => _articles.Count;

    /// <summary>The name of the segment.</summary>
    public string Name => _writer!.Context.SegmentName;

    /// <summary>The id of one of <see cref="ArticleCount"/> articles.</summary>
    public ReadOnlySpan<char> ArticleId(int article) => _articles.Key(article);

    /// <summary>Whether a segment has been started; else <see cref="Start"/> comes before the first article.</summary>
    public bool IsStarted => _writer is not null;

    /// <summary>Starts a segment.</summary>
    public void Start(IndexFolder folder, string name, IdSource ids) => _writer = new SegmentWriter(folder, name, ids);

    /// <summary>Adds the passages of an article that was admitted; then comes <see cref="Register"/>.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; what was added is to be taken back by <see cref="DeleteFrom"/>.</exception>
    public void AddPassages(Article article, string id, IReadOnlyList<PassageRange> passages, CancellationToken cancellation)
    {
        int first = DocumentCount;
        _articleStart = first;
        if (shape == DocumentShape.WholeArticles)
        {
            AddWhole(article, id, cancellation);
            return;
        }

        foreach (var passage in passages)
        {
            AddPassage(article, id, article.Text.AsMemory(passage.Start, passage.Length), passage.Number, article.TextOffset + passage.Start, cancellation);
            cancellation.ThrowIfCancellationRequested();
        }

        if (passages.Count == 0)
        {
            AddTitle(article, id, cancellation);
        }

        _buffer.FinishArticle(id, article.Date, article.Source, first);
        _buffer.Origins.Add(article, first, DocumentCount);
    }

    /// <summary>
    /// Makes an article known whose passages, from the first to the last document, were just added, in place of an earlier one of its
    /// id. Under the lock of all buffers.
    /// </summary>
    /// <returns>Whether there was one here.</returns>
    public bool Register(string id, int firstDocument)
    {
        int number = _articles.FindOrAdd(id);
        if (number == _articleDocuments.Length)
        {
            Array.Resize(ref _articleDocuments, number * 2);
        }

        bool isReplaced = Delete(number);
        _articleDocuments[number] = (firstDocument, DocumentCount);
        return isReplaced;
    }

    /// <summary>Deletes an article. Under the lock of all buffers; from any thread, and while the segment is being flushed.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Delete(string id) => _articles.Find(id) is var number and >= 0 && Delete(number);

    /// <summary>Deletes the documents added last. Under the lock of all buffers.</summary>
    public void DeleteFrom(int firstDocument) => _buffer.Delete(firstDocument, DocumentCount);

    /// <summary>Which of its passages live; null where all do. Under the lock of all buffers.</summary>
    public LiveDocuments? Live() => _buffer.DeletedCount == 0
        ? null
        : LiveDocuments.All(DocumentCount).WithDeleted(Enumerable.Range(0, DocumentCount).Where(_buffer.IsDeleted));

    /// <summary>Forgets which articles there are, whose passages belong to a written segment now. Under the lock of all buffers.</summary>
    public void ForgetArticles()
    {
        _articles.Clear();
        _articleDocuments = new (int, int)[16];
    }

    /// <summary>Takes the measure of the memory.</summary>
    public void CountMemory() => CountedMemory = MemoryUsed;

    /// <summary>Writes the segment, deleted passages included; null if nothing in it lives. Then comes <see cref="Clear"/>.</summary>
    /// <param name="compound">Whether its files are packed into one.</param>
    /// <param name="diagnostics">Where it comes from.</param>
    public SegmentInfo? Write(bool compound, SortedDictionary<string, string> diagnostics)
    {
        if (_buffer.DeletedCount == DocumentCount)
        {
            return null;
        }

        var writer = _writer!;
        writer.Describe(DocumentCount, SegmentFlusher.FieldsOf(_buffer, shape));
        SegmentFlusher.Write(_buffer, writer);
        return writer.Finish(compound, diagnostics);
    }

    /// <summary>Forgets the segment; what was not written is given up and its files are deleted.</summary>
    public void Clear()
    {
        _writer?.Dispose();
        _writer = null;
        _buffer.Clear();
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

        // Where levels are matched, a title is a part of the article and no part of each passage: its first passage has it.
        bool hasTitle = !chain.HasLevels || DocumentCount == _articleStart;
        _buffer.AddPassage(passageId, hasTitle ? article.Title : null, text, paragraph, cancellation);
    }

    private void AddWhole(Article article, string id, CancellationToken cancellation)
    {
        var stored = _writer!.StoredFields;
        stored.StartDocument();
        stored.Write(IdField, id);
        WriteIfAny(stored, TitleField, article.Title);
        stored.Write(TextField, article.Text);
        stored.FinishDocument();
        _buffer.AddPassage(id, article.Title, article.Text.AsMemory(), paragraph: 0, cancellation);
    }

    private static void WriteIfAny(StoredFieldsWriter stored, FieldInfo field, string? value)
    {
        if (value is not null)
        {
            stored.Write(field, value);
        }
    }
}
