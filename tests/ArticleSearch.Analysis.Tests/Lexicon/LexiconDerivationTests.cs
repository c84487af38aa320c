using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using ArticleSearch.Analysis.Lexicon;
using ArticleSearch.TestKit;

namespace ArticleSearch.Analysis.Tests.Lexicon;

/// <summary>The committed lexicon is what its note says, and what the committed script makes of the dictionary.</summary>
public sealed partial class LexiconDerivationTests
{
    private static readonly string Folder = Repository.PathOf("src/ArticleSearch.Analysis/Lexicon/Data");

    [Fact]
    public void The_lexicon_is_the_one_its_note_describes()
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(Folder, "lexicon.bin"));
        Assert.Equal(Noted("sha256"), Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.Equal(Noted("bytes"), bytes.Length.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(Noted("forms"), FrenchLexicon.Shared.FormCount.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(Noted("lemmas"), FrenchLexicon.Shared.LemmaCount.ToString(CultureInfo.InvariantCulture));
        Assert.True(bytes.Length <= 4 << 20, $"{bytes.Length} bytes");
    }

    [DictionaryFact]
    public void The_script_derives_the_same_lexicon_again()
    {
        using var folder = new TemporaryFolder();
        string output = folder["lexicon.bin"];
        using var process = Process.Start(new ProcessStartInfo(
            "python3",
            ["-B", Path.Combine(Folder, "derive.py"), "--dictionary", DictionaryFactAttribute.Dictionary, "--output", output])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        string printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        Assert.Contains($"sha256 {Noted("sha256")}", printed, StringComparison.Ordinal);
    }

    /// <summary>A value of the block of figures at the end of the note.</summary>
    private static string Noted(string name)
    {
        var match = Figure().Matches(File.ReadAllText(Path.Combine(Folder, "README.md")))
            .Single(match => match.Groups["name"].Value == name);
        return match.Groups["value"].Value;
    }

    [GeneratedRegex(
        "^    (?<name>[a-z0-9]+) (?<value>[a-z0-9]+)$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Figure();
}

/// <summary>A long test that needs Python and version 7.0 of the French dictionary (Debian's hunspell-fr-classical).</summary>
internal sealed class DictionaryFactAttribute : FactAttribute
{
    public const string Dictionary = "/usr/share/hunspell/fr";

    public DictionaryFactAttribute() => Skip = Missing();

    private static string? Missing()
    {
        if (Environment.GetEnvironmentVariable("ARTICLESEARCH_LONG") != "1")
        {
            return "runs with ARTICLESEARCH_LONG=1";
        }

        string affixes = Dictionary + ".aff";
        if (!File.Exists(affixes)
            || !File.ReadLines(affixes).Take(6).Any(line => line.Contains("“CLASSIQUE” v7.0", StringComparison.Ordinal)))
        {
            return $"{affixes} is not the classical French dictionary, version 7.0";
        }

        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return path.Any(folder => File.Exists(Path.Combine(folder, "python3"))) ? null : "python3 is not installed";
    }
}
