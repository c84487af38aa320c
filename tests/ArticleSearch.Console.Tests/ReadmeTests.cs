using System.Text.RegularExpressions;
using ArticleSearch.Console.Tests.Commands;
using ArticleSearch.TestKit;

namespace ArticleSearch.Console.Tests;

/// <summary>The README is a program: its commands run, and what it shows is what comes out.</summary>
public sealed partial class ReadmeTests(SeedIndex seeds) : IClassFixture<SeedIndex>
{
    private static string Readme { get; } = File.ReadAllText(Repository.PathOf("README.md"));

    [Fact]
    public void Its_commands_run()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["articles"]);
        File.WriteAllText(folder["articles/a.txt"], "date 2023-09 Un sommet\n\nLa guerre en Ukraine.\n\nDes armes pour la Russie.\n");
        File.WriteAllText(folder["articles/b.txt"], "Un autre sommet\n\nLa Russie demande des armes.\n");
        File.WriteAllText(folder["queries.tsv"], "q1\tguerre\n");
        Assert.Equal(0, ProgramRun.ArticleSearch(folder.FolderPath, "index", "articles").ExitCode);

        var commands = CommandLine().Matches(Readme).Select(match => match.Groups["arguments"].Value.Trim()).ToList();
        Assert.True(commands.Count >= 5, "The README shows no commands.");
        foreach (string command in commands)
        {
            // Output redirection and comments are the shell's, not the program's.
            var run = ProgramRun.ArticleSearch(folder.FolderPath, Words(command.Split(" >")[0].Split(" #")[0])).WithoutStackTrace();
            Assert.True(run.ExitCode == 0, $"articlesearch {command}: {run.ExitCode}\n{run.Error}");
        }
    }

    [Fact]
    public void Its_first_result_is_what_comes_out()
    {
        string shown = FirstResult().Match(Readme).Value;
        Assert.NotEmpty(shown);

        var run = ProgramRun.WithInput(seeds.Folder, "fournitures d'armes à la Russie\n");

        Assert.StartsWith(WithoutScore(shown), WithoutScore(run.Output), StringComparison.Ordinal);
    }

    // The score moves with every refinement of the ranking, and says nothing to a reader.
    private static string WithoutScore(string result) => Score().Replace(result, " · …");

    private static IEnumerable<string> Words(string command) =>
        Word().Matches(command).Select(match => match.Value.Trim('"', '\''));

    [GeneratedRegex("^articlesearch (?<arguments>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CommandLine();

    [GeneratedRegex(@" · [0-9]+\.[0-9]+$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Score();

    [GeneratedRegex("^Kim Jong Un se rendra.*\n1\\. .*\n   .*$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstResult();

    [GeneratedRegex("\"[^\"]*\"|'[^']*'|[^ ]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
