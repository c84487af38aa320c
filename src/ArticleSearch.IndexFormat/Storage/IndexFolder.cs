namespace ArticleSearch.IndexFormat.Storage;

/// <summary>
/// A flat folder of index files: the only way the index touches a disk, so that tests can stand in for one. A name is
/// written once and never changed; what is durable is only what was synced.
/// </summary>
internal abstract class IndexFolder : IDisposable
{
    /// <summary>The names of all files, in ordinal order.</summary>
    public abstract IReadOnlyList<string> List();

    public abstract bool Exists(string name);

    /// <summary>The length of a file in bytes.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public abstract long Length(string name);

    /// <summary>Opens a finished file for reading.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public abstract IndexFile Open(string name);

    /// <summary>Starts a new file.</summary>
    /// <exception cref="IOException">The file exists already, or can not be written.</exception>
    public abstract IndexOutput Create(string name);

    /// <summary>Returns when the bytes of these files will survive a power cut.</summary>
    public abstract void Sync(IReadOnlyCollection<string> names);

    /// <summary>Returns when all renames, creations and deletions so far will survive a power cut.</summary>
    public abstract void SyncFolder();

    /// <summary>Renames a file at once and whole, replacing none.</summary>
    public abstract void Rename(string from, string to);

    /// <summary>Deletes a file; its open readers go on reading it.</summary>
    public abstract void Delete(string name);

    /// <summary>Takes the one write lock of the index; a crash releases it.</summary>
    /// <exception cref="IndexLockedException">Another writer holds it; the message says who and since when.</exception>
    public abstract IDisposable AcquireWriteLock();

    /// <summary>Keeps files from being deleted by a writer of this process until the lease is disposed.</summary>
    public IDisposable Lease(IEnumerable<string> names) => FileLeases.Take(Identity, names);

    /// <summary>Whether a reader of this process needs a file.</summary>
    public bool IsLeased(string name) => FileLeases.Contains(Identity, name);

    /// <summary>Equal for two objects that stand for the same folder.</summary>
    protected virtual object Identity => this;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
