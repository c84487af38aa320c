using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Checking;

/// <summary>
/// Checks an index as its newest commit sees it: that every file is there and whole, then that what stands in the files fits
/// together. Reports; never repairs, never throws but for a cancellation. The files do not depend on each other, nor do
/// the segments.
/// </summary>
internal static class IndexCheck
{
    /// <param name="folder">The index.</param>
    /// <param name="progress">Told now and then how far the check has come.</param>
    /// <param name="cancellation">Stops the check.</param>
    /// <exception cref="OperationCanceledException">The check was stopped.</exception>
    public static IndexCheckReport Run(
        IndexFolder folder, IProgress<CheckProgress>? progress = null, CancellationToken cancellation = default)
    {
        var problems = new ProblemList();
        CommitPoint? commit = null;
        problems.Try(FormatNames.CommitPrefix, () => commit = CommitPoint.ReadLatest(folder));
        return commit is null
            ? CheckWithoutCommit(folder, problems, cancellation)
            : CheckCommit(folder, commit, progress, cancellation);
    }

    /// <summary>What can be said where no commit can be read: which of the files are damaged.</summary>
    private static IndexCheckReport CheckWithoutCommit(IndexFolder folder, ProblemList problems, CancellationToken cancellation)
    {
        var found = new List<IndexProblem>(problems.Problems);
        IReadOnlyList<string> names = [];
        problems.Try("", () => names = folder.List());
        if (found.Count == 0)
        {
            found.Add(new IndexProblem("", -1, "there is no index in the folder"));
        }

        int count = 0;
        foreach (string name in names.Where(OrphanFiles.IsIndexFile))
        {
            count++;
            found.AddRange(
                FileCheck.Run(folder, name, id: null, cancellation: cancellation).Where(problem => !found.Contains(problem)));
        }

        return new IndexCheckReport { Problems = found, FileCount = count };
    }

    private static IndexCheckReport CheckCommit(
        IndexFolder folder, CommitPoint commit, IProgress<CheckProgress>? progress, CancellationToken cancellation)
    {
        var problems = new List<IndexProblem>();
        var files = FilesOf(folder, commit);
        long bytes = files.Sum(file => file.Length);
        var meter = new Meter(progress, total: 2 * bytes);
        var damagedSegments = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            meter.Begin(file.Name, file.Length);
            var found = FileCheck.Run(folder, file.Name, file.Id, meter.Advance, cancellation);
            meter.End();
            problems.AddRange(found);
            if (found.Count > 0 && file.Segment is { } segment)
            {
                damagedSegments.Add(segment);
            }
        }

        CheckCounter(commit, problems);
        foreach (var segment in commit.Segments)
        {
            meter.Begin(segment.Info.Name, files.Where(file => file.Segment == segment.Info.Name).Sum(file => file.Length));
            if (!damagedSegments.Contains(segment.Info.Name))
            {
                problems.AddRange(SegmentCheck.Run(folder, segment, cancellation));
            }

            meter.End();
        }

        // The commit's own file belongs to no segment, and was checked when it was read.
        meter.Begin(commit.FileName, LengthOf(folder, commit.FileName));
        meter.End();

        return new IndexCheckReport
        {
            Commit = commit,
            Problems = problems,
            UnownedFiles = UnownedFiles(folder, commit),
            FileCount = files.Count,
            ByteCount = bytes,
        };
    }

    /// <summary>The files of a commit, with the segment each belongs to and the id that its header must have.</summary>
    private static List<(string Name, string? Segment, byte[] Id, long Length)> FilesOf(IndexFolder folder, CommitPoint commit)
    {
        var files = new List<(string, string?, byte[], long)> { (commit.FileName, null, commit.Id, LengthOf(folder, commit.FileName)) };
        foreach (var segment in commit.Segments)
        {
            files.AddRange(segment.Files.Select(name => (name, (string?)segment.Info.Name, segment.Info.Id, LengthOf(folder, name))));
        }

        return files;
    }

    /// <summary>The length for the sake of progress alone; a file that is missing is reported when it is opened.</summary>
    private static long LengthOf(IndexFolder folder, string name)
    {
        try
        {
            return folder.Length(name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>A counter that has fallen behind would give the next segment a name that is taken.</summary>
    private static void CheckCounter(CommitPoint commit, List<IndexProblem> problems)
    {
        long next = IndexFileNames.NextSegmentNumber(commit.Segments.Select(segment => segment.Info.Name), 0);
        if (commit.Counter < next)
        {
            problems.Add(new IndexProblem(
                commit.FileName, -1, $"the next segment would get number {commit.Counter}, but number {next - 1} is there already"));
        }
    }

    private static List<string> UnownedFiles(IndexFolder folder, CommitPoint commit)
    {
        var commits = new List<CommitPoint> { commit };
        foreach (long generation in CommitPoint.Generations(folder))
        {
            if (generation != commit.Generation)
            {
                // Older commits may be kept on purpose; one that can not be read is nobody's concern here.
                new ProblemList().Try("", () => commits.Add(CommitPoint.Read(folder, generation)));
            }
        }

        return OrphanFiles.Find(folder.List(), commits);
    }

    /// <summary>Adds up what is done and tells it on. A step that breaks off counts as done when it ends.</summary>
    private sealed class Meter(IProgress<CheckProgress>? progress, long total)
    {
        private string _step = "";
        private long _done;
        private long _stepEnd;

        public void Begin(string step, long length)
        {
            _step = step;
            _stepEnd = _done + length;
        }

        public void Advance(long amount)
        {
            _done = Math.Min(_done + amount, _stepEnd);
            progress?.Report(new CheckProgress(_step, _done, total));
        }

        public void End() => Advance(_stepEnd - _done);
    }
}
