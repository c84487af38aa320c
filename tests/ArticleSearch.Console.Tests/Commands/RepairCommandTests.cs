using ArticleSearch.TestKit;

namespace ArticleSearch.Console.Tests.Commands;

/// <summary><c>check</c> and <c>check --repair</c> as a process: what is printed where, and the exit codes.</summary>
public sealed class RepairCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_lost_is_listed_with_its_file_and_can_be_indexed_again()
    {
        File.WriteAllText(_folder["a.jsonl"], """{"id":"a1","source":"Le Journal","text":"La neige.\nLe vent."}""" + "\n");
        File.WriteAllText(_folder["b.txt"], "Titre\n\nLa pluie.\n");
        Run(0, "index", "a.jsonl");
        Run(0, "index", "b.txt");
        Assert.EndsWith("nothing was changed\n", Run(0, "check", "--repair").Error, StringComparison.Ordinal);

        string damaged = Directory.GetFiles(_folder["index"], "_0.*s")[0]; // .cfs, or .fdt … where segments are loose
        byte[] bytes = File.ReadAllBytes(damaged);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(damaged, bytes);
        var check = Run(2, "check", "--threads", "1");
        Assert.StartsWith("_0.", check.Output, StringComparison.Ordinal);
        Assert.Contains("index is damaged: 1 problem; ", check.Error, StringComparison.Ordinal);
        Assert.Contains("check --repair", check.Error, StringComparison.Ordinal);

        var repair = Run(2, "check", "--repair");
        Assert.StartsWith(check.Output, repair.Output, StringComparison.Ordinal);
        Assert.Contains("lost: a1, file ", repair.Output, StringComparison.Ordinal);
        Assert.Contains("a.jsonl, source Le Journal, 2 passages of segment _0\n", repair.Output, StringComparison.Ordinal);
        Assert.Contains("index is repaired, 1 article lost: 1 passage in 1 segment", repair.Error, StringComparison.Ordinal);
        string list = Assert.Single(Directory.GetFiles(_folder["index"], "damaged_*_lost.tsv"));
        Assert.StartsWith("a1\t", File.ReadAllText(list), StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(_folder["index"], "damaged_*__0.*"));

        Run(0, "check");
        Run(0, "check", "--repair");
        Run(0, "search", "pluie");
        Run(1, "search", "neige");
        Run(0, "index", "a.jsonl");
        Run(0, "search", "neige");
        Run(0, "check");
    }

    [Fact]
    public void What_can_not_be_read_is_not_called_damaged()
    {
        File.WriteAllText(_folder["b.txt"], "Titre\n\nLa pluie.\n");
        Run(0, "index", "b.txt");
        string file = Directory.GetFiles(_folder["index"], "_0.*s")[0];
        File.Move(file, file + ".away");
        Directory.CreateDirectory(file); // whoever runs the tests, nobody can read a folder as a file

        var check = Run(2, "check");
        Assert.StartsWith($"{Path.GetFileName(file)}: the file can not be read: ", check.Output, StringComparison.Ordinal);
        Assert.Contains("Whether index is sound can not be told: 1 file can not be read, ", check.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("--repair", check.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was repaired: ", Run(2, "check", "--repair").Error, StringComparison.Ordinal);
        Assert.Contains($"{Path.GetFileName(file)} can not be read, and nothing says that it is damaged: nothing was copied.", Run(2, "backup", "backup").Error, StringComparison.Ordinal);

        Directory.Delete(file);
        File.Move(file + ".away", file);
        Run(0, "check");
    }

    [Fact]
    public void What_nothing_names_any_more_is_not_told_of_as_nothing_lost()
    {
        Directory.CreateDirectory(_folder["articles"]);
        foreach (string word in (string[])["neige", "pluie"])
        {
            File.WriteAllText(_folder[$"articles/{word}.txt"], $"Titre\n\nLa {word}.\n");
            Run(0, "index", "--sync", "articles");
        }

        foreach (string file in Directory.GetFiles(_folder["index"], "_1.*").Where(file => !file.EndsWith(".si", StringComparison.Ordinal)))
        {
            File.Delete(file);
        }

        Assert.Contains("0 articles lost and others that nothing names any more: 1 passage", Run(2, "check", "--repair").Error, StringComparison.Ordinal);
        Run(0, "index", "--sync", "articles");
        Run(0, "search", "pluie");
    }

    [Fact]
    public void Synchronising_brings_back_what_a_repair_took_out()
    {
        Directory.CreateDirectory(_folder["articles"]);
        foreach (string word in (string[])["neige", "pluie", "brume"])
        {
            File.WriteAllText(_folder[$"articles/{word}.txt"], $"Titre\n\nLa {word}.\n");
            Run(0, "index", "--sync", "articles");
        }

        string damaged = Directory.GetFiles(_folder["index"], "_1.*s")[0];
        File.WriteAllBytes(damaged, File.ReadAllBytes(damaged)[..^1]);
        Assert.Contains("pluie.txt, 1 passage of segment _1\n", Run(2, "check", "--repair").Output, StringComparison.Ordinal);
        Run(1, "search", "pluie");

        Run(0, "index", "--sync", "articles");

        Array.ForEach(["neige", "pluie", "brume"], word => Run(0, "search", word));
        Run(0, "check");
        Assert.NotEmpty(Directory.GetFiles(_folder["index"], "damaged_*")); // no writer deletes them
    }

    [Fact]
    public void A_damaged_commit_is_made_again_and_nothing_is_lost()
    {
        File.WriteAllText(_folder["b.txt"], "Titre\n\nLa pluie.\n");
        Run(0, "index", "b.txt");
        File.WriteAllText(Assert.Single(Directory.GetFiles(_folder["index"], "segments_*")), "nothing of the kind");
        Run(2, "search", "pluie");
        Assert.Contains("index is repaired, nothing is lost: 1 passage in 1 segment", Run(0, "check", "--repair").Error, StringComparison.Ordinal);
        Run(0, "search", "pluie");
        Run(0, "index", "b.txt");
    }

    [Fact]
    public void A_folder_without_an_index_costs_one_line()
    {
        Assert.StartsWith("articlesearch: There is no folder index.", Run(2, "check", "--repair").Error, StringComparison.Ordinal);
    }

    private ProgramRun Run(int expected, params string[] arguments)
    {
        var run = ProgramRun.ArticleSearch(_folder.FolderPath, arguments).WithoutStackTrace();
        Assert.True(run.ExitCode == expected, $"{string.Join(' ', arguments)}: {run.ExitCode}\n{run.Output}\n{run.Error}");
        return run;
    }
}
