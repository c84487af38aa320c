using System.Collections.Immutable;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Segments;

/// <summary>
/// A commit: which segments, at which generations, the index consists of. Immutable; it names files and never opens the
/// segments' own.
/// </summary>
internal sealed record CommitPoint
{
    /// <summary>The most documents an index can hold, as in Lucene.</summary>
    public const int MaxDocuments = int.MaxValue - 128;

    /// <summary>N of <c>segments_N</c>; 0 before the first commit.</summary>
    public required long Generation { get; init; }

    /// <summary>Sixteen bytes that tell this commit from any other.</summary>
    public byte[] Id { get; init; } = [];

    /// <summary>The version of Lucene that wrote the commit.</summary>
    public LuceneVersion LuceneVersion { get; init; } = LuceneVersion.Current;

    /// <summary>The major version of Lucene that made the index.</summary>
    public int CreatedMajor { get; init; } = LuceneVersion.Current.Major;

    /// <summary>Counts the changes; grows with each commit.</summary>
    public long Version { get; init; }

    /// <summary>The number of the next segment.</summary>
    public long Counter { get; init; }

    public ImmutableArray<SegmentCommit> Segments { get; init; } = [];

    /// <summary>What the user of the index keeps with the commit. In ordinal order.</summary>
    public SortedDictionary<string, string> UserData { get; init; } = new(StringComparer.Ordinal);

    /// <summary>An index without a commit, to start from.</summary>
    public static CommitPoint None { get; } = new() { Generation = 0 };

    public string FileName => IndexFileNames.Commit(Generation);

    /// <summary>How many documents the segments hold, deleted ones included.</summary>
    public int MaxDocument => Segments.Sum(segment => segment.Info.MaxDocument);

    public int LiveCount => Segments.Sum(segment => segment.LiveCount);

    /// <summary>All files the commit needs, its own included.</summary>
    public SortedSet<string> Files
    {
        get
        {
            var files = new SortedSet<string>(StringComparer.Ordinal);
            if (Generation > 0)
            {
                files.Add(FileName);
            }

            foreach (var segment in Segments)
            {
                files.UnionWith(segment.Files);
            }

            return files;
        }
    }

    /// <summary>The generations of all commits in the folder, ascending.</summary>
    public static ImmutableArray<long> Generations(IndexFolder folder)
    {
        var generations = ImmutableArray.CreateBuilder<long>();
        foreach (string name in folder.List())
        {
            if (IndexFileNames.TryParseCommit(name, out long generation))
            {
                generations.Add(generation);
            }
        }

        generations.Sort();
        return generations.ToImmutable();
    }

    /// <summary>Whether there is a commit in the folder.</summary>
    public static bool IsAny(IndexFolder folder)
    {
        foreach (string name in folder.List())
        {
            if (IndexFileNames.TryParseCommit(name, out _))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The highest generation that one listing of the folder shows; 0 if it shows none.</summary>
    public static long LastListed(IndexFolder folder)
    {
        long last = 0;
        foreach (string name in folder.List())
        {
            if (IndexFileNames.TryParseCommit(name, out long generation))
            {
                last = Math.Max(last, generation);
            }
        }

        return last;
    }

    /// <summary>Reads one commit and the <c>.si</c> files it names.</summary>
    /// <exception cref="FileNotFoundException">There is no such commit.</exception>
    /// <exception cref="CorruptIndexException">It is damaged, or a <c>.si</c> file is missing or damaged.</exception>
    /// <exception cref="UnsupportedIndexException">It names a codec that is not read here.</exception>
    public static CommitPoint Read(IndexFolder folder, long generation) => CommitFormat.Read(folder, generation);

    /// <summary>Reads the id of a commit, and nothing else of it.</summary>
    /// <exception cref="FileNotFoundException">There is no such commit.</exception>
    /// <exception cref="CorruptIndexException">It does not begin as a commit does.</exception>
    public static byte[] ReadId(IndexFolder folder, long generation) => CommitFormat.ReadId(folder, generation);

    /// <summary>Reads the commit with the highest generation; null where there is none.</summary>
    /// <exception cref="CorruptIndexException">The newest commit is damaged.</exception>
    /// <exception cref="UnsupportedIndexException">The newest commit names a codec that is not read here.</exception>
    public static CommitPoint? ReadLatest(IndexFolder folder) => UseLatest(folder, commit => commit);

    /// <summary>
    /// Reads the commit with the highest generation and does something with it, once more where a writer replaced it meanwhile.
    /// </summary>
    /// <remarks>
    /// As in Lucene 8: a commit in the making is called <c>pending_segments_N</c> and not looked at. A commit that can not be
    /// read is tried no further, and a newer one taken in its place, if there is one by now: then a writer deleted files
    /// under the reader. If there is none, the newest commit is damaged, and that is an error even if an older one is whole:
    /// falling back in silence would make acknowledged changes disappear. <see cref="Read"/> reads the older one.
    /// </remarks>
    /// <exception cref="IOException">The newest commit can not be read, or commits are replaced faster than they can be opened.</exception>
    public static T? UseLatest<T>(IndexFolder folder, Func<CommitPoint, T> use)
        where T : class
    {
        const int MaxAttempts = 100;
        long tried = 0;
        IOException? last = null;
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            long newest = NewestGeneration(folder);
            if (newest <= tried)
            {
                return last is null ? null : throw Rethrown(last);
            }

            tried = newest;
            try
            {
                return use(CommitFormat.Read(folder, newest));
            }
            catch (IOException e)
            {
                last = e;
            }
        }

        throw MovedOn();
    }

    /// <summary>What is to be thrown where commits are replaced, again and again, while they are being opened.</summary>
    public static IOException MovedOn() => new("The index has moved on while it was being opened: a writer replaced its commit again and again. Open it again.");

    /// <summary>
    /// The first phase of committing this: makes every file it needs durable, then writes <c>pending_segments_N</c> and makes
    /// that durable, with a generation above all in the folder. Nothing that readers see has changed yet.
    /// </summary>
    /// <param name="folder">The index; the caller holds its write lock.</param>
    /// <param name="previous">The last commit, whose files are durable already; null to sync all.</param>
    /// <param name="ids">Where the commit's id comes from.</param>
    public PendingCommit Prepare(IndexFolder folder, CommitPoint? previous, IdSource ids)
    {
        var files = Files;
        files.Remove(FileName);
        if (previous is not null)
        {
            files.ExceptWith(previous.Files);
        }

        folder.Sync(files);
        folder.SyncFolder();
        long generation = Generation;
        foreach (string name in folder.List())
        {
            if (IndexFileNames.TryParseCommit(name, out long found) || IndexFileNames.TryParsePendingCommit(name, out found))
            {
                generation = Math.Max(generation, found);
            }
        }

        var commit = this with { Generation = generation + 1, Id = ids.Next(), LuceneVersion = LuceneVersion.Current };
        return PendingCommit.Write(folder, commit);
    }

    /// <summary>
    /// The highest generation, or 0. A listing is no snapshot: while a writer renames and deletes, one may show neither the old
    /// commit nor the new. Two that agree show what is there.
    /// </summary>
    public static long NewestGeneration(IndexFolder folder)
    {
        const int MaxAttempts = 100;
        long newest = LastListed(folder);
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            long again = LastListed(folder);
            if (again == newest)
            {
                break;
            }

            newest = again;
        }

        return newest;
    }

    // What the reader reports is the failure itself; the trace of where it was caught adds nothing.
    private static IOException Rethrown(IOException e)
    {
        System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e);
        return e;
    }
}
