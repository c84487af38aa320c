using ArticleSearch.IndexFormat;
using ArticleSearch.IndexFormat.Checking;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.Maintenance;

namespace ArticleSearch;

/// <summary>Verifies that an index is whole: checksums and structure of every file of its last commit. Repairs it on demand.</summary>
public static class IndexVerifier
{
    /// <summary>Reads every file of the index. A writer may go on meanwhile: what is verified is the commit that was the last one.</summary>
    /// <param name="folder">The folder of the index.</param>
    /// <param name="progress">Told now and then, one call at a time, which share of the work is done, from 0 to 1.</param>
    /// <param name="threads">How many threads work; 0 for as many as there are processors. What is found does not depend on it.</param>
    /// <param name="cancellation">Stops the work soon.</param>
    /// <returns>What was found; damage is in the result, not an exception.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled.</exception>
    public static VerificationResult Verify(
        string folder, IProgress<double>? progress = null, int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no folder {folder}.").Named("library.nofolder", folder);
        }

        using var files = new FileSystemFolder(folder);
        var report = IndexCheck.Run(files, Share.Of(progress), ThreadCount(threads), cancellation);
        return new VerificationResult
        {
            Problems = Problems(report.Problems),
            UnownedFiles = report.UnownedFiles,
            SegmentCount = report.Commit?.Segments.Length ?? 0,
            PassageCount = report.Commit?.Segments.Sum(segment => (long)segment.LiveCount) ?? 0,
            FileCount = report.FileCount,
            ByteCount = report.ByteCount,
        };
    }

    /// <summary>
    /// Verifies an index and, if something is damaged, writes a new commit without the damaged segments. Changes nothing where nothing
    /// is damaged. The damaged files are kept under names that begin with <c>damaged_</c>, with a list of the lost articles.
    /// </summary>
    /// <param name="folder">The folder of the index.</param>
    /// <param name="progress">Told now and then, one call at a time, which share of the work is done, from 0 to 1.</param>
    /// <param name="threads">How many threads work; 0 for as many as there are processors.</param>
    /// <param name="cancellation">Stops the work soon; the index is as it was.</param>
    /// <returns>What was found, and what is lost.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">The folder holds no index.</exception>
    /// <exception cref="IndexLockedException">The index is being written.</exception>
    /// <exception cref="UnsupportedIndexException">The index holds something that is not read here, and that nobody here can judge.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled.</exception>
    public static VerificationResult Repair(
        string folder, IProgress<double>? progress = null, int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no folder {folder}.").Named("library.nofolder", folder);
        }

        using var files = new FileSystemFolder(folder);
        using var writeLock = files.AcquireWriteLock();
        var report = IndexRepair.Run(files, ThreadCount(threads), Share.Of(progress), cancellation);
        return new VerificationResult
        {
            Problems = Problems(report.Problems),
            SegmentCount = report.Commit.Segments.Length,
            PassageCount = report.Commit.Segments.Sum(segment => (long)segment.LiveCount),
            FileCount = report.Commit.Files.Count,
            ByteCount = report.Commit.Files.Sum(files.Length),
            IsRepaired = report.IsRepaired,
            LostArticles = report.Lost,
            KeptFiles = report.KeptFiles,
        };
    }

    private static int ThreadCount(int threads) => threads == 0 ? Environment.ProcessorCount : threads;

    private static VerificationProblem[] Problems(IEnumerable<IndexProblem> problems) =>
        [.. problems.Select(problem => new VerificationProblem(problem.File, problem.Position, problem.What) { IsUnreadable = problem.Kind == ProblemKind.Unreadable })];

    private sealed class Share(IProgress<double> progress) : IProgress<CheckProgress>
    {
        public static Share? Of(IProgress<double>? progress) => progress is null ? null : new Share(progress);

        public void Report(CheckProgress value) => progress.Report(value.Total == 0 ? 1 : (double)value.Done / value.Total);
    }
}

/// <summary>What a verification found, and what a repair did.</summary>
public sealed record VerificationResult
{
    /// <summary>What is wrong; empty for a sound index.</summary>
    public required IReadOnlyList<VerificationProblem> Problems { get; init; }

    /// <summary>Index files that no commit needs: left behind by a crash, harmless, removed by the next writer.</summary>
    public IReadOnlyList<string> UnownedFiles { get; init; } = [];

    /// <summary>How many segments the last commit has; 0 where none can be read.</summary>
    public int SegmentCount { get; init; }

    /// <summary>How many passages can be found.</summary>
    public long PassageCount { get; init; }

    /// <summary>How many files were read.</summary>
    public int FileCount { get; init; }

    /// <summary>Their length in bytes.</summary>
    public long ByteCount { get; init; }

    /// <summary>Whether a repair wrote a new commit; then the counts are those of the new one.</summary>
    public bool IsRepaired { get; init; }

    /// <summary>What a repair took out of the index, by segment and id: to be indexed again.</summary>
    public IReadOnlyList<LostArticle> LostArticles { get; init; } = [];

    /// <summary>The files that a repair kept, under their new names. Nothing needs them; they may be deleted.</summary>
    public IReadOnlyList<string> KeptFiles { get; init; } = [];

    /// <summary>Whether nothing was wrong.</summary>
    public bool IsSound => Problems.Count == 0;
}

/// <summary>One thing that is wrong with an index.</summary>
/// <param name="File">The file, inside the index folder; empty where the whole folder is meant.</param>
/// <param name="Position">The byte offset in the file, or -1 where the whole file is meant.</param>
/// <param name="Message">What was expected and what was found.</param>
public sealed record VerificationProblem(string File, long Position, string Message)
{
    /// <summary>Whether the system would not let the file be read, for want of rights or by a failing disk, so that nothing is known of its bytes.</summary>
    public bool IsUnreadable { get; init; }

    /// <summary>One line: file, position, message.</summary>
    public override string ToString() =>
        File.Length == 0 ? Message : Position < 0 ? $"{File}: {Message}" : $"{File} at byte {Position}: {Message}";
}
