using ArticleSearch.Console.Tests.Commands;
using ArticleSearch.TestKit;

namespace ArticleSearch.Console.Tests.Arguments;

/// <summary>What the examples of the help speak of: a folder of articles, two indexes of it and a backup. Made once; every command gets a copy.</summary>
public sealed class ExampleFolder : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.ForSmallFiles();

    public ExampleFolder()
    {
        using var library = new SmallLibrary();
        Directory.CreateDirectory(_folder["articles"]);
        File.Copy(Path.Combine(library.Folder, "articles.jsonl"), _folder["articles/articles.jsonl"]);
        foreach (string[] command in (string[][])[["index", "articles"], ["index", "articles", "--index", "my-index"], ["backup", "my-backup"]])
        {
            var run = ProgramRun.ArticleSearch(_folder.FolderPath, command);
            Assert.True(run.ExitCode == 0, run.Error);
        }
    }

    /// <summary>All of it in a folder of its own.</summary>
    internal TemporaryFolder Copy()
    {
        var copy = TemporaryFolder.ForSmallFiles();
        foreach (string file in Directory.EnumerateFiles(_folder.FolderPath, "*", SearchOption.AllDirectories))
        {
            string target = copy[Path.GetRelativePath(_folder.FolderPath, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    public void Dispose() => _folder.Dispose();
}
