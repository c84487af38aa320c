namespace ArticleSearch.Analysis;

/// <summary>
/// An array that grows as elements are added, for values of our own on the way to a first answer. It has no interfaces and no more
/// members than are called: a <see cref="List{T}"/> of a value type costs the runtime eight times as much when it is first met. A span
/// of it is valid until the next element is added. For one thread.
/// </summary>
/// <param name="room">How many elements there is room for at first.</param>
internal sealed class GrowingArray<T>(int room)
{
    private T[] _items = new T[room];

    public int Count { get; private set; }

    public Span<T> Span => _items.AsSpan(0, Count);

    /// <summary>An element that is there.</summary>
    public ref T this[int index] => ref Span[index];

    public Span<T>.Enumerator GetEnumerator() => Span.GetEnumerator();

    public void Add(T item)
    {
        if (Count == _items.Length)
        {
            Grow();
        }

        _items[Count++] = item;
    }

    /// <summary>Leaves the first elements.</summary>
    public void Cut(int count)
    {
        Span[count..].Clear(); // what they hold is let go
        Count = count;
    }

    public void Clear() => Cut(0);

    private void Grow()
    {
        var items = new T[Math.Max(4, 2 * Count)];
        Span.CopyTo(items);
        _items = items;
    }
}
