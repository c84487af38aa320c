using System.Runtime.CompilerServices;
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
    private Entry[] _entries = new Entry[16]; // no documents where the article is deleted
    private int _claims;
    private long _articlesAdded;
    private long _passagesAdded;
    private long _articlesReplaced;
    private SegmentWriter? _writer;
    private int _articleStart;

    /// <summary>How many passages there are, deleted ones included.</summary>
    public int DocumentCount => _buffer.DocumentCount;

    /// <summary>The paragraphs of the article that is being added.</summary>
    public List<PassageRange> Passages { get; } = [];

    /// <summary>How many articles were added here, whatever became of them.</summary>
    public long ArticlesAdded => Volatile.Read(ref _articlesAdded);

    /// <summary>How many passages these had.</summary>
    public long PassagesAdded => Volatile.Read(ref _passagesAdded);

    /// <summary>How many of the articles took the place of one that was here.</summary>
    public long ArticlesReplaced => Volatile.Read(ref _articlesReplaced);

    /// <summary>Whether a thread has the segment to itself.</summary>
    public bool IsClaimed => Volatile.Read(ref _claims) != 0;

    /// <summary>Whether the segment takes another amount of memory than it did.</summary>
    public bool HasGrown => MemoryUsed != CountedMemory;

    /// <summary>How many bytes of memory the segment took when <see cref="CountMemory"/> was called last.</summary>
    public long CountedMemory { get; private set; }

    /// <summary>Whether the segment is to be flushed after the article that is being added. Of <see cref="BufferSet"/>; written under its lock.</summary>
    public bool IsDue
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    }

    /// <summary>Whether the segment is being flushed. Of <see cref="BufferSet"/>, under its lock.</summary>
    public bool IsFlushing { get; set; }

    private long MemoryUsed => _buffer.MemoryUsed + _articles.MemoryUsed + ((long)_entries.Length * Unsafe.SizeOf<Entry>());

    // For what threads beside the one that adds do with the articles: held for a moment, by one thread nearly always.
    private Lock Gate { get; } = new();

    /// <summary>The name of the segment.</summary>
    public string Name => _writer!.Context.SegmentName;

    /// <summary>Whether a segment has been started; else <see cref="Start"/> comes before the first article.</summary>
    public bool IsStarted => _writer is not null;

    /// <summary>Takes the segment for the calling thread alone, unless another has it; a full fence.</summary>
    public bool TryClaim() => Interlocked.CompareExchange(ref _claims, 1, 0) == 0;

    /// <summary>Ends what <see cref="TryClaim"/> began; a full fence.</summary>
    public void Release() => Interlocked.Exchange(ref _claims, 0);

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
    /// id here.
    /// </summary>
    public void Register(string id, int firstDocument, ArticleClock clock)
    {
        lock (Gate)
        {
            int article = _articles.FindOrAdd(id);
            if (article == _entries.Length)
            {
                Array.Resize(ref _entries, article * 2);
            }

            bool isReplaced = Delete(article);
            _entries[article] = new Entry(firstDocument, DocumentCount, clock.Next());
            Volatile.Write(ref _articlesAdded, _articlesAdded + 1);
            Volatile.Write(ref _passagesAdded, _passagesAdded + DocumentCount - firstDocument);
            Volatile.Write(ref _articlesReplaced, _articlesReplaced + (isReplaced ? 1 : 0));
        }
    }

    /// <summary>Deletes an article unless it was added after a moment. From any thread, and while the segment is being flushed.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Delete(string id, long moment)
    {
        lock (Gate)
        {
            return _articles.Find(id) is var article and >= 0 && _entries[article].Moment <= moment && Delete(article);
        }
    }

    /// <summary>Deletes the documents added last.</summary>
    public void DeleteFrom(int firstDocument)
    {
        lock (Gate)
        {
            _buffer.Delete(firstDocument, DocumentCount);
        }
    }

    /// <summary>Of each article that is here and in another segment, deletes the one that was added first. For one thread at a time, all segments together.</summary>
    /// <returns>How many articles went.</returns>
    public int DeleteOlder(BufferedSegment other)
    {
        lock (Gate)
        {
            lock (other.Gate)
            {
                int count = 0;
                if (other._articles.Count == 0)
                {
                    return count; // its articles have become a written segment
                }

                foreach (var slot in _articles.Slots)
                {
                    if (!slot.IsFree && other._articles.Find(_articles.Key(slot.Term - 1), slot.Hash) is var theirs and >= 0)
                    {
                        count += DeleteOlder(slot.Term - 1, other, theirs) ? 1 : 0;
                    }
                }

                return count;
            }
        }
    }

    /// <summary>The articles that live and may be in a written segment as well.</summary>
    /// <param name="written">Knows which are not; null where nothing is known.</param>
    public List<string> LiveArticles(IdFilter? written)
    {
        lock (Gate)
        {
            List<string> ids = [];
            foreach (var slot in _articles.Slots)
            {
                if (!slot.IsFree && _entries[slot.Term - 1].IsLive && written?.MayContain(slot.Hash) != false)
                {
                    ids.Add(_articles.Key(slot.Term - 1).ToString());
                }
            }

            return ids;
        }
    }

    /// <summary>Forgets which articles there are: their passages belong to a written segment now.</summary>
    /// <param name="written">Where their ids are kept, if anywhere.</param>
    /// <returns>Which of the passages live; null where all do.</returns>
    public LiveDocuments? Retire(IdFilter? written)
    {
        lock (Gate)
        {
            written?.AddAll(_articles);
            bool keepMemory = _buffer.KeepsTables;
            _entries.AsSpan(0, _articles.Count).Clear();
            _entries = keepMemory ? _entries : new Entry[16];
            _articles.Clear(keepMemory);
            return _buffer.DeletedCount == 0
                ? null
                : LiveDocuments.All(DocumentCount).WithDeleted(Enumerable.Range(0, DocumentCount).Where(_buffer.IsDeleted));
        }
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

    private bool DeleteOlder(int mine, BufferedSegment other, int theirs)
    {
        bool bothLive = _entries[mine].IsLive && other._entries[theirs].IsLive;
        return bothLive && (_entries[mine].Moment < other._entries[theirs].Moment ? Delete(mine) : other.Delete(theirs));
    }

    private bool Delete(int article)
    {
        var entry = _entries[article];
        _buffer.Delete(entry.First, entry.End);
        _entries[article] = default;
        return entry.IsLive;
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

    /// <summary>The documents of an article, and when it was added.</summary>
    private readonly record struct Entry(int First, int End, long Moment)
    {
        public bool IsLive => End > First;
    }
}
