using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Tests.Segments;

/// <summary>A folder that writes down in which order what is made durable, and can fail at it.</summary>
internal sealed class RecordingFolder : IndexFolder
{
    public MemoryFolder Inner { get; } = new();

    public List<string> Log { get; } = [];

    public bool FailSync { get; set; }

    public override IReadOnlyList<string> List() => Inner.List();

    public override bool Exists(string name) => Inner.Exists(name);

    public override long Length(string name) => Inner.Length(name);

    public override IndexFile Open(string name) => Inner.Open(name);

    public override IndexOutput Create(string name)
    {
        Log.Add($"create {name}");
        return Inner.Create(name);
    }

    public override void Sync(IReadOnlyCollection<string> names)
    {
        Log.AddRange(names.Select(name => $"sync {name}"));
        Fail();
    }

    public override void SyncFolder()
    {
        Log.Add("sync folder");
        Fail();
    }

    public override void Rename(string from, string to)
    {
        Log.Add($"rename {from} {to}");
        Inner.Rename(from, to);
    }

    public override void Delete(string name) => Inner.Delete(name);

    public override IDisposable AcquireWriteLock() => Inner.AcquireWriteLock();

    private void Fail()
    {
        if (FailSync)
        {
            throw new IOException("The disk is gone.");
        }
    }
}
