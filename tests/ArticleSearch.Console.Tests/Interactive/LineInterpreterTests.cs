using System.Text.Json;
using System.Text.RegularExpressions;
using ArticleSearch.Console.Interactive;
using ArticleSearch.Console.Speech;
using ArticleSearch.Console.Tests.Commands;
using ArticleSearch.IndexFormat;
using ArticleSearch.TestKit;

namespace ArticleSearch.Console.Tests.Interactive;

/// <summary>Every line that the console takes, in this process: what it does, what it sets, what is said of a wrong one. Longer than most files: a short test each.</summary>
public sealed partial class LineInterpreterTests(SmallLibrary library) : IClassFixture<SmallLibrary>
{
    private string Index => Path.Combine(library.Folder, "index");

    [Fact]
    public void Results_are_numbered_through_and_more_goes_on_counting()
    {
        using var console = Talk();
        Assert.Equal(LineOutcome.Done, console.Say(".top 2"));
        Assert.Equal(LineOutcome.Found, console.Say("armes"));
        Assert.Equal([1, 2], Numbers(console.Output));
        Assert.StartsWith("6 passages, the best 2 shown", console.Error, StringComparison.Ordinal);

        Assert.Equal(LineOutcome.Found, console.Say(".more"));
        Assert.Equal([3, 4], Numbers(console.Output));
        console.Say(".more");
        Assert.Equal([5, 6], Numbers(console.Output));
        Assert.Equal(LineOutcome.NothingFound, console.Say(".more"));
        Assert.Equal(("", "No more results; 6 were shown.\n"), (console.Output, console.Error));

        // A number means what stands on the screen beside it.
        console.Say(".sort date");
        console.Say(".more");
        console.Say(".more");
        Assert.Equal(LineOutcome.Found, console.Say(".open 6"));
        Assert.StartsWith("Sans date\nhttps://exemple.fr/armes, articles.jsonl:4, a4\n\nDes [armes] sans date.\n", console.Output, StringComparison.Ordinal);
        Assert.Equal("1 match in 1 of 1 paragraph\n", console.Error);
    }

    [Fact]
    public void A_title_stands_once_above_the_results_of_its_article_and_marks_are_in_brackets()
    {
        using var console = Talk();
        console.Say("arme frontière");

        Assert.Equal(1, Regex.Count(console.Output, "Des armes, encore"));
        Assert.Contains("Les [armes] passent la [frontière].", console.Output, StringComparison.Ordinal);
        Assert.Contains("Aucune [arme] ne revient.", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_set_holds_until_it_is_changed_and_shows_the_last_query_again()
    {
        using var console = Talk();
        console.Say("Vladivostok");
        string best = console.Output;
        Assert.Equal(LineOutcome.Found, console.Say(".context 1"));
        Assert.Contains("§ 2: Il y sera question", console.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("§ 2: Il y sera question", best, StringComparison.Ordinal);
        Assert.Equal([1, 2], Numbers(console.Output));

        console.Say("Kim");
        Assert.Contains("§ 2: Il y sera question", console.Output, StringComparison.Ordinal);
        console.Say(".context 0");
        Assert.DoesNotContain("§ 2: ", console.Output, StringComparison.Ordinal);

        Assert.Equal(LineOutcome.Found, console.Say(".since 15 janvier 2024"));
        Assert.StartsWith("a5 (2024-01-15)", console.Output, StringComparison.Ordinal);
        Assert.Equal(LineOutcome.NothingFound, console.Say(".until 2023"));
        Assert.Equal(LineOutcome.Done, new ConsoleTalk(Index).Say(".since 2023"));
    }

    [Theory]
    [InlineData(".top", "10", ".top 3", "3")]
    [InlineData(".context", "0", ".context 2", "2")]
    [InlineData(".sort", "score", ".sort DATE", "date")]
    [InlineData(".by", "passage", ".by article", "article")]
    [InlineData(".in", "off", ".in title", "title")]
    [InlineData(".since", "off", ".since 4/9/2023", "2023-09-04")]
    [InlineData(".until", "off", ".until 2023-09", "2023-09")]
    [InlineData(".source", "off", ".source Le Monde|Lib*", "Le Monde | Lib*")]
    [InlineData(".strictness", "derivation", ".strictness exact", "exact")]
    [InlineData(".syntax", "simple", ".syntax lucene", "lucene")]
    [InlineData(".mode", "text", ".mode csv", "csv")]
    [InlineData(".timer", "off", ".timer oui", "on")]
    public void A_setting_alone_tells_what_it_is(string asked, string first, string set, string then)
    {
        using var console = Talk();
        Assert.Equal(LineOutcome.Done, console.Say(asked));
        Assert.Equal(first + "\n", console.Output);
        Assert.Equal(LineOutcome.Done, console.Say(set));
        Assert.Equal("", console.Output);
        Assert.Equal(LineOutcome.Done, console.Say(asked));
        Assert.Equal(then + "\n", console.Output);
        if (first == "off")
        {
            console.Say(asked + " off");
            console.Say(asked);
            Assert.Equal("off\n", console.Output);
        }

        console.Say(".show");
        Assert.All(ConsoleSetting.All, setting => Assert.Contains($"\n{setting.Name} ", console.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_set_decides_what_is_found()
    {
        using var console = Talk();
        console.Say("armes");
        Assert.Equal(6, Numbers(console.Output).Length);
        console.Say(".by article");
        Assert.Equal(5, Numbers(console.Output).Length);
        console.Say(".source Le Monde");
        Assert.Equal(3, Numbers(console.Output).Length);
        console.Say(".in title");
        Assert.Empty(Numbers(console.Output));
        console.Say(".source Lib* | https:*");
        Assert.Equal([1], Numbers(console.Output));
        console.Say(".source off");
        console.Say(".in off");
        console.Say(".sort date");
        Assert.StartsWith("a5 (2024-01-15)", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_explanations_and_similar_passages_are_of_what_is_on_the_screen()
    {
        using var console = Talk();
        console.Say("armes Kim");
        int second = Numbers(console.Output)[1];
        Assert.Equal(LineOutcome.Found, console.Say(".facets"));
        Assert.Contains("2023-09\t", console.Output, StringComparison.Ordinal);
        Assert.Contains("Libération\t2", console.Output, StringComparison.Ordinal);
        Assert.Equal(LineOutcome.Found, console.Say($".explain {second}"));
        Assert.Matches($"^{second}\\. .*\n[0-9.]+ = ", console.Output);

        Assert.Equal(LineOutcome.Found, console.Say(".similar a2#1"));
        Assert.DoesNotContain("a2 §", console.Output, StringComparison.Ordinal);
        Assert.Equal(1, Numbers(console.Output)[0]);
        Assert.Contains("there is no query", console.Refused(".explain 1"), StringComparison.Ordinal);
        Assert.Equal(LineOutcome.Found, console.Say(".open 1"));
        Assert.DoesNotContain("[armes]", console.Output, StringComparison.Ordinal);
        Assert.Equal(LineOutcome.Found, console.Say(".similar 1"));
    }

    [Theory]
    [InlineData("json", "^\\{\"query\":\"armes\".*\\}\n$")]
    [InlineData("jsonl", "^\\{\"rank\":1,.*\\}\n$")]
    [InlineData("csv", "^rank,score,article,.*\n1,.*\n$")]
    [InlineData("markdown", "^## .*\n\n> .*\\*\\*armes\\*\\*.*\n\n— .*\n\n$")]
    [InlineData("trec", "^1 Q0 [a-z0-9#]+ 1 [0-9.]+ articlesearch\n$")]
    public void Modes_write_for_programs_and_nothing_beside_it(string mode, string expected)
    {
        using var console = Talk();
        console.Say(".top 1");
        console.Say(".mode " + mode);
        Assert.Equal((LineOutcome.Found, ""), (console.Say("armes"), console.Error));
        Assert.Matches(expected, console.Output);

        // A table has one heading, a run one number a query.
        console.Say("Kim");
        Assert.DoesNotContain("rank,score", console.Output, StringComparison.Ordinal);
        Assert.True(mode != "trec" || console.Output.StartsWith("2 Q0", StringComparison.Ordinal), console.Output);
        Assert.Equal(LineOutcome.Found, console.Say(".open 1"));
        Assert.Equal(LineOutcome.Found, console.Say(".explain 1"));
        if (mode is "json" or "jsonl")
        {
            Assert.True(JsonDocument.Parse(console.Output).RootElement.TryGetProperty("explanation", out _), console.Output);
        }
    }

    [Theory]
    [InlineData(".opne 3", "There is no command .opne; did you mean .open?")]
    [InlineData(".zzz", "There is no command .zzz; .help lists them. (To search for it, put it in quotes: \".zzz\")")]
    [InlineData(".so", ".so may be .sort, .source.")]
    [InlineData(".open", "Which result? .open takes its number.")]
    [InlineData(".open 7", "There is no result 7; the last one shown is 6.")]
    [InlineData(".open 0", "There is no result 0; the last one shown is 6.")]
    [InlineData(".open 99999999999", "There is no article 99999999999 in the index.")]
    [InlineData(".open zz", "There is no article zz in the index.")]
    [InlineData(".explain two", ".explain takes the number of a result, not \"two\".")]
    [InlineData(".more 3", ".more takes nothing behind it, not \"3\".")]
    [InlineData(".context -1", ".context must be a number, at least 0, not \"-1\".")]
    [InlineData(".sort dates", ".sort can not be \"dates\"; did you mean date?")]
    [InlineData(".mode xml", ".mode can not be \"xml\"; it is one of text, json, jsonl, csv, markdown, trec.")]
    [InlineData(".timer maybe", ".timer can not be \"maybe\"; it is one of on, off.")]
    [InlineData(".in zz", ".in can not be \"zz\"; it is one of text, title, date, source, article, file, id, off.")]
    [InlineData(".since hier", ".since: \"hier\" is no date")]
    [InlineData(".index nowhere", "There is no folder nowhere.")]
    [InlineData(".help opne", "There is no command .opne; did you mean .open?")]
    public void A_wrong_line_is_told_in_one_and_the_session_goes_on(string line, string expected)
    {
        using var console = Talk();
        console.Say("armes");
        string shown = console.Output;

        Assert.StartsWith(expected, console.Refused(line), StringComparison.Ordinal);
        Assert.Equal(LineOutcome.Found, console.Say("armes"));
        Assert.Equal(shown, console.Output);
    }

    [Theory]
    [InlineData(".open 1")]
    [InlineData(".more")]
    [InlineData(".facets")]
    [InlineData(".explain 1")]
    [InlineData(".similar 1")]
    public void Before_the_first_query_there_is_nothing_to_show(string line)
    {
        using var console = Talk();
        Assert.Equal($"There is nothing to show with {line.Split(' ')[0]} yet: type words to search.", console.Refused(line));
        console.Say("pamplemousse");
        Assert.Equal(line is ".facets" or ".more" ? LineOutcome.NothingFound : LineOutcome.Wrong, console.Say(line));
    }

    [Fact]
    public void The_strict_syntax_names_the_column_and_the_last_answer_stays()
    {
        using var console = Talk();
        console.Say("armes");
        console.Say(".syntax lucene");
        Assert.StartsWith("Column 10:", console.Refused("armes AND"), StringComparison.Ordinal);
        Assert.Equal(LineOutcome.Found, console.Say(".open 1"));
    }

    [Fact]
    public void What_may_have_been_meant_is_asked_and_never_done_unasked()
    {
        using var console = Talk("fr");
        Assert.Equal((LineOutcome.NothingFound, ""), (console.Say("armse"), console.Output));
        Assert.EndsWith("Vouliez-vous dire : armes ?\n", console.Error, StringComparison.Ordinal);
        Assert.Equal("armes", console.Session.Suggested);
        console.Say(".mode json");
        console.Say("armse");
        Assert.Contains("\"suggestion\":\"armes\"", console.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("corrected", console.Output, StringComparison.Ordinal);
        console.Say("armes");
        Assert.Null(console.Session.Suggested);
    }

    [Theory]
    [InlineData(".5")]
    [InlineData("...")]
    [InlineData("\".net\"")]
    [InlineData(". net")]
    public void What_has_no_letter_behind_its_dot_is_a_query(string line) => Assert.Equal(LineOutcome.NothingFound, Talk().Say(line));

    [Theory]
    [InlineData("", nameof(LineOutcome.Empty))]
    [InlineData(" \t", nameof(LineOutcome.Empty))]
    [InlineData("  .quit ", nameof(LineOutcome.Quit))]
    [InlineData(".exit", nameof(LineOutcome.Quit))]
    [InlineData(".q", nameof(LineOutcome.Quit))]
    [InlineData(".QUIT", nameof(LineOutcome.Quit))]
    [InlineData(".hel", nameof(LineOutcome.Done))]
    public void Beginnings_and_usual_names_of_commands_will_do(string line, string expected) => Assert.Equal(expected, Talk().Say(line).ToString());

    [Fact]
    public void The_timer_tells_the_time_of_every_line()
    {
        using var console = Talk();
        console.Say(".timer on");
        Assert.Matches("^Time: [0-9.]+ ms, of the processor [0-9.]+ ms\n$", console.Error);
        console.Say(".mode json");
        console.Say("armes");
        Assert.Matches("^Time: [0-9.]+ ms", console.Error);
        console.Say(".timer off");
        Assert.Equal("", console.Error);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public void Help_has_every_command_and_every_command_is_explained(string language)
    {
        using var console = Talk(language);
        var speaker = Speaker.Of(language);
        Assert.Equal(DotCommand.All.Select(command => command.Key).Order(StringComparer.Ordinal), speaker.Keys.Where(key => key.StartsWith("dot.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

        console.Say(".help");
        Assert.All(DotCommand.All, command => Assert.Contains($"\n  {command.Name}", console.Output, StringComparison.Ordinal));
        foreach (var command in DotCommand.All)
        {
            Assert.Equal(LineOutcome.Done, console.Say(".help " + command.Name[1..]));
            Assert.StartsWith("  " + command.Name, console.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_interrupted_line_leaves_the_session_as_it_was()
    {
        using var console = Talk();
        console.Say("armes");
        Assert.Throws<OperationCanceledException>(() => console.Say("Kim", new CancellationToken(canceled: true)));
        Assert.Equal(LineOutcome.Found, console.Say(".open 6"));
        Assert.Equal(LineOutcome.Found, console.Say("Kim"));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("jsonl")]
    [InlineData("csv")]
    [InlineData("markdown")]
    [InlineData("trec")]
    public void An_answer_is_written_no_further_when_it_is_interrupted(string mode)
    {
        using var stop = new CancellationTokenSource();
        using var console = new ConsoleTalk(Index, written: stop.Cancel);
        console.Say(".mode " + mode);
        Assert.Throws<OperationCanceledException>(() => console.Say("armes", stop.Token));
        Assert.Equal(LineOutcome.Found, console.Say(".open 6"));
    }

    [Fact]
    public void A_changed_index_is_noticed_with_the_next_query_and_not_before()
    {
        using var folder = TemporaryFolder.ForSmallFiles();
        Write(folder["index"], "a1", "Des armes.");
        using var console = new ConsoleTalk(folder["index"], "fr");
        console.Say("armes");
        Assert.Matches("^1 passage \\(", console.Error);

        Write(folder["index"], "a2", "Des armes.\nEt des larmes.\nSans arme.");
        console.Say(".open 1");
        Assert.DoesNotContain("changé", console.Error, StringComparison.Ordinal);
        Assert.Equal(LineOutcome.Found, console.Say("armes"));
        Assert.StartsWith("L’index a changé : 3 passages de plus.\n3 passages (", console.Error, StringComparison.Ordinal);

        Write(folder["index"], "a2", "Rien.");
        console.Say("armes");
        Assert.StartsWith("L’index a changé : 2 passages de moins.\n1 passage (", console.Error, StringComparison.Ordinal);
        Write(folder["index"], "a2", "Des armes.");
        console.Say("armes");
        Assert.StartsWith("L’index a changé ; il a autant de passages qu’avant.\n2 passages (", console.Error, StringComparison.Ordinal);
        console.Say("armes");
        Assert.StartsWith("2 passages (", console.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_index_that_is_removed_and_made_anew_is_told_and_searched_again()
    {
        using var folder = TemporaryFolder.ForSmallFiles();
        Write(folder["index"], "a1", "Des armes.");
        using var console = new ConsoleTalk(folder["index"]);
        console.Say("armes");

        if (!OperatingSystem.IsWindows())
        {
            // What is open stays readable, and whose results these are is said.
            Directory.Delete(folder["index"], recursive: true);
            Assert.Equal(LineOutcome.Wrong, console.Say("armes"));
            Assert.Equal([1], Numbers(console.Output));
            Assert.StartsWith($"The index {folder["index"]} is gone; these are results of the 1 passage that were in it.\n1 passage (", console.Error, StringComparison.Ordinal);

            // Its commits count from one again, and it is another index all the same.
            Write(folder["index"], "a1", "Plus rien de cela.\nMais autre chose.");
            Assert.Equal(LineOutcome.NothingFound, console.Say("armes"));
            Assert.StartsWith("The index has changed: 1 passage more.\n", console.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_damaged_commit_is_told_and_what_was_open_goes_on()
    {
        using var folder = TemporaryFolder.ForSmallFiles();
        Write(folder["index"], "a1", "Des armes.");
        using var console = new ConsoleTalk(folder["index"]);
        Write(folder["index"], "a2", "Des armes.");
        string commit = Directory.GetFiles(folder["index"], "segments_*").Order(StringComparer.Ordinal).Last();
        byte[] bytes = File.ReadAllBytes(commit);
        File.WriteAllBytes(commit, bytes[..^5]);

        Assert.Equal(LineOutcome.Wrong, console.Say("armes"));
        Assert.Equal([1], Numbers(console.Output));
        Assert.StartsWith("the index is damaged: ", console.Error, StringComparison.Ordinal);
        Assert.Contains("; these are results of the commit before\n1 passage (", console.Error, StringComparison.Ordinal);

        File.WriteAllBytes(commit, bytes);
        Assert.Equal(LineOutcome.Found, console.Say("armes"));
        Assert.StartsWith("The index has changed: 1 passage more.\n2 passages (", console.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_index_takes_the_place_of_the_first_and_a_bad_one_does_not()
    {
        using var folder = TemporaryFolder.ForSmallFiles();
        Write(folder["my index"], "b1", "Une arme.");
        Directory.CreateDirectory(folder["empty"]);
        using var console = Talk();
        console.Say("armes");
        Assert.StartsWith("There is no index in ", console.Refused(".index " + folder["empty"]), StringComparison.Ordinal);
        Assert.Equal(LineOutcome.Found, console.Say(".open 1"));
        console.Say(".index");
        Assert.Equal($"10 passages in {Index}\n", console.Error);

        Assert.Equal(LineOutcome.Done, console.Say($".index \"{folder["my index"]}\""));
        Assert.Equal($"1 passage in {folder["my index"]}\n", console.Error);
        Assert.StartsWith("There is nothing to show", console.Refused(".open 1"), StringComparison.Ordinal);
        Assert.Equal(LineOutcome.Found, console.Say("armes"));
        Assert.Equal([1], Numbers(console.Output));
    }

    private static int[] Numbers(string output) => [.. Number().Matches(output).Select(match => int.Parse(match.Groups["number"].Value, System.Globalization.CultureInfo.InvariantCulture)).Order()];

    private static void Write(string index, string id, string text)
    {
        using var builder = IndexBuilder.Open(index, new IndexBuilderOptions { MergeThreads = 0 });
        builder.Add(new Article { Id = id, Text = text });
        builder.Commit();
    }

    private ConsoleTalk Talk(string language = "en") => new(Index, language);

    [GeneratedRegex(@"^(?<number>\d+)\. ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
