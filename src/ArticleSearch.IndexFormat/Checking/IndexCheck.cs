using System.Collections.Concurrent;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Checking;

/// <summary>
/// Checks an index as its newest commit sees it: that every file is there and whole, then that what stands in the files fits
/// together. Reports; never repairs, never throws but for a cancellation. What it reports does not depend on the threads.
/// </summary>
/// <remarks>
/// Against what Java's CheckIndex verifies:
/// <code>
/// what                                                      where
/// the commit, its file's checksum, its entries, each        CommitFormat (also: no segment twice, versions, count of documents)
///   segment's .si; the counter above every segment's name   IndexCheck
/// every file: header, segment id, checksum; the files       FileCheck
///   inside a compound file likewise
/// live documents: as many deleted as the commit says        LiveDocumentsFormat
/// soft deletions: as many as the commit says                SegmentCheck
/// field infos: each consistent, no name or number twice     FieldInfosFormat
/// norms: there for each field that has them; not 0 where    ColumnsCheck, TermsCheck
///   a live document has terms, 0 where it has none
/// terms: ascend, from the field's first to its last; the    TermDictionaryCheck (every block against the index), TermsCheck
///   counts of terms, documents and occurrences; each
///   sixteenth and the last are found when they are sought
/// postings: documents ascend, frequencies, positions and    PostingsCheck
///   offsets in order and in range, payloads passed over;
///   skipping comes to what reading comes to; impacts cover
///   every document (CheckIndex: only of some terms)
/// stored fields: every document, deleted ones too           StoredFieldsReader, StoredFieldsCursor (also: texts are UTF-8)
/// doc values of every type: each document's, ordinals in    DocValuesReader, ColumnsCheck
///   range and all used, dictionaries ascend, values are
///   found where they stand
/// term vectors, points, the order of a sorted index         checksums alone: of other programs, not read here
/// </code>
/// </remarks>
internal sealed class IndexCheck
{
    private readonly CommitFiles _files;
    private readonly CheckMeter _meter;
    private readonly WorkQueue _queue;
    private readonly ConcurrentBag<SegmentReader> _opened = [];

    private IndexCheck(CommitFiles files, CheckMeter meter, CancellationToken cancellation)
    {
        _files = files;
        _meter = meter;
        _queue = new WorkQueue(cancellation);
    }

    /// <param name="folder">The index.</param>
    /// <param name="progress">Told now and then, by any thread but one at a time, how far the check has come.</param>
    /// <param name="threads">How many threads check.</param>
    /// <param name="cancellation">Stops the check.</param>
    /// <exception cref="OperationCanceledException">The check was stopped.</exception>
    public static IndexCheckReport Run(
        IndexFolder folder, IProgress<CheckProgress>? progress = null, int threads = 1, CancellationToken cancellation = default)
    {
        var problems = new ProblemList();
        CommitFiles? files = null;
        problems.Try(FormatNames.CommitPrefix, () => files = CommitFiles.OpenLatest(folder));
        if (files is null)
        {
            return CheckWithoutCommit(folder, problems, cancellation);
        }

        using (files)
        {
            return Run(folder, files, progress, threads, cancellation);
        }
    }

    /// <summary>Checks a commit that is held open.</summary>
    /// <param name="folder">The index it belongs to, to tell files that nobody owns.</param>
    /// <param name="files">The commit.</param>
    /// <param name="progress">Told now and then how far the check has come.</param>
    /// <param name="threads">How many threads check.</param>
    /// <param name="cancellation">Stops the check.</param>
    /// <exception cref="OperationCanceledException">The check was stopped.</exception>
    public static IndexCheckReport Run(
        IndexFolder folder, CommitFiles files, IProgress<CheckProgress>? progress, int threads, CancellationToken cancellation)
    {
        long bytes = files.List().Sum(files.Length);
        var check = new IndexCheck(files, new CheckMeter(progress, total: 2 * bytes), cancellation);
        try
        {
            var problems = check.CheckCommit(threads);
            return new IndexCheckReport
            {
                Commit = files.Commit,
                Problems = problems,
                UnownedFiles = UnownedFiles(folder, files),
                FileCount = files.List().Count + files.Missing.Count(),
                ByteCount = bytes,
            };
        }
        finally
        {
            foreach (var segment in check._opened)
            {
                segment.Dispose();
            }
        }
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

    private IReadOnlyList<IndexProblem> CheckCommit(int threads)
    {
        var commit = _files.Commit;
        var all = ProblemList.OfParts();
        var filesOf = all.PartOfParts();
        var rest = all.Part();
        var structure = all.PartOfParts();
        if (commit.Generation > 0)
        {
            StartFile(commit.FileName, commit.Id, filesOf.Part(), () => { });
        }

        foreach (var segment in commit.Segments)
        {
            var files = filesOf.PartOfParts();
            var inside = structure.PartOfParts();
            var end = new Countdown(segment.Files.Count, () => StartStructure(segment, files, inside));
            foreach (string name in segment.Files)
            {
                StartFile(name, segment.Info.Id, files.Part(), end.Signal);
            }
        }

        foreach (var segment in _files.Unreadable)
        {
            var files = filesOf.PartOfParts();
            files.Add(segment.Problem.File, segment.Problem.Position, segment.Problem.Problem);
            foreach (string name in _files.List().Where(name => IndexFileNames.SegmentOf(name).SequenceEqual(segment.Name) && name != segment.Problem.File))
            {
                StartFile(name, segment.Id, files.Part(), () => { });
            }
        }

        CheckCounter(commit, rest);
        _queue.Run(threads);
        _meter.Complete(commit.FileName);
        return all.Problems;
    }

    private void StartFile(string name, byte[] id, ProblemList problems, Action then) =>
        FileCheck.Start(() => _files.Open(name), name, id, problems, _queue, bytes => _meter.Advance(name, bytes), then);

    /// <summary>What stands in the files of a segment is looked at only if they are whole: otherwise all would be said twice.</summary>
    private void StartStructure(SegmentCommit segment, ProblemList files, ProblemList problems)
    {
        if (files.Problems.Count == 0)
        {
            _queue.Add(() => SegmentCheck.Start(_files, segment, problems, _queue, _meter, _opened));
        }
    }

    /// <summary>A counter that has fallen behind would give the next segment a name that is taken.</summary>
    private static void CheckCounter(CommitPoint commit, ProblemList problems)
    {
        long next = IndexFileNames.NextSegmentNumber(commit.Segments.Select(segment => segment.Info.Name), 0);
        if (commit.Counter < next)
        {
            problems.Add(commit.FileName, -1, $"the next segment would get number {commit.Counter}, but number {next - 1} is there already");
        }
    }

    private static List<string> UnownedFiles(IndexFolder folder, CommitFiles files)
    {
        var problems = new ProblemList();
        List<string> unowned = [];
        problems.Try("", () =>
        {
            var names = folder.List();
            var commits = new List<CommitPoint> { files.Commit };
            foreach (long generation in CommitPoint.Generations(folder))
            {
                if (generation > files.Commit.Generation)
                {
                    return; // a writer went on: what is nobody's now is not known
                }

                if (generation < files.Commit.Generation)
                {
                    // Older commits may be kept on purpose; one that can not be read is nobody's concern here.
                    new ProblemList().Try("", () => commits.Add(CommitPoint.Read(folder, generation)));
                }
            }

            unowned = OrphanFiles.Find(names, commits, files.List());
        });
        return unowned;
    }
}
