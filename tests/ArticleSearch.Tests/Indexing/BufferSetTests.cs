using System.Globalization;
using ArticleSearch.Analysis;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.Indexing;

namespace ArticleSearch.Tests.Indexing;

/// <summary>Several buffers that have articles of one id: which of them lives when they have become written segments.</summary>
public sealed class BufferSetTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_articles_of_one_id_in_any_buffers_the_one_added_last_stays(bool isNewIndex)
    {
        for (int seed = 0; seed < 40; seed++)
        {
            using var history = new History(new Random(seed), isNewIndex, $"seed {seed}");
            for (int step = 0; step < 80; step++)
            {
                history.Go();
            }

            history.Finish();
        }
    }

    [Fact]
    public void A_buffer_goes_back_to_the_thread_that_had_it()
    {
        using var set = new BufferSet(AnalysisChain.Named(IndexBuilderOptions.DefaultChain), new IndexBuilderOptions(), isNewIndex: true);
        var mine = set.Enter(default);
        BufferedSegment? other = null;
        var thread = new Thread(() => other = set.Enter(default));
        thread.Start();
        thread.Join();
        Assert.NotSame(mine, other);
        Assert.True(set.IsAdding);
        set.Leave(other!);
        set.Leave(mine);
        Assert.False(set.IsAdding);
        Assert.Same(mine, set.Enter(default));
        Assert.Same(other, set.Enter(default)); // nobody has it
        Assert.NotSame(mine, set.Enter(default));
    }

    [Fact]
    public void Who_comes_while_others_are_barred_waits_and_can_be_cancelled()
    {
        using var set = new BufferSet(AnalysisChain.Named(IndexBuilderOptions.DefaultChain), new IndexBuilderOptions(), isNewIndex: true);
        var buffer = set.Enter(default);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => set.Bar(cancelled.Token)); // an article is being added
        set.Leave(buffer);
        set.Bar(default);
        Assert.Throws<OperationCanceledException>(() => set.Enter(cancelled.Token));
        Assert.False(set.IsAdding);
        set.Unbar();
        Assert.Same(buffer, set.Enter(default));
    }

    /// <summary>Three buffers in use at once, the written segments as a list of what lives, and what is to come of it.</summary>
    private sealed class History : IDisposable
    {
        private readonly Random _random;
        private readonly string _context;
        private readonly BufferSet _set;
        private readonly MemoryFolder _folder = new();
        private readonly IdSource _ids = new();
        private readonly BufferedSegment[] _buffers;
        private readonly List<(string Id, int Version)>[] _documents;
        private readonly Dictionary<string, int> _written = new(StringComparer.Ordinal);
        private readonly Dictionary<string, int> _expected = new(StringComparer.Ordinal);
        private int _version;
        private int _segments;

        public History(Random random, bool isNewIndex, string context)
        {
            _random = random;
            _context = context;
            _set = new BufferSet(AnalysisChain.Named(IndexBuilderOptions.DefaultChain), new IndexBuilderOptions(), isNewIndex);
            _buffers = [_set.Enter(default), _set.Enter(default), _set.Enter(default)];
            _documents = [.. _buffers.Select(_ => new List<(string, int)>())];
        }

        public void Go()
        {
            int buffer = _random.Next(_buffers.Length);
            string id = "a" + _random.Next(8).ToString(CultureInfo.InvariantCulture);
            switch (_random.Next(10))
            {
                case < 6:
                    Add(buffer, id);
                    break;
                case < 9:
                    Delete(id);
                    break;
                default:
                    Flush(buffer);
                    break;
            }
        }

        public void Finish()
        {
            for (int buffer = 0; buffer < _buffers.Length; buffer++)
            {
                Flush(buffer);
            }

            Assert.True(_expected.OrderBy(entry => entry.Key).SequenceEqual(_written.OrderBy(entry => entry.Key)), _context);
            Assert.Equal(_version, _set.ArticlesAdded);
        }

        public void Dispose()
        {
            _set.Dispose();
            _folder.Dispose();
        }

        private void Add(int number, string id)
        {
            var buffer = _buffers[number];
            if (!buffer.IsStarted)
            {
                buffer.Start(_folder, "_" + (_segments++).ToString(CultureInfo.InvariantCulture), _ids);
            }

            int first = buffer.DocumentCount;
            buffer.AddPassages(new Article { Text = "un" }, id, [new PassageRange(1, 0, 2)], default);
            _set.Register(buffer, id, first);
            _documents[number].Add((id, ++_version));
            _expected[id] = _version;
        }

        private void Delete(string id)
        {
            bool found = _set.Delete(id, out bool mayBeWritten);
            bool isWritten = mayBeWritten && _written.ContainsKey(id);
            if (isWritten)
            {
                _set.NoteDeleted(id, wasReplaced: found);
            }

            Assert.True(_expected.Remove(id) == (found || isWritten), _context);
        }

        private void Flush(int number)
        {
            var buffer = _set.Take(_buffers[number]);
            var live = _set.Retire(buffer);
            foreach (string id in _set.TakeSuperseded().Keys)
            {
                _written.Remove(id);
            }

            for (int document = 0; document < buffer.DocumentCount; document++)
            {
                var (id, version) = _documents[number][document];
                Assert.True((live is not null && !live[document]) || _written.TryAdd(id, version), _context);
            }

            _documents[number].Clear();
            buffer.Clear();
            _set.Emptied(buffer, giveBack: false);
        }
    }
}
