using ArticleSearch.Console.Tests.Commands;

namespace ArticleSearch.Console.Tests.Completions;

/// <summary>The scripts of all shells; those of bash, fish and zsh run by them.</summary>
public sealed class CompletionsTests(SmallLibrary library) : IClassFixture<SmallLibrary>
{
    private static readonly (string Typed, string Expected)[] Questions =
    [
        ("sea", "search"), ("search --for", "--format"), ("search --format j", "json jsonl"), ("search armes --sort ", "date score"), ("--index index search --by a", "article"),
        ("completions z", "zsh"), ("index art", "articles.jsonl"), ("index --sy", "--sync"),
    ];

    [ShellFact("bash")]
    public void Bash_completes()
    {
        string questions = string.Concat(Questions.Select(question =>
        {
            string[] words = question.Typed.Split(' ');
            return $$"""
                COMP_WORDS=(articlesearch {{string.Join(' ', words.Select(word => $"'{word}'"))}})
                COMP_CWORD={{words.Length}}
                _articlesearch
                printf '%s\n' "${COMPREPLY[@]}" | sort; echo @@

                """;
        }));

        AssertAnswers(ProgramRun.Run("bash", library.Folder, ProgramRun.InProcess("completions", "bash").Output + questions, null, ["--norc"]));
    }

    [ShellFact("fish")]
    public void Fish_completes()
    {
        File.WriteAllText(Path.Combine(library.Folder, "a.fish"), ProgramRun.InProcess("completions", "fish").Output);
        string questions = string.Concat(Questions.Select(question => $"complete -C 'articlesearch {question.Typed}' | string replace -r '\t.*' ''; echo @@\n"));

        AssertAnswers(ProgramRun.Run("fish", library.Folder, null, null, ["--no-config", "-c", "source a.fish\n" + questions]));
    }

    // Only a shell that reads from a terminal completes: it is one inside another, which types into it and is told what there is to add.
    [ShellFact("zsh")]
    public void Zsh_completes()
    {
        File.WriteAllText(Path.Combine(library.Folder, "_articlesearch"), ProgramRun.InProcess("completions", "zsh").Output);
        const string Ask = """
            zmodload zsh/zpty
            zpty shell zsh -f -i
            zpty -w shell "PROMPT=; autoload -Uz compinit; compinit -u -D; source $PWD/_articlesearch"
            zpty -w shell 'compadd() { if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return; fi; local -a hits; builtin compadd -A hits "$@"; print -rl -- $hits >> found; builtin compadd "$@" }; bindkey "^I" complete-word; tell() { print > asked }; zle -N tell; bindkey "^X" tell; bindkey "^U" kill-whole-line'
            for typed in "$@"; do
                rm -f found asked
                zpty -w -n shell "articlesearch $typed"$'\t\x18'
                for ((i = 0; i < 1200; i++)); do
                    [[ -e asked ]] && break
                    sleep 0.02
                    zpty -r -t shell seen
                done
                zpty -w -n shell $'\x15'
                [[ -e found ]] && sort -u found
                print @@
            done
            """;

        AssertAnswers(ProgramRun.Run("zsh", library.Folder, null, null, ["-f", "-c", Ask, "zsh", .. Questions.Select(question => question.Typed)]));
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

    private static void AssertAnswers(ProgramRun run)
    {
        string[] answers = run.Output.ReplaceLineEndings("\n").Split("@@\n")[..^1];
        Assert.Equal("", run.Error);
        Assert.Equal(
            Questions.Select(question => $"{question.Typed}: {question.Expected}"),
            Questions.Zip(answers, (question, answer) => $"{question.Typed}: {string.Join(' ', answer.Split('\n', StringSplitOptions.RemoveEmptyEntries))}"));
    }
}

/// <summary>A fact about the script of a shell, skipped where there is no such shell.</summary>
internal sealed class ShellFactAttribute : FactAttribute
{
    public ShellFactAttribute(string shell)
    {
        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        if (OperatingSystem.IsWindows() || !path.Split(':').Any(folder => File.Exists(Path.Combine(folder, shell))))
        {
            Skip = $"There is no {shell} here.";
        }
    }
}
