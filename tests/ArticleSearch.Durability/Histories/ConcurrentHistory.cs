using System.Collections.Immutable;
using ArticleSearch.Durability.Disks;
using ArticleSearch.IndexFormat.Segments;

namespace ArticleSearch.Durability.Histories;

/// <summary>
/// A history in which several threads add, replace and delete at once, while merges run in the background and one of the threads
/// commits now and then. What is asked of a commit: of each thread it holds what the thread had done at one moment during the
/// commit, no less and no more. The seed decides what is done, not in which order.
/// </summary>
internal sealed class ConcurrentHistory
{
    private readonly int _seed;
    private readonly SimulatedDisk _disk;
    private readonly IndexBuilder _builder;
    private readonly List<KnownCommit> _commits = [KnownCommit.None];
    private readonly Lock _committing = new();
    private readonly Writer[] _writers;

    private ConcurrentHistory(int seed, SimulatedDisk disk)
    {
        _seed = seed;
        _disk = disk;
        var random = new Random(seed);
        _builder = IndexBuilder.Open(disk, History.Options(seed, random) with { MergeThreads = random.Next(3) });
        _writers = [.. Enumerable.Range(0, 2 + random.Next(2)).Select(number => new Writer(this, number))];
    }

    /// <summary>Lives through a history.</summary>
    /// <exception cref="ViolationException">A commit does not hold what it should, although no power was cut.</exception>
    public static History Run(int seed)
    {
        var history = new ConcurrentHistory(seed, new SimulatedDisk());
        using (history._builder)
        {
            var threads = history._writers.Select(writer => Task.Factory.StartNew(writer.Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
            Task.WhenAll(threads.ToArray()).GetAwaiter().GetResult();
            history.Commit();
        }

        return new History(seed, history._disk, history._commits);
    }

    // One at a time, so that what is read afterwards is what was committed.
    private void Commit()
    {
        lock (_committing)
        {
            int begun = _disk.ChangeCount;
            int[] first = [.. _writers.Select(writer => writer.Done)];
            _builder.Commit();
            var found = Content.Read(_disk);
            int[] last = [.. _writers.Select(writer => writer.Begun)];
            for (int i = 0; i < _writers.Length; i++)
            {
                if (!_writers[i].HasSeen(found, first[i], last[i]))
                {
                    throw new ViolationException($"history {_seed}, commit {_commits.Count}: it does not hold what thread {i} had done after any of its steps {first[i]} to {last[i]}");
                }
            }

            byte[] id = CommitPoint.ReadLatest(_disk)!.Id;
            if (!id.AsSpan().SequenceEqual(_commits[^1].Id))
            {
                _commits.Add(new KnownCommit(id, begun, _disk.ChangeCount, found));
            }
        }
    }

    /// <summary>One of the threads, with articles of its own.</summary>
    private sealed class Writer(ConcurrentHistory history, int number)
    {
        private readonly Random _random = new((history._seed * 31) + number);
        private readonly string _prefix = $"t{number}-";
        private readonly List<ImmutableSortedDictionary<string, string>> _states = [Content.Empty];
        private int _begun;
        private int _done;

        /// <summary>How many steps are begun.</summary>
        public int Begun => Volatile.Read(ref _begun);

        /// <summary>How many steps are done.</summary>
        public int Done => Volatile.Read(ref _done);

        public void Run()
        {
            for (int steps = 8 + _random.Next(16); steps > 0; steps--)
            {
                if (_random.Next(8) == 0)
                {
                    history.Commit();
                }
                else
                {
                    Change();
                }
            }
        }

        /// <summary>Whether this thread's articles are as they were after one of its steps.</summary>
        public bool HasSeen(IReadOnlyDictionary<string, string> found, int first, int last)
        {
            var own = found.Where(article => article.Key.StartsWith(_prefix, StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
            lock (_states)
            {
                return _states.Take(first..(last + 1)).Any(state => Content.Difference(state, own) is null);
            }
        }

        private void Change()
        {
            string id = _prefix + RandomArticles.Id(_random);
            var article = _random.Next(4) == 0 ? null : RandomArticles.Next(_random, id);
            lock (_states)
            {
                _states.Add(article is null ? _states[^1].Remove(id) : _states[^1].SetItem(id, Content.Of(article)));
            }

            Interlocked.Increment(ref _begun);
            if (article is null)
            {
                history._builder.Delete(id);
            }
            else
            {
                history._builder.Add(article);
            }

            Interlocked.Increment(ref _done);
        }
    }
}
