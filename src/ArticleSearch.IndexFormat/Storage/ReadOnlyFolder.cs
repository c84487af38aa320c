namespace ArticleSearch.IndexFormat.Storage;

/// <summary>A folder whose files are there already: parts of something that is held open. Never writes.</summary>
internal abstract class ReadOnlyFolder : IndexFolder
{
    /// <summary>What the folder is, for whoever tries to write: "A compound file".</summary>
    protected abstract string Kind { get; }

    public override IndexOutput Create(string name) => throw ReadOnly();

    public override void Sync(IReadOnlyCollection<string> names) => throw ReadOnly();

    public override void SyncFolder() => throw ReadOnly();

    public override void Rename(string from, string to) => throw ReadOnly();

    public override void Delete(string name) => throw ReadOnly();

    public override IDisposable AcquireWriteLock() => throw ReadOnly();

    private NotSupportedException ReadOnly() => new($"{Kind} is only read.");
}
