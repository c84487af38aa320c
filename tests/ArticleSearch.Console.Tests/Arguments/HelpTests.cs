using System.CommandLine;
using System.Text.RegularExpressions;
using ArticleSearch.Console.Arguments;
using ArticleSearch.Console.Speech;
using ArticleSearch.Console.Tests.Commands;

namespace ArticleSearch.Console.Tests.Arguments;

/// <summary>What <c>--help</c> says is true, fits on the screen, and whoever mistypes is told what he meant.</summary>
public sealed partial class HelpTests(SmallLibrary library, ExampleFolder examples) : IClassFixture<SmallLibrary>, IClassFixture<ExampleFolder>
{
    public static TheoryData<string> Commands => [.. CommandLine.Build(Quiet("en")).Subcommands.Select(command => command.Name), "root"];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_fits_into_40_columns_and_names_every_option(string name)
    {
        foreach (string language in (string[])["en", "fr"])
        {
            var terminal = Quiet(language);
            var root = CommandLine.Build(terminal);
            Command command = name == "root" ? root : root.Subcommands.Single(sub => sub.Name == name);
            using var output = new StringWriter();
            new HelpWriter(terminal).Write(command, output, 40);

            string text = output.ToString().ReplaceLineEndings("\n");
            Assert.All(command.Options, option => Assert.Contains(option.Name, text, StringComparison.Ordinal));
            string examples = terminal.Speaker["help.examples"] + "\n";
            Assert.All(
                text[..text.IndexOf(examples, StringComparison.Ordinal)].Split('\n'),
                line => Assert.True(line.Length <= 40 || !line.TrimStart().Contains(' ', StringComparison.Ordinal), line));
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Its_examples_work(string name)
    {
        using var folder = examples.Copy();
        foreach (string example in Speaker.Of("fr")[$"example.{name}"].Split('\n'))
        {
            string command = example.Split("  # ")[0].Trim();
            Assert.StartsWith("articlesearch", command, StringComparison.Ordinal);
            var run = ProgramRun.ArticleSearch(folder.FolderPath, Word().Matches(command["articlesearch".Length..]).Select(match => Unquoted(match.Value))).WithoutStackTrace();
            Assert.True(run.ExitCode is 0 or 1 && !run.Error.Contains("articlesearch:", StringComparison.Ordinal), $"{command}: {run.ExitCode} {run.Error}");
        }
    }

    [Theory]
    [InlineData("did you mean search?", "serach", "armes")]
    [InlineData("did you mean status?", "stat")]
    [InlineData("To search for words: articlesearch search Vladivostok", "Vladivostok")]
    [InlineData("did you mean --format?", "search", "armes", "--fromat", "json")]
    [InlineData("did you mean --json?", "status", "--jsno")]
    [InlineData("did you mean markdown?", "search", "armes", "--format", "markdwon")]
    [InlineData("no option --zzz", "search", "armes", "--zzz")]
    [InlineData("is no date", "search", "armes", "--since", "demain")]
    [InlineData("at least 0, not \"-1\"", "search", "armes", "--top", "-1")]
    [InlineData("one word too many", "status", "armes")]
    public void Mistakes_are_told_with_what_was_probably_meant(string expected, params string[] arguments)
    {
        var run = ProgramRun.InProcess(arguments);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("articlesearch: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Equal(2, run.Error.TrimEnd().Split('\n').Length);
    }

    [Theory]
    [InlineData("--", "--zzz", "armes")]
    [InlineData("armes", "-Kim", "--")]
    [InlineData("armes", "--top=3")]
    public void Words_after_two_dashes_are_words(params string[] words) => Assert.Equal(0, library.Ask(["search", .. words]).ExitCode);

    [Fact]
    public void Messages_are_French_where_the_system_is_and_data_are_not()
    {
        var french = library.RunWith("LC_ALL", "fr_FR.UTF-8", "search", "armes", "--facets", "--context", "1");
        Assert.Equal(library.Run("search", "armes", "--facets", "--context", "1").Output, french.Output);
        Assert.StartsWith("6 passages (", french.Error, StringComparison.Ordinal);
        Assert.Contains("vouliez-vous dire search\u202F?", library.RunWith("LC_ALL", "fr_FR.UTF-8", "serach").Error, StringComparison.Ordinal);
        Assert.Contains("Argument obligatoire", library.RunWith("LC_ALL", "fr_FR.UTF-8", "search", "armes", "--top").Error, StringComparison.Ordinal);
        Assert.StartsWith("Cherche dans un index", library.RunWith("LC_ALL", "fr_FR.UTF-8", "search", "--help").Output, StringComparison.Ordinal);
        Assert.StartsWith("Nothing found", library.RunWith("ARTICLESEARCH_LANGUAGE", "en", "search", "pamplemousse").Error, StringComparison.Ordinal);
        Assert.Equal(library.Run("status").Output, library.RunWith("LC_ALL", "fr_FR.UTF-8", "status").Output);
    }

    [Theory]
    [InlineData("serach", "search")]
    [InlineData("--tpo", "--top")]
    [InlineData("stat", "status")]
    [InlineData("xyz", null)]
    public void The_nearest_word_is_near(string typed, string? expected) =>
        Assert.Equal(expected, Nearest.To(typed, ["search", "status", "--top", "index"]));

    private static Terminal Quiet(string language) => Terminal.Of(TextWriter.Null, TextWriter.Null, name => name == "LANG" ? language : null);

    private static string Unquoted(string word) => word[0] is '\'' or '"' ? word[1..^1] : word;

    [GeneratedRegex("'[^']*'|\"[^\"]*\"|[^ ]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
