using System.Collections.Concurrent;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.TestKit;

namespace ArticleSearch.IndexFormat.Tests.Segments;

/// <summary>A random index that real Lucene wrote, in a folder of its own.</summary>
internal sealed class JavaIndex : IDisposable
{
    // Lucene is asked once for each kind; each test gets a copy that it may change.
    private static readonly ConcurrentDictionary<string, Lazy<IReadOnlyDictionary<string, byte[]>>> Built = new(StringComparer.Ordinal);

    private readonly TemporaryFolder _temporary = new();

    /// <summary>An index of 150 documents.</summary>
    /// <param name="flags">What Lucene is told, as <c>RandomIndex.java</c> lists it.</param>
    public JavaIndex(string flags)
    {
        Directory.CreateDirectory(FolderPath);
        foreach (var (name, bytes) in Built.GetOrAdd(flags, key => new(() => Build(key))).Value)
        {
            File.WriteAllBytes(Path.Combine(FolderPath, name), bytes);
        }

        Folder = new FileSystemFolder(FolderPath);
    }

    /// <summary>An index of its own.</summary>
    /// <param name="seed">Decides everything random.</param>
    /// <param name="documents">How many documents are added.</param>
    /// <param name="flags">What Lucene is told, as <c>RandomIndex.java</c> lists it.</param>
    public JavaIndex(long seed, int documents, string flags)
    {
        JavaOracle.Shared.Ask("random", FolderPath, $"{seed}", $"{documents}", flags);
        Folder = new FileSystemFolder(FolderPath);
    }

    public FileSystemFolder Folder { get; }

    public string FolderPath => _temporary["index"];

    /// <summary>Every kind of index that Java is asked for.</summary>
    public static IEnumerable<string> Kinds =>
    [
        "compound",
        "loose",
        "compound,many,deletes",
        "loose,many,deletes,best",
        "loose,many,points,vectors,values",
        "compound,many,points,vectors,values,best",
        "loose,many,values,updates",
        "compound,many,values,updates,deletes",
        "compound,many,soft",
        "loose,many,soft,updates,best",
        "loose,sort,deletes",
        "compound,keep,deletes",
        "loose,deletes,merge",
        "loose,suffixes,values,updates",
    ];

    /// <summary>The files copied into memory, where a test can damage them.</summary>
    public MemoryFolder ToMemory()
    {
        var memory = new MemoryFolder();
        foreach (string name in Folder.List())
        {
            if (name != FileSystemFolder.WriteLockName)
            {
                memory.SetBytes(name, File.ReadAllBytes(Path.Combine(FolderPath, name)));
            }
        }

        return memory;
    }

    private static Dictionary<string, byte[]> Build(string flags)
    {
        using var index = new JavaIndex(seed: 5, documents: 150, flags);
        return index.Folder.List().ToDictionary(name => name, name => File.ReadAllBytes(Path.Combine(index.FolderPath, name)), StringComparer.Ordinal);
    }

    public void Dispose()
    {
        Folder.Dispose();
        _temporary.Dispose();
    }
}
