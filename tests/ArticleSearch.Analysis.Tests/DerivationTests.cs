using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace ArticleSearch.Analysis.Tests;

/// <summary>The committed tables are what the committed script makes of the Unicode Character Database.</summary>
public sealed class DerivationTests
{
    [DerivationFact]
    public void The_tables_are_what_the_script_derives()
    {
        string source = SourceFolder();
        string folder = Directory.CreateTempSubdirectory("articlesearch-unicode-").FullName;
        try
        {
            using var process = Process.Start(new ProcessStartInfo(
                "python3", [Path.Combine(source, "derive-word-breaks.py"), DerivationFactAttribute.Database, folder])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            foreach (string table in new[] { "WordBreakTables.g.cs", "LetterTables.g.cs" })
            {
                Assert.Equal(File.ReadAllText(Path.Combine(folder, table)), File.ReadAllText(Path.Combine(source, table)));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string SourceFolder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../src/ArticleSearch.Analysis/Unicode"));
}

/// <summary>A test that needs Python and version 15.0.0 of the Unicode Character Database (Debian's unicode-data).</summary>
internal sealed class DerivationFactAttribute : FactAttribute
{
    public const string Database = "/usr/share/unicode";

    public DerivationFactAttribute() => Skip = Missing();

    private static string? Missing()
    {
        string readMe = Path.Combine(Database, "ReadMe.txt");
        if (!File.Exists(readMe) || !File.ReadAllText(readMe).Contains("Version 15.0.0", StringComparison.Ordinal))
        {
            return $"{Database} does not hold version 15.0.0 of the Unicode Character Database";
        }

        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return path.Any(folder => File.Exists(Path.Combine(folder, "python3"))) ? null : "python3 is not installed";
    }
}
