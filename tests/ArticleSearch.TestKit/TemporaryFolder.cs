namespace ArticleSearch.TestKit;

/// <summary>A folder of its own for a test, deleted afterwards.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => FolderPath = Directory.CreateTempSubdirectory("articlesearch-test-").FullName;

    public string FolderPath { get; }

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
