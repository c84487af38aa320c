using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using ArticleSearch.Analysis.Lexicon;
using ArticleSearch.Analysis.Tests.Lexicon;
using ArticleSearch.Analysis.Thesaurus;
using ArticleSearch.TestKit;

namespace ArticleSearch.Analysis.Tests.Thesaurus;

/// <summary>The committed thesaurus is what its note says, belongs to the committed lexicon, and holds what its source says.</summary>
public sealed partial class ThesaurusDerivationTests
{
    private static readonly string Folder = Repository.PathOf("src/ArticleSearch.Analysis/Thesaurus/Data");

    [Fact]
    public void The_thesaurus_is_the_one_its_note_describes()
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(Folder, "thesaurus.bin"));
        Assert.Equal(Noted("sha256"), Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.Equal(Noted("bytes"), bytes.Length.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(Noted("lemmas"), FrenchThesaurus.Shared.KnownCount.ToString(CultureInfo.InvariantCulture));
        Assert.True(bytes.Length < 600_000, $"{bytes.Length} bytes");
        using var lexicon = typeof(FrenchLexicon).Assembly.GetManifestResourceStream("lexicon.bin")!;
        Assert.True(bytes.Length + lexicon.Length <= 4 << 20, $"{bytes.Length + lexicon.Length} bytes with the lexicon");
    }

    [Fact]
    public void The_thesaurus_has_the_numbers_of_the_lexicon_that_is_here()
    {
        var lexicon = FrenchLexicon.Shared;
        var text = new StringBuilder();
        var letters = new char[WordAutomaton.LongestForm];
        for (int lemma = 0; lemma < lexicon.LemmaCount; lemma++)
        {
            text.Append(letters, 0, lexicon.Spell(lexicon.BaseOf(lemma), letters));
            text.Append(CultureInfo.InvariantCulture, $"\t{(int)lexicon.PartsOf(lemma)}\n");
        }

        byte[] stamp = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))[..8];
        Assert.True(
            FrenchThesaurus.Shared.Stamp.SequenceEqual(stamp) && FrenchThesaurus.Shared.LemmaCount == lexicon.LemmaCount,
            "The lexicon has changed since the thesaurus was derived, and the lemmas have other numbers: run Thesaurus/Data/derive.py, "
            + "write the figures it prints into the README.md beside it, and build again.");
    }

    [ThesaurusFact]
    public void What_is_near_is_what_the_source_says_by_the_rule()
    {
        var plain = new PlainThesaurus(ThesaurusFactAttribute.Source!);
        Assert.Equal(Noted("entries"), plain.EntryCount.ToString(CultureInfo.InvariantCulture));
        var near = new NearMeaning[FrenchThesaurus.Most];
        int pairs = 0;
        for (int lemma = 0; lemma < FrenchLexicon.Shared.LemmaCount; lemma++)
        {
            int count = FrenchThesaurus.Shared.Of(lemma, near);
            Assert.Equal(plain.Of(lemma), near[..count]);
            pairs += count;
        }

        Assert.Equal(Noted("pairs"), pairs.ToString(CultureInfo.InvariantCulture));
    }

    [ThesaurusFact(andDictionary: true)]
    public void The_script_derives_the_same_thesaurus_again()
    {
        using var folder = new TemporaryFolder();
        string[] arguments =
        [
            "-B", Path.Combine(Folder, "derive.py"), "--thesaurus", ThesaurusFactAttribute.Source!,
            "--dictionary", DictionaryFactAttribute.Dictionary, "--output", folder["thesaurus.bin"],
        ];
        using var process = Process.Start(new ProcessStartInfo("python3", arguments)
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

/// <summary>A test that needs the thesaurus the data come from (Debian's mythes-fr, or the file ARTICLESEARCH_THESAURUS names).</summary>
internal sealed class ThesaurusFactAttribute : FactAttribute
{
    /// <param name="andDictionary">Whether the test needs what <see cref="DictionaryFactAttribute"/> does as well.</param>
    public ThesaurusFactAttribute(bool andDictionary = false) => Skip = Source is null
        ? "there is no thes_fr.dat: install mythes-fr, or name one by ARTICLESEARCH_THESAURUS"
        : andDictionary ? new DictionaryFactAttribute().Skip : null;

    public static string? Source
    {
        get
        {
            string path = Environment.GetEnvironmentVariable("ARTICLESEARCH_THESAURUS") ?? "/usr/share/mythes/thes_fr.dat";
            return File.Exists(path) ? path : null;
        }
    }
}
