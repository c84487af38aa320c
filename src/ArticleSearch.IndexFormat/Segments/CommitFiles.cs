using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Segments;

/// <summary>
/// All files of one commit, held open and seen as a folder: whatever a writer of any process deletes meanwhile, they can be read
/// to their ends. Never writes.
/// </summary>
/// <remarks>For whoever reads a commit for a long time and file by file: the check, a backup. The files are as they are: nothing but the commit is verified.</remarks>
internal sealed class CommitFiles : ReadOnlyFolder
{
    /// <summary>How often in a row a writer may be faster than a reader that opens its commit.</summary>
    private const int MaxAttempts = 100;

    private readonly SortedDictionary<string, IndexFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IOException> _missing = new(StringComparer.Ordinal);

    private CommitFiles(CommitPoint commit, IReadOnlyList<UnreadableSegment> unreadable)
    {
        Commit = commit;
        Unreadable = unreadable;
    }

    /// <summary>The commit, without the segments of <see cref="Unreadable"/>.</summary>
    public CommitPoint Commit { get; }

    /// <summary>Segments of the commit whose <c>.si</c> file is missing or damaged; what there is of their files is held too.</summary>
    public IReadOnlyList<UnreadableSegment> Unreadable { get; }

    /// <summary>The names of files that the commit needs and that are not there, or can not be opened.</summary>
    public IEnumerable<string> Missing => _missing.Keys;

    /// <summary>Whether a file that is missing is there, and the system would not let it be opened.</summary>
    public bool IsUnreadable(string name) => _missing.TryGetValue(name, out var problem) && problem is not FileNotFoundException;

    protected override string Kind => "A commit that is held";

    /// <summary>Holds the newest commit; null where there is none. A file that is missing then is missing, not just replaced.</summary>
    /// <exception cref="CorruptIndexException">The commit's own file is damaged.</exception>
    /// <exception cref="UnsupportedIndexException">It names a codec that is not read here.</exception>
    /// <exception cref="IOException">Writers replace commits faster than they can be opened.</exception>
    public static CommitFiles? OpenLatest(IndexFolder folder)
    {
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            long generation = CommitPoint.NewestGeneration(folder);
            if (generation == 0)
            {
                return null;
            }

            CommitFiles? files = null;
            try
            {
                files = Open(folder, generation);
            }
            catch (IOException) when (CommitPoint.NewestGeneration(folder) != generation)
            {
            }

            if (files is not null)
            {
                bool isKept = false;
                try
                {
                    isKept = (files._missing.Count == 0 && files.Unreadable.Count == 0) || CommitPoint.NewestGeneration(folder) == generation;
                    if (isKept)
                    {
                        return files;
                    }
                }
                finally
                {
                    if (!isKept)
                    {
                        files.Dispose();
                    }
                }
            }
        }

        throw CommitPoint.MovedOn();
    }

    /// <summary>Holds one commit, which nobody must delete meanwhile.</summary>
    /// <exception cref="IOException">The commit's own file is missing or damaged.</exception>
    public static CommitFiles Open(IndexFolder folder, long generation)
    {
        var unreadable = new List<UnreadableSegment>();
        return Open(folder, CommitFormat.Read(folder, generation, unreadable), unreadable);
    }

    /// <summary>Holds what a commit needs that may be none on disk: one of generation 0 has no file of its own.</summary>
    public static CommitFiles Open(IndexFolder folder, CommitPoint commit, IReadOnlyList<UnreadableSegment> unreadable)
    {
        var files = new CommitFiles(commit, unreadable);
        try
        {
            var names = commit.Files;
            if (unreadable.Count > 0)
            {
                var lost = unreadable.Select(segment => segment.Name).ToHashSet(StringComparer.Ordinal);
                names.UnionWith(folder.List().Where(name => lost.Contains(IndexFileNames.SegmentOf(name).ToString())));
            }

            foreach (string name in names)
            {
                files.Hold(folder, name);
            }

            return files;
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    public override IReadOnlyList<string> List() => [.. _files.Keys];

    public override bool Exists(string name) => _files.ContainsKey(name);

    public override long Length(string name) => Held(name).Length;

    /// <summary>The file, which stays open when what is returned is disposed.</summary>
    public override IndexFile Open(string name)
    {
        var file = Held(name);
        return file.Slice(name, 0, file.Length);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var file in _files.Values)
            {
                file.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private void Hold(IndexFolder folder, string name)
    {
        try
        {
            _files.Add(name, folder.Open(name));
        }
        catch (IOException e)
        {
            _missing.Add(name, e);
        }
        catch (UnauthorizedAccessException e)
        {
            _missing.Add(name, new IOException(e.Message, e));
        }
    }

    private IndexFile Held(string name)
    {
        if (_files.TryGetValue(name, out var file))
        {
            return file;
        }

        throw _missing.TryGetValue(name, out var problem) && problem is not FileNotFoundException
            ? new IOException(problem.Message, problem)
            : new FileNotFoundException($"There is no file {name} in the commit.", name);
    }
}
