using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ArticleSearch.Matching;

namespace ArticleSearch.Ranking;

/// <summary>
/// Keeps the best of what a ranked search finds by its score without closeness, and counts all that match. Articles come in the order
/// of documents, so that of equal scores the first comer stays. For one thread.
/// </summary>
internal abstract class Candidates
{
    /// <summary>How many matches were counted.</summary>
    public long Total { get; protected set; }

    /// <summary>What a score must exceed to be kept; below every score while there is room.</summary>
    public abstract float Threshold { get; }

    /// <summary>Whether as many are kept as there is room for.</summary>
    public abstract bool IsFull { get; }

    /// <summary>Counts matching passages.</summary>
    /// <param name="articles">Of how many articles they are.</param>
    /// <param name="passages">How many they are.</param>
    public abstract void Count(int articles, int passages);

    /// <summary>Takes matching passages of one article, which were counted before.</summary>
    /// <param name="passages">At least one, in the order of documents.</param>
    public abstract void Add(ReadOnlySpan<ScoredDocument> passages);

    /// <summary>What was kept: each result by its best passage, in the order of rank.</summary>
    public abstract ImmutableArray<ScoredDocument> Kept();

    /// <summary>The passages of a result that may turn out to be its best one, in the order of rank.</summary>
    /// <param name="result">A result that was kept.</param>
    public abstract ReadOnlySpan<ScoredDocument> PassagesOf(ref readonly ScoredDocument result);

    /// <summary>Every passage is a result.</summary>
    public sealed class OfPassages(int room) : Candidates
    {
        private readonly TopCollector _best = new(room);

        public override float Threshold => _best.Threshold;

        public override bool IsFull => _best.IsFull;

        public override void Count(int articles, int passages) => Total += passages;

        public override void Add(ReadOnlySpan<ScoredDocument> passages)
        {
            foreach (var passage in passages)
            {
                _best.Add(passage.Document, passage.Score);
            }
        }

        public override ImmutableArray<ScoredDocument> Kept() => _best.ToSorted();

        public override ReadOnlySpan<ScoredDocument> PassagesOf(ref readonly ScoredDocument result) => new(in result);
    }

    /// <summary>Every article is a result, by its best passages.</summary>
    public sealed class OfArticles(int room) : Candidates
    {
        /// <summary>How many passages of an article may turn out to be its best one by the closeness of its words.</summary>
        public const int MostPassages = 3;

        private readonly TopCollector _best = new(room);

        /// <summary>The best passages of the articles that are or were kept, by the best one.</summary>
        private readonly Dictionary<int, ImmutableArray<ScoredDocument>> _passages = [];
        private readonly int _mostRemembered = Math.Max(64, 4 * room);

        public override float Threshold => _best.Threshold;

        public override bool IsFull => _best.IsFull;

        public override void Count(int articles, int passages) => Total += articles;

        public override void Add(ReadOnlySpan<ScoredDocument> passages)
        {
            var best = passages[0];
            foreach (var passage in passages)
            {
                best = passage.Score > best.Score ? passage : best;
            }

            if (best.Score <= Threshold)
            {
                return;
            }

            ScoredDocument[] sorted = passages.ToArray();
            StableSort.Sort(sorted.AsSpan(), ScoredDocument.ByRank);
            _best.Add(best.Document, best.Score);
            _passages[best.Document] = [.. sorted.AsSpan(0, Math.Min(sorted.Length, MostPassages))];
            if (_passages.Count > _mostRemembered)
            {
                Forget();
            }
        }

        public override ImmutableArray<ScoredDocument> Kept() => _best.ToSorted();

        public override ReadOnlySpan<ScoredDocument> PassagesOf(ref readonly ScoredDocument result) => _passages[result.Document].AsSpan();

        private void Forget()
        {
            var kept = _best.ToSorted().Select(article => article.Document).ToHashSet();
            foreach (int document in _passages.Keys.Where(document => !kept.Contains(document)).ToArray())
            {
                _passages.Remove(document);
            }
        }
    }

    /// <summary>Keeps nothing, but hands every passage on with its whole score: some at a time, the last ones by <see cref="Flush"/>.</summary>
    public sealed class OfAll(RankedPlan plan, HitCollector collector) : Candidates
    {
        // Positions are read of so many passages at once.
        private const int BatchLength = 1024;

        private readonly Closeness _closeness = new(plan);
        private readonly SearchRoom _room = new(plan.Index.Segments.Length);
        private readonly List<int> _documents = [];
        private readonly List<float> _scores = [];
        private float[] _close = [];
        private int _segment = -1;

        public override float Threshold => float.NegativeInfinity;

        public override bool IsFull => false;

        public override void Count(int articles, int passages) => Total += passages;

        public override void Add(ReadOnlySpan<ScoredDocument> passages)
        {
            int segment = plan.Index.Locate(passages[0].Document).Segment;
            if (segment != _segment || _documents.Count >= BatchLength)
            {
                Flush();
                _segment = segment;
            }

            foreach (var (document, score) in passages)
            {
                _documents.Add(document - plan.Index.Bases[segment]);
                _scores.Add(score);
            }
        }

        public void Flush()
        {
            if (_documents.Count == 0)
            {
                return;
            }

            int first = plan.Index.Bases[_segment];
            collector.StartSegment(plan.Index.Segments[_segment], first);
            _close = _close.Length >= _documents.Count ? _close : new float[_documents.Count];
            _closeness.Of(
                _segment, CollectionsMarshal.AsSpan(_documents), CollectionsMarshal.AsSpan(_scores), float.NegativeInfinity, _close, _room);
            for (int i = 0; i < _documents.Count; i++)
            {
                collector.Add(first + _documents[i], _scores[i] + _close[i]);
            }

            _documents.Clear();
            _scores.Clear();
        }

        public override ImmutableArray<ScoredDocument> Kept() => [];

        public override ReadOnlySpan<ScoredDocument> PassagesOf(ref readonly ScoredDocument result) => [];
    }
}
