using ArticleSearch.Console.Interactive;
using ArticleSearch.TestKit;

namespace ArticleSearch.Console.Tests.Interactive;

/// <summary>Lines are kept between runs, and consoles that run at once keep each other's.</summary>
public sealed class HistoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder["articlesearch/history"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lines_come_back_in_the_next_run_each_once_in_a_row()
    {
        var history = Open();
        foreach (string line in (string[])["Russie", "Russie ", " secret", "\tsecret", "", "été", "Russie"])
        {
            history.Add(line);
        }

        Assert.Equal(["Russie", "été", "Russie"], history.Lines);
        Assert.Equal(["Russie", "été", "Russie"], Open().Lines);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        }
    }

    [Fact]
    public void Consoles_that_run_at_once_lose_no_line_of_each_other()
    {
        const int Consoles = 4;
        const int Lines = 50;
        Parallel.For(0, Consoles, console =>
        {
            var history = Open();
            for (int i = 0; i < Lines; i++)
            {
                history.Add($"{console} {i}");
            }
        });

        Assert.Equal(Consoles * Lines, Open().Lines.Distinct().Count());
        Assert.Equal(Consoles * Lines, System.IO.File.ReadAllLines(File).Length);
    }

    [Fact]
    public void A_long_history_is_cut_to_its_end()
    {
        Open().Add("un");
        System.IO.File.WriteAllLines(File, Enumerable.Range(0, (2 * History.Limit) + 1).Select(i => $"ligne {i}"));

        Assert.Equal("ligne 1001", Open().Lines[0]);
        Assert.Equal(History.Limit, System.IO.File.ReadAllLines(File).Length);
        Open().Add("dernière");
        Assert.Equal("dernière", Open().Lines[^1]);
    }

    [Fact]
    public void Without_a_place_for_it_the_console_works_all_the_same()
    {
        System.IO.File.WriteAllText(_folder["articlesearch"], "a file in its place");
        var history = Open();
        history.Add("Russie");
        Assert.Equal(["Russie"], history.Lines);
        Assert.Empty(Open().Lines);
    }

    private History Open() => new(name => name == "XDG_STATE_HOME" ? _folder.FolderPath : null);
}
