namespace ArticleSearch.TestKit;

/// <summary>A folder of its own for a test, deleted afterwards.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private const string Memory = "/dev/shm";

    public TemporaryFolder() => FolderPath = Directory.CreateTempSubdirectory("articlesearch-test-").FullName;

    private TemporaryFolder(string path) => FolderPath = Directory.CreateDirectory(path).FullName;

    public string FolderPath { get; }

    /// <summary>
    /// A folder for many small files, in memory where the system has such a place: thousands of commits that wait for a disk
    /// would be a test of the disk.
    /// </summary>
    public static TemporaryFolder ForSmallFiles() =>
        Directory.Exists(Memory) ? new TemporaryFolder(Path.Combine(Memory, "articlesearch-test-" + Guid.NewGuid().ToString("N"))) : new TemporaryFolder();

    /// <summary>A path inside the folder.</summary>
    public string this[string name] => Path.Combine(FolderPath, name);

    public void Dispose()
    {
        try
        {
            Directory.Delete(FolderPath, recursive: true);
        }
        catch (IOException)
        {
            // a process that was killed may still be letting go of a file; the system empties its temporary folder
        }
    }
}
