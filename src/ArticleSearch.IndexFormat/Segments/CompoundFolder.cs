using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Segments;

/// <summary>
/// The files inside a compound file, seen as a folder: slices of one mapping. Never writes; owns the compound file, so that
/// what it opened is gone with it.
/// </summary>
internal sealed class CompoundFolder : ReadOnlyFolder
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

    protected override string Kind => "A compound file";

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

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _data.Dispose();
        }

        base.Dispose(disposing);
    }

    private CompoundEntry Entry(string name) =>
        _entries.TryGetValue(name, out var entry)
            ? entry
            : throw new FileNotFoundException($"There is no file {name} in {_data.Name}.", name);
}

/// <summary>Where a file lies inside a compound file.</summary>
internal sealed record CompoundEntry(long Offset, long Length);
