using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Segments;

/// <summary>
/// The files inside a compound file, seen as a folder: slices of one mapping. Never writes; owns the compound file, so that
/// what it opened is gone with it.
/// </summary>
internal sealed class CompoundFolder : IndexFolder
{
    private readonly IndexFile _data;
    private readonly Dictionary<string, CompoundEntry> _entries;

    /// <param name="data">The <c>.cfs</c> file; owned from now on.</param>
    /// <param name="entries">Where its files lie, by their full names; ranges inside the data.</param>
    public CompoundFolder(IndexFile data, Dictionary<string, CompoundEntry> entries)
    {
        _data = data;
        _entries = entries;
    }

    /// <summary>The compound file.</summary>
    public IndexFile Data => _data;

    public override IReadOnlyList<string> List()
    {
        string[] names = [.. _entries.Keys];
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }

    public override bool Exists(string name) => _entries.ContainsKey(name);

    public override long Length(string name) => Entry(name).Length;

    public override IndexFile Open(string name)
    {
        var entry = Entry(name);
        return _data.Slice($"{name} in {_data.Name}", entry.Offset, entry.Length);
    }

    public override IndexOutput Create(string name) => throw ReadOnly();

    public override void Sync(IReadOnlyCollection<string> names) => throw ReadOnly();

    public override void SyncFolder() => throw ReadOnly();

    public override void Rename(string from, string to) => throw ReadOnly();

    public override void Delete(string name) => throw ReadOnly();

    public override IDisposable AcquireWriteLock() => throw ReadOnly();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _data.Dispose();
        }

        base.Dispose(disposing);
    }

    private static NotSupportedException ReadOnly() => new("A compound file is only read.");

    private CompoundEntry Entry(string name) =>
        _entries.TryGetValue(name, out var entry)
            ? entry
            : throw new FileNotFoundException($"There is no file {name} in {_data.Name}.", name);
}

/// <summary>Where a file lies inside a compound file.</summary>
internal sealed record CompoundEntry(long Offset, long Length);
