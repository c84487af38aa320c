using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.Indexing;

/// <summary>
/// A segment whose files are written, as the writer sees it: with the deletions that no commit has yet. It changes no file but by
/// <see cref="WriteDeletions"/>.
/// </summary>
internal sealed class WrittenSegment : IDisposable
{
    private readonly IndexFolder _folder;
    private SegmentReader? _reader;
    private PostingsCursor? _postings;
    private bool _isLiveKnown;
    private LiveDocuments? _live;
    private bool _isChanged;

    /// <summary>A segment as a commit has it.</summary>
    public WrittenSegment(IndexFolder folder, SegmentCommit commit)
    {
        _folder = folder;
        Commit = commit;
        Bytes = commit.Info.Files.Sum(folder.Length);
    }

    /// <summary>A segment that is in no commit yet.</summary>
    /// <param name="folder">The index.</param>
    /// <param name="info">The segment.</param>
    /// <param name="live">Which of its documents live; null where all do.</param>
    /// <param name="ids">Where its id comes from.</param>
    public WrittenSegment(IndexFolder folder, SegmentInfo info, LiveDocuments? live, IdSource ids)
        : this(folder, new SegmentCommit(info) { Id = ids.Next() })
    {
        _isLiveKnown = true;
        _live = live;
        _isChanged = live is not null;
    }

    /// <summary>The entry of the commit to come, once <see cref="WriteDeletions"/> was called.</summary>
    public SegmentCommit Commit { get; private set; }

    /// <summary>Whether a merge has it; then it stays as it is, but for deletions.</summary>
    public bool IsMerging { get; set; }

    /// <summary>The length of its files.</summary>
    public long Bytes { get; }

    /// <summary>The length that its live documents would take.</summary>
    public long LiveBytes => (long)(Bytes * ((double)LiveCount / Math.Max(1, Commit.Info.MaxDocument)));

    public int LiveCount => _isLiveKnown ? _live?.Count ?? Commit.Info.MaxDocument : Commit.LiveCount;

    public bool HasDeletions => LiveCount < Commit.Info.MaxDocument;

    public SegmentReader Reader => _reader ??= SegmentReader.Open(_folder, Commit);

    /// <summary>Which documents live; null where all do.</summary>
    public LiveDocuments? Live
    {
        get
        {
            if (!_isLiveKnown)
            {
                _live = Reader.Live;
                _isLiveKnown = true;
            }

            return _live;
        }
    }

    public MergeSource Source => new(Reader, Live);

    /// <summary>Whether a live passage is of the article.</summary>
    /// <param name="article">The article's id as UTF-8.</param>
    public bool Contains(ReadOnlySpan<byte> article)
    {
        var cursor = Reader.Terms(PassageFields.Article)?.OpenCursor();
        return cursor is not null && cursor.SeekExact(article) && LiveDocumentsOf(cursor.State).Count > 0;
    }

    /// <summary>Deletes all passages of articles.</summary>
    /// <param name="articles">The articles' ids.</param>
    /// <param name="order">Their order.</param>
    /// <param name="found">Set to true for each of which there was a live passage.</param>
    /// <returns>Whether there was any.</returns>
    public bool Delete(ByteStringList articles, ReadOnlySpan<int> order, bool[] found)
    {
        if (Reader.Terms(PassageFields.Article)?.OpenCursor() is not { } cursor)
        {
            return false;
        }

        var deleted = new List<int>();
        foreach (int article in order)
        {
            if (cursor.SeekExact(articles[article]))
            {
                var documents = LiveDocumentsOf(cursor.State);
                found[article] |= documents.Count > 0;
                deleted.AddRange(documents);
            }
        }

        if (deleted.Count > 0)
        {
            _live = (Live ?? LiveDocuments.All(Reader.MaxDocument)).WithDeleted(deleted);
            _isChanged = true;
        }

        return deleted.Count > 0;
    }

    /// <summary>Writes the deletions that no file has yet; does nothing where there are none.</summary>
    public void WriteDeletions(IdSource ids)
    {
        if (_isChanged)
        {
            Commit = Commit.WithLive(_folder, _live!, ids);
            _isChanged = false;
        }
    }

    public void Dispose()
    {
        _reader?.Dispose();
        _reader = null;
    }

    private List<int> LiveDocumentsOf(TermState state)
    {
        _postings = Reader.Terms(PassageFields.Article)!.OpenPostings(state, PostingsFeatures.Documents, _postings);
        var documents = new List<int>();
        int document;
        while ((document = _postings.NextDocument()) != PostingsCursor.NoMoreDocuments)
        {
            if (Live is null || Live[document])
            {
                documents.Add(document);
            }
        }

        return documents;
    }
}
