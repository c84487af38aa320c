using System.Runtime.InteropServices;

namespace ArticleSearch.Indexing;

/// <summary>
/// Numbers articles in the order in which threads add them: the one thing that every article of every thread writes to. It has a line
/// of cache to itself, so that nothing else is read more slowly for it.
/// </summary>
internal sealed class ArticleClock
{
    private Alone _last;

    /// <summary>The number given last.</summary>
    public long Now => Volatile.Read(ref _last.Number);

    /// <summary>The next number.</summary>
    public long Next() => Interlocked.Increment(ref _last.Number);

    // Two lines of cache before it and after it: they are fetched in pairs.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Alone
    {
        [FieldOffset(128)]
        public long Number;
    }
}
