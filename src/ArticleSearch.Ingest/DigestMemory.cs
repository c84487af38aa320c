namespace ArticleSearch.Ingest;

/// <summary>
/// Remembers the digests of files, so that looking again costs no reading: a file of the same length and date has the same content.
/// It does not believe a date that is too young: a second change within the clock's grain would leave no trace in it.
/// </summary>
internal sealed class DigestMemory(TimeProvider clock)
{
    // Longer than the grain of any file system's dates (two seconds, of FAT).
    private static readonly TimeSpan Grain = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The digest of a file's content; null if it is empty.</summary>
    /// <exception cref="IOException">It can not be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public string? Of(SourceFile file, CancellationToken cancellation)
    {
        if (_entries.TryGetValue(file.FullPath, out var known) && known.Length == file.Length && known.Modified == file.Modified)
        {
            return known.Digest;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        string? digest = SourceContent.DigestOf(file, cancellation);
        if (file.Modified < now - Grain)
        {
            _entries[file.FullPath] = new Entry(file.Length, file.Modified, digest);
        }
        else
        {
            _entries.Remove(file.FullPath);
        }

        return digest;
    }

    /// <summary>Forgets the files that are not among these.</summary>
    public void Keep(IEnumerable<SourceFile> files)
    {
        var kept = files.Select(file => file.FullPath).ToHashSet(StringComparer.Ordinal);
        foreach (string path in _entries.Keys.Where(path => !kept.Contains(path)).ToList())
        {
            _entries.Remove(path);
        }
    }

    private readonly record struct Entry(long Length, DateTime Modified, string? Digest);
}
