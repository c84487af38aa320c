using System.Collections.Immutable;
using ArticleSearch.Durability.Cuts;
using ArticleSearch.Durability.Disks;
using ArticleSearch.Durability.Histories;
using ArticleSearch.IndexFormat.Segments;

namespace ArticleSearch.Durability.Faults;

/// <summary>
/// One short life of an index in which one call of the disk fails, or all from one on. Asked: an error that says what the disk said,
/// or none and nothing lost; the last commit as it was; nothing held open; and a writer that goes on once the disk is well.
/// </summary>
internal sealed class FaultTrial
{
    private readonly SimulatedDisk _disk;
    private readonly List<KnownCommit> _commits = [KnownCommit.None];
    private readonly Random _random = new(7);
    private readonly int _mergeThreads;
    private readonly string _context;
    private ImmutableSortedDictionary<string, string> _articles = Content.Empty;
    private int _calls;
    private bool _hasFailed;

    private FaultTrial(SimulatedDisk disk, DiskFault fault, int at, bool isLasting, int mergeThreads)
    {
        _disk = disk;
        _mergeThreads = mergeThreads;
        _context = $"{fault} at call {at}{(isLasting ? " and from then on" : "")}, {mergeThreads} threads that merge";
        disk.Faults = (call, _) =>
        {
            if (!fault.Befalls(call) || (_hasFailed && !isLasting) || _calls++ < at)
            {
                return null;
            }

            _hasFailed = true;
            return fault;
        };
    }

    /// <summary>Lives through it.</summary>
    /// <param name="fault">How calls fail.</param>
    /// <param name="at">How many calls that can fail so go well first.</param>
    /// <param name="isLasting">Whether all later ones fail as well.</param>
    /// <param name="mergeThreads">How many threads merge.</param>
    /// <returns>Whether anything failed; not, where there are fewer calls.</returns>
    /// <exception cref="ViolationException">It did not come off well.</exception>
    public static bool Run(DiskFault fault, int at, bool isLasting, int mergeThreads = 0)
    {
        var trial = new FaultTrial(new SimulatedDisk(), fault, at, isLasting, mergeThreads);
        try
        {
            trial.Run(isLasting);
            return trial._hasFailed;
        }
        catch (ViolationException e)
        {
            throw new ViolationException($"{trial._context}: {e.Message}", e);
        }
    }

    private void Run(bool isLasting)
    {
        Exception? error = null;
        try
        {
            Write(0);
            Write(1);
        }
        catch (Exception e)
        {
            error = e is InvalidOperationException { InnerException: { } inner } ? inner : e;
        }

        if (error is not null && (!_hasFailed || !DiskFault.IsFault(error)))
        {
            throw new ViolationException($"the error is {error}", error);
        }

        _disk.Faults = null;
        if (_disk.OpenCount != 0)
        {
            throw new ViolationException($"{_disk.OpenCount} files are still open");
        }

        // A writer that can take nothing back any more may leave the commit that it could not acknowledge.
        var expected = History.At(_commits, _disk.ChangeCount);
        var found = Recovery.Inspect(_disk, isLasting || error is null ? expected : expected[..1]);
        int cut = _random.Next(_disk.ChangeCount + 1);
        Recovery.Inspect(PowerCut.Apply(_disk, cut, _random), History.At(_commits, cut));
        Recovery.GoOn(_disk, found, seed: 5);
    }

    /// <summary>One writer: articles into several segments, commits, a deletion, a merge.</summary>
    private void Write(int number)
    {
        using var builder = IndexBuilder.Open(_disk, History.Options(number, _random) with { MaxBufferedPassages = 4, Compound = number == 0, MergeThreads = _mergeThreads });
        for (int i = 0; i < 3; i++)
        {
            string id = RandomArticles.Id(_random);
            var article = RandomArticles.Next(_random, id);
            builder.Add(article);
            _articles = _articles.SetItem(id, Content.Of(article));
        }

        Commit(builder);
        string deleted = _articles.Keys.First();
        builder.Delete(deleted);
        _articles = _articles.Remove(deleted);
        Commit(builder);
        if (number > 0)
        {
            builder.Merge();
            Commit(builder);
        }
    }

    private void Commit(IndexBuilder builder)
    {
        _commits.Add(new KnownCommit(null, _disk.ChangeCount, KnownCommit.Never, _articles));
        try
        {
            builder.Commit();
        }
        catch (Exception e) when (DiskFault.IsFault(e))
        {
            // Tried once more it does as if nothing had been, or says what had been.
            builder.Commit();
        }

        var faults = _disk.Faults;
        _disk.Faults = null;
        _commits[^1] = _commits[^1] with { Id = CommitPoint.ReadLatest(_disk)!.Id, Acknowledged = _disk.ChangeCount };
        _disk.Faults = faults;
    }
}
