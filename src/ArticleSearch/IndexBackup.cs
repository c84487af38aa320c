using ArticleSearch.IndexFormat;
using ArticleSearch.IndexFormat.Checking;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.Maintenance;

namespace ArticleSearch;

/// <summary>
/// Copies an index to a folder while writing goes on, and back; says what was copied. A backup is an index like any other: it can be
/// searched, and Lucene opens it. What stops a copy, be it a power cut, leaves what was there before; the next one goes on from it.
/// </summary>
public sealed record IndexBackup
{
    private IndexBackup(CommitPoint commit, CommitCopy copy)
    {
        Generation = commit.Generation;
        PassageCount = commit.Segments.Sum(segment => (long)segment.LiveCount);
        FilesCopied = copy.FilesCopied;
        BytesCopied = copy.BytesCopied;
        FilesReused = copy.FilesReused;
        BytesReused = copy.BytesReused;
    }

    /// <summary>The number of the commit in the copy.</summary>
    public long Generation { get; }

    /// <summary>How many passages it has.</summary>
    public long PassageCount { get; }

    /// <summary>How many files were copied and read back.</summary>
    public int FilesCopied { get; }

    /// <summary>Their length in bytes.</summary>
    public long BytesCopied { get; }

    /// <summary>How many files were there already.</summary>
    public int FilesReused { get; }

    /// <summary>Their length in bytes.</summary>
    public long BytesReused { get; }

    /// <summary>Copies the last commit of an index into a folder: what the folder has already of an earlier backup is not copied again.</summary>
    /// <param name="folder">The folder of the index; it may be written to meanwhile.</param>
    /// <param name="backup">The folder of the backup; made if it is not there.</param>
    /// <param name="progress">Told now and then which share of the work is done, from 0 to 1.</param>
    /// <param name="cancellation">Stops the work soon; the earlier backup stays as it was.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">The folder holds no index.</exception>
    /// <exception cref="CorruptIndexException">The index is damaged; the earlier backup stays as it was.</exception>
    /// <exception cref="IndexLockedException">The backup is being written already.</exception>
    /// <exception cref="ArgumentException">The backup's folder holds an index that is no backup, or was written to since: it is not overwritten.</exception>
    public static IndexBackup Copy(string folder, string backup, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        using var source = OpenFolder(folder, backup);
        using var target = new FileSystemFolder(backup);
        return Copy(source, target, progress, cancellation);
    }

    /// <summary>Puts a backup into the place of an index, after verifying it. What the index has of it already stays; all else of the index is gone.</summary>
    /// <param name="backup">The folder of the backup.</param>
    /// <param name="folder">The folder of the index, which may be damaged; made if it is not there.</param>
    /// <param name="progress">Told now and then which share of the work is done, from 0 to 1.</param>
    /// <param name="threads">How many threads verify; 0 for as many as there are processors.</param>
    /// <param name="cancellation">Stops the work soon; the index stays as it was.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">The folder of the backup holds no index.</exception>
    /// <exception cref="CorruptIndexException">The backup is damaged; the index stays as it was.</exception>
    /// <exception cref="IndexLockedException">The index is being written.</exception>
    public static IndexBackup Restore(
        string backup, string folder, IProgress<double>? progress = null, int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        using var source = OpenFolder(backup, folder);
        using var target = new FileSystemFolder(folder);
        return Restore(source, target, progress, threads == 0 ? Environment.ProcessorCount : threads, cancellation);
    }

    /// <inheritdoc cref="Copy(string, string, IProgress{double}?, CancellationToken)"/>
    internal static IndexBackup Copy(IndexFolder folder, IndexFolder backup, IProgress<double>? progress, CancellationToken cancellation)
    {
        using var files = OpenLatest(folder);
        using var writeLock = backup.AcquireWriteLock();
        var copy = new CommitCopy(files, backup, LastBackup(backup), trustsLast: true, Meter(files, progress, start: 0), cancellation);
        return new IndexBackup(copy.Run(isBackup: true), copy);
    }

    /// <inheritdoc cref="Restore(string, string, IProgress{double}?, int, CancellationToken)"/>
    internal static IndexBackup Restore(
        IndexFolder backup, IndexFolder folder, IProgress<double>? progress, int threads, CancellationToken cancellation)
    {
        using var files = OpenLatest(backup);
        using var writeLock = folder.AcquireWriteLock();
        var report = IndexCheck.Run(backup, files, progress is null ? null : new FirstHalf(progress), threads, cancellation);
        if (report.Problems.Count > 0)
        {
            var problem = report.Problems.FirstOrDefault(problem => problem.Kind == ProblemKind.Damage) ?? report.Problems[0];
            throw problem.Kind == ProblemKind.Unreadable ? Unreadable(problem.File) : new CorruptIndexException($"{problem.What} (in the backup, which was not used)", problem.File, problem.Position);
        }

        var copy = new CommitCopy(files, folder, LastReadable(folder), trustsLast: false, Meter(files, progress, start: 0.5), cancellation);
        return new IndexBackup(copy.Run(isBackup: false), copy);
    }

    /// <summary>What is to be said of a file that the system does not let be read: it may be whole.</summary>
    internal static IOException Unreadable(string file) =>
        new IOException($"{file} can not be read, and nothing says that it is damaged: nothing was copied. See to its rights and to the disk, then try again.")
            .Named("library.unreadable", file);

    private static FileSystemFolder OpenFolder(string from, string to)
    {
        ArgumentException.ThrowIfNullOrEmpty(from);
        ArgumentException.ThrowIfNullOrEmpty(to);
        if (!Directory.Exists(from))
        {
            throw new DirectoryNotFoundException($"There is no folder {from}.").Named("library.nofolder", from);
        }

        return string.Equals(Path.TrimEndingDirectorySeparator(Path.GetFullPath(from)), Path.TrimEndingDirectorySeparator(Path.GetFullPath(to)), StringComparison.Ordinal)
            ? throw new ArgumentException($"{to} is the index and its backup at once: choose another folder for the backup.").Named("library.backup.same", to)
            : new FileSystemFolder(from);
    }

    private static CommitFiles OpenLatest(IndexFolder folder) =>
        CommitFiles.OpenLatest(folder) ?? throw new FileNotFoundException($"There is no index in {Describe(folder)}.").Named("library.noindex", Describe(folder));

    /// <summary>The backup that is there. An index that is none must not be overwritten by mistake.</summary>
    private static CommitPoint? LastBackup(IndexFolder backup)
    {
        CommitPoint? last;
        try
        {
            last = CommitPoint.ReadLatest(backup);
        }
        catch (IOException e) when (e is CorruptIndexException or UnsupportedIndexException)
        {
            throw new ArgumentException($"What is in {Describe(backup)} can not be read, so it is not overwritten ({e.Message}). Choose another folder.", e)
                .Named("library.backup.unreadable", Describe(backup));
        }

        return last is null || CommitCopy.IsBackup(last)
            ? last
            : throw new ArgumentException($"{Describe(backup)} holds an index that is no backup, or was written to since: it is not overwritten. Choose another folder.")
                .Named("library.backup.other", Describe(backup));
    }

    private static CommitPoint? LastReadable(IndexFolder folder)
    {
        try
        {
            return CommitPoint.ReadLatest(folder);
        }
        catch (CorruptIndexException)
        {
            return null; // what is damaged is to be replaced
        }
    }

    private static string Describe(IndexFolder folder) => folder is FileSystemFolder files ? files.FolderPath : "the folder";

    /// <summary>Every byte is written and read back.</summary>
    private static Action<long> Meter(CommitFiles files, IProgress<double>? progress, double start)
    {
        double total = Math.Max(1, 2 * files.List().Sum(files.Length));
        long done = 0;
        return progress is null ? _ => { } : bytes => progress.Report(Math.Min(1, start + ((1 - start) * (done += bytes) / total)));
    }

    private sealed class FirstHalf(IProgress<double> progress) : IProgress<CheckProgress>
    {
        public void Report(CheckProgress value) => progress.Report(value.Total == 0 ? 0.5 : 0.5 * value.Done / value.Total);
    }
}
