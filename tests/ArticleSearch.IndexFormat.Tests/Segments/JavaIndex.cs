using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.TestKit;

namespace ArticleSearch.IndexFormat.Tests.Segments;

/// <summary>A random index that real Lucene wrote, in a folder of its own.</summary>
internal sealed class JavaIndex : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

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
        "loose,sort,deletes",
        "compound,keep,deletes",
        "loose,deletes,merge",
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

    public void Dispose()
    {
        Folder.Dispose();
        _temporary.Dispose();
    }
}
