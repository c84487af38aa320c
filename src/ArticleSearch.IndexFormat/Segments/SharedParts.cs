namespace ArticleSearch.IndexFormat.Segments;

/// <summary>
/// Parts of a segment that several readers use: opened once, closed when the last of them lets go. Whoever calls
/// <see cref="Share"/> owes one <see cref="Release"/>, and shares only what he has not released himself.
/// </summary>
internal abstract class SharedParts
{
    private readonly List<IDisposable> _parts = [];
    private int _references = 1;

    public void Share() => Interlocked.Increment(ref _references);

    public void Release()
    {
        if (Interlocked.Decrement(ref _references) == 0)
        {
            for (int i = _parts.Count - 1; i >= 0; i--)
            {
                _parts[i].Dispose();
            }
        }
    }

    /// <summary>Closes a part with the others.</summary>
    protected T Own<T>(T part)
        where T : IDisposable
    {
        _parts.Add(part);
        return part;
    }
}
