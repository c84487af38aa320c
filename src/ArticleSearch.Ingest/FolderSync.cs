using ArticleSearch.Indexing;
using ArticleSearch.Ingest.Archives;

namespace ArticleSearch.Ingest;

/// <summary>
/// Makes an index equal to a folder: what is new or has changed, by its content, is read; the articles of what is gone are removed,
/// and so are those that left a file that stays; the rest is not touched. For one run.
/// </summary>
/// <remarks>
/// It compares with what the index really holds, so that articles which an index has lost come back. A file is read again unless
/// the index has the digest of its content and every article of it. So a file with a problem is read each time, and the problem is
/// told each time; its articles that are in the index already are not written again.
///
/// Of two articles of one id the one in the later file wins (in ordinal order of the paths, as when a folder is indexed), and in one
/// file the later one. A file that can not be read keeps what the index has of it.
/// </remarks>
/// <param name="folder">The folder, as the user names it.</param>
/// <param name="index">The folder of the index.</param>
internal sealed class FolderSync(string folder, string index)
{
    private readonly IngestCounter _counter = new();
    private readonly Dictionary<string, SyncedFile> _files = new(StringComparer.Ordinal);
    private readonly List<SyncedFile> _toRead = [];

    // The articles of the files that are gone or read again: those that are not met any more are to be removed.
    private readonly TermTable _doubtful = new();
    private readonly List<SyncedFile> _owners = [];
    private readonly TermTable _given = new();
    private bool[] _isMet = [];
    private IReadOnlyList<string> _linkedFolders = [];
    private int _new;
    private int _changed;

    /// <summary>What the user says of the files.</summary>
    public IngestOptions Options { get; init; } = IngestOptions.Default;

    /// <summary>The digests that are known already; null to look at every file.</summary>
    public DigestMemory? Digests { get; init; }

    /// <summary>How far the reading has come; may be asked from any thread.</summary>
    public IngestProgress Progress => _counter.Snapshot();

    /// <summary>Compares, reads, removes, and commits if anything has changed.</summary>
    /// <param name="builder">The index, open for writing, without changes that are not committed.</param>
    /// <param name="threads">How many threads add articles.</param>
    /// <param name="complain">Told each problem, by one thread at a time.</param>
    /// <param name="cancellation">Ends it soon; what was added so far is whole articles, and nothing was removed.</param>
    /// <exception cref="IOException">There is no such folder, or it can not be listed; nothing has changed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public SyncResult Run(IndexBuilder builder, int threads, Action<IngestProblem> complain, CancellationToken cancellation)
    {
        RequireFolder(folder);
        using var indexed = IndexedArticles.Open(index);
        var before = indexed.ReadFiles(cancellation);
        int articlesBefore = before.Values.Sum(file => file.Articles);
        Plan(before, complain, cancellation);
        if (_toRead.Count > 0 || _files.Values.Any(file => file.State == SyncState.Gone))
        {
            indexed.CollectArticles(name => _files[OwnerOf(name)].State is SyncState.ToRead or SyncState.Gone, Doubt, cancellation);
            _isMet = new bool[_doubtful.Count];
            new ArticleFeeder(builder, threads).Run(Read(indexed, cancellation), (item, problem) => Tell(item, problem, complain), cancellation);
        }

        int removed = Remove(builder, cancellation);
        if (_new + _changed + removed > 0 || indexed.Generation == 0)
        {
            ArticleFeeder.Finish(builder, cancellation);
        }

        return new SyncResult
        {
            Files = CountFiles(),
            LinkedFolders = _linkedFolders,
            Articles = new SyncCounts(_new, _changed, removed, articlesBefore - _changed - removed),
        };
    }

    /// <summary>Refuses what can not be a folder of articles.</summary>
    /// <exception cref="IOException">It is no folder, or it holds an index.</exception>
    public static void RequireFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw File.Exists(folder)
                ? Refusal(new Wording("ingest.sync.file", $"{folder} is a file; an index is made equal to a folder."))
                : NoFolder(new Wording("ingest.sync.nofolder", $"There is no folder {folder}; the index stays as it is."));
        }

        if (FolderWalk.IsIndex(folder))
        {
            throw Refusal(new Wording("ingest.sync.index", $"{folder} holds an index, not articles."));
        }
    }

    private static IOException Refusal(Wording why) => why.On(new IOException(why.ToString()));

    private static DirectoryNotFoundException NoFolder(Wording why) => why.On(new DirectoryNotFoundException(why.ToString()));

    private void Plan(Dictionary<string, IndexedFile> before, Action<IngestProblem> complain, CancellationToken cancellation)
    {
        var walk = new FolderWalk(index, Options.Files);
        var sources = new List<SourceFile>();
        foreach (var problem in walk.Collect([folder], sources, cancellation))
        {
            complain(problem);
        }

        _linkedFolders = walk.LinkedFolders;
        if (walk.UnlistedFolders.Contains(""))
        {
            throw Refusal(new Wording("ingest.sync.unlisted", $"{folder} can not be listed; the index stays as it is."));
        }

        before = ByContainer(before, [.. sources.Select(source => source.IndexedName)]);
        foreach (var source in sources)
        {
            before.Remove(source.IndexedName, out var known);
            var file = new SyncedFile { Source = source, Indexed = known };
            _files.Add(source.IndexedName, file);
            if (known is not null && Digest(file, complain, cancellation) && file.Digest is not null
                && known.IsComplete && string.Equals(known.Digest, file.Digest, StringComparison.Ordinal))
            {
                file.State = SyncState.Same;
            }

            if (file.State == SyncState.ToRead)
            {
                _toRead.Add(file);
            }
        }

        foreach (var (name, known) in before)
        {
            bool isUnlisted = walk.UnlistedFolders.Exists(unlisted => name.StartsWith(unlisted + "/", StringComparison.Ordinal));
            _files.Add(name, new SyncedFile { Indexed = known, State = isUnlisted ? SyncState.Unreadable : SyncState.Gone });
        }

        _counter.Start([.. _toRead.Select(file => file.Source!)]);
    }

    // Articles of archives stand under the names of entries: of one archive they are one file.
    private static Dictionary<string, IndexedFile> ByContainer(Dictionary<string, IndexedFile> before, HashSet<string> sources)
    {
        if (!before.Keys.Any(name => name.Contains(ZipFormat.Separator, StringComparison.Ordinal)))
        {
            return before;
        }

        var files = new Dictionary<string, IndexedFile>(StringComparer.Ordinal);
        foreach (var (name, entry) in before)
        {
            string container = ContainerOf(name, sources.Contains);
            if (!files.TryGetValue(container, out var file))
            {
                files.Add(container, new IndexedFile { Articles = entry.Articles, Digest = entry.Digest, Count = entry.Count });
                continue;
            }

            file.Articles += entry.Articles;
            file.Digest = string.Equals(file.Digest, entry.Digest, StringComparison.Ordinal) ? file.Digest : null;
            file.Count = Math.Max(file.Count, entry.Count);
        }

        return files;
    }

    // A file of that name, or the archive that the name begins with; what is gone may be either.
    private static string ContainerOf(string name, Func<string, bool> isFile)
    {
        if (isFile(name))
        {
            return name;
        }

        int first = -1;
        for (int at = 0; (at = name.IndexOf(ZipFormat.Separator, at, StringComparison.Ordinal)) > 0; at++)
        {
            if (isFile(name[..at]))
            {
                return name[..at];
            }

            first = first < 0 ? at : first;
        }

        return first < 0 ? name : name[..first];
    }

    // The file that an article of that name was read from.
    private string OwnerOf(string name) => ContainerOf(name, _files.ContainsKey);

    // False where the file can not be read.
    private bool Digest(SyncedFile file, Action<IngestProblem> complain, CancellationToken cancellation)
    {
        try
        {
            file.Digest = Options.Sign(Digests is null ? SourceContent.DigestOf(file.Source!, cancellation) : Digests.Of(file.Source!, cancellation));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            file.State = SyncState.Unreadable;
            complain(new IngestProblem(file.Source!.Name, 0, 0, "ingest.sync.kept", $"{FolderWalk.Reason(e, file.Source.Name)}; the index keeps what it has of it"));
            return false;
        }
    }

    private void Doubt(string id, string file)
    {
        if (_doubtful.FindOrAdd(id) == _owners.Count)
        {
            _owners.Add(_files[OwnerOf(file)]);
        }
    }

    private void Meet(string id)
    {
        if (_doubtful.Find(id) is var number and >= 0)
        {
            _isMet[number] = true;
        }
    }

    private IEnumerable<IngestItem> Read(IndexedArticles indexed, CancellationToken cancellation)
    {
        var met = new MetArticles();
        foreach (var file in _toRead)
        {
            var reader = new SourceReader(file.Source!, Options, _counter);
            foreach (var item in reader.Read(cancellation))
            {
                if (item is not IngestedArticle article)
                {
                    yield return item;
                    continue;
                }

                string id = article.Article.Id!;
                var known = indexed.Find(id);
                bool isGiven = _given.Find(id) >= 0;
                bool isTold = false;
                if (!isGiven && known is { File: { } otherFile } other && OwnerOf(otherFile) != file.Source!.IndexedName && Stays(other))
                {
                    bool isLater = string.CompareOrdinal(OwnerOf(otherFile), file.Source.IndexedName) > 0;
                    yield return isLater
                        ? new IngestProblem(article.File, article.Line, 0, "ingest.sameid.kept", $"the id \"{id}\" stands at {Show(other)} too; that article is kept")
                        : new IngestProblem(article.File, article.Line, 0, "ingest.sameid", $"the id \"{id}\" stands at {Show(other)} too; this article replaces that one");
                    if (isLater)
                    {
                        Meet(id);
                        continue;
                    }

                    isTold = true;
                }

                // A file that is read again was told of already, as one that the index has.
                if (met.Meet(article) is { } repeated && !isTold)
                {
                    yield return repeated;
                }

                if (!isGiven && known is { } same && IsSame(same, article.Article))
                {
                    Meet(id);
                    continue;
                }

                _given.FindOrAdd(id);
                yield return article with { Change = isGiven ? ArticleChange.Again : known is null ? ArticleChange.New : ArticleChange.Changed };
            }

            if (!reader.IsWhole)
            {
                file.State = SyncState.Unreadable;
            }

            _counter.Finish(file.Source!);
        }
    }

    // Of one content of one file: the same article, or a later one of the same id, which wins; and it is known of the last one
    // that it is the last.
    private static bool IsSame(IndexedArticle known, Article article) =>
        string.Equals(known.File, article.File, StringComparison.Ordinal)
        && string.Equals(known.Digest, article.FileDigest, StringComparison.Ordinal)
        && known.Place >= article.Place
        && (article.FileArticles == 0 || article.FileArticles == known.Count);

    // Whether the article stands in its file still.
    private bool Stays(IndexedArticle known) =>
        known.File is not null && _files.TryGetValue(OwnerOf(known.File), out var file)
        && (file.State == SyncState.Unreadable || (file.Digest is not null && string.Equals(file.Digest, known.Digest, StringComparison.Ordinal)));

    private string Show(IndexedArticle known)
    {
        string name = Path.Join(folder, known.File);
        return known.Place == 0 ? name : $"{name}:{known.Place}";
    }

    private void Tell(IngestItem item, IngestProblem? problem, Action<IngestProblem> complain)
    {
        if (problem is not null)
        {
            complain(problem);
            return;
        }

        if (item is IngestedArticle article)
        {
            Meet(article.Article.Id!);
            _files[OwnerOf(article.Article.File!)].Added++;
            _new += article.Change == ArticleChange.New ? 1 : 0;
            _changed += article.Change == ArticleChange.Changed ? 1 : 0;
        }
    }

    private int Remove(IndexBuilder builder, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        int removed = 0;
        for (int number = 0; number < _owners.Count; number++)
        {
            if (!_isMet[number] && _owners[number].State != SyncState.Unreadable && builder.Delete(_doubtful.Key(number).ToString()))
            {
                _owners[number].Removed++;
                removed++;
            }
        }

        return removed;
    }

    private SyncCounts CountFiles()
    {
        int added = 0;
        int changed = 0;
        int removed = 0;
        int same = 0;
        foreach (var (name, file) in _files)
        {
            if (file.Indexed is null)
            {
                added += file.Added > 0 ? 1 : 0;
            }
            else if (file.State == SyncState.Gone)
            {
                removed += name.Length > 0 ? 1 : 0;
            }
            else if (file.Added + file.Removed > 0)
            {
                changed++;
            }
            else
            {
                same++;
            }
        }

        return new SyncCounts(added, changed, removed, same);
    }

    private enum SyncState
    {
        ToRead,
        Same,
        Unreadable,
        Gone,
    }

    /// <summary>A file of the folder, of the index, or of both.</summary>
    private sealed class SyncedFile
    {
        public SourceFile? Source { get; init; }

        public IndexedFile? Indexed { get; init; }

        public SyncState State { get; set; }

        /// <summary>The digest of its content now; null where nobody looked or nothing is in it.</summary>
        public string? Digest { get; set; }

        public int Added { get; set; }

        public int Removed { get; set; }
    }
}

/// <summary>How many of something a run found in each state, or put into it.</summary>
internal readonly record struct SyncCounts(int New, int Changed, int Removed, int Unchanged);

/// <summary>What a run did.</summary>
internal sealed record SyncResult
{
    /// <summary>Files that have articles in the index, before or now.</summary>
    public required SyncCounts Files { get; init; }

    public required SyncCounts Articles { get; init; }

    /// <summary>The links to folders that were not followed.</summary>
    public IReadOnlyList<string> LinkedFolders { get; init; } = [];

    /// <summary>Whether anything was written.</summary>
    public bool IsChanged => Articles is not { New: 0, Changed: 0, Removed: 0 };
}
