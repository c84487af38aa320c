using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.Tests.Indexing;

/// <summary>A folder over another one that fails once, at the operation of a given number.</summary>
internal sealed class FailingFolder(MemoryFolder inner) : IndexFolder
{
    /// <summary>How many operations go well before one fails; then it is negative.</summary>
    public int UntilFailure { get; set; } = int.MaxValue;

    public override IReadOnlyList<string> List() => inner.List();

    public override bool Exists(string name) => inner.Exists(name);

    public override long Length(string name) => inner.Length(name);

    public override IndexFile Open(string name)
    {
        Count("opening " + name);
        return inner.Open(name);
    }

    public override IndexOutput Create(string name)
    {
        Count("creating " + name);
        return new Output(this, inner.Create(name));
    }

    public override void Sync(IReadOnlyCollection<string> names)
    {
        Count("syncing files");
        inner.Sync(names);
    }

    public override void SyncFolder()
    {
        Count("syncing the folder");
        inner.SyncFolder();
    }

    public override void Rename(string from, string to)
    {
        Count("renaming " + from);
        inner.Rename(from, to);
    }

    public override void Delete(string name)
    {
        Count("deleting " + name);
        inner.Delete(name);
    }

    public override IDisposable AcquireWriteLock() => inner.AcquireWriteLock();

    private void Count(string what)
    {
        if (UntilFailure-- == 0)
        {
            throw new IOException("No space left: " + what);
        }
    }

    private sealed class Output(FailingFolder folder, IndexOutput inner) : IndexOutput(inner.Name)
    {
        protected override void Append(ReadOnlySpan<byte> bytes)
        {
            folder.Count("writing " + Name);
            inner.WriteBytes(bytes);
        }

        protected override void Close() => inner.Dispose();
    }
}
