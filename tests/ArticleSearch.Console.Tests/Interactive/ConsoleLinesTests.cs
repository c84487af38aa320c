using ArticleSearch.Console.Tests.Commands;

namespace ArticleSearch.Console.Tests.Interactive;

/// <summary>Lines that are piped or given with <c>-c</c>: as a process, its streams and its exit codes.</summary>
public sealed class ConsoleLinesTests(SmallLibrary library) : IClassFixture<SmallLibrary>
{
    [Fact]
    public void Lines_do_the_same_wherever_they_come_from()
    {
        string[] lines = [".top 2", "armes", ".more", ".open 3", ".opne 1", ".mode jsonl", "Kim Vladivostok", ".quit", "never"];
        var piped = ProgramRun.WithInput(library.Folder, string.Join('\n', lines)).WithoutStackTrace();
        var given = library.Run([.. lines.SelectMany(line => new[] { "-c", line })]);

        Assert.Equal((2, piped.Output), (given.ExitCode, given.Output));
        Assert.Equal(2, piped.ExitCode);
        Assert.Contains("articlesearch: -:5: There is no command .opne; did you mean .open?\n", piped.Error, StringComparison.Ordinal);
        Assert.Contains("articlesearch: -c:5: There is no command .opne; did you mean .open?\n", given.Error, StringComparison.Ordinal);
        Assert.Contains("Aucune [arme] ne revient.", piped.Output, StringComparison.Ordinal);
        Assert.Equal(2, piped.Output.Split('\n').Count(line => line.StartsWith("{\"rank\":", StringComparison.Ordinal)));
        Assert.DoesNotContain("❯", piped.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "armes")]
    [InlineData(0, "armes", "pamplemousse")]
    [InlineData(1, "pamplemousse")]
    [InlineData(1, ".top 3", "pamplemousse")]
    [InlineData(1, "")]
    [InlineData(0, ".show")]
    [InlineData(0, ".quit", "pamplemousse", ".zzz")]
    [InlineData(2, ".zzz", "armes")]
    [InlineData(2, "armes", ".open 99")]
    [InlineData(2, ".syntax lucene", "armes AND", "armes")]
    public void The_exit_code_tells_how_they_went(int expected, params string[] lines) =>
        Assert.Equal(expected, ProgramRun.InProcess(["--index", Path.Combine(library.Folder, "index"), .. lines.SelectMany(line => new[] { "--command", line })]).ExitCode);

    [Fact]
    public void Settings_hold_for_lines_as_for_searches()
    {
        var run = library.RunWith("ARTICLESEARCH_FORMAT", "trec", "-c", ".top 1", "-c", "armes", "-c", "Kim");
        Assert.Matches(@"^1 Q0 \S+ 1 \S+ articlesearch\n2 Q0 \S+ 1 \S+ articlesearch\n$", run.Output);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public void Lines_and_a_command_do_not_go_together()
    {
        var run = ProgramRun.InProcess("-c", "armes", "status");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("articlesearch: --command and status do not go together.", run.Error, StringComparison.Ordinal);
    }
}
