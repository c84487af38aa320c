using ArticleSearch.IndexFormat.Checking;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch;

/// <summary>Verifies that an index is whole: checksums and structure of every file of its last commit. Changes nothing.</summary>
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
            throw new DirectoryNotFoundException($"There is no folder {folder}.");
        }

        using var files = new FileSystemFolder(folder);
        var report = IndexCheck.Run(files, progress is null ? null : new Share(progress), threads == 0 ? Environment.ProcessorCount : threads, cancellation);
        return new VerificationResult
        {
            Problems = [.. report.Problems.Select(problem => new VerificationProblem(problem.File, problem.Position, problem.What))],
            UnownedFiles = report.UnownedFiles,
            SegmentCount = report.Commit?.Segments.Length ?? 0,
            PassageCount = report.Commit?.Segments.Sum(segment => (long)segment.Info.MaxDocument - segment.DeletedCount) ?? 0,
            FileCount = report.FileCount,
            ByteCount = report.ByteCount,
        };
    }

    private sealed class Share(IProgress<double> progress) : IProgress<CheckProgress>
    {
        public void Report(CheckProgress value) => progress.Report(value.Total == 0 ? 1 : (double)value.Done / value.Total);
    }
}

/// <summary>What a verification found.</summary>
public sealed record VerificationResult
{
    /// <summary>What is wrong; empty for a sound index.</summary>
    public required IReadOnlyList<VerificationProblem> Problems { get; init; }

    /// <summary>Index files that no commit needs: left behind by a crash, harmless, removed by the next writer.</summary>
    public required IReadOnlyList<string> UnownedFiles { get; init; }

    /// <summary>How many segments the last commit has; 0 where none can be read.</summary>
    public int SegmentCount { get; init; }

    /// <summary>How many passages can be found.</summary>
    public long PassageCount { get; init; }

    /// <summary>How many files were read.</summary>
    public int FileCount { get; init; }

    /// <summary>Their length in bytes.</summary>
    public long ByteCount { get; init; }

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsSound => Problems.Count == 0;
}

/// <summary>One thing that is wrong with an index.</summary>
/// <param name="File">The file, inside the index folder; empty where the whole folder is meant.</param>
/// <param name="Position">The byte offset in the file, or -1 where the whole file is meant.</param>
/// <param name="Message">What was expected and what was found.</param>
public sealed record VerificationProblem(string File, long Position, string Message)
{
    /// <summary>One line: file, position, message.</summary>
    public override string ToString() =>
        File.Length == 0 ? Message : Position < 0 ? $"{File}: {Message}" : $"{File} at byte {Position}: {Message}";
}
