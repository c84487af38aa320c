using System.Text.RegularExpressions;
using ArticleSearch.Console.Commands;
using ArticleSearch.Console.Speech;
using ArticleSearch.Ingest;
using ArticleSearch.TestKit;

namespace ArticleSearch.Console.Tests.Commands;

/// <summary><c>index</c> with a choice of files, as a process; what is shown before and meanwhile.</summary>
public sealed partial class SelectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SelectionTests()
    {
        Write("articles/a.txt", "Un sommet\n\nLa neige tombe.\n");
        Write("articles/drafts/b.txt", "Brouillon\n\nLa neige fond.\n");
        Write("articles/c.jsonl", """{"id":"c1","title":"Deux","text":"La neige."}""" + "\n" + """{"id":"c2","text":"La pluie."}""" + "\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_would_be_read_is_shown_and_nothing_is_written()
    {
        Write("articles/bad.jsonl", "{\"id\": broken\n");

        var run = Run(2, "index", "articles", "--exclude", "drafts/", "--dry-run");

        Assert.Equal("articles/a.txt\ttext\t1\tUn sommet\narticles/bad.jsonl\tjsonl\t0\t\narticles/c.jsonl\tjsonl\t2\tDeux\n", run.Output);
        Assert.Contains("articlesearch: articles/bad.jsonl:1", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("3 files with 3 articles, 1 skipped, 1 problem; nothing was indexed\n", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["index"]));
    }

    [Fact]
    public void Files_are_chosen_by_patterns_and_the_summary_counts_the_others()
    {
        Assert.StartsWith("1 article, 1 passage indexed, 2 files skipped (", Run(0, "index", "articles", "--include", "*.txt", "--exclude", "drafts").Error, StringComparison.Ordinal);
        Assert.Equal(1, Articles());
    }

    [Fact]
    public void A_file_of_the_folder_leaves_files_out_and_the_index_follows_it()
    {
        Run(0, "index", "--sync", "articles");
        Assert.Equal(4, Articles());
        Write("articles/.articlesearchignore", "# not these\ndrafts/\n*.jsonl\n");
        Assert.Contains("articles 0 new, 0 changed, 3 removed, 1 unchanged", Run(0, "index", "--sync", "articles").Error, StringComparison.Ordinal);
        Assert.Equal(1, Articles());
        File.Delete(_folder["articles/.articlesearchignore"]);
        Run(0, "index", "--sync", "articles");
        Assert.Equal(4, Articles());
    }

    [Fact]
    public void The_figures_of_the_progress_are_as_many_as_there_is_room_for()
    {
        var speaker = Speaker.Of("en");
        string Figures(int width) => IndexProgress.Describe(new IngestProgress(3, 40, 10_000_000, 100_000_000), 1200, 5600, 2, TimeSpan.FromSeconds(4), width, speaker);

        Assert.Equal("1,200 articles · 2 failed · 3 of 40 files · 2.5 MB/s · 5,600 passages", Figures(100));
        Assert.Equal("1,200 articles · 2 failed", Figures(34));
        Assert.Equal("1,200 articles", Figures(5));
    }

    private int Articles() => int.Parse(ArticlesLine().Match(Run(0, "status").Output).Groups["count"].Value, System.Globalization.CultureInfo.InvariantCulture);

    private ProgramRun Run(int expected, params string[] arguments)
    {
        var run = ProgramRun.ArticleSearch(_folder.FolderPath, arguments).WithoutStackTrace();
        Assert.True(run.ExitCode == expected, $"{string.Join(' ', arguments)}: {run.ExitCode}\n{run.Error}");
        return run;
    }

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        File.WriteAllText(_folder[name], text);
    }

    [GeneratedRegex("^articles +(?<count>[0-9]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ArticlesLine();
}
