using System.Collections.Immutable;
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

    /// <summary>What was kept, in no order: the passages of one result each.</summary>
    public abstract IEnumerable<ImmutableArray<ScoredDocument>> Kept();

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

        public override IEnumerable<ImmutableArray<ScoredDocument>> Kept() => _best.ToSorted().Select(passage => ImmutableArray.Create(passage));
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
            Array.Sort(sorted, ScoredDocument.ByRank);
            _best.Add(best.Document, best.Score);
            _passages[best.Document] = [.. sorted.AsSpan(0, Math.Min(sorted.Length, MostPassages))];
            if (_passages.Count > _mostRemembered)
            {
                Forget();
            }
        }

        public override IEnumerable<ImmutableArray<ScoredDocument>> Kept() => _best.ToSorted().Select(article => _passages[article.Document]);

        private void Forget()
        {
            var kept = _best.ToSorted().Select(article => article.Document).ToHashSet();
            foreach (int document in _passages.Keys.Where(document => !kept.Contains(document)).ToArray())
            {
                _passages.Remove(document);
            }
        }
    }

    /// <summary>Keeps nothing, but hands every passage on with its whole score.</summary>
    public sealed class OfAll(RankedPlan plan, HitCollector collector) : Candidates
    {
        private readonly Closeness _closeness = new(plan);
        private int _segment = -1;

        public override float Threshold => float.NegativeInfinity;

        public override bool IsFull => false;

        public override void Count(int articles, int passages) => Total += passages;

        public override void Add(ReadOnlySpan<ScoredDocument> passages)
        {
            var index = plan.Index;
            int segment = index.Locate(passages[0].Document).Segment;
            if (segment != _segment)
            {
                _segment = segment;
                _closeness.StartSegment(segment);
                collector.StartSegment(index.Segments[segment], index.Bases[segment]);
            }

            foreach (var passage in passages)
            {
                collector.Add(passage.Document, passage.Score + _closeness.Of(passage.Document - index.Bases[segment]));
            }
        }

        public override IEnumerable<ImmutableArray<ScoredDocument>> Kept() => [];
    }
}
