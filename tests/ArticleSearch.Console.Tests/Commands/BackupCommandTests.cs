using ArticleSearch.TestKit;

namespace ArticleSearch.Console.Tests.Commands;

/// <summary><c>backup</c> and <c>restore</c> as a process.</summary>
public sealed class BackupCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_backed_up_can_be_searched_and_put_back()
    {
        File.WriteAllText(_folder["a.jsonl"], """{"id":"a","text":"La neige."}""" + "\n");
        Run(0, "index", "a.jsonl");
        var first = Run(0, "backup", "saved");
        Assert.Contains("saved is a backup of index: 1 passage; ", first.Error, StringComparison.Ordinal);
        Assert.Contains("0 files, 0 bytes were there already", first.Error, StringComparison.Ordinal);
        Run(0, "search", "neige", "--index", "saved");
        Assert.Contains(": 1 passage; 0 files, 0 bytes copied", Run(0, "backup", "saved").Error, StringComparison.Ordinal);

        Array.ForEach(Directory.GetFiles(_folder["index"], "_0.*"), file => File.WriteAllBytes(file, [1, 2, 3]));
        Run(2, "check");
        Run(2, "backup", "saved");
        Assert.Contains("index is what saved was: 1 passage; ", Run(0, "restore", "saved").Error, StringComparison.Ordinal);
        Run(0, "check");
        Run(0, "search", "neige");
    }

    [Fact]
    public void What_can_not_be_costs_one_line()
    {
        Assert.StartsWith("articlesearch: There is no folder index.", Run(2, "backup", "saved").Error, StringComparison.Ordinal);
        Assert.StartsWith("articlesearch: There is no folder saved.", Run(2, "restore", "saved").Error, StringComparison.Ordinal);
        File.WriteAllText(_folder["a.jsonl"], """{"id":"a","text":"La neige."}""" + "\n");
        Run(0, "index", "a.jsonl");
        Run(0, "index", "a.jsonl", "--index", "other");
        var run = Run(2, "backup", "other");
        Assert.Contains("is not overwritten", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Error.Count(c => c == '\n'));
    }

    private ProgramRun Run(int expected, params string[] arguments)
    {
        var run = ProgramRun.ArticleSearch(_folder.FolderPath, arguments).WithoutStackTrace();
        Assert.True(run.ExitCode == expected, $"{string.Join(' ', arguments)}: {run.ExitCode}\n{run.Error}");
        Assert.Empty(arguments[0] is "backup" or "restore" ? run.Output : "");
        return run;
    }
}
