using System.Collections.Immutable;
using ArticleSearch.IndexFormat;
using ArticleSearch.IndexFormat.Checking;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.Maintenance;

/// <summary>
/// Writes a new commit of what is whole in a damaged index and tells what is lost. Never makes matters worse: it changes no file
/// before the new commit is durable, deletes none even then, and does nothing where nothing is damaged or where it can not judge.
/// </summary>
/// <remarks>
/// What is damaged is a segment as a whole; an article is never in two, so that what is lost is lost whole.
/// <list type="bullet">
/// <item>A damaged file of live documents is made again, if the articles explain every deletion that the commit counts: an article lives once, so
/// that what lives in another segment, or again later in the same one, was deleted here. If they do not, the segment is
/// taken out: what was deleted must not come back.</item>
/// <item>Where the newest commit can not be read, the newest that can is taken; where none can, one is made of the segments
/// in the folder (<see cref="CommitRebuild"/>).</item>
/// <item>The files that no commit needs any more keep their bytes under names that nothing else has, <c>damaged_G_NAME</c>, G being
/// the generation of the new commit: what stands in them may be all that is left of an article. Renamed back, they are the old index.</item>
/// </list>
/// </remarks>
internal sealed class IndexRepair
{
    private readonly IndexFolder _folder;
    private readonly int _threads;
    private readonly IProgress<CheckProgress>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly List<IndexProblem> _problems = [];
    private readonly List<LostArticle> _lost = [];
    private readonly List<string> _kept = [];

    private IndexRepair(IndexFolder folder, int threads, IProgress<CheckProgress>? progress, CancellationToken cancellation)
    {
        _folder = folder;
        _threads = threads;
        _progress = progress;
        _cancellation = cancellation;
    }

    /// <summary>Repairs an index whose write lock the caller holds.</summary>
    /// <exception cref="FileNotFoundException">There is no index in the folder.</exception>
    /// <exception cref="UnsupportedIndexException">It holds what is not read here.</exception>
    /// <exception cref="IOException">The system would not let something be read, so that nobody can tell whether it is damaged.</exception>
    public static RepairReport Run(IndexFolder folder, int threads, IProgress<CheckProgress>? progress, CancellationToken cancellation) =>
        new IndexRepair(folder, threads, progress, cancellation).Run();

    private RepairReport Run()
    {
        _folder.SyncFolder(); // what is seen now is to stay
        using var files = OpenReadable(out bool isNewest);
        var report = IndexCheck.Run(_folder, files, _progress, _threads, _cancellation);
        _problems.AddRange(report.Problems);
        if (_problems.FirstOrDefault(problem => problem.Kind != ProblemKind.Damage) is { } obstacle)
        {
            throw obstacle.Kind == ProblemKind.Unsupported
                ? new UnsupportedIndexException(obstacle.What, obstacle.File)
                : new IOException($"Nothing was repaired: nobody can tell what is damaged where files can not be read. {obstacle} See to its rights and to the disk, then try again.").Named("library.repair.unreadable", obstacle.File);
        }

        return _problems.Count == 0 && isNewest ? Report(files.Commit, isRepaired: false) : Repair(files, isNewest);
    }

    /// <summary>The newest commit that can be read; where there is none, one made of the segments.</summary>
    private CommitFiles OpenReadable(out bool isNewest)
    {
        isNewest = true;
        foreach (long generation in CommitPoint.Generations(_folder).Reverse())
        {
            try
            {
                return CommitFiles.Open(_folder, generation);
            }
            catch (CorruptIndexException e)
            {
                isNewest = false;
                _problems.Add(new IndexProblem(e.File, e.Position, e.Problem));
            }
        }

        var unreadable = new List<UnreadableSegment>();
        var rebuilt = CommitRebuild.From(_folder, unreadable);
        if (isNewest && rebuilt.Segments.IsEmpty && unreadable.Count == 0)
        {
            throw new FileNotFoundException("There is no index in the folder.").Named("library.noindex.here");
        }

        if (isNewest)
        {
            _problems.Add(new IndexProblem("", -1, "there is no commit in the folder"));
        }

        isNewest = false;
        return CommitFiles.Open(_folder, rebuilt, unreadable);
    }

    private RepairReport Repair(CommitFiles files, bool isNewest)
    {
        var commit = files.Commit;
        var damaged = _problems.Select(problem => problem.Segment).OfType<string>().ToHashSet(StringComparer.Ordinal);
        using var living = new LivingArticles();
        var whole = new Dictionary<string, SegmentCommit>(StringComparer.Ordinal);
        foreach (var segment in commit.Segments.Where(segment => !damaged.Contains(segment.Info.Name)).OrderByDescending(segment => CommitRebuild.NumberOf(segment.Info.Name)))
        {
            // No commit tells of the segments of a rebuilt one which of them supersede which.
            Keep(commit.Generation == 0 ? WithoutSuperseded(segment, living) : segment, whole, living);
        }

        foreach (var segment in commit.Segments.Where(segment => damaged.Contains(segment.Info.Name)))
        {
            if (WithDeletionsMadeAgain(files, segment, living) is { } mended)
            {
                damaged.Remove(segment.Info.Name);
                Keep(mended, whole, living);
            }
        }

        ListLost(files, damaged, living);
        if (!isNewest && commit.Generation > 0)
        {
            ListSegmentsOfNoCommit(commit, living);
        }

        _cancellation.ThrowIfCancellationRequested();
        var next = commit with
        {
            Version = commit.Version + 1,
            Counter = IndexFileNames.NextSegmentNumber(_folder.List(), commit.Counter),
            Segments = [.. commit.Segments.Where(segment => whole.ContainsKey(segment.Info.Name)).Select(segment => whole[segment.Info.Name])],
        };
        using var pending = next.Prepare(_folder, commit.Generation > 0 ? commit : null, new IdSource());
        string list = KeptName(pending.Commit, "lost.tsv");
        if (_lost.Count > 0)
        {
            LostList.Write(_folder, list, _lost);
            _kept.Add(list);
        }

        pending.Publish();
        SetAside(files, pending.Commit, everything: !isNewest);
        return Report(pending.Commit, isRepaired: true);
    }

    private void Keep(SegmentCommit segment, Dictionary<string, SegmentCommit> whole, LivingArticles living)
    {
        if (segment.LiveCount > 0)
        {
            whole.Add(segment.Info.Name, segment);
            living.Add(SegmentReader.Open(_folder, segment));
        }
    }

    private SegmentCommit WithoutSuperseded(SegmentCommit segment, LivingArticles living)
    {
        using var reader = SegmentReader.Open(_folder, segment);
        var superseded = living.Superseded(reader);
        return superseded.Count == 0
            ? segment
            : segment.WithLive(_folder, (reader.Live ?? LiveDocuments.All(reader.MaxDocument)).WithDeleted(superseded), new IdSource());
    }

    /// <summary>The segment with its file of live documents made again; null where something else is damaged, or the articles do not explain its deletions.</summary>
    private SegmentCommit? WithDeletionsMadeAgain(CommitFiles files, SegmentCommit segment, LivingArticles living)
    {
        string file = segment.HasDeletions ? LiveDocumentsFormat.FileName(segment.Info.Name, segment.DeletionGeneration) : "";
        if (_problems.Any(problem => problem.Segment == segment.Info.Name && problem.File != file))
        {
            return null;
        }

        // What is in the segment was not looked at, as a file of it is damaged.
        var undeleted = segment with { DeletionGeneration = SegmentCommit.NoGeneration, DeletedCount = 0 };
        using (var alone = CommitFiles.Open(_folder, files.Commit with { Generation = 0, Segments = [undeleted], Counter = long.MaxValue }, []))
        {
            if (!IndexCheck.Run(_folder, alone, _progress, _threads, _cancellation).IsClean)
            {
                return null;
            }
        }

        using var reader = SegmentReader.Open(_folder, undeleted);
        var superseded = living.Superseded(reader);
        return superseded.Count == segment.DeletedCount
            ? segment.WithLive(_folder, LiveDocuments.All(reader.MaxDocument).WithDeleted(superseded), new IdSource())
            : null;
    }

    private void ListLost(CommitFiles files, HashSet<string> damaged, LivingArticles living)
    {
        foreach (var segment in files.Commit.Segments.Where(segment => damaged.Contains(segment.Info.Name)))
        {
            List(segment.Info.Name, segment.Info.Id, segment, living);
        }

        foreach (var segment in files.Unreadable)
        {
            List(segment.Name, segment.Id.Length == 0 ? null : segment.Id, commit: null, living);
        }
    }

    /// <summary>Segments that an older commit does not know may be of the newer one, which can not be read.</summary>
    private void ListSegmentsOfNoCommit(CommitPoint commit, LivingArticles living)
    {
        var known = commit.Segments.Select(segment => segment.Info.Name).ToHashSet(StringComparer.Ordinal);
        var names = _folder.List().Where(IndexFileNames.IsSegmentFile).Select(file => IndexFileNames.SegmentOf(file).ToString());
        foreach (string name in names.Distinct().Where(name => !known.Contains(name)).OrderBy(CommitRebuild.NumberOf))
        {
            List(name, id: null, commit: null, living);
        }
    }

    private void List(string segment, byte[]? id, SegmentCommit? commit, LivingArticles living)
    {
        if (SegmentRemains.Read(_folder, segment, id, commit) is not { } remains)
        {
            _lost.Add(new LostArticle("", null, null, Passages: 0, segment, MayBeDeleted: true));
            return;
        }

        var articles = new Dictionary<string, LostArticle>(StringComparer.Ordinal);
        int nameless = 0;
        for (int document = 0; document < remains.Articles.Length; document++)
        {
            if (remains.Live?[document] == false)
            {
                continue;
            }

            if (remains.Articles[document] is not { } article)
            {
                nameless++;
            }
            else
            {
                var known = articles.GetValueOrDefault(article) ?? new LostArticle(article, null, null, 0, segment, remains.Live is null);
                articles[article] = known with
                {
                    Source = known.Source ?? remains.Sources[document],
                    File = known.File ?? remains.Files[document],
                    Passages = known.Passages + 1,
                };
            }
        }

        // An article that lives elsewhere was replaced, and is not lost.
        _lost.AddRange(articles.Values.Where(article => !living.Contains(article.Id)).OrderBy(article => article.Id, StringComparer.Ordinal));
        if (nameless > 0)
        {
            _lost.Add(new LostArticle("", null, null, nameless, segment, remains.Live is null));
        }
    }

    /// <summary>Gives what the old commit needed, and the new one does not, names that no writer deletes.</summary>
    private void SetAside(CommitFiles files, CommitPoint commit, bool everything)
    {
        var old = files.Commit.Files;
        old.UnionWith(files.List());
        foreach (string name in OrphanFiles.Find(_folder.List(), [commit]).Where(name => everything || old.Contains(name)))
        {
            // The commit stands: what is lost must be told, whatever fails now. The next writer deletes what keeps its name.
            string kept = KeptName(commit, name);
            if (Try(() => _folder.Rename(name, kept)))
            {
                _kept.Add(kept);
            }
        }

        Try(_folder.SyncFolder);
    }

    private static string KeptName(CommitPoint commit, string name) => $"damaged_{IndexFileNames.Base36(commit.Generation)}_{name}";

    private static bool Try(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private RepairReport Report(CommitPoint commit, bool isRepaired) => new()
    {
        Commit = commit,
        Problems = _problems,
        IsRepaired = isRepaired,
        Lost = [.. _lost],
        KeptFiles = [.. _kept],
    };
}

/// <summary>What a repair found and did.</summary>
internal sealed record RepairReport
{
    /// <summary>The newest commit now.</summary>
    public required CommitPoint Commit { get; init; }

    public required IReadOnlyList<IndexProblem> Problems { get; init; }

    /// <summary>Whether there is a new commit.</summary>
    public required bool IsRepaired { get; init; }

    /// <summary>What is not in the index any more.</summary>
    public ImmutableArray<LostArticle> Lost { get; init; } = [];

    /// <summary>The new names of the files that were in the old commit, and the list of what is lost.</summary>
    public ImmutableArray<string> KeptFiles { get; init; } = [];
}
