using System.Text.RegularExpressions;
using ArticleSearch.Console.Tests.Commands;

namespace ArticleSearch.Console.Tests.Interactive;

/// <summary>What commands write where a person is looking: in a pseudo-terminal of a given width, byte for byte. It needs <c>script</c>.</summary>
public sealed partial class TerminalOutputTests(SmallLibrary library) : IClassFixture<SmallLibrary>
{
    [ScriptFact]
    public void A_narrow_terminal_gets_marks_bars_and_links_and_no_line_too_long()
    {
        string screen = Run(40, "search armes Vladivostok --facets --context 1");

        Assert.All(Plain(screen).Split('\n'), line => Assert.True(line.TrimEnd().Length <= 40, line));
        Assert.Matches("\e\\[[0-9;]*marmes\e\\[0m", screen);
        Assert.Contains("\e]8;", screen, StringComparison.Ordinal);
        Assert.Contains("https://exemple.fr/armes\e\\", screen, StringComparison.Ordinal);
        Assert.Matches("  2023-09 [0-9] █{10,}", Plain(screen));
        Assert.DoesNotContain("[armes]", screen, StringComparison.Ordinal);
    }

    [ScriptFact]
    public void A_dumb_terminal_gets_letters_alone()
    {
        string screen = Run(40, "search armes --top 2", "TERM=dumb");

        Assert.DoesNotContain("\e[", screen, StringComparison.Ordinal);
        Assert.DoesNotContain("\e]", screen, StringComparison.Ordinal);
        Assert.Contains("[armes]", screen, StringComparison.Ordinal);
    }

    [ScriptFact]
    public void Without_colour_matches_stand_in_brackets()
    {
        string screen = Run(80, "search armes --top 2", "NO_COLOR=1");

        Assert.DoesNotMatch("\e\\[[0-9;]*[345][0-9;]*m", screen);
        Assert.Contains("[armes]", screen, StringComparison.Ordinal);
    }

    [ScriptFact]
    public void An_article_goes_through_the_pager()
    {
        string screen = Plain(Run(60, "show a1 --query sommet", "PAGER=\"sed 's/^/| /'\" LANG=fr_FR.UTF-8 LC_ALL="));

        Assert.Contains("| Un sommet à Vladivostok", screen, StringComparison.Ordinal);
        Assert.Contains("| 2 Il y sera question de fournitures d’armes.", screen, StringComparison.Ordinal);
        Assert.Contains("| 1 occurrence dans 0 de 3 paragraphes", screen, StringComparison.Ordinal);
        Assert.Contains("Un sommet à Vladivostok", Plain(Run(60, "show a1", "PAGER=no-such-pager")), StringComparison.Ordinal);
    }

    [ScriptFact]
    public void What_could_not_be_read_is_listed_when_the_work_is_done()
    {
        File.WriteAllText(Path.Combine(library.Folder, "bad.jsonl"), "{\"id\": broken\n{\"text\":\"La neige.\"}\n");

        string screen = Plain(Run(100, "index bad.jsonl articles.jsonl --index other"));

        int summary = screen.IndexOf("6 articles, 11 passages indexed, 1 problem (", StringComparison.Ordinal);
        Assert.True(summary >= 0, screen);
        Assert.Contains("articlesearch: bad.jsonl:1", screen[summary..], StringComparison.Ordinal);
        Assert.DoesNotContain("articlesearch: bad.jsonl", screen[..summary], StringComparison.Ordinal);
        Assert.Contains("100%", screen[..summary], StringComparison.Ordinal);
    }

    /// <summary>Without the sequences that steer a terminal.</summary>
    private static string Plain(string screen) => Sequence().Replace(screen, "").Replace("\r", "", StringComparison.Ordinal);

    private string Run(int columns, string command, string environment = "")
    {
        string program = Path.Combine(AppContext.BaseDirectory, "ArticleSearch.Console.dll");
        string inside = $"stty cols {columns} rows 50; TERM=xterm-256color LC_ALL=C.UTF-8 {environment} dotnet '{program}' {command}";
        return ProgramRun.Run("script", library.Folder, "", null, ["-qec", inside, "/dev/null"]).Output;
    }

    [GeneratedRegex("\e\\[[0-9;?]*[A-Za-z]|\e\\]8;[^\e]*\e\\\\|\e[=>]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sequence();
}

/// <summary>A test in a pseudo-terminal; skipped, with the reason, where there is none to be had.</summary>
public sealed class ScriptFactAttribute : FactAttribute
{
    public ScriptFactAttribute()
    {
        bool isThere = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "script")));
        Skip = isThere && OperatingSystem.IsLinux() ? null : "script of util-linux is not installed";
    }
}
