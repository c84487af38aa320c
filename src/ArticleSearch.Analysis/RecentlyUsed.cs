using System.Diagnostics.CodeAnalysis;

namespace ArticleSearch.Analysis;

/// <summary>
/// Answers that were asked for lately, at most so many; what was not asked for the longest goes first. It never makes an answer.
/// Safe for many threads.
/// </summary>
internal sealed class RecentlyUsed<TKey, TValue>(int room, IEqualityComparer<TKey>? comparer = null)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, LinkedListNode<Answer>> _places = new(comparer);
    private readonly LinkedList<Answer> _order = new();

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _places.Count;
            }
        }
    }

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_lock)
        {
            if (!_places.TryGetValue(key, out var place))
            {
                value = default;
                return false;
            }

            _order.Remove(place);
            _order.AddFirst(place);
            value = place.Value.Value;
            return true;
        }
    }

    /// <summary>Remembers an answer; the one that is remembered already stays, if another thread was first.</summary>
    public void Add(TKey key, TValue value)
    {
        lock (_lock)
        {
            if (_places.ContainsKey(key))
            {
                return;
            }

            if (_places.Count == room)
            {
                _places.Remove(_order.Last!.Value.Key);
                _order.RemoveLast();
            }

            _places.Add(key, _order.AddFirst(new Answer(key, value)));
        }
    }

    private sealed record Answer(TKey Key, TValue Value);
}
