using System.Text;
using ArticleSearch.IndexFormat.DocValues;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.IndexFormat.Terms;

namespace ArticleSearch.Indexing;

/// <summary>What an index holds of one file.</summary>
internal sealed class IndexedFile
{
    /// <summary>How many articles of it live.</summary>
    public int Articles { get; set; }

    /// <summary>The digest that its articles have in common; null where they have none, or several.</summary>
    public string? Digest { get; set; }

    /// <summary>How many articles the file had when it was read to its end without a problem; 0 where it was not.</summary>
    public int Count { get; set; }

    /// <summary>Whether all articles that the file had are there.</summary>
    public bool IsComplete => Digest is not null && Count == Articles;
}

/// <summary>An article that an index holds.</summary>
/// <param name="File">The file it was read from; null where it came from none.</param>
/// <param name="Digest">The digest of that file's content.</param>
/// <param name="Place">Where in the file it stands.</param>
/// <param name="Count">How many articles the file has, on its last one; else 0.</param>
internal readonly record struct IndexedArticle(string? File, string? Digest, int Place, int Count);

/// <summary>
/// Which articles the last commit of an index holds, and from which files: read off the columns of the live passages, so that it
/// says what is there and not what once was written. For one thread.
/// </summary>
internal sealed class IndexedArticles : IDisposable
{
    // Beyond so many look-ups it is cheaper to know first which ids are not there at all.
    private const int LookupsWithoutFilter = 10_000;

    private readonly IndexFolder _folder;
    private readonly IndexSnapshot? _snapshot;
    private readonly Segment[] _segments;
    private IdFilter? _filter;
    private int _lookups;

    private IndexedArticles(IndexFolder folder, IndexSnapshot? snapshot)
    {
        _folder = folder;
        _snapshot = snapshot;
        _segments = [.. (snapshot?.Segments ?? []).Select(reader => new Segment(reader))];
    }

    /// <summary>The number of the commit; 0 where there is none.</summary>
    public long Generation => _snapshot?.Commit.Generation ?? 0;

    /// <summary>Opens the last commit; where there is none, nothing is held.</summary>
    /// <exception cref="IndexFormat.CorruptIndexException">The index is damaged.</exception>
    public static IndexedArticles Open(string path)
    {
        var folder = new FileSystemFolder(path);
        try
        {
            return new IndexedArticles(folder, !CommitPoint.IsAny(folder) ? null : IndexSnapshot.Open(folder));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>The files by name. Articles of no file are under the empty name.</summary>
    public Dictionary<string, IndexedFile> ReadFiles(CancellationToken cancellation)
    {
        var files = new Dictionary<string, IndexedFile>(StringComparer.Ordinal);
        foreach (var segment in _segments)
        {
            segment.ReadFiles(files, cancellation);
        }

        return files;
    }

    /// <summary>Adds the ids of all articles of some files, and the files' names, in the order of the index.</summary>
    public void CollectArticles(Func<string, bool> isWanted, Action<string, string> add, CancellationToken cancellation)
    {
        foreach (var segment in _segments)
        {
            segment.CollectArticles(isWanted, add, cancellation);
        }
    }

    /// <summary>Looks for an article.</summary>
    public IndexedArticle? Find(string id)
    {
        if (_segments.Length == 0)
        {
            return null;
        }

        if (++_lookups == LookupsWithoutFilter)
        {
            _filter = new IdFilter();
            CollectArticles(_ => true, (article, _) => _filter.Add(article), CancellationToken.None);
        }

        if (_filter is not null && !_filter.MayContain(id))
        {
            return null;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(id);
        foreach (var segment in _segments)
        {
            if (segment.Find(bytes) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    public void Dispose()
    {
        _snapshot?.Dispose();
        _folder.Dispose();
    }

    /// <summary>One segment, with the columns that one thread has of it.</summary>
    private sealed class Segment
    {
        private readonly SegmentReader _reader;
        private readonly LiveDocuments? _live;
        private readonly SortedColumn? _articles;
        private readonly SortedColumn? _files;
        private readonly SortedColumn? _digests;
        private readonly NumericColumn? _places;
        private readonly NumericColumn? _counts;
        private readonly TermsCursor? _terms;
        private PostingsCursor? _postings;

        public Segment(SegmentReader reader)
        {
            _reader = reader;
            _live = reader.Live;
            _articles = reader.Sorted(PassageFields.Article);
            _files = reader.Sorted(PassageFields.File);
            _digests = reader.Sorted(PassageFields.Digest);
            _places = reader.Numeric(PassageFields.Place);
            _counts = reader.Numeric(PassageFields.Count);
            _terms = reader.Terms(PassageFields.Article)?.OpenCursor();
        }

        public void ReadFiles(Dictionary<string, IndexedFile> files, CancellationToken cancellation)
        {
            int lastFile = -2;
            int lastDigest = -2;
            var file = new IndexedFile();
            foreach (var (document, _) in Articles(cancellation))
            {
                int fileOrdinal = _files?.Ordinal(document) ?? -1;
                if (fileOrdinal != lastFile)
                {
                    file = FileOf(fileOrdinal, files);
                    (lastFile, lastDigest) = (fileOrdinal, -2);
                }

                int digest = _digests?.Ordinal(document) ?? -1;
                if (digest != lastDigest)
                {
                    string? text = Text(_digests, digest);
                    file.Digest = file.Articles == 0 || string.Equals(file.Digest, text, StringComparison.Ordinal) ? text : null;
                    lastDigest = digest;
                }

                file.Articles++;
                file.Count = Math.Max(file.Count, Number(_counts, document));
            }
        }

        public void CollectArticles(Func<string, bool> isWanted, Action<string, string> add, CancellationToken cancellation)
        {
            int lastFile = -2;
            string file = "";
            bool wanted = false;
            foreach (var (document, article) in Articles(cancellation))
            {
                int ordinal = _files?.Ordinal(document) ?? -1;
                if (ordinal != lastFile)
                {
                    file = Text(_files, ordinal) ?? "";
                    wanted = isWanted(file);
                    lastFile = ordinal;
                }

                if (wanted && Text(_articles, article) is { } id)
                {
                    add(id, file);
                }
            }
        }

        public IndexedArticle? Find(ReadOnlySpan<byte> article)
        {
            if (_terms is null || !_terms.SeekExact(article))
            {
                return null;
            }

            _postings = _reader.Terms(PassageFields.Article)!.OpenPostings(_terms.State, PostingsFeatures.Documents, _postings);
            int document;
            while ((document = _postings.NextDocument()) != PostingsCursor.NoMoreDocuments)
            {
                if (_live is null || _live[document])
                {
                    return new IndexedArticle(
                        Text(_files, _files?.Ordinal(document) ?? -1),
                        Text(_digests, _digests?.Ordinal(document) ?? -1),
                        Number(_places, document),
                        Number(_counts, document));
                }
            }

            return null;
        }

        private static string? Text(TermColumn? column, int ordinal) => ordinal < 0 ? null : Encoding.UTF8.GetString(column!.Value(ordinal));

        private static int Number(NumericColumn? column, int document) => column is not null && column.TryGet(document, out long value) ? (int)value : 0;

        // The first live passage of each article, and the article's ordinal. The passages of an article stand together.
        private IEnumerable<(int Document, int Article)> Articles(CancellationToken cancellation)
        {
            int last = -1;
            for (int document = 0; document < _reader.MaxDocument; document++)
            {
                if ((document & 0xFFFF) == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                }

                if ((_live is null || _live[document]) && _articles is not null && _articles.Ordinal(document) is var article && article != last)
                {
                    last = article;
                    yield return (document, article);
                }
            }
        }

        private IndexedFile FileOf(int ordinal, Dictionary<string, IndexedFile> files)
        {
            string name = Text(_files, ordinal) ?? "";
            if (!files.TryGetValue(name, out var file))
            {
                file = new IndexedFile();
                files.Add(name, file);
            }

            return file;
        }
    }
}
