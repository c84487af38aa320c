using System.Collections.Immutable;
using ArticleSearch.Durability.Disks;
using ArticleSearch.IndexFormat.Segments;

namespace ArticleSearch.Durability.Histories;

/// <summary>
/// A random history of an index: adds, replacements, deletions, merges, commits, writers that close and open, calls of the disk
/// that fail, writers that are killed; on a disk that writes down all of it. It follows from its seed.
/// </summary>
internal sealed class SerialHistory
{
    private static readonly DiskCall[] CommittingCalls = [DiskCall.Sync, DiskCall.SyncFolder, DiskCall.SyncFolder, DiskCall.Rename, DiskCall.Delete];

    private readonly int _seed;
    private readonly SimulatedDisk _disk;
    private readonly Random _random;
    private readonly IndexBuilderOptions _options;
    private readonly List<KnownCommit> _commits = [KnownCommit.None];
    private ImmutableSortedDictionary<string, string> _articles = Content.Empty;
    private IndexBuilder? _builder;
    private bool _hasFailed;
    private bool _isTroubled;

    private SerialHistory(int seed, SimulatedDisk disk)
    {
        _seed = seed;
        _disk = disk;
        _random = new Random(seed);
        _options = History.Options(seed, _random);
    }

    private IndexBuilder Builder => _builder ??= IndexBuilder.Open(_disk, _options);

    /// <summary>Lives through a history.</summary>
    /// <param name="seed">Decides all of it.</param>
    /// <param name="disk">An empty disk.</param>
    /// <exception cref="ViolationException">The index does not hold what it should, although no power was cut.</exception>
    public static History Run(int seed, SimulatedDisk disk)
    {
        var history = new SerialHistory(seed, disk);
        int steps = 12 + history._random.Next(30);
        for (int step = 0; step < steps; step++)
        {
            history.Try(history.Step);
        }

        disk.Faults = null;
        history.Try(history.Commit);
        history._builder?.Dispose();
        return new History(seed, disk, history._commits) { IsTroubled = history._isTroubled };
    }

    private void Step()
    {
        string id = RandomArticles.Id(_random);
        switch (_random.Next(40))
        {
            case < 22:
                var article = RandomArticles.Next(_random, id);
                Builder.Add(article);
                _articles = _articles.SetItem(id, Content.Of(article));
                break;
            case < 28:
                Builder.Delete(id);
                _articles = _articles.Remove(id);
                break;
            case < 34:
                Commit();
                break;
            case < 36:
                Builder.Merge();
                break;
            case < 38:
                CloseBuilder();
                break;
            case 38:
                _disk.Faults = FailSoon(isKilled: false);
                break;
            default:
                _disk.Faults = FailSoon(isKilled: true);
                break;
        }
    }

    /// <summary>Does something, and goes on from what is left if it fails because the disk does.</summary>
    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (_hasFailed && e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            _hasFailed = false;
            _isTroubled = true;
            CloseBuilder();
        }
    }

    /// <summary>Gives up what was not committed. If the writer is being killed, nothing it still tries reaches the disk.</summary>
    private void CloseBuilder()
    {
        _builder?.Dispose();
        _builder = null;
        _disk.Faults = null;
        _articles = _commits[^1].Articles;
        if (_commits[^1].Acknowledged == KnownCommit.Never)
        {
            // Nobody was told that it is there: it may be, or not; what is seen is what goes on.
            var found = CommitPoint.ReadLatest(_disk) is null ? Content.Empty : Content.Read(_disk);
            var known = History.At(_commits, _disk.ChangeCount).FirstOrDefault(known => Content.Difference(known.Articles, found) is null);
            _articles = known?.Articles ?? throw new ViolationException($"history {_seed}: after a failure the index is at no commit that was asked for");
        }
    }

    private void Commit()
    {
        int begun = _disk.ChangeCount;
        _commits.Add(new KnownCommit(null, begun, KnownCommit.Never, _articles));
        Builder.Commit();
        var faults = _disk.Faults;
        _disk.Faults = null;
        var commit = CommitPoint.ReadLatest(_disk)!;
        var found = Content.Read(_disk);
        _disk.Faults = faults;
        _commits[^1] = new KnownCommit(commit.Id, begun, _disk.ChangeCount, _articles);
        if (Content.Difference(_articles, found) is { } difference)
        {
            throw new ViolationException($"history {_seed}, commit {_commits.Count - 1}: {difference}");
        }
    }

    /// <summary>
    /// Some call fails: one of the next, or one of the next of the rare ones that make commits. Then the disk is well again; or, where
    /// the writer is killed, no later call reaches it.
    /// </summary>
    private Func<DiskCall, string, DiskFault?> FailSoon(bool isKilled)
    {
        var fault = isKilled ? DiskFault.InputOutput : DiskFault.All[_random.Next(DiskFault.All.Count)];
        DiskCall? only = _random.Next(3) == 0 ? null : CommittingCalls[_random.Next(CommittingCalls.Length)];
        int calls = _random.Next(only is null ? 100 : 3);
        bool isOver = false;
        return (call, _) =>
        {
            if (isOver)
            {
                return isKilled ? fault : null;
            }

            if ((only is not null && call != only) || !fault.Befalls(call) || calls-- > 0)
            {
                return null;
            }

            isOver = true;
            _hasFailed = true;
            return fault;
        };
    }
}
