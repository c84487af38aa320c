using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.Indexing;

/// <summary>An index folder seen by a merge: what it writes is slowed down by a <see cref="MergeThrottle"/>, all else passes through.</summary>
internal sealed class ThrottledFolder(IndexFolder inner, MergeThrottle throttle, CancellationToken cancellation) : IndexFolder
{
    public override IReadOnlyList<string> List() => inner.List();

    public override bool Exists(string name) => inner.Exists(name);

    public override long Length(string name) => inner.Length(name);

    public override IndexFile Open(string name) => inner.Open(name);

    public override IndexOutput Create(string name)
    {
        var output = inner.Create(name);
        output.Appending = bytes => throttle.Spend(bytes, cancellation);
        return output;
    }

    public override void Sync(IReadOnlyCollection<string> names) => inner.Sync(names);

    public override void SyncFolder() => inner.SyncFolder();

    public override void Rename(string from, string to) => inner.Rename(from, to);

    public override void Delete(string name) => inner.Delete(name);

    public override IDisposable AcquireWriteLock() => inner.AcquireWriteLock();
}
