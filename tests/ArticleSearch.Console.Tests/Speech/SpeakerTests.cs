using System.CommandLine;
using System.Text.RegularExpressions;
using ArticleSearch.Console.Arguments;
using ArticleSearch.Console.Speech;
using ArticleSearch.TestKit;

namespace ArticleSearch.Console.Tests.Speech;

/// <summary>The texts of all languages are whole: none is missing, none is left over, all take the same values.</summary>
public sealed partial class SpeakerTests
{
    [Fact]
    public void All_languages_have_the_same_texts_with_the_same_values()
    {
        var english = Speaker.Of("en");
        var french = Speaker.Of("fr");

        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), french.Keys.Where(key => !LibraryMessageTests.IsOfLibraries(key)).Order(StringComparer.Ordinal));
        Assert.All(english.Keys.Where(key => !key.StartsWith("example.", StringComparison.Ordinal)), key => Assert.Equal(Values(english[key]), Values(french[key])));
        Assert.All(french.Keys, key => Assert.False(string.IsNullOrWhiteSpace(french[key]), key));
    }

    [Fact]
    public void Every_text_that_the_program_asks_for_is_there_and_every_text_is_asked_for()
    {
        var speaker = Speaker.Of("en");
        string[] sources = Directory.GetFiles(Repository.PathOf("src/ArticleSearch.Console"), "*.cs", SearchOption.AllDirectories);
        string code = string.Concat(sources.Where(path => !path.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText));
        var asked = Quoted().Matches(code).Select(match => match.Groups["key"].Value).ToHashSet(StringComparer.Ordinal);
        foreach (string key in speaker.Keys)
        {
            string kind = key.Split('.')[0];
            bool isMadeUp = kind is "command" or "dot" or "option" or "argument" or "example" or "status" || key.StartsWith("found.", StringComparison.Ordinal);
            Assert.True(isMadeUp || asked.Contains(key), $"Nobody says {key}.");
        }

        var missing = Said().Matches(code).Select(match => match.Groups["key"].Value).Where(key => speaker.Find(key) is null);
        Assert.Empty(missing);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public void Every_command_option_and_argument_is_explained_and_has_examples(string language)
    {
        var speaker = Speaker.Of(language);
        var root = CommandLine.Build(Terminal.Of(TextWriter.Null, TextWriter.Null, _ => null));
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var command in root.Subcommands.Prepend<Command>(root))
        {
            string name = HelpWriter.KeyOf(command);
            Assert.True(speaker.Find($"command.{name}") is not null, name);
            Assert.True(speaker.Find($"example.{name}") is not null, name);
            foreach (var symbol in command.Options.Concat<Symbol>(command.Arguments))
            {
                Assert.True(HelpWriter.TextOf(symbol, command, speaker) is not null, $"{name} {symbol.Name}");
                used.Add(symbol.Name.TrimStart('-').ToLowerInvariant());
            }
        }

        string[] kinds = ["option.number", "option.choice", "option.date", "option.together"];
        Assert.All(
            speaker.Keys.Where(key => key.StartsWith("option.", StringComparison.Ordinal) && !kinds.Any(kind => key.StartsWith(kind, StringComparison.Ordinal))),
            key => Assert.Contains(key.Split('.')[^1], used));
    }

    [Theory]
    [InlineData("en", "1 match in 1 of 2,000 paragraphs", 1, 1, 2000)]
    [InlineData("en", "0 matches in 0 of 1 paragraph", 0, 0, 1)]
    [InlineData("fr", "1 occurrence dans 1 de 2\u202F000 paragraphes", 1, 1, 2000)]
    [InlineData("fr", "0 occurrence dans 0 de 1 paragraphe", 0, 0, 1)]
    public void One_and_more_are_told_apart_as_the_language_does(string language, string expected, int matches, int some, int all) =>
        Assert.Equal(expected, Speaker.Of(language).Say("show.matches", matches, some, all));

    [Theory]
    [InlineData("fr_FR.UTF-8", null, "fr")]
    [InlineData("fr", "en_US", "fr")]
    [InlineData(null, "fr_CA", "fr")]
    [InlineData("en_US", "fr_FR", "en")]
    [InlineData("fro", null, "en")]
    [InlineData("", "fr_BE@euro", "fr")]
    [InlineData("C", null, "en")]
    [InlineData(null, null, "en")]
    public void The_language_is_that_of_the_system(string? all, string? lang, string expected)
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(expected, SystemLanguage.Read(name => name switch { "LC_ALL" => all, "LANG" => lang, _ => null }));
        }
    }

    private static IEnumerable<string> Values(string text) =>
        Placeholder().Matches(text).Select(match => match.Groups["number"].Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{(?<number>\d+)[|}]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex("\"(?<key>[a-z]+(\\.[a-z-]+)*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex("(Say\\(|Tell\\(|Speaker\\[|speaker\\[|UserException\\()\"(?<key>[a-z.-]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Said();
}
