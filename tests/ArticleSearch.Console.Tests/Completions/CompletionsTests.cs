using ArticleSearch.Console.Tests.Commands;

namespace ArticleSearch.Console.Tests.Completions;

/// <summary>The scripts of all shells, and that of bash run by bash.</summary>
public sealed class CompletionsTests(SmallLibrary library) : IClassFixture<SmallLibrary>
{
    [Theory]
    [InlineData("sea", "search")]
    [InlineData("search --for", "--format")]
    [InlineData("search --format j", "json jsonl")]
    [InlineData("search armes --sort ", "date score")]
    [InlineData("--index index search --by a", "article")]
    [InlineData("completions z", "zsh")]
    [InlineData("index art", "articles.jsonl")]
    [InlineData("index --sy", "--sync")]
    public void Bash_completes(string typed, string expected)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string script = library.Run("completions", "bash").Output;
        string[] words = typed.Split(' ');
        string test = $$"""
            {{script}}
            COMP_WORDS=(articlesearch {{string.Join(' ', words.Select(word => $"'{word}'"))}})
            COMP_CWORD={{words.Length}}
            _articlesearch
            printf '%s\n' "${COMPREPLY[@]}" | sort

            """;

        var run = ProgramRun.Run("bash", library.Folder, test, null, ["--norc"]);

        Assert.Equal("", run.Error);
        Assert.Equal(expected, string.Join(' ', run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Theory]
    [InlineData("bash", "complete -F _articlesearch articlesearch")]
    [InlineData("zsh", "#compdef articlesearch")]
    [InlineData("fish", "complete -c articlesearch -n '__fish_seen_subcommand_from search' -l format -x -a 'text json jsonl csv markdown trec'")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName articlesearch")]
    public void Every_shell_has_a_script_with_every_command_and_option(string shell, string line)
    {
        var run = library.Run("completions", shell);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains(line, run.Output, StringComparison.Ordinal);
        foreach (var command in CommandLine.Build(Terminal.Of(TextWriter.Null, TextWriter.Null, _ => null)).Subcommands)
        {
            Assert.Contains(command.Name, run.Output, StringComparison.Ordinal);
            Assert.All(command.Options, option => Assert.Contains(shell == "fish" ? $"-l {option.Name[2..]}" : option.Name, run.Output, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void No_other_shell_is_known() => Assert.Equal(2, library.Run("completions", "tcsh").ExitCode);
}
