using System.Text.Json;
using ArticleSearch.Console.Settings;
using ArticleSearch.Console.Tests.Commands;

namespace ArticleSearch.Console.Tests.Settings;

/// <summary>Option before environment before the folder's file before the user's file before the default.</summary>
public sealed class SettingsTests(SmallLibrary library) : IClassFixture<SmallLibrary>, IDisposable
{
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);

    private string FolderFile => Path.Combine(library.Folder, ".articlesearch");

    private string UserFile => Path.Combine(library.Folder, "config", "articlesearch", "settings");

    public void Dispose()
    {
        File.Delete(FolderFile);
        if (File.Exists(UserFile))
        {
            File.Delete(UserFile);
        }
    }

    [Fact]
    public void The_nearest_setting_holds()
    {
        Assert.Equal(6, Hits());
        WriteUserFile("# mine\n\ntop = 5\n");
        Assert.Equal(5, Hits());
        File.WriteAllText(FolderFile, "  top=4  \n");
        Assert.Equal(4, Hits());
        _environment["ARTICLESEARCH_TOP"] = "3";
        Assert.Equal(3, Hits());
        Assert.Equal(2, Hits("--top", "2"));
    }

    [Fact]
    public void They_are_listed_with_their_origins()
    {
        WriteUserFile("language = fr\nsort = date\n");
        _environment["ARTICLESEARCH_BY"] = "Article";

        var run = Run("settings");
        Assert.Contains("by = article  # ARTICLESEARCH_BY\n", run.Output, StringComparison.Ordinal);
        Assert.Contains($"sort = date  # {UserFile}:2\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("# top = 0…\n", run.Output, StringComparison.Ordinal);
        Assert.StartsWith("D’abord l’environnement", run.Error, StringComparison.Ordinal);

        using var json = JsonDocument.Parse(Run("settings", "--json").Output);
        Assert.Equal("fr", json.RootElement.GetProperty("language").GetProperty("value").GetString());
    }

    [Theory]
    [InlineData("tpo = 5", ".articlesearch:2", "top")]
    [InlineData("top = many", ".articlesearch:2", "0…")]
    [InlineData("top", ".articlesearch:2", "key = value")]
    [InlineData("format = yaml", ".articlesearch:2", "jsonl")]
    [InlineData("pager = evil", ".articlesearch:2", "pager")]
    public void What_is_not_understood_is_one_line_with_its_place(string line, string place, string hint)
    {
        File.WriteAllText(FolderFile, "# settings\n" + line + "\n");

        var run = Run("search", "armes");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"articlesearch: {place}", run.Error, StringComparison.Ordinal);
        Assert.Contains(hint, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Equal(0, Run("search", "--help").ExitCode);
    }

    [Fact]
    public void The_user_and_the_environment_choose_the_index_and_the_format()
    {
        _environment["ARTICLESEARCH_INDEX"] = "nowhere";
        Assert.Contains("nowhere", Run("search", "armes").Error, StringComparison.Ordinal);
        _environment["ARTICLESEARCH_INDEX"] = "";
        WriteUserFile("format = csv\nvariants = no\n");
        Assert.StartsWith("rank,score,", Run("search", "armes").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_is_in_the_documentation_with_its_values()
    {
        string readme = File.ReadAllText(TestKit.Repository.PathOf("README.md"));
        Assert.All(SettingKey.All, key => Assert.Contains($"| `{key.Name}` |", readme, StringComparison.Ordinal));
        Assert.All(SettingKey.All.SelectMany(key => key.Values), value => Assert.Contains($"`{value}`", readme, StringComparison.Ordinal));
        Assert.Contains("ARTICLESEARCH_TOP", readme, StringComparison.Ordinal);
    }

    private void WriteUserFile(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(UserFile)!);
        File.WriteAllText(UserFile, text);
    }

    private int Hits(params string[] options) => Run(["search", "armes", "--format", "jsonl", .. options]).Output.Count(c => c == '\n');

    private ProgramRun Run(params string[] arguments)
    {
        _environment["XDG_CONFIG_HOME"] = Path.Combine(library.Folder, "config");
        return ProgramRun.WithEnvironment(library.Folder, _environment, arguments).WithoutStackTrace();
    }
}
